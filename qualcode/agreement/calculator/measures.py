"""The coefficients of a table of ratings, in the order in which people ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement import chance, kappa, percent
from qualcode.agreement.alpha import alpha
from qualcode.agreement.closeness import agreement_weights
from qualcode.agreement.coefficient import Coefficient, no_overlap
from qualcode.agreement.coefficients import COEFFICIENTS
from qualcode.agreement.sets import jaccard_distance, masi_distance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from qualcode.agreement.alpha import Metric
    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.patterns import Patterns, Weights
    from qualcode.agreement.standard_errors import Statistic

    Sets = tuple[frozenset[str], ...]


class Measure(NamedTuple):
    """A row: what is computed, how it is called, and which standard error it has.

    ``words`` is the key of its label and its convention. Without ``coefficient`` there is no
    interval.
    """

    id: str
    words: str
    function: Callable[[Patterns], Estimate]
    coefficient: Coefficient | None = None
    error: Statistic | None = None
    weights: str = "identity"


def of_values(n_coders: int, metric: Metric, weights: str | None) -> list[Measure]:
    """Return the coefficients of ratings that are one value each.

    ``weights`` of partial agreement, where given, take the place of exact agreement in the
    coefficients from Conger's on; percent agreement and kappa stand in both forms.
    """
    two = n_coders == 2
    return [
        *_percent(weights),
        _kappa(two=two),
        *(_partial(weights, two=two) if weights else _exact(two=two)),
        _alpha(metric),
        _listed("holsti"),
        Measure("composite", "composite", percent.composite_reliability),
    ]


def of_sets(n_coders: int, sets: Sets) -> list[Measure]:
    """Return the coefficients of ratings that are sets of codes.

    All but the last two take two sets for the same only where they are equal.
    """
    two = n_coders == 2
    return [
        *_percent(None),
        _kappa(two=two),
        _fleiss(two=two),
        _alpha("nominal"),
        _of("alpha_masi", alpha(_apart(sets, masi_distance))),
        _of("alpha_jaccard", alpha(_apart(sets, jaccard_distance))),
    ]


def _percent(weights: str | None) -> Iterator[Measure]:
    yield _listed("percent", "percent")
    if weights:
        yield _of("percent_weighted", _partly_agreed(weights), "percent", weights)
    yield _listed("percent_coincidence")
    yield _listed("percent_pairs")


def _kappa(*, two: bool) -> Measure:
    if two:
        return _of("kappa", kappa.COHEN, "cohen", words="cohen")
    return _listed("kappa", words="light")


def _fleiss(*, two: bool) -> Measure:
    return _listed("fleiss", "fleiss", words="scott" if two else "fleiss")


def _alpha(metric: Metric) -> Measure:
    """Return alpha; of the interval metric Gwet's error is that of quadratic weights."""
    words = f"alpha_{metric}"
    if metric == "nominal":
        return _listed("alpha", "alpha", words=words)
    if metric == "interval":
        return _listed(words, "alpha", "quadratic")
    return _listed(words)


def _exact(*, two: bool) -> Iterator[Measure]:
    if two:
        yield _listed("kappa_max")
    yield _listed("conger", "conger")
    if not two:
        yield _listed("hubert")
    yield _fleiss(two=two)
    yield _listed("brennan_prediger", "brennan_prediger")
    yield _listed("ac1", "gwet")


def _partial(weights: str, *, two: bool) -> Iterator[Measure]:
    if two:
        yield _of("kappa_weighted", kappa.weighted(weights), "cohen", weights)
    yield _of("conger_weighted", kappa.conger(weights), "conger", weights)
    yield _of("fleiss_weighted", chance.fleiss(weights), "fleiss", weights)
    fixed = chance.fixed(weights)
    yield _of("brennan_prediger_weighted", fixed, "brennan_prediger", weights)
    yield _of("ac2", chance.gwet(weights), "gwet", weights)


def _partly_agreed(weights: str) -> Coefficient:
    def values(patterns: Patterns, units: Weights) -> NDArray[np.float64]:
        near = agreement_weights(weights, patterns.values)
        return percent.mean_over_units(patterns, units, near)

    return Coefficient(values, no_overlap)


def _apart(
    sets: Sets, distance: Callable[[AbstractSet[object], AbstractSet[object]], float]
) -> Weights:
    """Return the table of the distances of any two sets."""
    table = np.zeros((len(sets), len(sets)))
    for place, one in enumerate(sets):
        for before, other in enumerate(sets[:place]):
            table[place, before] = table[before, place] = distance(one, other)
    return table


def _listed(
    id: str,
    error: Statistic | None = None,
    weights: str = "identity",
    *,
    words: str | None = None,
) -> Measure:
    """Return the row of a coefficient that needs nothing but the ratings."""
    return _of(id, COEFFICIENTS[id], error, weights, words=words)


def _of(
    id: str,
    coefficient: Coefficient,
    error: Statistic | None = None,
    weights: str = "identity",
    *,
    words: str | None = None,
) -> Measure:
    return Measure(id, words or id, coefficient, coefficient, error, weights)
