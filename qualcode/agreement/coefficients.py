"""Coefficients of agreement over units × coders, NaN where a coder did not read the unit.

Each coefficient is two steps: a *tally*, whole counts that add up over groups of units (so an
interval over transcripts needs no second pass), and a *formula* from a tally to an estimate.
Symbols as in Krippendorff 2019, chapter 12: n_uk coders give unit u the value k, m_u in all.
What has no value is NaN with a reason, never 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb, nan
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.agreement.matrix import Ratings

Reason = Literal[
    "no_overlap",
    "no_variation",
    "undefined_pair",
    "one_transcript",
    "perfect",
    "undefined_without_one",
    "perfect_without_one",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a value is undefined; the words are in both catalogues."""

Groups = NDArray[np.int64]
Tally = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value at full precision, or NaN and the reason."""

    value: float
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The two-by-two table of a code; only ``n_units`` unless there are two coders.

    ``n_units`` counts the units that at least two coders read.
    """

    both: int | None
    only_a: int | None
    only_b: int | None
    neither: int | None
    n_units: int


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient as its tally, with a first axis of groups, and the formula of one group."""

    tally: Callable[[Ratings, Groups], Tally]
    formula: Callable[[Tally], Estimate]

    def __call__(self, ratings: Ratings) -> Estimate:
        """Return the estimate from all units."""
        everything = np.zeros(len(ratings), dtype=np.int64)
        return self.formula(self.tally(ratings, everything)[0])


def percent(ratings: Ratings) -> Estimate:
    """Return the mean over units of the share of coder pairs that agree.

    Units with at least two ratings, each with the same weight, however many coders read it.
    """
    return COEFFICIENTS["percent"](ratings)


def cohen_kappa(ratings: Ratings) -> Estimate:
    """Return Cohen's kappa (1960), for three or more coders its mean over pairs (Light 1971).

    A pair is compared on the units that both read. A pair that gives one and the same value to
    all of them has no kappa, and then the mean has none.
    """
    return COEFFICIENTS["kappa"](ratings)


def krippendorff_alpha(ratings: Ratings) -> Estimate:
    """Return Krippendorff's alpha with the nominal metric, any number of coders.

    Units with at least two ratings. Undefined when these hold one value only: then there is
    nothing that the coders could have confused.
    """
    return COEFFICIENTS["alpha"](ratings)


def counts(ratings: Ratings) -> Counts:
    """Return how many units both, one or neither of two coders gave the code."""
    read = ~np.isnan(ratings)
    pairable = read.sum(axis=1) >= 2
    n_units = int(pairable.sum())
    if ratings.shape[1] != 2:
        return Counts(None, None, None, None, n_units)
    first, second = ratings[pairable].T != 0
    cells = (first & second, first & ~second, ~first & second, ~first & ~second)
    both, only_a, only_b, neither = (int(cell.sum()) for cell in cells)
    return Counts(both, only_a, only_b, neither, n_units)


def tally_sizes(ratings: Ratings, groups: Groups) -> Tally:
    """Count by how many coders rated a unit: groups × (coders + 1) × (2 + values).

    At ``[g, m]``, over the units of group g with m ratings: how many units, how many ordered
    pairs of equal ratings, then how often each value was given. Singletons are at m = 1.
    """
    number, n_values = _numbered(ratings)
    n_units, n_coders = ratings.shape
    unit = np.arange(n_units).repeat(n_coders).reshape(number.shape)
    rated = number >= 0
    cells = unit[rated] * n_values + number[rated]
    n_uk = np.bincount(cells, minlength=n_units * n_values).reshape(n_units, n_values)
    m_u = rated.sum(axis=1)
    columns = [np.ones(n_units, dtype=np.int64), (n_uk * (n_uk - 1)).sum(axis=1), *n_uk.T]
    shape = (_n_groups(groups), n_coders + 1)
    place = groups * shape[1] + m_u
    summed = [np.bincount(place, column, minlength=shape[0] * shape[1]) for column in columns]
    return np.stack(summed, axis=-1).astype(np.int64).reshape(*shape, len(columns))


def tally_pairs(ratings: Ratings, groups: Groups) -> Tally:
    """Count the contingency table of every coder pair: groups × pairs × values × values."""
    number, q = _numbered(ratings)
    n_groups, n_coders = _n_groups(groups), ratings.shape[1]
    tables = np.zeros((comb(n_coders, 2), n_groups * q * q), dtype=np.int64)
    for pair, (a, b) in enumerate(combinations(range(n_coders), 2)):
        both = (number[:, a] >= 0) & (number[:, b] >= 0)
        cells = (groups[both] * q + number[both, a]) * q + number[both, b]
        tables[pair] = np.bincount(cells, minlength=tables.shape[1])
    return tables.reshape(-1, n_groups, q, q).swapaxes(0, 1)


def _percent(tally: Tally) -> Estimate:
    m = np.arange(2, len(tally))
    units, agreeing = tally[2:, 0], tally[2:, 1]
    if not units.any():
        return Estimate(nan, "no_overlap")
    return Estimate(float((agreeing / (m * (m - 1))).sum() / units.sum()))


def _alpha(tally: Tally) -> Estimate:
    m = np.arange(2, len(tally))
    units, agreeing, n_c = tally[2:, 0], tally[2:, 1], tally[2:, 2:].sum(axis=0)
    n = int(n_c.sum())
    if n == 0:
        return Estimate(nan, "no_overlap")
    by_chance = n * n - int((n_c * n_c).sum())
    if by_chance == 0:
        return Estimate(nan, "no_variation")
    disagreeing = float(((units * m * (m - 1) - agreeing) / (m - 1)).sum())
    return Estimate(1 - (n - 1) * disagreeing / by_chance)


def _light(tables: Tally) -> Estimate:
    kappas = [_cohen(table) for table in tables]
    reasons = [kappa.reason for kappa in kappas]
    if not kappas:
        return Estimate(nan, "no_overlap")
    if any(reasons):
        return Estimate(nan, reasons[0] if len(set(reasons)) == 1 else "undefined_pair")
    return Estimate(sum(kappa.value for kappa in kappas) / len(kappas))


def _cohen(table: Tally) -> Estimate:
    n, agreeing = int(table.sum()), int(np.trace(table))
    by_chance = int(table.sum(axis=0) @ table.sum(axis=1))
    if n == 0:
        return Estimate(nan, "no_overlap")
    if by_chance == n * n:
        return Estimate(nan, "no_variation")
    return Estimate((n * agreeing - by_chance) / (n * n - by_chance))


def _numbered(ratings: Ratings) -> tuple[NDArray[np.int64], int]:
    """Return the ratings as numbers of their values, −1 for missing, and how many values occur."""
    rated = ~np.isnan(ratings)
    values = np.unique(ratings[rated])
    number = np.where(rated, np.searchsorted(values, ratings), -1)
    return number, max(len(values), 1)


def _n_groups(groups: Groups) -> int:
    return int(groups.max(initial=0)) + 1


COEFFICIENTS: dict[str, Coefficient] = {
    "percent": Coefficient(tally_sizes, _percent),
    "kappa": Coefficient(tally_pairs, _light),
    "alpha": Coefficient(tally_sizes, _alpha),
}
