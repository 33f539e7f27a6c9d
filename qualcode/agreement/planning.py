"""How much to double-code: Bloch and Kraemer's sample size, and a pilot's design effect.

The sample size is that of Bloch and Kraemer 1989, p. 276, equation 3.7, as Krippendorff 2019
and ATLAS.ti's manual ("Sample Size and Decision Rules") use it. It holds for units that were
drawn one by one. Units of one interview resemble each other, so it is multiplied by what the
pilot shows of that: the variance of alpha over transcripts by its variance over units.
"""

from __future__ import annotations

from math import ceil
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.intervals import FEWEST, by_transcript, without_each
from qualcode.agreement.presence import prevalence
from qualcode.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement.matrix import Ratings

TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff's two thresholds: for tentative conclusions, and for those to rely on."""

ADVISED = 10
"""From so many transcripts on an interval keeps its promise; under ``FEWEST`` there is none."""

ROUNDING = 1e-18
"""A smaller variance is what is left of zero: a million units have one of about 1e-7."""


def bloch_kraemer(
    alpha_min: float,
    p: float,
    *,
    coders: int = 2,
    design: float = 1.0,
    level: float = 0.05,
    z: float | None = None,
) -> Estimate:
    """Return how many judgements (units × coders) it takes to show that alpha is over a minimum.

    ``N = m z² [(1 + a)(3 − a) / (4 p (1 − p)(1 − a)) − a]``, times the design effect, rounded
    up, for the share ``p`` of units that have the rarest code and the one-sided ``level``, or
    its ``z``. What Krippendorff calls codings are judgements: 139 of them (a = .8, p = .25) are
    70 units by 2 coders. Undefined where nobody has the code (``not_applied``) or every unit
    has it (``no_variation``).

    Raises:
        InputError: a number is out of its range.
    """
    if coders < 2:
        raise InputError("plan_numbers.coders", coders=coders)
    return _times(coders, alpha_min, p, design, level, z)


def units_needed(
    alpha_min: float, p: float, *, design: float = 1.0, level: float = 0.05, z: float | None = None
) -> Estimate:
    """Return how many units it takes, each read by all coders: the judgements for one of them.

    The number of coders cancels out; the rest is as in ``bloch_kraemer``.

    Raises:
        InputError: a number is out of its range.
    """
    return _times(1, alpha_min, p, design, level, z)


def transcripts_needed(units: float, per_transcript: float) -> int:
    """Return how many transcripts of a mean size hold the units; at least four, for an interval."""
    return max(FEWEST, _up(units / per_transcript))


def rarity(ratings: Ratings) -> Estimate:
    """Return the prevalence of a code as a sample size needs it: undefined where nobody used it.

    Reasons are ``no_overlap`` (no unit was read by two coders) and ``not_applied``.
    """
    share = prevalence(ratings)
    return undefined("not_applied") if share.value == 0 else share


def design_effect(ratings: Ratings, groups: NDArray[np.int64]) -> Estimate:
    """Return how many times the variance of alpha is what independent units would give.

    The delete-one-transcript jackknife variance over the delete-one-unit jackknife variance, on
    units read by two coders; never under 1. ``groups`` names the transcript of every unit. It
    is that of reading as much of a transcript as in the pilot. Undefined when alpha is (with
    its reason), under four transcripts (``one_transcript``, ``few_transcripts``), when alpha is
    1 (``perfect``) or every unit was judged alike (``all_alike``), and when the code occurs in
    one transcript only (``undefined_without_one``).
    """
    patterns = by_transcript(ratings, groups)
    alpha = NOMINAL.estimate(patterns, patterns.total)
    if alpha.reason:
        return alpha
    if (n := len(patterns.weights)) < FEWEST:
        return undefined("one_transcript" if n == 1 else "few_transcripts")
    if alpha.value == 1:
        return undefined("perfect")
    clustered = without_each(patterns, NOMINAL)
    if np.isnan(clustered).any():
        return undefined("undefined_without_one")
    # units of one pattern give one value, as often as there are such units
    single = NOMINAL.many(patterns, patterns.total - np.eye(len(patterns.total)))
    independent = _jackknife_variance(single, patterns.total * (patterns.m >= 2))
    if independent < ROUNDING:
        return undefined("all_alike")
    return Estimate(max(1.0, _jackknife_variance(clustered) / independent))


def _times(
    coders: int, alpha_min: float, p: float, design: float, level: float, z: float | None
) -> Estimate:
    _check_ranges(alpha_min, p, design, level)
    if p in {0, 1}:
        return undefined("no_variation" if p else "not_applied")
    z = NormalDist().inv_cdf(1 - level) if z is None else z
    a, variance = alpha_min, p * (1 - p)
    return Estimate(
        float(_up(coders * design * z**2 * ((1 + a) * (3 - a) / (4 * variance * (1 - a)) - a)))
    )


def _up(number: float) -> int:
    # 0.3 × 10 must not become 3.0000000000000004 and then 4
    return ceil(round(number, 9))


def _jackknife_variance(
    without: NDArray[np.float64], times: NDArray[np.float64] | None = None
) -> float:
    """Return (n − 1) / n Σ (value − mean)² over the leave-one-out values, each ``times`` times."""
    weights = np.ones(len(without)) if times is None else times
    n = weights.sum()
    mean = weights @ without / n
    return float((n - 1) / n * (weights @ (without - mean) ** 2))


def _check_ranges(alpha_min: float, p: float, design: float, level: float) -> None:
    if not 0 <= alpha_min < 1:
        raise InputError("plan_numbers.alpha", found=alpha_min)
    if not 0 <= p <= 1:
        raise InputError("plan_numbers.share", found=p)
    if not design >= 1:
        raise InputError("plan_numbers.design", found=design)
    if not 0 < level < 0.5:
        raise InputError("plan_numbers.level", found=level)
