"""Coefficients of presence: 1 a unit has the code, 0 it was read and has it not, NaN unread.

A code that few units have lets percent agreement be high and kappa low; these say why
(Feinstein & Cicchetti 1990; Cicchetti & Feinstein 1990; Byrt, Bishop & Carlin 1993).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.coefficient import Coefficient, divided, no_overlap, pairable
from qualcode.agreement.estimate import Estimate, Reason, undefined
from qualcode.agreement.kappa import contingency
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import HOLSTI, composite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.patterns import Weights

PRESENCE = (0.0, 1.0)
"""The categories of a code in a unit."""


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


def counts(ratings: ArrayLike | Patterns) -> Counts:
    """Return how many units both, one or neither of two coders gave the code."""
    patterns = present(ratings)
    n_units = round(float(patterns.total @ (patterns.m >= 2)))
    if patterns.codes is None or patterns.n_coders != 2:
        return Counts(None, None, None, None, n_units)
    (neither, only_b), (only_a, both) = contingency(patterns, patterns.total).round().astype(int)
    return Counts(int(both), int(only_a), int(only_b), int(neither), n_units)


def present(ratings: ArrayLike | Patterns) -> Patterns:
    """Return the patterns of a code's presence."""
    return Patterns.of(ratings).within(PRESENCE)


def positive_agreement(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the agreement on presence, 2a / (2a + b + c); it is Dice's index and F1.

    Of more coders Σ n_u (n_u − 1) / Σ n_u (m_u − 1), n_u those who gave the code (Cicchetti &
    Feinstein 1990; Uebersax). Undefined where nobody gave it.
    """
    return POSITIVE(present(ratings))


def negative_agreement(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the agreement on absence, 2d / (2d + b + c); undefined where all gave the code."""
    return NEGATIVE(present(ratings))


def dice(ratings: ArrayLike | Patterns) -> Estimate:
    """Return Dice's index of the two coders' sets of units, which is F1 and positive agreement."""
    return positive_agreement(ratings)


def prevalence(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the share of all readings of shared units that gave the code."""
    return PREVALENCE(present(ratings))


def prevalence_index(ratings: ArrayLike | Patterns) -> Estimate:
    """Return (a − d) / n of two coders (Byrt, Bishop & Carlin 1993): 0 balanced, −1 never given."""
    return _of_two(ratings, BALANCE)


def bias_index(ratings: ArrayLike | Patterns) -> Estimate:
    """Return (b − c) / n of two coders (ibid.): above 0 the first gave the code more often."""
    return _of_two(ratings, BIAS)


def pooled_kappa(codes: Sequence[ArrayLike | Patterns]) -> Estimate:
    """Return one kappa over several codes: mean agreement and mean chance agreement first.

    De Vries, Elliott, Kanouse & Teleki 2008 (Field Methods 20:272); leaf codes only is the
    caller's care, as a parent's units repeat its children's. Of more coders each pair counts.
    Codes that no pair of coders shares a unit of are passed over.
    """
    agreed, chance = [], []
    for ratings in codes:
        patterns = present(ratings)
        for pair in combinations(range(patterns.n_coders), 2):
            table = contingency(patterns, patterns.total, pair)
            if (n := table.sum()) > 0:
                agreed.append(np.trace(table) / n)
                chance.append(table.sum(axis=0) @ table.sum(axis=1) / n**2)
    if not agreed:
        return undefined("no_overlap")
    p_o, p_e = float(np.mean(agreed)), float(np.mean(chance))
    return undefined("no_variation") if p_e == 1 else Estimate((p_o - p_e) / (1 - p_e))


def _of_two(ratings: ArrayLike | Patterns, coefficient: Coefficient) -> Estimate:
    patterns = present(ratings)
    return undefined("not_two_coders") if patterns.codes is None else coefficient(patterns)


def _specific(category: int) -> Coefficient:
    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        mine, two = patterns.counts[:, category], patterns.m >= 2
        pairs = np.where(two, mine * (patterns.m - 1), 0)
        return divided(units @ (mine * (mine - 1) * two), units @ pairs)

    def reason(patterns: Patterns, units: Weights) -> Reason:
        return "not_applied" if pairable(patterns, units) else "no_overlap"

    return Coefficient(values, reason)


def _of_cells(formula: Callable[..., NDArray[np.float64]]) -> Coefficient:
    """Return as a coefficient what is a share of two coders' four cells."""

    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        if patterns.n_coders != 2:
            return np.full(units.shape[:-1], nan)
        tables = contingency(patterns, units)
        cells = (tables[..., row, column] for row, column in ((1, 1), (1, 0), (0, 1), (0, 0)))
        return divided(formula(*cells), tables.sum(axis=(-2, -1)))

    def reason(patterns: Patterns, _units: Weights) -> Reason:
        return "no_overlap" if patterns.n_coders == 2 else "not_two_coders"

    return Coefficient(values, reason, symmetric=False)


def given(patterns: Patterns, units: Weights) -> tuple[Patterns, Weights]:
    """Return only the decisions to give the code, in units that two or more read (for Holsti)."""
    assert patterns.codes is not None
    codes = np.where(patterns.codes == 1, 1, -1)
    ones = (codes == 1).sum(axis=1)
    counts = np.stack([np.zeros(len(ones)), ones.astype(np.float64)], axis=1)
    two = patterns.m >= 2
    return Patterns(patterns.values, codes, counts, patterns.weights * two), units * two


def _holsti_given(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    return HOLSTI.values(*given(patterns, units))


def _composite_given(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    return composite(_holsti_given(patterns, units), patterns.n_coders)


def _why_not_given(patterns: Patterns, units: Weights) -> Reason:
    return HOLSTI.reason(*given(patterns, units))


def _prevalence(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    two = patterns.m >= 2
    return divided(units @ (patterns.counts[:, 1] * two), units @ (patterns.m * two))


NEGATIVE, POSITIVE = _specific(0), _specific(1)
PREVALENCE = Coefficient(_prevalence, no_overlap)
BALANCE = _of_cells(lambda a, _b, _c, d: a - d)
BIAS = _of_cells(lambda _a, b, c, _d: b - c)
HOLSTI_GIVEN = Coefficient(_holsti_given, _why_not_given, symmetric=False)
COMPOSITE_GIVEN = Coefficient(_composite_given, _why_not_given, symmetric=False)
