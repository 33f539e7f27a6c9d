"""What a coefficient is: values for any number of weightings of the patterns at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import Estimate
from qualcode.agreement.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.estimate import Reason
    from qualcode.agreement.patterns import Weights


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of units × coders.

    ``values`` takes patterns and weights (…, patterns) and returns one value for each
    weighting, NaN where undefined; ``reason`` says why a weighting has no value.
    ``symmetric`` is true where it does not matter which coder gave which rating: then fewer
    patterns are enough, and counts of ratings are too.
    """

    values: Callable[[Patterns, Weights], NDArray[np.float64]]
    reason: Callable[[Patterns, Weights], Reason]
    symmetric: bool = True

    def __call__(self, ratings: ArrayLike | Patterns) -> Estimate:
        """Return the estimate from all units."""
        patterns = Patterns.of(ratings, ordered=not self.symmetric)
        return self.estimate(patterns, patterns.total)

    def estimate(self, patterns: Patterns, weights: Weights) -> Estimate:
        """Return the estimate from one weighting of the patterns."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(self.values(patterns, weights))
        return Estimate(value, self.reason(patterns, weights) if isnan(value) else None)

    def many(self, patterns: Patterns, weights: Weights) -> NDArray[np.float64]:
        """Return the value of every weighting."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.values(patterns, weights)


def no_variation(patterns: Patterns, weights: Weights) -> Reason:
    """Return why a coefficient is undefined that needs two ratings a unit and variation."""
    return "no_variation" if pairable(patterns, weights) else "no_overlap"


def no_overlap(_patterns: Patterns, _weights: Weights) -> Reason:
    """Return the only reason of a coefficient that needs nothing but two ratings a unit."""
    return "no_overlap"


def pairable(patterns: Patterns, weights: Weights) -> bool:
    """Return whether some unit has two ratings or more."""
    return bool((weights * (patterns.m >= 2)).any())


def divided(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ratio, NaN where the denominator is zero."""
    return np.where(below == 0, np.nan, above / np.where(below == 0, 1, below))
