"""Agreement without a correction for chance: percent in its three senses, and Holsti.

On one textbook table with missing ratings the three percentages are .818, .800 and a third
value, so each has its name. Symbols as in ``patterns``.
"""

from __future__ import annotations

from itertools import combinations
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.closeness import agreement_weights
from qualcode.agreement.coefficient import Coefficient, divided, no_overlap, pairable
from qualcode.agreement.estimate import Estimate, Reason, undefined
from qualcode.agreement.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.patterns import Weights


def percent_agreement(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the mean over units of the share of coder pairs that agree (Gwet 2014, p. 54).

    Units with at least two ratings, each with the same weight, however many coders rated it.
    """
    return PERCENT(ratings)


def weighted_percent_agreement(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike,
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return the same with partial agreement (Gwet 2014, chapter 3).

    ``weights`` as in ``closeness.agreement_weights``.
    """
    patterns = Patterns.of(ratings, categories=categories)
    if not pairable(patterns, patterns.total):
        return undefined("no_overlap")
    near = agreement_weights(weights, patterns.values)
    return Estimate(float(mean_over_units(patterns, patterns.total, near)))


def percent_agreement_coincidence(ratings: ArrayLike | Patterns) -> Estimate:
    """Return 1 − D_o, in which a unit weighs as many as it has ratings (Krippendorff 2019)."""
    return COINCIDENCE(ratings)


def mean_pairwise_percent_agreement(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the mean over pairs of coders of their percent agreement (as in ReCal3).

    Each pair on the units that both rated; undefined where some pair shares none.
    """
    return PAIRWISE(ratings)


def holsti(ratings: ArrayLike | Patterns) -> Estimate:
    """Return Holsti's 2M / (N1 + N2), for more coders its mean over pairs (Holsti 1969, p. 140).

    M counts the decisions on which two coders agree, N1 and N2 all that each made: a missing
    rating is no decision. For the presence of a code let a decision be to give it: 1 where it
    was given, missing elsewhere; then it is 2 · both / (A + B).
    """
    return HOLSTI(ratings)


def composite_reliability(ratings: ArrayLike | Patterns) -> Estimate:
    """Return Holsti's composite R = m·K / (1 + (m − 1)·K), K ``holsti`` and m the coders.

    Chinese papers report it as 信度 beside K (Holsti 1969, p. 137, a Spearman–Brown form:
    it grows with the number of coders, and is no coefficient corrected for chance).
    """
    return COMPOSITE(ratings)


def composite(values: NDArray[np.float64], m: int) -> NDArray[np.float64]:
    """Return Holsti's composite of so many coders from his coefficient."""
    return m * values / (1 + (m - 1) * values)


def partial(weights: str) -> Coefficient:
    """Return percent agreement with partial agreement by these weights as a coefficient."""

    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        near = agreement_weights(weights, patterns.values)
        return mean_over_units(patterns, units, near)

    return Coefficient(values, no_overlap)


def mean_over_units(
    patterns: Patterns, weights: Weights, near: Weights | None = None
) -> NDArray[np.float64]:
    """Return p_a, the mean over units with two ratings or more of their pairwise agreement."""
    two = patterns.m >= 2
    return divided(weights @ (shared(patterns, near) * two), weights @ two.astype(np.float64))


def shared(patterns: Patterns, near: Weights | None = None) -> Weights:
    """Return for each pattern the share of ordered pairs of ratings that agree."""
    n_uk, m = patterns.counts, patterns.m
    agreeing = (n_uk * ((n_uk if near is None else n_uk @ near.T) - 1)).sum(axis=1)
    return np.asarray(agreeing / np.maximum(m * (m - 1), 1))


def _coincidence(patterns: Patterns, weights: Weights) -> NDArray[np.float64]:
    rated = patterns.m * (patterns.m >= 2)
    return divided(weights @ (shared(patterns) * rated), weights @ rated)


def _over_pairs(patterns: Patterns, weights: Weights) -> NDArray[np.float64]:
    return _mean_of_pairs(patterns, weights, _agreed_of_shared)


def _holsti(patterns: Patterns, weights: Weights) -> NDArray[np.float64]:
    return _mean_of_pairs(patterns, weights, _agreed_of_all)


def _composite(patterns: Patterns, weights: Weights) -> NDArray[np.float64]:
    return composite(_holsti(patterns, weights), patterns.n_coders)


def _mean_of_pairs(
    patterns: Patterns, weights: Weights, of_pair: Callable[..., NDArray[np.float64]]
) -> NDArray[np.float64]:
    assert patterns.codes is not None
    pairs = [of_pair(first, second, weights) for first, second in combinations(patterns.codes.T, 2)]
    return np.mean(pairs, axis=0) if pairs else np.full(weights.shape[:-1], nan)


def _agreed_of_shared(
    first: NDArray[np.int64], second: NDArray[np.int64], weights: Weights
) -> NDArray[np.float64]:
    both = (first >= 0) & (second >= 0)
    return divided(weights @ (both & (first == second)), weights @ both)


def _agreed_of_all(
    first: NDArray[np.int64], second: NDArray[np.int64], weights: Weights
) -> NDArray[np.float64]:
    agreed = (first >= 0) & (first == second)
    made = (first >= 0).astype(np.float64) + (second >= 0)
    return divided(2 * (weights @ agreed), weights @ made)


def _why_no_pairs(patterns: Patterns, weights: Weights) -> Reason:
    if patterns.n_coders < 2:
        return "one_coder"
    return "undefined_pair" if pairable(patterns, weights) else "no_overlap"


def _why_no_holsti(patterns: Patterns, weights: Weights) -> Reason:
    if patterns.n_coders < 2:
        return "one_coder"
    return "undefined_pair" if (weights * (patterns.m > 0)).any() else "not_applied"


PERCENT = Coefficient(mean_over_units, no_overlap)
COINCIDENCE = Coefficient(_coincidence, no_overlap)
PAIRWISE = Coefficient(_over_pairs, _why_no_pairs, symmetric=False)
HOLSTI = Coefficient(_holsti, _why_no_holsti, symmetric=False)
COMPOSITE = Coefficient(_composite, _why_no_holsti, symmetric=False)
