"""Krippendorff's alpha: nominal, ordinal, interval, ratio, and by category.

Krippendorff 2019, Content Analysis, 4th ed., chapter 12; units with at least two ratings.
Undefined where these hold one value only: then there is nothing that coders could confuse.
Symbols as in ``patterns``; n_c counts the ratings of value c in units with two or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode.agreement.coefficient import Coefficient, divided, no_variation
from qualcode.agreement.patterns import Patterns
from qualcode.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.patterns import Weights

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = get_args(Metric)


def krippendorff_alpha(
    ratings: ArrayLike | Patterns, metric: Metric | ArrayLike = "nominal"
) -> Estimate:
    """Return Krippendorff's alpha of any number of coders.

    ``metric`` says how far two values are apart: ``nominal`` any two alike; ``ordinal`` by how
    many ratings lie between; ``interval`` by their difference; ``ratio`` by its share of their
    sum (the values must not be negative); or a table of squared distances, categories in
    ascending order.
    """
    return alpha(metric)(ratings)


def krippendorff_alpha_category(ratings: ArrayLike | Patterns, value: float) -> Estimate:
    """Return alpha of one value against all others (Krippendorff 1980, p. 139)."""
    return NOMINAL(Patterns.of(ratings).only(value))


def alpha(metric: Metric | ArrayLike = "nominal") -> Coefficient:
    """Return alpha with this metric as a coefficient."""
    if not isinstance(metric, str):
        apart = np.asarray(metric, dtype=np.float64)
        return Coefficient(lambda patterns, units: _by_table(patterns, units, apart), no_variation)
    if metric not in METRICS:
        raise InputError("coefficient.metric", known=tuple(METRICS), metric=metric)
    return BY_METRIC[metric]


def _nominal(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    n_c = _ratings(patterns, units)
    n = n_c.sum(axis=-1)
    disagreeing = patterns.m**2 - (patterns.counts**2).sum(axis=1)
    observed = units @ (disagreeing / _others(patterns))
    return _alpha(n, observed, n * n - (n_c * n_c).sum(axis=-1))


def _interval(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    _, exponents = np.frexp(patterns.values)
    # exact, and the largest numbers have squares too
    scaled = np.ldexp(patterns.values, -exponents.max(initial=0))
    return _of_numbers(patterns, units, np.broadcast_to(scaled, _shape(patterns, units)))


def _ordinal(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    """Ordinal alpha is interval alpha of the mid-ranks, as its metric is their squared difference.

    (Σ_{g=c..k} n_g − (n_c + n_k) / 2)² is (R_k − R_c)² where R_c has all lower ratings and half
    of its own value's below it.
    """
    n_c = _ratings(patterns, units)
    return _of_numbers(patterns, units, np.cumsum(n_c, axis=-1) - n_c / 2)


def _of_numbers(
    patterns: Patterns, units: Weights, numbers: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return alpha with squared differences of (…, categories) numbers, by their moments."""
    n_c = _ratings(patterns, units)
    n = n_c.sum(axis=-1)
    centred = numbers - divided((n_c * numbers).sum(axis=-1), n)[..., None]
    centred = np.nan_to_num(centred)
    first, second = centred @ patterns.counts.T, (centred * centred) @ patterns.counts.T
    alike = (patterns.counts > 0).sum(axis=1) < 2  # by rounding, these would not be at zero
    apart = np.where(alike, 0, 2 * (patterns.m * second - first * first) / _others(patterns))
    observed = (units * apart).sum(axis=-1)
    by_chance = 2 * (n * (n_c * centred**2).sum(axis=-1) - (n_c * centred).sum(axis=-1) ** 2)
    several = (n_c > 0).sum(axis=-1) > 1
    return _alpha(n, observed, np.where(several, by_chance, 0))


def _ratio(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    if (patterns.values < 0).any():
        raise InputError("coefficient.ratio_metric", found=f"{patterns.values.min():g}")
    total = patterns.values[:, None] + patterns.values[None, :]
    apart = (patterns.values[:, None] - patterns.values[None, :]) / np.where(total == 0, 1, total)
    return _by_table(patterns, units, apart * apart)


def _by_table(patterns: Patterns, units: Weights, apart: Weights) -> NDArray[np.float64]:
    """Return alpha with a table of distances, categories × categories, zero on the diagonal."""
    if apart.shape != (len(patterns.values),) * 2:
        raise InputError(
            "coefficient.distances",
            n=len(patterns.values),
            found=" × ".join(map(str, apart.shape)),
        )
    n_c = _ratings(patterns, units)
    within = ((patterns.counts @ apart) * patterns.counts).sum(axis=1) / _others(patterns)
    by_chance = ((n_c @ apart) * n_c).sum(axis=-1)
    return _alpha(n_c.sum(axis=-1), units @ within, by_chance)


def _alpha(
    n: NDArray[np.float64], observed: NDArray[np.float64], by_chance: NDArray[np.float64]
) -> NDArray[np.float64]:
    return 1 - (n - 1) * divided(observed, by_chance)


def _ratings(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    """Return n_c, (…, categories)."""
    return np.asarray(units @ (patterns.counts * (patterns.m >= 2)[:, None]))


def _others(patterns: Patterns) -> NDArray[np.float64]:
    """Return m_u − 1, infinite for units with fewer than two ratings, which do not count."""
    return np.where(patterns.m >= 2, patterns.m - 1, np.inf)


def _shape(patterns: Patterns, units: Weights) -> tuple[int, ...]:
    return (*units.shape[:-1], len(patterns.values))


NOMINAL = Coefficient(_nominal, no_variation)
BY_METRIC: dict[str, Coefficient] = {
    "nominal": NOMINAL,
    "ordinal": Coefficient(_ordinal, no_variation),
    "interval": Coefficient(_interval, no_variation),
    "ratio": Coefficient(_ratio, no_variation),
}
