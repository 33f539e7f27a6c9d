"""Intervals without resampling, for the two questions that a reader may ask.

*Interviews like these*: transcripts are what was sampled, so one transcript at a time is left
out. *This corpus*: the transcripts are what there is, and one unit at a time is left out within
each. Both on the scale log(1 − coefficient), Student's t.

The lower bound has G − 1 degrees of freedom. A sample without the transcripts that are rich in
a rare code gives a low alpha that looks too sure, so the upper bound has as many as transcripts
that carry the variation, (Σ d²)² / Σ d⁴ − 1 (Kish's effective number; d is how far a value
without a transcript lies from their mean). Measured coverage is in docs/coverage.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.patterns import Patterns

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.coefficient import Coefficient
    from qualcode.agreement.estimate import Estimate, Reason
    from qualcode.interval_kinds import Kind

FEWEST = 4
"""With fewer transcripts there is no interval, only the leave-one-out range."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds at full precision, or NaN and the reason.

    ``kind`` says what the bounds are: a confidence interval, or the leave-one-out range.
    ``n_groups`` counts the transcripts in which some unit was read by two coders; ``error`` is
    the standard error of log(1 − coefficient), and ``degrees`` are those of the lower and of the
    upper bound; ``replicates`` and ``seed`` are a bootstrap's.
    """

    low: float
    high: float
    kind: Kind
    reason: Reason | None
    n_groups: int
    error: float = nan
    degrees: tuple[float, float] = (nan, nan)
    replicates: int = 0
    seed: int | None = None


def jackknife(
    ratings: ArrayLike | Patterns,
    groups: ArrayLike | None = None,
    coefficient: Coefficient = NOMINAL,
    *,
    level: float = 0.95,
) -> Interval:
    """Return the delete-one-transcript jackknife interval of log(1 − alpha).

    ``groups`` names the transcript of every unit; patterns have their groups already. G counts
    the transcripts that have a unit read by two coders; under four of them the smallest and the
    largest leave-one-out value. Undefined when alpha is
    (with alpha's reason), when there is one transcript (``one_transcript``), when alpha is 1
    and has no logarithm (``perfect``), when it is undefined without some transcript
    (``undefined_without_one``: the code occurs in that one only), or when it is 1 without some
    transcript (``perfect_without_one``: all disagreement is in that one; the range still
    stands).
    """
    patterns = by_transcript(ratings, groups)
    estimate = coefficient.estimate(patterns, patterns.total)
    return jackknife_of(estimate, without_each(patterns, coefficient), level=level)


def by_transcript(
    ratings: ArrayLike | Patterns, groups: ArrayLike | None = None, *, ordered: bool = True
) -> Patterns:
    """Return patterns with a group for each transcript in which two coders read some unit.

    Without ``groups`` all units are one. What was read in other transcripts is left out.
    Without ``ordered`` it is forgotten which coder gave which rating.
    """
    if isinstance(ratings, Patterns) or groups is None:
        patterns = Patterns.of(ratings, ordered=ordered)
    else:
        _, number = np.unique(np.asarray(groups), return_inverse=True)
        patterns = Patterns.of(ratings, groups=number.ravel())
    patterns = patterns if ordered else patterns.unordered()
    shared = patterns.weights @ (patterns.m >= 2) > 0
    return patterns if shared.all() else patterns.in_groups(shared)


def without_each(patterns: Patterns, coefficient: Coefficient) -> NDArray[np.float64]:
    """Return the coefficient without each transcript, NaN where it is undefined then."""
    return coefficient.many(patterns, patterns.total - patterns.weights)


def jackknife_of(
    estimate: Estimate, without: NDArray[np.float64], *, level: float = 0.95
) -> Interval:
    """Return the same from a coefficient and its values without each transcript."""
    n = len(without)
    kind: Kind = "jackknife" if n >= FEWEST else "range"
    if reason := _why_not(estimate, without, kind):
        return Interval(nan, nan, kind, reason, n)
    if kind == "range":
        return Interval(float(without.min()), float(without.max()), kind, None, n)
    logs = np.log1p(-without)
    left = _LeftOut(logs.mean() - logs, np.full(n, 1 - 1 / n), np.ones(n), n - 1)
    return _on_log_scale(estimate, left, level, kind, n)


def corpus_interval(
    ratings: ArrayLike | Patterns,
    groups: ArrayLike | None = None,
    coefficient: Coefficient = NOMINAL,
    *,
    level: float = 0.95,
) -> Interval:
    """Return the interval for *this corpus*: one unit at a time is left out in its transcript.

    Arguments as for ``jackknife``. Undefined when the coefficient is, when it is 1, and when it
    is undefined or 1 without some unit; a transcript with one shared unit adds no variation.
    """
    patterns = by_transcript(ratings, groups, ordered=not coefficient.symmetric)
    estimate = coefficient.estimate(patterns, patterns.total)
    shared = patterns.weights * (patterns.m >= 2)
    sizes, n = shared.sum(axis=1), len(shared)
    used = np.flatnonzero(shared.sum(axis=0))
    without = coefficient.many(patterns, patterns.total - np.eye(len(patterns.total))[used])
    degrees = float(sizes.sum()) - n
    single: Reason | None = "one_unit" if degrees < 1 else None
    if reason := estimate.reason or single or _why_not(estimate, without, "corpus"):
        return Interval(nan, nan, "corpus", reason, n)
    times, logs = shared[:, used], np.log1p(-without)
    apart = (times @ logs / sizes)[:, None] - logs
    share = np.broadcast_to((1 - 1 / sizes)[:, None], apart.shape)
    left = _LeftOut(apart.ravel(), share.ravel(), times.ravel(), degrees)
    return _on_log_scale(estimate, left, level, "corpus", n)


def probability_below(threshold: float, estimate: Estimate, interval: Interval) -> float:
    """Return P(coefficient < threshold) in the distribution that the jackknife's interval is of.

    NaN where there is no such interval. Report it beside a threshold instead of a verdict.
    """
    if interval.kind != "jackknife" or interval.reason or threshold >= 1:
        return nan
    from scipy.special import stdtr  # scipy.stats takes half a second to import

    if interval.error == 0:
        return float(estimate.value < threshold)
    distance = (log(1 - threshold) - log(1 - estimate.value)) / interval.error
    return 1 - float(stdtr(interval.degrees[int(threshold >= estimate.value)], distance))


class _LeftOut(NamedTuple):
    """How far each leave-one-out logarithm is from its mean, and how often it occurs.

    ``share`` is 1 − 1/n of what it was left out of.
    """

    apart: NDArray[np.float64]
    share: NDArray[np.float64]
    times: NDArray[np.float64]
    degrees: float


def _on_log_scale(estimate: Estimate, left: _LeftOut, level: float, kind: Kind, n: int) -> Interval:
    squares = left.apart * left.apart
    error = sqrt(float(left.times @ (squares * left.share)))
    fourth = float(left.times @ (squares * squares))
    effective = float(left.times @ squares) ** 2 / fourth if fourth else left.degrees + 1
    upper = min(left.degrees, max(1.0, effective - 1))
    centre, tail = log(1 - estimate.value), (1 + level) / 2
    low = 1 - exp(centre + student(left.degrees, tail) * error)
    high = 1 - exp(centre - student(upper, tail) * error)
    return Interval(low, high, kind, None, n, error, (float(left.degrees), upper))


def student(degrees: float, share: float) -> float:
    """Return the quantile of Student's t."""
    from scipy.special import stdtrit  # scipy.stats takes half a second to import

    return float(stdtrit(degrees, share))


def _why_not(estimate: Estimate, values: NDArray[np.float64], kind: Kind) -> Reason | None:
    if estimate.reason:
        return estimate.reason
    if len(values) == 1 and kind != "corpus":
        return "one_transcript"
    if estimate.value == 1:
        return "perfect"
    if np.isnan(values).any():
        return "undefined_without_one"
    if kind != "range" and (values == 1).any():
        return "perfect_without_one"
    return None
