"""How near two values are: weights of partial agreement, 1 for equal values.

Cohen 1968; Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., table 3.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.patterns import Weights

    Values = NDArray[np.float64]

LARGEST_EXPONENT = 500
"""Of two; twice as much a number no longer has."""


def agreement_weights(kind: str | ArrayLike, values: Values) -> Weights:
    """Return categories × categories of agreement weights, a table as it is.

    Args:
        kind: a name of ``WEIGHTS``; with ``-by-rank`` appended the values' ranks stand for the
            values; or the weights themselves, for the categories in ascending order.
        values: the categories in ascending order.

    Raises:
        InputError: there are no weights of this name, or the table has another size.
    """
    if not isinstance(kind, str):
        table = np.asarray(kind, dtype=np.float64)
        if table.shape != (len(values), len(values)):
            raise InputError(
                "coefficient.weight_table",
                n=len(values),
                found=" × ".join(map(str, table.shape)),
            )
        return table
    name, ranked = kind.removesuffix("-by-rank"), kind.endswith("-by-rank")
    if name not in WEIGHTS:
        raise InputError("coefficient.weights", known=tuple(WEIGHTS), kind=kind)
    if len(values) < 2:
        return np.ones((len(values), len(values)))
    scale = np.arange(len(values), dtype=np.float64) if ranked else _squarable(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.array(WEIGHTS[name](scale[:, None], scale[None, :]))
    weights[np.diag_indices(len(values))] = 1
    return weights


def _squarable(values: Values) -> Values:
    """Return values so large that their squares overflow by a power of two smaller."""
    _, exponents = np.frexp(values)
    largest = int(exponents.max(initial=0))
    return np.ldexp(values, -largest) if largest > LARGEST_EXPONENT else values


def _span(a: Values) -> float:
    return float(a.max() - a.min()) if a.size else 0.0


def _identity(a: Values, b: Values) -> Weights:
    return np.asarray(a == b, dtype=np.float64)


def _linear(a: Values, b: Values) -> Weights:
    return np.asarray(1 - np.abs(a - b) / _span(a))


def _quadratic(a: Values, b: Values) -> Weights:
    return np.asarray(1 - ((a - b) / _span(a)) ** 2)


def _radical(a: Values, b: Values) -> Weights:
    return np.asarray(1 - np.sqrt(np.abs(a - b) / _span(a)))


def _ordinal(a: Values, _b: Values) -> Weights:
    place = np.arange(len(a))
    between = np.abs(place[:, None] - place[None, :]) + 1
    pairs = between * (between - 1) / 2
    return np.asarray(1 - pairs / pairs.max(initial=1))


def _ratio(a: Values, b: Values) -> Weights:
    if a.min() < 0:
        raise InputError("coefficient.ratio_weights", found=f"{a.min():g}")
    apart = ((a - b) / (a + b)) ** 2
    return np.asarray(1 - apart / ((a.max() - a.min()) / (a.max() + a.min())) ** 2)


def _circular(a: Values, b: Values) -> Weights:
    apart = np.sin(np.pi * (a - b) / (_span(a) + 1)) ** 2
    return np.asarray(1 - apart / apart.max(initial=0))


def _bipolar(a: Values, b: Values) -> Weights:
    low, high = a.min(), a.max()
    apart = (a - b) ** 2 / ((a + b - 2 * low) * (2 * high - a - b))
    apart = np.where(a == b, 0, apart)
    return np.asarray(1 - apart / apart.max(initial=0))


WEIGHTS: dict[str, Callable[[Values, Values], Weights]] = {
    "identity": _identity,
    "linear": _linear,
    "quadratic": _quadratic,
    "ordinal": _ordinal,
    "radical": _radical,
    "ratio": _ratio,
    "circular": _circular,
    "bipolar": _bipolar,
}
