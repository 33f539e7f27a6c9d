"""What every coefficient keeps to: order and names do not matter, undefined has its reason.

Published values are in `test_agreement_cases.py`, other packages' in
`test_agreement_oracles.py`, weights and sets in `test_agreement_weights.py`.
"""

from __future__ import annotations

import csv
from functools import partial
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from agreement_material import COMMON, SCALES, Table, is_said, same, shared_rows, tables
from conftest import SHARED
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode import agreement
from qualcode.agreement import COEFFICIENTS, Coefficient, Estimate, Patterns
from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.agreement import Ratings

NUMERIC = {
    "alpha_ordinal": lambda it: it**3 + it,
    "alpha_interval": lambda it: 7 - 2 * it,
    "alpha_ratio": lambda it: 2.5 * it,
}
"""For each coefficient that reads values as numbers, what may be done to them."""
FOR_TWO = {"kappa_max"}
PLAIN = {
    name: each.formula
    for name, each in COEFFICIENTS.items()
    if "values" in each.of and isinstance(each.formula, Coefficient)
}
"""Those of the list that need nothing but the ratings."""
NOT_BY_CHANCE = {"percent", "percent_coincidence", "percent_pairs", "holsti", "composite"}
BY_CHANCE = sorted(set(PLAIN) - NOT_BY_CHANCE)
SINGLES_COUNT = {"conger", "fleiss", "ac1", "holsti", "composite"}
"""In these a unit that one coder rated has its say: in chance, and as a decision."""


ANY = tables(coders=(1, 5), scales=COMMON)
SIGNED = tables(coders=(1, 5), scales=("negative", "fractions"))

every = pytest.mark.parametrize("name", PLAIN)
by_chance = pytest.mark.parametrize("name", BY_CHANCE)


# A Chinese study.


COUNTS = SHARED / "cases" / "two_coder_counts.csv"
STUDY = list(
    csv.DictReader(COUNTS.read_text(encoding="utf-8").splitlines() if COUNTS.is_file() else [])
)
CELLS = ("both", "only1", "only2", "neither")


def study_ratings(row: dict[str, str], stage: str) -> tuple[list[int], Ratings]:
    times = [int(row[f"{stage}_{cell}"]) for cell in CELLS]
    return times, np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], times, axis=0).astype(float)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["code"]) for row in STUDY])
@pytest.mark.parametrize("stage", ["sheet", "final"])
def test_each_code_of_a_chinese_study_has_its_kappa_in_both_rounds(row: dict[str, str], stage: str):
    times, ratings = study_ratings(row, stage)
    counted = agreement.counts(ratings)
    assert [counted.both, counted.only_a, counted.only_b, counted.neither] == times
    found = agreement.cohen_kappa(ratings)
    assert found.value == pytest.approx(float(row[f"kappa_{stage}"]), abs=6e-5)


@pytest.mark.skipif(not STUDY, reason="the private test material is absent")
def test_the_27_published_kappas_of_46_codes_are_those_of_the_final_round():
    published = [row for row in STUDY if row["kappa_published"]]
    assert (len(STUDY), len(published)) == (46, 27)
    apart = {
        row["code"]: abs(
            agreement.cohen_kappa(study_ratings(row, "final")[1]).value
            - float(row["kappa_published"])
        )
        for row in published
    }
    assert max(apart.values()) < 0.011


FOUR = np.array([[1.0, 1], [1, 0], [0, 0], [0, 0]])
THREE_CODERS = np.array([[1, 1, nan], [0, nan, nan], [1, 0, 0], [0, 0, 0]])


def test_four_units_and_two_coders_by_hand():
    assert agreement.percent_agreement(FOUR).value == 3 / 4
    assert agreement.cohen_kappa(FOUR).value == (3 / 4 - 1 / 2) / (1 - 1 / 2)
    assert agreement.krippendorff_alpha(FOUR).value == pytest.approx(1 - 7 * 2 / (64 - 34))
    assert agreement.counts(FOUR) == agreement.Counts(1, 1, 0, 2, 4)


def test_percent_is_the_mean_over_units_whoever_read_them():
    """A unit that one coder read is out; one with three readers weighs as one with two."""
    assert agreement.percent_agreement(THREE_CODERS).value == pytest.approx((1 + 1 / 3 + 1) / 3)
    assert agreement.krippendorff_alpha(THREE_CODERS).value == pytest.approx(1 - 7 * 2 / 30)
    assert agreement.counts(THREE_CODERS) == agreement.Counts(None, None, None, None, 3)


# The contract of COEFFICIENTS.


@every
@given(table=st.one_of(ANY, SIGNED), seed=st.integers(0, 2**16))
def test_the_order_of_units_and_of_coders_does_not_matter(name: str, table: Table, seed: int):
    assume(name != "alpha_ratio" or not (table.ratings < 0).any())
    random = np.random.default_rng(seed)
    found = PLAIN[name](table.ratings)
    units, coders = (random.permutation(n) for n in table.ratings.shape)
    assert is_said(found)
    assert same(found, PLAIN[name](table.ratings[units][:, coders]))


@every
@given(table=ANY, data=st.data())
def test_the_names_of_categories_do_not_matter(name: str, table: Table, data: st.DataObject):
    """Where values are numbers, not their origin, unit or spacing, as the metric says."""
    if name in NUMERIC:
        renamed = NUMERIC[name](table.ratings)
    else:
        names = data.draw(st.permutations([-4.0, 0.0, 0.25, 3.0, 900.0, 1e7]))
        renamed = np.full_like(table.ratings, nan)
        for value, other in zip(table.values, names, strict=False):
            renamed[table.ratings == value] = other
    assert same(PLAIN[name](table.ratings), PLAIN[name](renamed))


@every
@pytest.mark.parametrize("scale", ["presence", "whole", "fractions"])
@given(data=st.data(), n_coders=st.integers(2, 5))
def test_coders_who_do_the_same_agree_perfectly(
    name: str, scale: str, data: st.DataObject, n_coders: int
):
    column = data.draw(st.lists(st.sampled_from(SCALES[scale]), min_size=2, max_size=15))
    assume(len(set(column)) > 1 and (name != "alpha_ratio" or min(column) >= 0))
    ratings = np.repeat(np.array(column)[:, None], 2 if name in FOR_TWO else n_coders, axis=1)
    assert PLAIN[name](ratings) == Estimate(1.0)


def test_numbers_whose_squares_overflow_are_compared_as_smaller_ones_are():
    large = np.array([[1, 2], [1e308, -1e308], [2, 2], [3, 5e307]])
    small = np.ldexp(large, -900)
    for of in (agreement.krippendorff_alpha, agreement.gwet_ac2):
        kind = "interval" if of is agreement.krippendorff_alpha else "quadratic"
        assert same(of(large, kind), of(small, kind))


def test_ratios_of_negative_values_are_refused():
    with pytest.raises(InputError, match="interval metric"):
        agreement.krippendorff_alpha(np.array([[-1, 2], [2, 2.0]]), "ratio")


@every
@given(table=ANY, n=st.integers(1, 3))
def test_units_that_nobody_rated_change_nothing(name: str, table: Table, n: int):
    empty = np.full((n, table.ratings.shape[1]), nan)
    more = np.concatenate([table.ratings, empty])
    assert same(PLAIN[name](table.ratings), PLAIN[name](more))


@pytest.mark.parametrize("name", sorted(set(PLAIN) - SINGLES_COUNT))
@given(table=ANY, data=st.data())
def test_units_that_nobody_rated_twice_change_nothing(name: str, table: Table, data: st.DataObject):
    width = table.ratings.shape[1]
    shared = shared_rows(table.ratings)
    given_values = np.unique(shared[~np.isnan(shared)]).tolist()
    singles = np.full((3, width), nan)
    if given_values:
        for row in singles:
            row[data.draw(st.integers(0, width - 1))] = data.draw(st.sampled_from(given_values))
    more = np.concatenate([shared, singles])
    assert same(PLAIN[name](shared), PLAIN[name](more))


@pytest.mark.parametrize("name", sorted(SINGLES_COUNT))
def test_units_that_one_coder_rated_count_where_the_definition_says_so(name: str):
    more = np.concatenate([FOUR, [[1, nan], [1, nan]]])
    assert PLAIN[name](more).value != PLAIN[name](FOUR).value


@every
@given(table=tables(coders=(1, 4), rows=(1, 15), scales=COMMON), data=st.data())
def test_many_weightings_at_once_are_each_on_its_own(name: str, table: Table, data: st.DataObject):
    n = len(table.ratings)
    times = data.draw(st.lists(st.integers(0, 3), min_size=3 * n, max_size=3 * n))
    weights = np.array(times, dtype=int).reshape(3, n)
    patterns = Patterns.of(table.ratings, groups=np.arange(n))
    at_once = PLAIN[name].many(patterns, weights @ patterns.weights)
    for value, each in zip(at_once, weights, strict=True):
        repeated = Patterns.of(np.repeat(table.ratings, each, axis=0))
        alone = PLAIN[name](repeated.within(patterns.values.tolist()))
        assert value == pytest.approx(alone.value, nan_ok=True)


@pytest.mark.parametrize("name", [it for it, each in PLAIN.items() if each.symmetric])
@given(table=ANY)
def test_symmetric_coefficients_need_not_know_who_gave_which_rating(name: str, table: Table):
    patterns = Patterns.of(table.ratings)
    assert same(PLAIN[name](patterns), PLAIN[name](patterns.unordered()))
    assert same(PLAIN[name](patterns), PLAIN[name](table.ratings))


# Undefined, never 0 or 1, and with its reason.


@by_chance
@pytest.mark.parametrize("n_coders", [2, 3])
@pytest.mark.parametrize("named", [(0,), (0, 1), (0, 1, 2)])
def test_a_code_that_nobody_used_is_undefined(name: str, n_coders: int, named: tuple[float, ...]):
    patterns = Patterns.of(np.zeros((10, n_coders)), categories=named)
    found = PLAIN[name](patterns)
    expected = "no_variation" if n_coders == 2 or name not in FOR_TWO else "not_two_coders"
    assert (isnan(found.value), found.reason) == (True, expected)


@by_chance
@given(value=st.floats(0, 1000), n=st.integers(1, 15), m=st.integers(2, 5))
def test_one_value_only_is_no_variation_whatever_it_is(name: str, value: float, n: int, m: int):
    ratings = np.full((n, 2 if name in FOR_TWO else m), value)
    assert PLAIN[name](ratings).reason == "no_variation"


@pytest.mark.parametrize("name", sorted(NOT_BY_CHANCE))
def test_without_a_correction_for_chance_a_code_that_nobody_used_is_agreed_on(name: str):
    assert PLAIN[name](np.zeros((10, 3))) == Estimate(1.0)


@pytest.mark.parametrize("name", ["kappa", "conger", "hubert", "alpha"])
def test_a_code_that_one_coder_used_once_is_no_better_than_chance(name: str):
    ratings = np.zeros((10, 2))
    ratings[0, 0] = 1
    assert PLAIN[name](ratings).value == pytest.approx(0)


@every
@given(table=tables(coders=(2, 5), scales=COMMON), data=st.data())
def test_without_a_unit_that_two_coders_rated_nothing_is_defined(
    name: str, table: Table, data: st.DataObject
):
    """But Holsti's, which divides by all decisions: then none is agreed on."""
    coders = st.integers(0, table.ratings.shape[1] - 1)
    apart = np.full_like(table.ratings, nan)
    for row, found in zip(apart, table.ratings, strict=True):
        mine = data.draw(coders)
        row[mine] = found[mine]
    found = PLAIN[name](apart)
    if name in FOR_TWO and apart.shape[1] > 2:
        assert found.reason == "not_two_coders"
    elif name in {"holsti", "composite"}:
        assert found == Estimate(0.0) or found.reason in {"not_applied", "undefined_pair"}
    else:
        assert found.reason == "no_overlap"


@every
@pytest.mark.parametrize("ratings", [np.zeros((5, 1)), np.zeros((0, 1)), np.full((3, 1), nan)])
def test_one_coder_alone_has_a_reason(name: str, ratings: Ratings):
    found = PLAIN[name](ratings)
    assert isnan(found.value)
    assert found.reason in {"one_coder", "no_overlap", "not_two_coders"}


@every
@pytest.mark.parametrize(
    "ratings",
    [np.zeros((0, 2)), np.full((3, 2), nan), np.zeros((3, 0)), np.zeros((0, 0))],
    ids=["no units", "nothing read", "no coders", "nothing"],
)
def test_of_nothing_there_is_nothing_to_say(name: str, ratings: Ratings):
    found = PLAIN[name](ratings)
    assert isnan(found.value)
    assert found.reason in {"no_overlap", "one_coder", "not_two_coders", "not_applied"}


@pytest.mark.parametrize("name", ["kappa", "hubert", "percent_pairs"])
def test_a_mean_over_pairs_is_undefined_where_a_pair_shares_no_unit(name: str):
    ratings = np.array([[0, 1, nan], [1, 1, nan], [nan, 1, 1], [nan, 0, 1]])
    assert PLAIN[name](ratings).reason == "undefined_pair"


def test_the_mean_of_the_pairs_kappas_is_undefined_where_one_is():
    ratings = np.array([[0.0, 0, 0], [0, 0, 1]])
    assert agreement.mean_pairwise_kappa(ratings).reason == "undefined_pair"
    assert agreement.hubert_kappa(ratings).reason is None


def test_a_coder_who_rated_nothing_leaves_the_others_coefficients_by_unit_as_they_are():
    idle = np.column_stack([FOUR, np.full(4, nan)])
    for name in ("percent", "fleiss", "ac1", "alpha", "brennan_prediger"):
        assert same(PLAIN[name](idle), PLAIN[name](FOUR))
    for name in ("kappa", "hubert", "conger", "percent_pairs"):
        assert PLAIN[name](idle).reason == "undefined_pair"


@pytest.mark.parametrize("n_coders", [1, 3])
def test_what_is_for_two_coders_says_so(n_coders: int):
    ratings = np.tile([[0.0], [1]], n_coders)
    for measure in (
        agreement.cohen_kappa,
        agreement.cohen_kappa_max,
        agreement.prevalence_index,
        agreement.bias_index,
        partial(agreement.cohen_kappa_category, value=1),
        partial(agreement.weighted_kappa, weights="linear"),
        partial(agreement.standard_error, "cohen"),
        partial(agreement.standard_error, "alpha", form="table"),
    ):
        assert measure(ratings).reason == "not_two_coders"
