"""Intervals for *interviews like these*: transcripts are what was sampled, not units."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, nan, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.agreement.coefficients import COEFFICIENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qualcode.agreement.coefficients import Coefficient, Estimate, Reason
    from qualcode.agreement.matrix import Ratings

Kind = Literal["jackknife", "range"]
FEWEST = 4
"""With fewer transcripts there is no interval, only the leave-one-out range."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds at full precision, or NaN and the reason.

    ``kind`` says what the bounds are: a confidence interval, or the leave-one-out range.
    ``n_groups`` counts the transcripts in which some unit was read by two coders.
    """

    low: float
    high: float
    kind: Kind
    reason: Reason | None
    n_groups: int


def jackknife(
    ratings: Ratings,
    groups: NDArray[np.int64],
    coefficient: Coefficient = COEFFICIENTS["alpha"],
    *,
    level: float = 0.95,
) -> Interval:
    """Return the delete-one-transcript jackknife interval of log(1 − alpha).

    ``groups`` names the transcript of every unit. Student's t with G − 1 degrees of freedom
    over the G transcripts that have a unit read by two coders; under four of them the smallest
    and the largest leave-one-out value. Undefined when alpha is (with alpha's reason), when
    there is one transcript (``one_transcript``), when alpha is 1 and has no logarithm
    (``perfect``), when it is undefined without some transcript (``undefined_without_one``: the
    code occurs in that one only), or when it is 1 without some transcript
    (``perfect_without_one``: all disagreement is in that one; the range still stands).
    """
    pairable = (~np.isnan(ratings)).sum(axis=1) >= 2
    names, group = np.unique(groups[pairable], return_inverse=True)
    tallies = coefficient.tally(ratings[pairable], group)
    total = tallies.sum(axis=0)
    estimate = coefficient.formula(total)
    without = [coefficient.formula(total - tally) for tally in tallies]
    kind: Kind = "jackknife" if len(names) >= FEWEST else "range"
    if reason := _why_not(estimate, without, kind):
        return Interval(nan, nan, kind, reason, len(names))
    values = np.array([left.value for left in without])
    if kind == "range":
        return Interval(float(values.min()), float(values.max()), kind, None, len(names))
    low, high = _on_log_scale(estimate.value, values, level)
    return Interval(low, high, kind, None, len(names))


def _why_not(estimate: Estimate, without: Sequence[Estimate], kind: Kind) -> Reason | None:
    if estimate.reason:
        return estimate.reason
    if len(without) == 1:
        return "one_transcript"
    if estimate.value == 1:
        return "perfect"
    if any(left.reason for left in without):
        return "undefined_without_one"
    if kind == "jackknife" and any(left.value == 1 for left in without):
        return "perfect_without_one"
    return None


def _on_log_scale(value: float, without: NDArray[np.float64], level: float) -> tuple[float, float]:
    from scipy.special import stdtrit  # scipy.stats takes half a second to import

    n = len(without)
    logs = np.log1p(-without)
    error = sqrt((n - 1) / n * float(((logs - logs.mean()) ** 2).sum()))
    reach = float(stdtrit(n - 1, (1 + level) / 2)) * error
    return 1 - exp(log(1 - value) + reach), 1 - exp(log(1 - value) - reach)
