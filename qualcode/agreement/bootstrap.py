"""Bootstrap intervals, each under its own name and with a stored seed.

``units_within_transcripts`` speaks of *this corpus*: the transcripts are what there is, and
units are drawn anew within each. The others are asked for by name: ``transcripts`` (whole
transcripts; too narrow under about twenty), ``units`` and ``units_bca`` (they assume
independent units, which sentences of one interview are not) and ``krippendorff_2016`` (it draws
pairs of ratings as if independent; for more than two coders it is far too narrow).

Drawing N units with replacement and counting them is one multinomial draw over the rating
patterns, so the cost does not depend on how many units there are (Efron & Tibshirani 1993).
"""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.intervals import Interval, by_transcript
from qualcode.interval_kinds import INTERVALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.coefficient import Coefficient
    from qualcode.agreement.estimate import Reason
    from qualcode.agreement.patterns import Patterns, Weights
    from qualcode.interval_kinds import Drawn, Kind

REPLICATES = 1000
RESERVE = 3
"""Standard deviations by which Poisson counts are kept under n: one in 700 exceeds it."""
LARGEST_DRAW = 1 << 20
"""Replicates × patterns that are drawn at once."""
FEWEST_DEFINED = 0.9
"""With a smaller share of defined replicates there is no interval."""


def bootstrap(
    ratings: ArrayLike | Patterns,
    groups: ArrayLike | None = None,
    coefficient: Coefficient = NOMINAL,
    *,
    kind: Kind = "units_within_transcripts",
    replicates: int = REPLICATES,
    seed: int = 0,
    level: float = 0.95,
) -> Interval:
    """Return a bootstrap interval of one of the kinds of ``INTERVALS`` that draw.

    ``groups`` names the transcript of every unit, all one where it is not given. Undefined when
    the coefficient is, when it is 1 (no resample differs), or when more than a tenth of the
    replicates have no value (``undefined_without_one``).
    """
    patterns = by_transcript(ratings, groups, ordered=not coefficient.symmetric)
    n = len(patterns.weights)
    estimate = coefficient.estimate(patterns, patterns.total)
    reason = estimate.reason or _why_not(patterns, estimate.value)
    if reason:
        return Interval(nan, nan, kind, reason, n, replicates=replicates, seed=seed)
    random = np.random.default_rng(seed)
    if INTERVALS[kind].drawn == "pairs":
        values = _of_pairs(patterns, replicates, random)
    else:
        values = _resampled(patterns, coefficient, kind, replicates, random)
    defined = values[~np.isnan(values)]
    if len(defined) < FEWEST_DEFINED * replicates:
        reason = "undefined_without_one"
        return Interval(nan, nan, kind, reason, n, replicates=replicates, seed=seed)
    shares = np.array([(1 - level) / 2, (1 + level) / 2])
    if kind == "units_bca":
        shares = _bca(estimate.value, defined, _left_out(patterns, coefficient), shares)
    low, high = np.quantile(defined, shares)
    return Interval(float(low), float(high), kind, None, n, replicates=replicates, seed=seed)


def _why_not(patterns: Patterns, value: float) -> Reason | None:
    if value == 1:
        return "perfect"
    return "one_unit" if patterns.total @ (patterns.m >= 2) < 2 else None


def _resampled(
    patterns: Patterns, coefficient: Coefficient, kind: Kind, replicates: int, random: Generator
) -> NDArray[np.float64]:
    """Return the coefficient of every replicate, so many at a time as memory is cheap for."""
    at_once = max(1, LARGEST_DRAW // max(len(patterns.m), 1))
    draw, values = _drawing(kind), np.empty(replicates)
    for start in range(0, replicates, at_once):
        n = min(at_once, replicates - start)
        drawn = draw(patterns.weights, n, random)
        values[start : start + n] = coefficient.many(patterns, drawn)
    return values


def _units(weights: Weights, replicates: int, random: Generator) -> Weights:
    return _drawn(weights.sum(axis=0), replicates, random)


def _units_within(weights: Weights, replicates: int, random: Generator) -> Weights:
    total = np.zeros((replicates, weights.shape[1]))
    for transcript in weights:
        present = np.flatnonzero(transcript)
        total[:, present] += _drawn(transcript[present], replicates, random)
    return total


def _transcripts(weights: Weights, replicates: int, random: Generator) -> Weights:
    n = len(weights)
    drawn = random.multinomial(n, np.full(n, 1 / n), size=replicates)
    return np.asarray(drawn @ weights, dtype=np.float64)


def _drawn(weights: Weights, replicates: int, random: Generator) -> Weights:
    """Return how often each pattern occurs in n draws with replacement: one multinomial draw.

    Of many patterns it is faster put together: Poisson counts that sum to K are a multinomial
    draw of K, and the n − K that lack are drawn one by one; where K > n, all n are.
    """
    n, size = round(float(weights.sum())), (replicates, len(weights))
    share = weights / weights.sum()
    if len(weights) < 2 * sqrt(n) or (weights % 1).any():
        return random.multinomial(n, share, size=replicates).astype(np.float64)
    drawn = random.poisson(share * max(0.0, n - RESERVE * sqrt(n)), size)
    lacking = n - drawn.sum(axis=1)
    drawn[lacking < 0], lacking[lacking < 0] = 0, n
    pattern = np.repeat(np.arange(len(weights)), weights.astype(np.int64))
    first = np.repeat(np.arange(replicates) * len(weights), lacking)
    cell = first + pattern[random.integers(n, size=len(first))]
    return (drawn + np.bincount(cell, minlength=drawn.size).reshape(size)).astype(np.float64)


def _of_pairs(patterns: Patterns, replicates: int, random: Generator) -> NDArray[np.float64]:
    """Return nominal alphas by Krippendorff 2016 (Quality & Quantity 50:2347).

    The M pairs of ratings within units are drawn with replacement, each with its contribution
    2δ / ((m_u − 1) n D_e) to 1 − alpha; no bound at −1 and no correction of ones is made.
    """
    m, counts, units = patterns.m, patterns.counts, patterns.total
    n_c = units @ (counts * (m >= 2)[:, None])
    n = n_c.sum()
    expected = (n * n - n_c @ n_c) / (n * (n - 1))
    disagreeing = (m * m - (counts * counts).sum(axis=1)) / 2
    pairs = m * (m - 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where(m >= 2, 2 / ((m - 1) * n * expected), 0)
    n_pairs = units @ pairs
    chance = np.append(units * disagreeing, units @ (pairs - disagreeing)) / n_pairs
    drawn = random.multinomial(round(float(n_pairs)), chance, size=replicates)
    return np.asarray(1 - drawn[:, :-1] @ worth)


def _left_out(patterns: Patterns, coefficient: Coefficient) -> tuple[Weights, Weights]:
    """Return the coefficient without one unit of each pattern, and the patterns' weights."""
    total = patterns.total
    without = coefficient.many(patterns, total[None, :] - np.eye(len(total)))
    known = ~np.isnan(without)
    return without[known], total[known]


def _bca(
    value: float,
    replicates: NDArray[np.float64],
    left_out: tuple[Weights, Weights],
    shares: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the bias-corrected and accelerated shares (Efron 1987)."""
    from scipy.special import ndtr, ndtri

    below = ((replicates < value).sum() + (replicates == value).sum() / 2) / len(replicates)
    bias = ndtri(np.clip(below, 1 / len(replicates), 1 - 1 / len(replicates)))
    without, weights = left_out
    apart = np.average(without, weights=weights) - without
    spread = (weights @ apart**2) ** 1.5
    acceleration = (weights @ apart**3) / (6 * spread) if spread else 0.0
    moved = bias + ndtri(shares)
    return np.asarray(ndtr(bias + moved / (1 - acceleration * moved)))


def _drawing(kind: Kind) -> Callable[[Weights, int, Generator], Weights]:
    drawn = INTERVALS[kind].drawn
    if drawn is None or drawn not in RESAMPLING:
        raise ValueError(kind)
    return RESAMPLING[drawn]


RESAMPLING: dict[Drawn, Callable[[Weights, int, Generator], Weights]] = {
    "within": _units_within,
    "transcripts": _transcripts,
    "units": _units,
}
