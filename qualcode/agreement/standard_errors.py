"""Standard errors that the literature gives, for units drawn independently.

Of Cohen's kappa by Fleiss, Cohen & Everitt 1969; of the others Gwet's linearisation (2014,
chapters 5 and 6): a coefficient is the mean of one value a unit, and the error is that of the
mean. Interviews are not made of independent units: the interval over transcripts is the one to
publish, and these are for comparison with other packages. Symbols as in ``patterns``.

Gwet's own package has three forms, by how the ratings are given: each coder's rating of each
unit (``units``), how many coders gave each value (``counts``) and two coders' contingency table
(``table``). They differ in alpha, and the last divides by n where the others divide by n − 1.
"""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.agreement.chance import fixed_p_e, fleiss_p_e, gwet_p_e, shares
from qualcode.agreement.closeness import agreement_weights
from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.kappa import conger_chance, contingency, distributions
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.patterns import Weights

Form = Literal["units", "counts", "table"]
Statistic = Literal["percent", "cohen", "fleiss", "brennan_prediger", "gwet", "alpha", "conger"]


def standard_error(
    statistic: Statistic,
    ratings: ArrayLike | Patterns,
    *,
    weights: str | ArrayLike = "identity",
    categories: Sequence[float] | None = None,
    form: Form = "units",
) -> Estimate:
    """Return the standard error of a coefficient from one sample of independent units.

    ``cohen`` is for two coders and has the one form of Fleiss et al. 1969. ``gwet`` is AC1, AC2
    with weights; ``fleiss`` of two coders is Scott's pi. Undefined where the coefficient is, and
    with one unit.
    """
    patterns = Patterns.of(ratings, categories=categories)
    near = agreement_weights(weights, patterns.values)
    two = patterns.codes is not None and patterns.n_coders == 2
    if statistic == "cohen" or form == "table":
        if not two:
            return undefined("not_two_coders")
        return _of_table(statistic, patterns, near)
    if not (patterns.total * (patterns.m >= 2)).any():
        return undefined("no_overlap")
    with np.errstate(divide="ignore", invalid="ignore"):
        by_counts = statistic == "alpha" and form == "counts"
        per_unit, units = (alpha_counts if by_counts else BY_UNITS[statistic])(patterns, near)
    n = units.sum()
    if n < 2:
        return undefined("one_unit")
    value = units @ per_unit / n
    variance = units @ (per_unit - value) ** 2 / (n * (n - 1))
    return Estimate(sqrt(variance)) if np.isfinite(variance) else undefined("no_variation")


def _of_table(statistic: Statistic, patterns: Patterns, near: Weights) -> Estimate:
    """Return the error from a contingency table: Fleiss et al. 1969 and Gwet 2014, chapter 5.

    var = (Σ p_kl (w_kl − (1 − κ) c_kl)² − (p_a − 2 (1 − κ) p_e)²) / (n (1 − p_e)²), where c_kl
    is how the chance agreement changes with a unit in cell k, l.
    """
    table = contingency(patterns, patterns.total)
    n = float(table.sum())
    if n == 0:
        return undefined("no_overlap")
    p = table / n
    p_a = float((near * p).sum())
    p_e, change = CHANCE[statistic](p, near)
    if p_e == 1:
        return undefined("no_variation")
    kappa = (p_a - p_e) / (1 - p_e)
    square = float((p * (near - (1 - kappa) * change) ** 2).sum())
    expected = p_a - (1 - kappa) * float((p * change).sum())
    variance = (square - expected**2) / (n * (1 - p_e) ** 2)
    return Estimate(sqrt(max(variance, 0.0)))


Chance = tuple[float, "NDArray[np.float64]"]


def _no_chance(p: Weights, _near: Weights) -> Chance:
    return 0.0, np.zeros_like(p)


def _own_margins(p: Weights, near: Weights) -> Chance:
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    change = (near @ columns)[:, None] + (near.T @ rows)[None, :]
    return float(rows @ near @ columns), change


def _shared_margins(p: Weights, near: Weights) -> Chance:
    pi = (p.sum(axis=1) + p.sum(axis=0)) / 2
    change = (near @ pi + near.T @ pi) / 2
    return float(pi @ near @ pi), change[:, None] + change[None, :]


def _fixed(p: Weights, near: Weights) -> Chance:
    return float(near.sum() / near.size), np.zeros_like(p)


def _gwet(p: Weights, near: Weights) -> Chance:
    pi, q = (p.sum(axis=1) + p.sum(axis=0)) / 2, len(p)
    scale = near.sum() / max(q * (q - 1), 1)
    change = 2 * scale * (1 - (pi[:, None] + pi[None, :]) / 2)
    return float(scale * (pi * (1 - pi)).sum()), change


CHANCE: dict[Statistic, Callable[[Weights, Weights], Chance]] = {
    "percent": _no_chance,
    "cohen": _own_margins,
    "conger": _own_margins,
    "fleiss": _shared_margins,
    "alpha": _shared_margins,
    "brennan_prediger": _fixed,
    "gwet": _gwet,
}
"""For a contingency table of shares: chance agreement, and its change with each cell."""

PerUnit = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def _rated(patterns: Patterns) -> NDArray[np.float64]:
    return patterns.total * (patterns.m > 0)


def _agreed(patterns: Patterns, near: Weights) -> PerUnit:
    """Return each unit's share in p_a, and the weights of all rated units."""
    units = _rated(patterns)
    two = patterns.m >= 2
    scale = units.sum() / (units @ two)
    return shared(patterns, near) * two * scale, units


def _linearised(
    patterns: Patterns, near: Weights, p_e: float, change: NDArray[np.float64]
) -> PerUnit:
    """Return (n/n') (p_a|u − p_e) / (1 − p_e) − 2 (1 − κ) (p_e|u − p_e) / (1 − p_e).

    ``change`` is p_e|u, by pattern; n' counts the units with two ratings or more.
    """
    agreed, units = _agreed(patterns, near)
    two = patterns.m >= 2
    scale = units.sum() / (units @ two)
    kappa = (units @ agreed / units.sum() - p_e) / (1 - p_e)
    first = (agreed - scale * p_e * two) / (1 - p_e)
    return first - 2 * (1 - kappa) * (change - p_e) / (1 - p_e), units


def _fleiss_units(patterns: Patterns, near: Weights) -> PerUnit:
    pi = shares(patterns, patterns.total)
    change = patterns.shares @ ((near @ pi + near.T @ pi) / 2)
    return _linearised(patterns, near, float(fleiss_p_e(pi, near)), change)


def _gwet_units(patterns: Patterns, near: Weights) -> PerUnit:
    pi, q = shares(patterns, patterns.total), len(near)
    change = near.sum() / max(q * (q - 1), 1) * (patterns.shares @ (1 - pi))
    return _linearised(patterns, near, float(gwet_p_e(pi, near)), change)


def _fixed_units(patterns: Patterns, near: Weights) -> PerUnit:
    p_e = float(fixed_p_e(np.ones(len(near)), near))
    return _linearised(patterns, near, p_e, np.full(len(patterns.m), p_e))


def _alpha_units(patterns: Patterns, near: Weights) -> PerUnit:
    """Return alpha's linearisation, on units with two ratings or more (Gwet 2014, chapter 6)."""
    units, share, p_e, change, epsilon = _alpha_parts(patterns, near)
    p_a = units @ share / units.sum()
    mean_m = units @ patterns.m / units.sum()
    apart = (patterns.m - mean_m) / mean_m
    alpha = (p_a - p_e) / (1 - p_e)
    agreed = share - ((1 - epsilon) * p_a + epsilon) * apart
    moved = change - p_e * apart
    return (agreed - p_e) / (1 - p_e) - 2 * (1 - alpha) * (moved - p_e) / (1 - p_e), units


def alpha_counts(patterns: Patterns, near: Weights) -> PerUnit:
    """Return the form of Gwet's package for counts, in which the chance term weighs once."""
    units, share, p_e, change, epsilon = _alpha_parts(patterns, near)
    p_a = units @ share / units.sum()
    mean_m = units @ patterns.m / units.sum()
    apart = (patterns.m - mean_m) / mean_m
    alpha = ((1 - epsilon) * p_a + epsilon - p_e) / (1 - p_e)
    agreed = (1 - epsilon) * (share - p_a * apart) + epsilon
    moved = change - apart
    return (agreed - p_e) / (1 - p_e) - (1 - alpha) * (moved - p_e) / (1 - p_e), units


def _alpha_parts(
    patterns: Patterns, near: Weights
) -> tuple[Weights, Weights, float, Weights, float]:
    """Return the paired units, p_a|u, p_e, p_e|u and the small-sample term 1 / Σ m_u."""
    units = patterns.total * (patterns.m >= 2)
    ratings = units @ patterns.m
    mean_m = ratings / units.sum()
    share = shared(patterns, near) * patterns.m / mean_m
    pi = np.asarray(units @ patterns.counts / ratings)
    change = patterns.counts @ ((near @ pi + near.T @ pi) / 2) / mean_m
    p_e = float(fleiss_p_e(pi, near))
    return units, np.asarray(share), p_e, np.asarray(change), float(1 / ratings)


def _conger_units(patterns: Patterns, near: Weights) -> PerUnit:
    """Return Conger's linearisation (Gwet 2014, chapter 6)."""
    units, m = _rated(patterns), patterns.n_coders
    if patterns.codes is None or m < 2:
        return np.full(len(patterns.m), nan), units
    given = distributions(patterns, units)
    rated_by = given.sum(axis=1)
    share = given / rated_by[:, None]
    change = np.zeros(len(patterns.m))
    for coder in range(m):
        codes = patterns.codes[:, coder]
        mine = (codes[:, None] == np.arange(len(near))).astype(np.float64)
        expected = ((codes >= 0) - rated_by[coder] / units.sum())[:, None] * share[coder]
        others = share.sum(axis=0) - share[coder]
        change += (mine - expected) @ near.T @ others * units.sum() / rated_by[coder]
    p_e = float(conger_chance(patterns, units, near))
    return _linearised(patterns, near, p_e, change / (m * (m - 1)))


def percent_of(patterns: Patterns, near: Weights) -> PerUnit:
    """Return each unit's share in weighted percent agreement."""
    return _agreed(patterns, near)


BY_UNITS: dict[Statistic, Callable[[Patterns, Weights], PerUnit]] = {
    "percent": percent_of,
    "fleiss": _fleiss_units,
    "gwet": _gwet_units,
    "brennan_prediger": _fixed_units,
    "alpha": _alpha_units,
    "conger": _conger_units,
}
"""For each statistic the value of every pattern, and the weights to take their mean with."""
