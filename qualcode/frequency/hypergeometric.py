"""The exact interval of a count from one draw without replacement, in whole turns.

Both one-sided tests are inverted at half the level each, for the finite population itself
(Buonaccorsi 1987, *The American Statistician* 41, 215-218).
"""

from __future__ import annotations

from math import exp, lgamma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TIES = 1e-9
"""What rounding may add to a tail: a count on the border belongs to the interval."""


def hypergeometric(found: int, drawn: int, size: int, *, level: float = 0.95) -> tuple[int, int]:
    """Return the smallest and largest number of positives that a draw does not contradict.

    ``found`` of the ``drawn`` turns have the code, of a frame of ``size``. At least ``level`` of
    all draws give an interval that holds the true number, whatever it is. What was read is so:
    the bounds lie from ``found`` to ``size`` less the negatives read.

    Raises:
        ValueError: more was found than drawn, or more drawn than there is.
    """
    if not 0 <= found <= drawn <= size:
        raise ValueError(f"found {found} of {drawn} drawn of {size}")
    # positives and negatives change places: the lower bound of the one is the other's upper
    low = size - _most(drawn - found, drawn, size, (1 - level) / 2)
    return low, _most(found, drawn, size, (1 - level) / 2)


def _most(found: int, drawn: int, size: int, tail: float) -> int:
    """Return the largest number K of positives with P(``found`` or fewer | K) over the tail."""
    low, high = found, size - (drawn - found)
    while low < high:
        middle = (low + high + 1) // 2
        if _up_to(found, middle, drawn, size) > tail * (1 - TIES):
            low = middle
        else:
            high = middle - 1
    return low


def _up_to(found: int, positives: int, drawn: int, size: int) -> float:
    """Return P(X <= found) of X positives in a draw, X hypergeometric.

    Summed away from the mode, from which the mass only falls, so that what underflows is nothing.
    """
    least, greatest = max(0, drawn - (size - positives)), min(drawn, positives)
    if found >= greatest:
        return 1.0
    if found < (drawn + 1) * (positives + 1) // (size + 2):
        return sum(_masses(range(found, least - 1, -1), positives, drawn, size))
    return 1 - sum(_masses(range(found + 1, greatest + 1), positives, drawn, size))


def _masses(counts: range, positives: int, drawn: int, size: int) -> Iterator[float]:
    """Yield P(X = x) along counts that follow each other, by the ratio of neighbours."""
    first = counts.start
    mass = exp(
        _choose(positives, first) + _choose(size - positives, drawn - first) - _choose(size, drawn)
    )
    for x in counts:
        yield mass
        if counts.step < 0:
            mass *= x * (size - positives - drawn + x) / ((positives - x + 1) * (drawn - x + 1))
        else:
            mass *= (positives - x) * (drawn - x) / ((x + 1) * (size - positives - drawn + x + 1))


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
