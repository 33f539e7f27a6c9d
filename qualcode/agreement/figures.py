"""Every figure of one set of ratings: estimates, standard errors, intervals, from the one list."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.bootstrap import bootstrap
from qualcode.agreement.coefficients import RatingCase, applying
from qualcode.agreement.intervals import (
    Interval,
    corpus_interval,
    jackknife,
    probability_below,
)
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import PRESENCE, Counts, counts
from qualcode.interval_kinds import INTERVALS

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from qualcode.agreement.coefficient import Coefficient
    from qualcode.agreement.estimate import Estimate, Reason
    from qualcode.agreement.matrix import Ratings
    from qualcode.interval_kinds import Kind

THRESHOLDS = (0.667, 0.8)
"""Krippendorff's two: under the first nothing is concluded, under the second tentatively."""
MOST_PATTERNS = 4096
"""With more distinct rows only coefficients that do not ask who rated are resampled."""


class IntervalChoice(NamedTuple):
    """Which interval stands in a table; ``seed`` and ``replicates`` are a bootstrap's."""

    kind: Kind = "jackknife"
    seed: int = 0
    replicates: int = 1000
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of one coefficient; ``words`` is the key of its label and its convention."""

    id: str
    words: str
    estimate: Estimate
    error: Estimate | None = None
    interval: Interval | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why some of it is undefined."""
        known = (self.estimate, self.error, self.interval)
        return tuple(it.reason for it in known if it and it.reason)


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """What is known of one code: counts, every coefficient, alpha's intervals and what follows.

    ``corpus`` is always alpha's interval for *this corpus*.
    """

    counts: Counts
    n_missing: int
    measured: dict[str, Measured]
    corpus: Interval
    below: dict[float, float]

    @property
    def interval(self) -> Interval:
        """Alpha's interval, of the kind that was asked for."""
        found = self.measured["alpha"].interval
        assert found is not None
        return found

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why some figure is undefined, each once."""
        found = [it for each in self.measured.values() for it in each.reasons]
        return tuple(dict.fromkeys((*found, *([self.corpus.reason] if self.corpus.reason else []))))


def patterns_of(
    ratings: Ratings, groups: NDArray[np.int64], weights: NDArray[np.int64] | None = None
) -> Patterns:
    """Return the patterns of a code's presence, with a group for each number in ``groups``."""
    return Patterns.of(ratings, groups=groups, weights=weights).within(PRESENCE)


def numbered(text_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the transcripts numbered from 0."""
    return np.unique(text_ids, return_inverse=True)[1].ravel()


def measured(
    patterns: Patterns,
    case: RatingCase,
    choice: IntervalChoice,
    bounded: Collection[str] | None = None,
) -> dict[str, Measured]:
    """Return every coefficient of a case; ``bounded`` names those with an interval, else all."""
    found = {}
    for name, each in applying(case).items():
        formula = each.of_case(case)
        estimate = formula(patterns)
        error = None if estimate.reason else each.standard_error(case, patterns)
        wanted = each.bounded and (bounded is None or name in bounded)
        interval = interval_of(patterns, choice, formula, name=name) if wanted else None
        found[name] = Measured(name, each.named(case, name), estimate, error, interval)
    return found


def of_code(patterns: Patterns, choice: IntervalChoice = IntervalChoice()) -> CodeFigures:  # noqa: B008
    """Return every figure of a code; ``patterns`` have a group a transcript."""
    tabled = counts(patterns)
    found = measured(patterns, RatingCase("presence", patterns.n_coders), choice, ("alpha",))
    interval = found["alpha"].interval
    assert interval is not None
    alpha = found["alpha"].estimate
    below = {each: probability_below(each, alpha, interval) for each in THRESHOLDS}
    n_missing = round(float(patterns.total.sum())) - tabled.n_units
    corpus = corpus_interval(patterns, level=choice.level)
    return CodeFigures(tabled, n_missing, found, corpus, below)


def interval_of(
    patterns: Patterns,
    choice: IntervalChoice,
    coefficient: Coefficient = NOMINAL,
    *,
    name: str = "alpha",
) -> Interval | None:
    """Return an interval of the chosen kind; of few transcripts the range without each.

    ``None`` where the kind is of nominal alpha only and this is another, or where resampling
    would need to tell too many patterns apart.
    """
    kind = INTERVALS[choice.kind]
    if kind.nominal and name != "alpha":
        return None
    if not kind.drawn:
        return WITHOUT_DRAWING[choice.kind](patterns, None, coefficient, level=choice.level)
    if not coefficient.symmetric and many_patterns(patterns):
        return None
    if patterns.total.sum() < 2:
        return Interval(nan, nan, choice.kind, "one_unit", 1)
    return bootstrap(
        patterns,
        None,
        coefficient,
        kind=choice.kind,
        replicates=choice.replicates,
        seed=choice.seed,
        level=choice.level,
    )


def many_patterns(patterns: Patterns) -> bool:
    """Return whether there are too many distinct rows to resample who rated what."""
    return len(patterns.m) > MOST_PATTERNS


WITHOUT_DRAWING = {"jackknife": jackknife, "corpus": corpus_interval}
