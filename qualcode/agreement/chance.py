"""Coefficients in which all coders share one distribution, or chance is fixed beforehand.

Scott 1955 for two coders and Fleiss 1971 for more; Bennett 1954, Brennan & Prediger 1981,
PABAK (Byrt, Bishop & Carlin 1993) and Randolph 2005, which are one formula; Gwet 2008 (AC1,
AC2). All with missing ratings as in Gwet 2014, chapter 2: agreement is the mean over units
with two ratings or more, and a unit with one rating still counts for the distribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.closeness import agreement_weights
from qualcode.agreement.coefficient import Coefficient, divided, no_variation
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import mean_over_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.patterns import Weights


def fleiss_kappa(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike = "identity",
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return Fleiss' kappa (1971); of two coders it is Scott's pi (1955).

    Undefined where only one value occurs.
    """
    return fleiss(weights)(Patterns.of(ratings, categories=categories))


def scott_pi(ratings: ArrayLike | Patterns) -> Estimate:
    """Return Scott's pi (1955) of two coders, the coefficient that Fleiss extended."""
    return fleiss_kappa(ratings)


def fleiss_kappa_category(ratings: ArrayLike | Patterns, value: float) -> Estimate:
    """Return Fleiss' kappa of one value against all others (Fleiss 1971, p. 379)."""
    return fleiss_kappa(Patterns.of(ratings).only(value))


def fleiss_chance(ratings: ArrayLike | Patterns) -> Estimate:
    """Return p_e of Fleiss' kappa: the sum of the squared shares of the values."""
    return Coefficient(_squared_shares, no_variation)(ratings)


def brennan_prediger(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike = "identity",
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return Brennan & Prediger's kappa (1981): chance is 1/q.

    The same formula is Bennett's S, PABAK (for q = 2, 2·p_a − 1) and Randolph's kappa. q is
    how many ``categories`` the codebook has; without them, how many occur, and one that nobody
    used then changes the value. Undefined where only one value occurs: by the formula it would
    be 1 there, although nothing was told apart.
    """
    return fixed(weights)(Patterns.of(ratings, categories=categories))


def gwet_ac1(ratings: ArrayLike | Patterns, categories: Sequence[float] | None = None) -> Estimate:
    """Return Gwet's AC1 (2008): chance is Σ π_k (1 − π_k) / (q − 1).

    q is as in ``brennan_prediger``. Units with one rating count for π (as in Gwet 2014; some
    packages leave them out: .7752 instead of .7754 on his example).
    """
    return gwet_ac2(ratings, "identity", categories)


def gwet_ac2(
    ratings: ArrayLike | Patterns,
    weights: str | ArrayLike,
    categories: Sequence[float] | None = None,
) -> Estimate:
    """Return Gwet's AC2 (2014, chapter 3): AC1 with partial agreement."""
    return gwet(weights)(Patterns.of(ratings, categories=categories))


def shares(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    """Return π, (…, categories): the mean over rated units of n_uk / m_u."""
    rated = (patterns.m > 0).astype(np.float64)
    return divided(units @ patterns.shares, np.asarray(units @ rated)[..., None])


def fleiss(weights: str | ArrayLike = "identity") -> Coefficient:
    """Return Fleiss' kappa with these weights as a coefficient."""
    return _corrected(weights, fleiss_p_e)


def fixed(weights: str | ArrayLike = "identity") -> Coefficient:
    """Return Brennan & Prediger's kappa with these weights as a coefficient."""
    return _corrected(weights, fixed_p_e)


def gwet(weights: str | ArrayLike = "identity") -> Coefficient:
    """Return AC1, or AC2 with other weights, as a coefficient."""
    return _corrected(weights, gwet_p_e)


def fleiss_p_e(pi: NDArray[np.float64], near: Weights) -> NDArray[np.float64]:
    """Return Σ w_kl π_k π_l."""
    return np.asarray(np.einsum("...k,kl,...l->...", pi, near, pi))


def fixed_p_e(pi: NDArray[np.float64], near: Weights) -> NDArray[np.float64]:
    """Return Σ w_kl / q²."""
    q = len(near)
    return np.full(pi.shape[:-1], near.sum() / max(q * q, 1))


def gwet_p_e(pi: NDArray[np.float64], near: Weights) -> NDArray[np.float64]:
    """Return T_w Σ π_k (1 − π_k) / (q (q − 1))."""
    q = len(near)
    return np.asarray(near.sum() * (pi * (1 - pi)).sum(axis=-1) / max(q * (q - 1), 1))


def _corrected(
    weights: str | ArrayLike,
    chance: Callable[[NDArray[np.float64], Weights], NDArray[np.float64]],
) -> Coefficient:
    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        near = agreement_weights(weights, patterns.values)
        agreed = mean_over_units(patterns, units, near)
        pi = shares(patterns, units)
        p_e = chance(pi, near)
        one_value = pi.max(axis=-1, initial=0) > 1 - ROUNDING
        return divided(agreed - p_e, np.where(one_value, 0, 1 - p_e))

    return Coefficient(values, no_variation)


def _squared_shares(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
    return np.asarray((shares(patterns, units) ** 2).sum(axis=-1))


ROUNDING = 1e-12
"""Shares are rounded, so a chance agreement this near to 1 is 1."""
