"""Every figure of one code, from its rating patterns by transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement import percent
from qualcode.agreement.bootstrap import bootstrap
from qualcode.agreement.coefficients import COEFFICIENTS, PRESENT
from qualcode.agreement.intervals import (
    Interval,
    by_transcript,
    corpus_interval,
    jackknife,
    probability_below,
)
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import (
    PRESENCE,
    Counts,
    bias_index,
    counts,
)
from qualcode.agreement.standard_errors import standard_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.matrix import Ratings
    from qualcode.interval_kinds import Kind

THRESHOLDS = (0.667, 0.8)
"""Krippendorff's two: under the first nothing is concluded, under the second tentatively."""


class IntervalChoice(NamedTuple):
    """Which interval stands in a table; ``seed`` and ``replicates`` are a bootstrap's."""

    kind: Kind = "jackknife"
    seed: int = 0
    replicates: int = 1000


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of one code: counts, estimates by name, alpha's intervals and what follows.

    ``interval`` is of the kind that was asked for, ``corpus`` always for *this corpus*.
    """

    counts: Counts
    n_missing: int
    estimates: dict[str, Estimate]
    interval: Interval
    corpus: Interval
    below: dict[float, float]


def patterns_of(
    ratings: Ratings, groups: NDArray[np.int64], weights: NDArray[np.int64] | None = None
) -> Patterns:
    """Return the patterns of a code's presence, with a group for each number in ``groups``."""
    return Patterns.of(ratings, groups=groups, weights=weights).within(PRESENCE)


def numbered(text_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the transcripts numbered from 0."""
    return np.unique(text_ids, return_inverse=True)[1].ravel()


def measure(patterns: Patterns, choice: IntervalChoice = IntervalChoice()) -> Measures:  # noqa: B008
    """Return every figure of a code; ``patterns`` have a group a transcript."""
    tabled = counts(patterns)
    interval = interval_of(patterns, choice)
    estimates = {
        **{name: COEFFICIENTS[name](patterns) for name in ("percent", "kappa", "alpha")},
        **{name: each(patterns) for name, each in PRESENT.items()},
        "bias": bias_index(patterns),
        "ac1": COEFFICIENTS["ac1"](patterns),
        "pabak": COEFFICIENTS["brennan_prediger"](patterns),
        "holsti_given": percent.holsti(applied(patterns)),
        "composite_given": percent.composite_reliability(applied(patterns)),
        "kappa_error": standard_error("cohen", patterns),
        "alpha_error": standard_error("alpha", patterns),
        "ac1_error": standard_error("gwet", patterns),
    }
    below = {each: probability_below(each, estimates["alpha"], interval) for each in THRESHOLDS}
    n_missing = round(float(patterns.total.sum())) - tabled.n_units
    return Measures(tabled, n_missing, estimates, interval, corpus_interval(patterns), below)


def interval_of(patterns: Patterns, choice: IntervalChoice) -> Interval:
    """Return alpha's interval of the chosen kind; of few transcripts the range without each."""
    if choice.kind in WITHOUT_DRAWING:
        return WITHOUT_DRAWING[choice.kind](patterns)
    return bootstrap(patterns, kind=choice.kind, seed=choice.seed, replicates=choice.replicates)


def applied(patterns: Patterns) -> Patterns:
    """Return only the decisions to give the code, in units that two or more read (for Holsti)."""
    shared = by_transcript(patterns)
    assert shared.codes is not None
    keep = shared.m >= 2
    codes = np.where(shared.codes == 1, 1, -1)[keep]
    ones = (codes == 1).sum(axis=1)
    given = np.stack([np.zeros(len(ones)), ones.astype(np.float64)], axis=1)
    return Patterns(shared.values, codes, given, shared.weights[:, keep])


WITHOUT_DRAWING = {"jackknife": jackknife, "corpus": corpus_interval}
