"""Anchoring: does a coder give a code because the machine suggested it?

A coin, thrown for each unit and coder after the unit was picked, withholds the unit's
suggestions (one in seven). What the machine would have said is known in both arms, so units with
the same answer of the machine are compared: *adoption* is P(coded | it suggests the code),
*addition* P(coded | it does not); each is given shown minus withheld. Units stay in the arm that
the coin gave them, whether or not anybody looked at a suggestion (as randomised).

The interval is Newcombe's hybrid score for the difference of two independent proportions (1998,
*Statistics in Medicine* 17, 873-890, method 10). Where a unit has several cells (a row over
several codes) these share one coin, so Wilson's bounds are taken on the effective number of cells
with the unit as cluster: the level at which was randomised (Abadie, Athey, Imbens and Wooldridge
2023, *Quarterly Journal of Economics* 138, 1-35).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isnan, nan, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from qualcode.frequency.estimate import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Booleans = NDArray[np.bool_]
    Floats = NDArray[np.float64]

Answer = Literal["adoption", "addition"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
"""What a share is of: cells where the machine suggests the code, or where it is silent."""

Unmeasured = Literal["no_cells", "no_shown", "no_withheld"]
UNMEASURED: tuple[Unmeasured, ...] = get_args(Unmeasured)
"""Why a difference is undefined; the words are in both catalogues."""

TARGET = 0.1
"""The difference that must not go unnoticed: ten percentage points."""

POWER = 0.8
"""The probability with which it shall be noticed."""

WITHHELD = 1 / 7
"""The coin of the trial."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """The cells of the trial, one a unit, code and coder, of units that this coder has read.

    ``unit`` is what the coin was thrown for, any label of unit and coder together; ``suggested``
    what the machine said at its threshold; ``withheld`` the coin; ``coded`` the coder's last
    word; ``first`` the answer before anything was revealed, NaN where none was asked for.
    """

    unit: NDArray[np.int64]
    suggested: Booleans
    withheld: Booleans
    coded: Booleans
    first: Floats

    @classmethod
    def of(
        cls,
        unit: ArrayLike,
        suggested: ArrayLike,
        withheld: ArrayLike,
        coded: ArrayLike,
        first: ArrayLike | None = None,
    ) -> Trial:
        """Return a trial from one value a cell.

        Raises:
            ValueError: the arrays differ in length.
        """
        labels = np.asarray(unit).ravel()
        number = np.unique(labels, return_inverse=True)[1].ravel().astype(np.int64)
        said, coin, has = (
            np.asarray(each, dtype=np.bool_).ravel() for each in (suggested, withheld, coded)
        )
        n = len(number)
        before = np.full(n, nan) if first is None else np.asarray(first, dtype=np.float64).ravel()
        if not len(said) == len(coin) == len(has) == len(before) == n:
            raise ValueError("every cell of a trial has a unit, a suggestion, a coin and an answer")
        return cls(number, said, coin, has, before)

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[int, bool, bool, bool, float]]) -> Trial:
        """Return a trial from rows of unit, suggested, withheld, coded and first answer."""
        table = np.array(rows, dtype=np.float64).reshape(-1, 5)
        return cls.of(*(table[:, column] for column in range(5)))

    def only(self, kept: Booleans) -> Trial:
        """Return some of the cells, such as those of one code."""
        return Trial(
            self.unit[kept],
            self.suggested[kept],
            self.withheld[kept],
            self.coded[kept],
            self.first[kept],
        )


class Arm(NamedTuple):
    """One arm: its cells, how many have the code, and how many independent cells they are worth."""

    cells: int
    coded: int
    effective: float

    @property
    def share(self) -> float:
        """Return the share with the code, NaN without a cell."""
        return self.coded / self.cells if self.cells else nan


@dataclass(frozen=True, slots=True)
class Effect:
    """A share where suggestions were shown minus where they were withheld, at full precision.

    ``detectable`` is the smallest difference that these numbers would show with probability
    ``POWER``, NaN where there is none; ``more`` is how many more cells (both arms, in the coin's
    proportion) would show a difference of ``TARGET``, 0 where an interval is clear of zero.
    Undefined is NaN with ``reason``.
    """

    answer: Answer
    shown: Arm
    withheld: Arm
    value: float
    low: float
    high: float
    detectable: float
    more: int
    reason: Unmeasured | None = None

    @property
    def clear(self) -> bool:
        """Return whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


class Changes(NamedTuple):
    """Answers changed after the reveal: towards the machine and away from it, each of how many."""

    toward: int
    apart: int
    away: int
    alike: int


def effect(trial: Trial, answer: Answer, *, level: float = 0.95) -> Effect:
    """Return what showing suggestions did to the answers where the machine suggests, or not."""
    asked = trial.suggested if answer == "adoption" else ~trial.suggested
    return compared(
        answer,
        _arm(trial.only(asked & ~trial.withheld)),
        _arm(trial.only(asked & trial.withheld)),
        level=level,
    )


def compared(answer: Answer, shown: Arm, withheld: Arm, *, level: float = 0.95) -> Effect:
    """Return the difference of two arms with Newcombe's interval."""
    share = _guess(withheld if withheld.cells else shown)
    least = detectable(share, shown.effective, withheld.effective, level=level)
    wanted = more_cells(share, shown, withheld, level=level)
    if not (shown.cells and withheld.cells):
        reason: Unmeasured = "no_shown" if withheld.cells else "no_withheld"
        reason = reason if shown.cells or withheld.cells else "no_cells"
        return Effect(answer, shown, withheld, nan, nan, nan, least, wanted, reason)
    value, low, high = newcombe(shown, withheld, level=level)
    done = low > 0 or high < 0
    return Effect(answer, shown, withheld, value, low, high, least, 0 if done else wanted)


def newcombe(a: Arm, b: Arm, *, level: float = 0.95) -> tuple[float, float, float]:
    """Return the difference of two shares and its hybrid score interval.

    Each distance from the difference to a bound is √(δ² + ε²), δ and ε the distances from the
    two shares to the Wilson bounds that would make the difference smaller, or larger.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, q = a.share, b.share
    (p_low, p_high), (q_low, q_high) = wilson(p, a.effective, z), wilson(q, b.effective, z)
    low = p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return p - q, max(low, -1.0), min(high, 1.0)


def detectable(
    share: float, shown: float, withheld: float, *, power: float = POWER, level: float = 0.95
) -> float:
    """Return the smallest rise over ``share`` that arms of these sizes would show, else NaN.

    The normal approximation of the two-sided test of two proportions (Fleiss, Levin and Paik
    2003, *Statistical Methods for Rates and Proportions*, equation 4.14 without correction).
    """
    if not (shown and withheld):
        return nan

    def enough(rise: float) -> bool:
        return _needed(share, rise, shown / withheld, power, level) <= withheld

    low, high = 0.0, 1 - share
    if not enough(high):
        return nan
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def more_cells(
    share: float,
    shown: Arm,
    withheld: Arm,
    *,
    target: float = TARGET,
    power: float = POWER,
    level: float = 0.95,
) -> int:
    """Return how many more cells show a difference of ``target``, in the coin's proportion.

    Further cells are taken to be worth as much as those that there are; which way the
    difference goes is not known, so the way that needs more of them counts.
    """
    rises = [rise for rise in (target, -target) if 0 <= share + rise <= 1]
    worth = [arm.effective / arm.cells for arm in (shown, withheld) if arm.cells]
    each = min(worth, default=1.0)
    least = max(_needed(share, rise, 1 / WITHHELD - 1, power, level) for rise in rises) / each
    return max(0, ceil(least / WITHHELD - 1e-9) - shown.cells - withheld.cells)


def changes(trial: Trial, *, withheld: bool = False) -> Changes:
    """Return how first answers were changed, where there is one; of the withheld, the baseline.

    ``apart`` counts the cells whose first answer was not the machine's, ``toward`` those of them
    that became so; ``alike`` and ``away`` the reverse.
    """
    here = ~np.isnan(trial.first) & (trial.withheld == withheld)
    alike = (trial.first == 1) == trial.suggested
    agrees = trial.coded == trial.suggested
    return Changes(
        toward=int((here & ~alike & agrees).sum()),
        apart=int((here & ~alike).sum()),
        away=int((here & alike & ~agrees).sum()),
        alike=int((here & alike).sum()),
    )


def _arm(cells: Trial) -> Arm:
    n = len(cells.unit)
    return Arm(n, int(cells.coded.sum()), _effective(cells.coded, cells.unit))


def _effective(coded: Booleans, unit: NDArray[np.int64]) -> float:
    """Return how many independent cells these are worth: as many where no unit repeats.

    p(1 − p) over the linearised variance of the share with units as clusters, never more than
    there are cells. All alike the variance says nothing, so the units count.
    """
    n = len(unit)
    number = np.unique(unit, return_inverse=True)[1].ravel()
    k = int(number.max(initial=-1)) + 1
    if k in (0, n):
        return float(n)
    share = float(coded.mean())
    if share in (0.0, 1.0) or k == 1:
        return float(k)
    sums = np.bincount(number, weights=coded - share)
    variance = float(sums @ sums) * k / (k - 1) / n**2
    return min(float(n), share * (1 - share) / variance) if variance > 0 else float(k)


def _guess(arm: Arm) -> float:
    """Return a share to plan with: two of each are added, so that none is 0 or 1."""
    return (arm.coded + 2) / (arm.cells + 4)


def _needed(share: float, rise: float, ratio: float, power: float, level: float) -> float:
    """Return the withheld arm's size that shows a rise; the shown one is ``ratio`` times it."""
    if not rise or isnan(share):
        return float("inf")
    other = share + rise
    pooled = (ratio * other + share) / (ratio + 1)
    of_test = NormalDist().inv_cdf((1 + level) / 2) * sqrt((1 + 1 / ratio) * pooled * (1 - pooled))
    of_power = NormalDist().inv_cdf(power) * sqrt(other * (1 - other) / ratio + share * (1 - share))
    return float(((of_test + of_power) / rise) ** 2)
