"""What coefficients of presence, with weights and of sets keep to, and standard errors."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from agreement_material import COMMON, Table, is_said, same, tables
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode import agreement
from qualcode.agreement import COEFFICIENTS, REASONS, Estimate, Patterns
from qualcode.agreement.closeness import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable

WEIGHTED: dict[str, Callable[..., Estimate]] = {
    "percent": agreement.weighted_percent_agreement,
    "kappa": agreement.weighted_kappa,
    "conger": agreement.conger_kappa,
    "fleiss": agreement.fleiss_kappa,
    "brennan_prediger": agreement.brennan_prediger,
    "ac1": agreement.gwet_ac2,
}
"""By the name of what each is without weights."""
SYMMETRIC = {name: COEFFICIENTS[name].plain for name in ("positive", "negative", "prevalence")}
KINDS = [*WEIGHTS, *(f"{kind}-by-rank" for kind in WEIGHTS)]


@pytest.mark.parametrize("name", SYMMETRIC)
@given(table=tables(coders=(1, 4), scales=("presence",)))
def test_coefficients_of_presence_keep_to_the_contract_too(name: str, table: Table):
    patterns = Patterns.of(table.ratings, categories=(0, 1))
    found = SYMMETRIC[name](patterns)
    assert is_said(found)
    assert same(found, SYMMETRIC[name](patterns.unordered()))
    swapped = SYMMETRIC[name](Patterns.of(1 - table.ratings, categories=(0, 1)))
    other = {"positive": "negative", "negative": "positive"}.get(name)
    expected = SYMMETRIC[other](patterns) if other else Estimate(1 - found.value, found.reason)
    assert same(swapped, expected)


@pytest.mark.parametrize("name", WEIGHTED)
@given(table=tables(coders=(1, 4), scales=COMMON), kind=st.sampled_from(KINDS), data=st.data())
def test_weighted_coefficients_do_not_depend_on_order_and_say_why_not(
    name: str, table: Table, kind: str, data: st.DataObject
):
    units = data.draw(st.permutations(range(len(table.ratings))))
    coders = data.draw(st.permutations(range(table.ratings.shape[1])))
    found = WEIGHTED[name](table.ratings, kind)
    assert is_said(found)
    assert same(found, WEIGHTED[name](table.ratings[units][:, coders], kind))


@pytest.mark.parametrize("name", WEIGHTED)
@pytest.mark.parametrize("kind", KINDS)
def test_who_do_the_same_agree_perfectly_whatever_the_weights(name: str, kind: str):
    ratings = np.repeat([[0.0], [1], [1], [5]], 2, axis=1)
    assert WEIGHTED[name](ratings, kind).value == pytest.approx(1)
    assert WEIGHTED[name](ratings, kind, (0, 1, 3, 5)).value == pytest.approx(1)


@given(table=tables(coders=(2, 2), rows=(1, 20), scales=COMMON))
def test_weights_of_identity_are_no_weights(table: Table):
    for name, weighed in WEIGHTED.items():
        for weights in ("identity", np.eye(len(Patterns.of(table.ratings).values))):
            assert same(weighed(table.ratings, weights), COEFFICIENTS[name](table.ratings))


@pytest.mark.parametrize(
    "rows", [[], [[], []], [[None, None]], [[{"A"}, None]], [[frozenset(), None], [None, {"A"}]]]
)
def test_sets_that_no_two_coders_gave_have_no_alpha(rows: list[list[set[str] | None]]):
    assert agreement.alpha_of_sets(rows).reason == "no_overlap"


def test_sets_that_are_all_the_same_have_no_alpha():
    assert agreement.alpha_of_sets([[set(), set()]] * 4).reason == "no_variation"
    assert agreement.alpha_of_sets([[{"A"}, {"A"}], [set(), set()]]) == Estimate(1.0)


@pytest.mark.parametrize("form", ["units", "counts", "table"])
@given(table=tables(coders=(1, 3), rows=(0, 12), scales=COMMON))
def test_a_standard_error_is_a_number_from_zero_or_has_its_reason(form: str, table: Table):
    for statistic in agreement.standard_errors.CHANCE:
        found = agreement.standard_error(statistic, table.ratings, form=form)
        if isnan(found.value):
            assert found.reason in REASONS
        else:
            assert found.value >= 0
            assert found.reason is None


@given(st.lists(st.sampled_from([0.0, 1, 4]), min_size=2, max_size=15), st.integers(2, 4))
def test_where_all_agree_on_more_than_one_value_nothing_is_uncertain(
    column: list[float], n_coders: int
):
    assume(len(set(column)) > 1)
    ratings = np.repeat(np.array(column)[:, None], n_coders, axis=1)
    for statistic in ("percent", "fleiss", "gwet", "brennan_prediger", "conger"):
        error = agreement.standard_error(statistic, ratings)
        assert error.value == pytest.approx(0, abs=1e-7)
