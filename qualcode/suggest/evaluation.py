"""Measure a suggester on transcripts that it did not learn from.

Folds are whole transcripts: sentences of one interview resemble each other, and folds that cut
through an interview flatter every model. Decisions that were made with suggestions in view
flatter it too; only the blind sample does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qualcode.i18n import Language, tr
from qualcode.suggest.checked import checked
from qualcode.suggest.classifier import MINIMUM, Blend, learnable
from qualcode.suggest.examples import Context
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.model import Codebook
    from qualcode.suggest.examples import Fit, Floats, Suggester, Training
    from qualcode.table import Cell, Table

Integers = npt.NDArray[np.intp]

FOLDS = 5
SEED = 2026
TRUSTED = 10
"""A measured threshold is used from this many coded units on; below it is mostly chance."""

_FIGURES = ("average_precision", "precision", "recall", "f1", "threshold")
EVALUATION = TableSpec(
    "evaluation",
    (
        *text_columns("code"),
        *count_columns("positives", "negatives"),
        *count_columns("transcripts", appendix=True),
        *figure_columns(2, *_FIGURES),
        *text_columns("reason", head="remark"),
    ),
    words="suggest",
    notes=("note_folds", "note_optimistic", "note_assisted"),
    title="suggest.evaluation",
    heads="suggest",
    said="suggest",
)


@dataclass(frozen=True, slots=True)
class CodeReport:
    """How well one code was suggested, out of fold; NaN has its ``reason``.

    ``precision``, ``recall`` and ``f1`` are at the ``threshold`` that maximises F1 on these
    same scores, which is optimistic. ``needs`` is how many units or transcripts are missing.
    """

    code: str
    positives: int
    negatives: int
    average_precision: float = np.nan
    precision: float = np.nan
    recall: float = np.nan
    f1: float = np.nan
    threshold: float = np.nan
    reason: str = ""
    needs: int = 0
    transcripts: int = 0
    folds: int = 0
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Cut:
    """A threshold with what it gives on the scores it was chosen on."""

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Scores (read units × codes), each from a suggester that saw nothing of the transcript.

    They are NaN where there is but one group. ``fold`` is the fold of each unit, ``suggesters``
    are those that did not see fold 0, 1, ….
    """

    training: Training
    codes: tuple[str, ...]
    scores: Floats
    fold: Integers
    seed: int
    suggesters: tuple[Suggester, ...] = ()

    @property
    def folds(self) -> int:
        """How many folds there are; with one nothing can be held out."""
        return len(np.unique(self.fold))

    def by_unit(self) -> dict[int, Floats]:
        """Return the scores of each unit that a suggester trained on all of them has seen."""
        if self.folds < 2:
            return {}
        ids = (example.unit_id for example in self.training.examples)
        return dict(zip(ids, self.scores, strict=True))


def out_of_fold(
    book: Codebook,
    training: Training,
    context: Context | None = None,
    *,
    folds: int = FOLDS,
    seed: int = SEED,
    fit: Fit | None = None,
    on_fold: Callable[[int, int], None] | None = None,
) -> OutOfFold:
    """Score every read unit by a suggester that saw none of its transcript.

    ``fit`` is the suggester to use; without it the one that ``suggest.fit`` would choose.
    ``on_fold`` hears (done, of) after each fold; what it raises stops the work.
    """
    codes = tuple(code.id for code in book.codes)
    context = context or Context()
    if not context.pool:
        context = replace(context, pool=training.examples)
    training = training.part(training.read())
    fold = grouped_folds(training.groups, folds=folds, seed=seed)
    chosen = checked(fit) if fit else partial(Blend.fit, learn=learnable(codes, training))
    scores = np.full((len(fold), len(codes)), np.nan)
    suggesters = []
    of = len(np.unique(fold))
    for number in range(of if of > 1 else 0):
        suggester = chosen(book, training.part(np.flatnonzero(fold != number)), context)
        held_out = np.flatnonzero(fold == number)
        scores[held_out] = suggester.score(training.part(held_out).examples)
        suggesters.append(suggester)
        if on_fold is not None:
            on_fold(number + 1, of)
    return OutOfFold(training, codes, scores, fold, seed, tuple(suggesters))


def measure(held: OutOfFold, cuts: Mapping[str, float] | None = None) -> tuple[CodeReport, ...]:
    """Compare scores from outside of the fold with what people decided, a report a code.

    ``cuts`` are the thresholds in use; a code without one has that of its highest F1.
    """
    reports = []
    for code, column in zip(held.codes, held.scores.T, strict=True):
        labels = held.training.column(code)
        read = ~np.isnan(labels)
        groups = np.array(held.training.groups)[read]
        cut = cuts.get(code) if cuts else None
        found = _measure(code, labels[read] == 1, column[read], held.fold[read], groups, cut)
        reports.append(replace(found, folds=held.folds, seed=held.seed))
    return tuple(reports)


def cross_validate(
    book: Codebook, training: Training, context: Context | None = None, **how: Any
) -> tuple[CodeReport, ...]:
    """Measure a suggester; ``how`` is that of ``out_of_fold``."""
    return measure(out_of_fold(book, training, context, **how))


def grouped_folds(groups: Sequence[int], *, folds: int, seed: int) -> Integers:
    """Return the fold of each example: no group is in two, and there are no more than groups."""
    from sklearn.model_selection import GroupKFold

    fold = np.zeros(len(groups), dtype=np.intp)
    folds = min(folds, len(set(groups)))
    if folds < 2:
        return fold
    splitter = GroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    for number, (_, held_out) in enumerate(splitter.split(fold, groups=np.array(groups))):
        fold[held_out] = number
    return fold


def thresholds(reports: Iterable[CodeReport]) -> dict[str, float]:
    """Return the measured threshold of each code that has enough coded units to be trusted."""
    return {
        report.code: report.threshold
        for report in reports
        if report.positives >= TRUSTED and not np.isnan(report.threshold)
    }


def report(reports: Iterable[CodeReport], book: Codebook, *, language: Language = "zh") -> Table:
    """Return the table "evaluation": one row a code, undefined figures with their reason."""
    reports = tuple(reports)
    say = partial(EVALUATION.note, language)
    notes = [say("note_optimistic"), say("note_assisted")]
    if reports and reports[0].folds > 1:
        notes.insert(0, say("note_folds", folds=reports[0].folds, seed=reports[0].seed))
    return EVALUATION.table(language, (_row(one, book, language) for one in reports), notes)


def best_cut(truth: npt.NDArray[np.bool_], scores: Floats) -> Cut | None:
    """Return the threshold over 0 with the highest F1, the higher of equals; None without one."""
    from sklearn.metrics import precision_recall_curve

    precision, recall, cuts = precision_recall_curve(truth, scores)
    usable = cuts > 0
    if not usable.any():
        return None
    precision, recall, cuts = precision[:-1][usable], recall[:-1][usable], cuts[usable]
    f1 = 2 * precision * recall / np.maximum(precision + recall, np.finfo(float).tiny)
    best = len(f1) - 1 - int(np.argmax(f1[::-1]))
    return Cut(float(cuts[best]), float(precision[best]), float(recall[best]), float(f1[best]))


def cut_at(truth: npt.NDArray[np.bool_], scores: Floats, threshold: float) -> Cut | None:
    """Return what a threshold gives; None where it suggests nothing."""
    suggested = scores >= threshold
    right = int((suggested & truth).sum())
    if not suggested.any():
        return None
    precision, recall = right / int(suggested.sum()), right / max(int(truth.sum()), 1)
    return Cut(threshold, precision, recall, 2 * right / int(suggested.sum() + truth.sum()))


def _measure(
    code: str,
    truth: npt.NDArray[np.bool_],
    scores: Floats,
    fold: Integers,
    groups: Integers,
    threshold: float | None = None,
) -> CodeReport:
    """Compare one code's scores with what people decided; unread units are not among them."""
    from sklearn.metrics import average_precision_score

    reason, needs = undefined(truth, fold, groups)
    counted = CodeReport(
        code, int(truth.sum()), int((~truth).sum()), transcripts=len(np.unique(groups))
    )
    if reason:
        return replace(counted, reason=reason, needs=needs)
    ranked = replace(counted, average_precision=float(average_precision_score(truth, scores)))
    cut = best_cut(truth, scores) if threshold is None else cut_at(truth, scores, threshold)
    if cut is None:
        return replace(ranked, reason="nothing_found")
    return replace(
        ranked,
        threshold=cut.threshold,
        precision=cut.precision,
        recall=cut.recall,
        f1=cut.f1,
    )


def undefined(truth: npt.NDArray[np.bool_], fold: Integers, groups: Integers) -> tuple[str, int]:
    """Return why nothing can be measured and how many are missing, ``("", 0)`` when it can."""
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if positives < MINIMUM:
        return "too_few_positives", MINIMUM - positives
    if negatives < MINIMUM:
        return "too_few_negatives", MINIMUM - negatives
    if (transcripts := len(np.unique(groups))) < 2:
        return "too_few_transcripts", 2 - transcripts
    # A fold that holds all of a code's positives leaves nothing to learn the code from.
    if min(len(np.unique(fold[truth])), len(np.unique(fold[~truth]))) < 2:
        return "one_transcript", 1
    return "", 0


def _row(one: CodeReport, book: Codebook, language: Language) -> dict[str, Cell]:
    code = book.code(one.code)
    figures = {f: getattr(one, f) for f in _FIGURES}
    return {
        "code": code.label(language) if code else one.code,
        "positives": one.positives,
        "negatives": one.negatives,
        "transcripts": one.transcripts,
        **{f: None if np.isnan(value) else value for f, value in figures.items()},
        "reason": tr(f"suggest.reason.{one.reason}", language, needs=one.needs)
        if one.reason
        else None,
    }
