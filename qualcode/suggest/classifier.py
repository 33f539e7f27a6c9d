"""Learn from people's decisions: one linear model a code, with the rules as a fading prior.

``score = expit(x·w + b + PRIOR · rules · 20 / (20 + n))``, where ``x·w + b`` is the model of
the code, ``rules`` the score of its keywords and patterns and ``n`` its coded units: one
keyword counts 2.5 logits at first, half of that after twenty codings. The classes are weighted
evenly, so a score ranks and is no probability. A code with too few decisions keeps the rules.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from qualcode.model import Codebook, Evidence
from qualcode.suggest.features import Feature, Features, word_spans
from qualcode.suggest.rules import Rules, strength

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.suggest.examples import Example, Floats, Match, Training

MINIMUM = 5
"""A code is learned from this many coded, and this many read and not coded, units."""

PRIOR = 5.0
HALF_AFTER = 20
_BLOCK = 20_000
_SHOWN = 5
_NOTABLE = 0.1
_WEIGHED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """The fitted models: row i of ``weights`` (codes × features) is column ``columns[i]``.

    ``prior`` is what a rules' score of 1 adds, in logits.
    """

    features: Features
    columns: tuple[int, ...]
    weights: Floats
    intercepts: Floats
    prior: Floats

    def score(self, units: Sequence[Example], rules: Floats) -> Floats:
        """Return units × fitted codes, given the rules' scores of the same."""
        logits = self.features.matrix(units) @ self.weights.T + self.intercepts
        blended: Floats = 0.5 * (1.0 + np.tanh((logits + self.prior * rules) / 2.0))
        return blended


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """The rules, and the models of the codes that have enough decisions.

    It lives in memory and is fitted again from the decisions; no model is ever read from disk.
    """

    rules: Rules
    models: Models | None = None
    name: ClassVar[str] = "linear"

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the codebook."""
        return self.rules.codes

    @property
    def learned(self) -> tuple[str, ...]:
        """The ids of the codes that have a model."""
        return tuple(self.codes[i] for i in self.models.columns) if self.models else ()

    @classmethod
    def fit(
        cls,
        book: Codebook,
        training: Training | None = None,
        match: Match | None = None,
        *,
        learn: Collection[str] | None = None,
    ) -> Linear:
        """Fit every code that has enough decisions.

        ``learn`` names the codes instead: a fold of an evaluation keeps a code's method even
        where its part of the decisions is under the minimum (one of each is still needed).
        """
        rules = Rules.fit(book, None, match)
        if training is None:
            return cls(rules)
        wanted = learnable(rules.codes, training) if learn is None else learn
        training = _in_order(training)
        labels = [training.column(code) for code in rules.codes]
        columns = [
            i
            for i, code in enumerate(rules.codes)
            if code in wanted and (labels[i] == 1).any() and (labels[i] == 0).any()
        ]
        if not columns:
            return cls(rules)
        return cls(rules, _fit(training.examples, tuple(columns), [labels[i] for i in columns]))

    def score(self, units: Sequence[Example]) -> Floats:
        """Return the blended score of learned codes and the rules' score of the others."""
        scores = self.rules.score(units)
        if self.models is None:
            return scores
        columns = list(self.models.columns)
        for start in range(0, len(units), _BLOCK):
            block = slice(start, start + _BLOCK)
            scores[block, columns] = self.models.score(units[block], scores[block, columns])
        return scores

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return the rules' hits and the strongest words for the code, weighed in logits."""
        hits = self.rules.explain(unit, code_index)
        if self.models is None or code_index not in self.models.columns:
            return hits
        row = self.models.columns.index(code_index)
        share = float(self.models.prior[row] * strength(len(hits)) / max(len(hits), 1))
        hits = tuple(replace(hit, weight=share) for hit in hits)
        return _speaking(hits, self.models.features.of(unit), self.models.weights[row], unit)


def learnable(codes: Sequence[str], training: Training) -> set[str]:
    """Return the codes with enough coded, and enough read and not coded, units."""
    counts = {code: training.column(code) for code in codes}
    return {
        code
        for code, column in counts.items()
        if min(np.sum(column == 1), np.sum(column == 0)) >= MINIMUM
    }


def _in_order(training: Training) -> Training:
    """Keep what was read, in reading order: the same decisions give the same model."""
    rows = training.read()
    places = [(e.text_id, e.start, e.unit_id) for e in (training.examples[i] for i in rows)]
    order = sorted(range(len(rows)), key=places.__getitem__)
    return training.part(rows[order])


def _fit(units: Sequence[Example], columns: tuple[int, ...], labels: Sequence[Floats]) -> Models:
    features, matrix = Features.fit(units)
    fitted = [_fit_code(matrix, column) for column in labels]
    positives = np.array([np.sum(column == 1) for column in labels])
    return Models(
        features,
        columns,
        np.array([weights for weights, _ in fitted]),
        np.array([intercept for _, intercept in fitted]),
        PRIOR * HALF_AFTER / (HALF_AFTER + positives),
    )


def _fit_code(matrix: Any, column: Floats) -> tuple[Floats, float]:
    """Return coefficients and intercept of one code; unread rows are left out."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    read = np.flatnonzero(~np.isnan(column))
    # more features than units: the dual problem has the same solution and is ten times quicker
    model = LogisticRegression(
        C=10, class_weight="balanced", solver="liblinear", dual=True, random_state=0, max_iter=200
    )
    with warnings.catch_warnings():
        # decisions that contradict each other never converge; they rank no better for more steps
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix[read], column[read].astype(int))
    return model.coef_[0], float(model.intercept_[0])


def _speaking(
    hits: Sequence[Evidence], features: Sequence[Feature], weights: Floats, unit: Example
) -> tuple[Evidence, ...]:
    """Return the hits and the words that speak most for the code, nothing twice.

    A piece of a word is widened to its words; what repeats or overlaps stronger evidence adds to
    its weight.
    """
    borders = _borders(unit)
    found = list(hits)
    owner = {i: n for n, hit in enumerate(hits) for i in range(hit.start, hit.end)}
    known = {hit.text.lower(): n for n, hit in enumerate(hits)}
    for weight, start, end in _strongest(features, weights, unit):
        a, b = borders[start][0], borders[end - 1][1]
        place = range(unit.start + a, unit.start + b)
        text = unit.text[a:b]
        earlier = next((owner[i] for i in place if i in owner), known.get(text.lower()))
        if earlier is None:
            known[text.lower()] = len(found)
            owner.update(dict.fromkeys(place, len(found)))
            found.append(Evidence("weight", text, place.start, place.stop, weight))
        else:
            found[earlier] = replace(found[earlier], weight=found[earlier].weight + weight)
    notable = _NOTABLE * max((e.weight for e in found), default=0.0)
    learned = sorted(found[len(hits) :], key=lambda e: -e.weight)[:_SHOWN]
    return (*found[: len(hits)], *(e for e in learned if e.weight >= notable))


def _strongest(
    features: Sequence[Feature], weights: Floats, unit: Example
) -> list[tuple[float, int, int]]:
    """Return (weight, start, end) of the features that speak most for the code."""
    values = np.array([f.value for f in features])
    weighed = (values * weights[[f.column for f in features]]).tolist() if features else []
    speaking = (
        (weight, f.start, f.end)
        for weight, f in zip(weighed, features, strict=True)
        if weight > 0 and 0 <= f.start < f.end and unit.text[f.start : f.end].strip().isalnum()
    )
    return nsmallest(_WEIGHED, speaking, key=lambda w: (-w[0], w[1], w[2]))


def _borders(unit: Example) -> list[tuple[int, int]]:
    """Return for each character where its word starts and ends; without words, itself."""
    borders = [(i, i + 1) for i in range(len(unit.text))]
    for start, end in word_spans(unit):
        if start >= 0:
            borders[start:end] = [(start, end)] * (end - start)
    return borders
