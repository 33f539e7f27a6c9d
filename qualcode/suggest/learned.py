"""Everything that a run needs, in one call: scores, their scale, thresholds, what is held out.

A score that a person sees or a frequency uses comes from a model that saw nothing of the unit's
transcript; scores on what was learned from only repeat it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.suggest.calibration import Platt, expit, logit, threshold
from qualcode.suggest.checked import checked
from qualcode.suggest.classifier import Blend, learnable
from qualcode.suggest.evaluation import (
    FOLDS,
    SEED,
    TRUSTED,
    OutOfFold,
    measure,
    out_of_fold,
    undefined,
)
from qualcode.suggest.examples import AT_LEAST, Context
from qualcode.suggest.proposing import propose
from qualcode.suggest.similarity import Similarity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model import Codebook, Suggestion
    from qualcode.suggest.evaluation import CodeReport
    from qualcode.suggest.examples import Example, Fit, Floats, Suggester, Training

Scale = Literal["similarity", "uncalibrated", "probability"]


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was learned, a code a column.

    ``suggester`` is the model of all decisions, uncalibrated; ``scales`` says what a printed
    score is; ``cuts`` is from which score a code is suggested; ``held`` are the scores of what
    was read, each from outside of its fold, ``None`` without decisions.
    """

    suggester: Suggester
    scales: tuple[Scale, ...]
    cuts: Floats
    held: OutOfFold | None
    unlearned: Suggester
    calibrations: tuple[Platt | None, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the codebook."""
        return self.suggester.codes

    def score(self, units: Sequence[Example]) -> Floats:
        """Return units × codes by the model of all decisions, on the printed scales."""
        return self.calibrated(self.suggester.score(units))

    def sheet(self, units: Sequence[Example]) -> Floats:
        """Return units × codes, each by a model that saw nothing of the unit's transcript.

        Units of a transcript without decisions have the model of all. Where everything was read
        in one transcript nothing can be held out: there it is the similarity, which saw none.
        """
        scores = np.zeros((len(units), len(self.codes)))
        models = [self.suggester, *(self.held.suggesters if self.held else ())]
        which = self._models(units)
        for number, model in enumerate(models):
            rows = np.flatnonzero(which == number)
            if len(rows):
                scores[rows] = model.score([units[i] for i in rows.tolist()])
        scores = self.calibrated(scores)
        rows = np.flatnonzero(which < 0)
        if len(rows):
            scores[rows] = self.unlearned.score([units[i] for i in rows.tolist()])
        return scores

    def propose(self, units: Sequence[Example], per_unit: int = 3) -> list[Suggestion]:
        """Return each unit's best codes over their thresholds, with evidence.

        Units that were learned from have their scores from outside of the fold.
        """
        scores = self.score(units)
        held = self.held.by_unit() if self.held else {}
        for row, unit in enumerate(units):
            if unit.unit_id in held:
                scores[row] = held[unit.unit_id]
        cuts = dict(zip(self.codes, self.cuts.tolist(), strict=True))
        return propose(self.suggester, units, at_least=cuts, per_unit=per_unit, scores=scores)

    def reports(self) -> tuple[CodeReport, ...]:
        """Return how good each code's scores are out of fold, at the thresholds that are used."""
        if self.held is None:
            return ()
        return measure(self.held, dict(zip(self.codes, self.cuts.tolist(), strict=True)))

    def _models(self, units: Sequence[Example]) -> np.ndarray:
        """Return for each unit 0 for the model of all, n for that of fold n, -1 for no model."""
        if self.held is None:
            return np.zeros(len(units), dtype=np.intp)
        training = self.held.training
        numbers = self.held.fold + 1 if self.held.suggesters else np.full(len(self.held.fold), -1)
        places = list(zip(training.examples, numbers.tolist(), strict=True))
        of_text = {example.text_id: number for example, number in reversed(places)}
        of_unit = {example.unit_id: number for example, number in places}
        return np.array(
            [of_unit.get(u.unit_id, of_text.get(u.text_id, 0)) for u in units], dtype=np.intp
        )

    def calibrated(self, scores: Floats) -> Floats:
        """Return scores of a suggester on the printed scales; 0 stays "nothing found"."""
        scores = np.array(scores, dtype=np.float64)
        for column, platt in enumerate(self.calibrations):
            if platt is not None:
                found = scores[:, column] > 0
                scores[found, column] = platt(scores[found, column])
        return scores


def learn(
    book: Codebook,
    training: Training | None,
    context: Context | None = None,
    *,
    fit: Fit | None = None,
    folds: int = FOLDS,
    seed: int = SEED,
    on_fold: Callable[[int, int], None] | None = None,
) -> Learned:
    """Learn from decisions, or from the codebook alone where there are none.

    ``fit`` is the suggester to use, without it the blend. A code's scores become probabilities
    from ten coded units on, by folds of whole transcripts; before that, and where all of its
    units stand in one transcript, they are uncalibrated. ``on_fold`` hears (done, of) after each
    fold; what it raises stops the work.
    """
    context = context or Context()
    if training is not None and not len(training.read()):
        training = None
    if training is not None and not context.pool:
        context = replace(context, pool=training.examples)
    ours = fit is None or fit == Blend.fit
    chosen: Fit = checked(fit) if fit else Blend.fit
    unlearned = Similarity.fit(book, None, context)
    suggester = chosen(book, training, context)
    codes = suggester.codes
    if training is None:
        similar: Scale = "similarity"
        return Learned(
            suggester, (similar,) * len(codes), np.full(len(codes), AT_LEAST), None, unlearned
        )
    other = None if ours else chosen
    held = out_of_fold(book, training, context, folds=folds, seed=seed, fit=other, on_fold=on_fold)
    settled = [_settled(held, column) for column in range(len(codes))]
    learned = learnable(codes, training) if ours else set(codes)
    calibrations = tuple(platt for platt, _ in settled)
    scales = tuple(
        _scale(code in learned, platt) for code, platt in zip(codes, calibrations, strict=True)
    )
    cuts = np.array([cut for _, cut in settled])
    made = Learned(suggester, scales, cuts, held, unlearned, calibrations)
    return replace(made, held=replace(held, scores=made.calibrated(held.scores)))


def _scale(learned: bool, platt: Platt | None) -> Scale:
    if platt is not None:
        return "probability"
    return "uncalibrated" if learned else "similarity"


def _settled(held: OutOfFold, column: int) -> tuple[Platt | None, float]:
    """Return a code's calibration, where it can have one, and its threshold on the printed scale.

    With five to nine coded units the threshold that the folds found is drawn towards the even
    one, and the scores stay uncalibrated.
    """
    labels = held.training.column(held.codes[column])
    read = ~np.isnan(labels)
    truth, scores = labels[read] == 1, held.scores[read, column]
    reason, _ = undefined(truth, held.fold[read], np.array(held.training.groups)[read])
    found = scores > 0
    if reason or not found.any():
        return None, AT_LEAST
    platt = Platt.fit(scores[found], truth[found])
    if platt is None:
        return None, AT_LEAST
    cut = threshold(platt(scores[found]), truth[found])
    positives = int(truth.sum())
    if positives >= TRUSTED:
        return platt, cut
    weight = positives / TRUSTED
    return None, float(expit(weight * logit(np.array([platt.inverse(cut)]))[0]))
