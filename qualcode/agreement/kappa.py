"""The kappas in which every coder has their own distribution of values.

Cohen 1960 and 1968 for two coders; for more, three generalisations that are often confused:
the mean of the pairs' kappas (Light 1971), one kappa from the pairs' mean agreement and mean
chance agreement (Hubert 1977), and Conger's (1980), which equals Hubert's without missing
ratings. Symbols as in ``patterns``.
"""

from __future__ import annotations

from itertools import combinations
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.closeness import agreement_weights
from qualcode.agreement.coefficient import Coefficient, divided, no_variation
from qualcode.agreement.estimate import Estimate, Reason, undefined
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import mean_over_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.patterns import Weights


def cohen_kappa(ratings: ArrayLike | Patterns) -> Estimate:
    """Return Cohen's kappa of two coders on the units that both rated (Cohen 1960, p. 40).

    Undefined where both give one and the same value to all of these units.
    """
    return _of_two(COHEN, ratings)


def weighted_kappa(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike,
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return kappa with partial agreement (Cohen 1968; weights 1 on the diagonal).

    ``linear`` and ``quadratic`` go by the values; ``linear-by-rank`` and ``quadratic-by-rank``
    by the places among the values that occur, as R's irr does. A table is taken as it is, for
    the values in ascending order; as disagreement d give 1 − d / max(d).
    """
    patterns = Patterns.of(ratings, categories=categories)
    return _of_two(weighted(weights), patterns)


def cohen_kappa_max(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the largest kappa that the two coders' distributions allow (Cohen 1960, p. 42)."""
    return _of_two(COHEN_MAX, ratings)


def cohen_kappa_category(ratings: ArrayLike | Patterns, value: float) -> Estimate:
    """Return Cohen's kappa of one value against all others."""
    return cohen_kappa(Patterns.of(ratings).only(value))


def chance_agreement(ratings: ArrayLike | Patterns) -> Estimate:
    """Return p_e of Cohen's kappa: the agreement of independent coders with these margins."""
    return _of_two(_for_two(_chance), ratings)


def mean_pairwise_kappa(ratings: ArrayLike | Patterns) -> Estimate:
    """Return the mean of Cohen's kappa over the pairs of coders (Light 1971).

    Each pair on the units that both rated. A pair that gives one and the same value to all of
    them has no kappa, and then the mean has none.
    """
    return LIGHT(ratings)


def hubert_kappa(ratings: ArrayLike | Patterns) -> Estimate:
    """Return one kappa from the pairs' mean agreement and mean chance agreement (Hubert 1977)."""
    return HUBERT(ratings)


def conger_kappa(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike = "identity",
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return Conger's kappa (1980), with missing ratings as Gwet 2014, chapter 2.

    Agreement is the mean over units with two ratings or more; a coder's distribution is that
    of all units that they rated.
    """
    return conger(weights)(Patterns.of(ratings, categories=categories))


def weighted(weights: str | ArrayLike) -> Coefficient:
    """Return weighted kappa with these weights as a coefficient."""

    def of_table(tables: Weights, patterns: Patterns) -> NDArray[np.float64]:
        return _kappa(tables, agreement_weights(weights, patterns.values))

    return _for_two(of_table)


def conger(weights: str | ArrayLike = "identity") -> Coefficient:
    """Return Conger's kappa with these weights as a coefficient."""

    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        if patterns.n_coders < 2:
            return np.full(units.shape[:-1], nan)
        near = agreement_weights(weights, patterns.values)
        agreed = mean_over_units(patterns, units, near)
        return divided(agreed - (chance := conger_chance(patterns, units, near)), 1 - chance)

    return Coefficient(values, _why_no_conger, symmetric=False)


def conger_chance(patterns: Patterns, units: Weights, near: Weights) -> NDArray[np.float64]:
    """Return p_e: the mean over pairs of coders of the agreement of independent ratings."""
    shares = divided(given := distributions(patterns, units), given.sum(axis=-1, keepdims=True))
    m = patterns.n_coders
    total = shares.sum(axis=-2)
    together = np.einsum("...k,kl,...l->...", total, near, total)
    alone = np.einsum("...gk,kl,...gl->...", shares, near, shares)
    return np.asarray((together - alone) / (m * (m - 1)))


def distributions(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    """Return (…, coders, categories): how often each coder gave each value."""
    assert patterns.codes is not None
    given = patterns.codes.T[:, :, None] == np.arange(len(patterns.values))
    return np.stack([units @ each for each in given.astype(np.float64)], axis=-2)


def contingency(patterns: Patterns, units: Weights, pair: tuple[int, int] = (0, 1)) -> Weights:
    """Return (…, categories, categories): two coders' contingency table, rows the first's."""
    assert patterns.codes is not None
    a, b = patterns.codes[:, pair[0]], patterns.codes[:, pair[1]]
    q = max(len(patterns.values), 1)
    both = (a >= 0) & (b >= 0)
    cell = np.where(both, a * q + b, 0)
    places = np.zeros((len(both), q * q))
    places[np.arange(len(both)), cell] = both
    return np.asarray(units @ places).reshape(*units.shape[:-1], q, q)


def _of_two(coefficient: Coefficient, ratings: ArrayLike | Patterns) -> Estimate:
    patterns = Patterns.of(ratings)
    return undefined("not_two_coders") if patterns.codes is None else coefficient(patterns)


def _for_two(of_table: Callable[[Weights, Patterns], NDArray[np.float64]]) -> Coefficient:
    """Return as a coefficient what is a function of two coders' contingency tables."""

    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        if patterns.n_coders != 2:
            return np.full(units.shape[:-1], nan)
        return of_table(contingency(patterns, units), patterns)

    def reason(patterns: Patterns, units: Weights) -> Reason:
        return no_variation(patterns, units) if patterns.n_coders == 2 else "not_two_coders"

    return Coefficient(values, reason, symmetric=False)


def _kappa(tables: Weights, near: Weights | None = None) -> NDArray[np.float64]:
    """Return kappa of every table, exact in whole counts where weights are 0 and 1."""
    n = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    if near is None:
        agreed = np.trace(tables, axis1=-2, axis2=-1)
        chance = (rows * columns).sum(axis=-1)
    else:
        agreed = (tables * near).sum(axis=(-2, -1))
        chance = np.einsum("...k,kl,...l->...", rows, near, columns)
    return divided(n * agreed - chance, n * n - chance)


def _cohen(tables: Weights, _patterns: Patterns) -> NDArray[np.float64]:
    return _kappa(tables)


def _cohen_max(tables: Weights, _patterns: Patterns) -> NDArray[np.float64]:
    n = tables.sum(axis=(-2, -1))
    rows, columns = tables.sum(axis=-1), tables.sum(axis=-2)
    chance = (rows * columns).sum(axis=-1)
    return divided(n * np.minimum(rows, columns).sum(axis=-1) - chance, n * n - chance)


def _chance(tables: Weights, _patterns: Patterns) -> NDArray[np.float64]:
    n = tables.sum(axis=(-2, -1))
    return divided((tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1), n * n)


def _light(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    pairs = combinations(range(patterns.n_coders), 2)
    kappas = [_kappa(contingency(patterns, units, pair)) for pair in pairs]
    return np.mean(kappas, axis=0) if kappas else np.full(units.shape[:-1], nan)


def _hubert(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    agreed, chance = [], []
    for pair in combinations(range(patterns.n_coders), 2):
        tables = contingency(patterns, units, pair)
        n = tables.sum(axis=(-2, -1))
        agreed.append(divided(np.trace(tables, axis1=-2, axis2=-1), n))
        chance.append(
            divided((tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1), n * n),
        )
    if not agreed:
        return np.full(units.shape[:-1], nan)
    p_e = np.mean(chance, axis=0)
    return divided(np.mean(agreed, axis=0) - p_e, 1 - p_e)


def _why_no_conger(patterns: Patterns, units: Weights) -> Reason:
    """Return ``undefined_pair`` where a coder rated nothing and so has no distribution."""
    if patterns.n_coders < 2:
        return "one_coder"
    why = no_variation(patterns, units)
    idle = (distributions(patterns, units).sum(axis=-1) == 0).any()
    return "undefined_pair" if why == "no_variation" and idle else why


def _why_no_mean(patterns: Patterns, units: Weights) -> Reason:
    """Return the pairs' reason where they have the same, else that some pair has no value."""
    if patterns.n_coders < 2:
        return "one_coder"
    reasons: set[Reason] = set()
    for pair in combinations(range(patterns.n_coders), 2):
        table = contingency(patterns, units, pair)
        if np.isnan(_kappa(table)):
            reasons.add("no_variation" if table.any() else "no_overlap")
        else:
            return "undefined_pair"
    return reasons.pop() if len(reasons) == 1 else "undefined_pair"


COHEN, COHEN_MAX = _for_two(_cohen), _for_two(_cohen_max)
LIGHT = Coefficient(_light, _why_no_mean, symmetric=False)
HUBERT = Coefficient(_hubert, _why_no_mean, symmetric=False)
