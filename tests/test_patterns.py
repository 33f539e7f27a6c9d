"""Patterns are the rows of a rating table and nothing else, however they were counted."""

from __future__ import annotations

from collections import Counter
from math import nan

import numpy as np
import pytest
from agreement_material import SCALES, Table, shared_rows, tables, written, written_out
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import Patterns, brennan_prediger
from qualcode.agreement.patterns import CHUNK, LARGEST_KEY, LARGEST_TABLE
from qualcode.errors import InputError

ANY = tables(coders=(1, 5))


def tally_of(table: Table, values: list[float]) -> Counter[tuple[int, ...]]:
    """Return how often each row of n_uk occurs."""
    rows = [Counter(row) for row in table.ratings.tolist()]
    return Counter(tuple(row[value] for value in values) for row in rows)


def tallied(patterns: Patterns) -> Counter[tuple[int, ...]]:
    rows: Counter[tuple[int, ...]] = Counter()
    for row, times in zip(patterns.counts.astype(int).tolist(), patterns.total, strict=True):
        rows[tuple(row)] += int(times)
    return rows


def given_values(table: Table) -> list[float]:
    return np.unique(table.ratings[~np.isnan(table.ratings)]).tolist()


# The rows come back.


@given(ANY)
def test_patterns_are_the_rows_each_once_with_its_number(table: Table):
    patterns = Patterns.of(table.ratings)
    assert written_out(patterns) == written(table.ratings)
    assert len(patterns.total) == len(written(table.ratings))
    assert patterns.values.tolist() == given_values(table)
    assert patterns.n_coders == table.ratings.shape[1]


@given(ANY)
def test_counts_say_how_many_coders_gave_each_value(table: Table):
    expected = tally_of(table, given_values(table))
    assert tallied(Patterns.of(table.ratings)) == expected
    unordered = Patterns.of(table.ratings, ordered=False)
    assert tallied(unordered) == expected
    assert unordered.values.tolist() == given_values(table)


@given(ANY)
def test_m_and_shares_are_taken_over_the_coders_who_rated(table: Table):
    patterns = Patterns.of(table.ratings)
    m = Counter((~np.isnan(table.ratings)).sum(axis=1).tolist())
    found: Counter[int] = Counter()
    for each, times in zip(patterns.m, patterns.total, strict=True):
        found[int(each)] += int(times)
    assert found == m
    assert patterns.shares.sum(axis=1) == pytest.approx((patterns.m > 0).astype(float))


@pytest.mark.parametrize(("n_values", "n_coders"), [(3, 13), (60, 4), (4, 40), (2000, 5)])
@pytest.mark.parametrize("step", [1, 0.5], ids=["whole", "halves"])
def test_no_number_of_patterns_is_too_large_to_be_counted(
    n_values: int, n_coders: int, step: float
):
    """Beyond a table's size the keys are sorted, beyond a number's the rows are."""
    assert (n_values + 1) ** n_coders > (LARGEST_KEY if n_coders in {5, 40} else LARGEST_TABLE)
    random = np.random.default_rng(n_values)
    ratings = random.integers(0, n_values, (400, n_coders)) * float(step)
    ratings[random.random(ratings.shape) < 0.1] = nan
    ratings = np.concatenate([ratings, ratings[:150]])
    patterns = Patterns.of(ratings)
    assert written_out(patterns) == written(ratings)
    assert len(patterns.total) <= 400
    table = Table(ratings, ())
    expected = tally_of(table, patterns.values.tolist())
    assert tallied(Patterns.of(ratings, ordered=False)) == expected
    assert tallied(patterns.unordered()) == expected


def test_a_table_longer_than_a_chunk_is_counted_whole():
    ratings = np.random.default_rng(1).choice([0, 1, nan], (70_000, 3))
    ratings[CHUNK:, 1:] = ratings[CHUNK:, :1]
    patterns = Patterns.of(ratings)
    assert written_out(patterns) == written(ratings)
    assert patterns.total.sum() == Patterns.of(ratings, ordered=False).total.sum() == 70_000


def test_a_fraction_after_the_first_chunk_is_no_whole_number():
    ratings = np.zeros((70_000, 2))
    ratings[69_999] = 0.5, 1
    for ordered in (True, False):
        assert Patterns.of(ratings, ordered=ordered).values.tolist() == [0, 0.5, 1]


# Groups and weights.


@given(ANY, st.data())
def test_every_group_has_its_own_rows_and_they_add_up(table: Table, data: st.DataObject):
    n = len(table.ratings)
    groups = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), dtype=int)
    patterns = Patterns.of(table.ratings, groups=groups)
    for group, weights in enumerate(patterns.weights):
        assert written_out(patterns, weights) == written(table.ratings[groups == group])
    assert len(patterns.weights) == groups.max(initial=0) + 1
    assert written_out(patterns) == written(table.ratings)
    chosen = np.arange(len(patterns.weights)) > 0
    kept = patterns.in_groups(chosen)
    assert written_out(kept) == written(table.ratings[groups > 0])


@given(ANY, st.data())
def test_a_weight_is_how_often_a_row_is_repeated(table: Table, data: st.DataObject):
    n = len(table.ratings)
    weights = data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    repeated = np.repeat(table.ratings, np.array(weights, dtype=int), axis=0)
    weighted, plain = Patterns.of(table.ratings, weights=weights), Patterns.of(repeated)
    assert written_out(weighted) == written_out(plain) == written(repeated)
    assert weighted.values.tolist() == plain.values.tolist()


@given(ANY, st.data())
def test_weights_and_groups_go_together(table: Table, data: st.DataObject):
    n = len(table.ratings)
    one = st.tuples(st.integers(0, 2), st.integers(0, 3))
    drawn = np.array(data.draw(st.lists(one, min_size=n, max_size=n)), dtype=int).reshape(-1, 2)
    groups, weights = drawn.T
    patterns = Patterns.of(table.ratings, groups=groups, weights=weights)
    for group, counted in enumerate(patterns.weights):
        mine = groups == group
        expected = written(np.repeat(table.ratings[mine], weights[mine], axis=0))
        assert written_out(patterns, counted) == expected


# What is made of patterns.


@given(ANY, st.data())
def test_the_patterns_of_some_coders_are_those_of_their_columns(table: Table, data: st.DataObject):
    places = st.sampled_from(range(table.ratings.shape[1]))
    chosen = data.draw(st.lists(places, min_size=1, unique=True))
    mine = Patterns.of(table.ratings).coders(*chosen)
    assert written_out(mine) == written(table.ratings[:, chosen])
    assert len(mine.total) == len(written(table.ratings[:, chosen]))
    assert mine.values.tolist() == given_values(table)


@given(ANY)
def test_unordered_patterns_are_the_distinct_counts(table: Table):
    groups = np.arange(len(table.ratings)) % 2
    patterns = Patterns.of(table.ratings, groups=groups).unordered()
    expected = tally_of(table, given_values(table))
    assert tallied(patterns) == expected
    assert len(patterns.total) == len(expected)
    assert patterns.codes is None
    assert patterns.weights.sum(axis=1).sum() == len(table.ratings)
    assert patterns.unordered() is patterns


@given(ANY)
def test_one_value_against_all_others(table: Table):
    for value in [*table.values, 0.75]:
        against = np.where(np.isnan(table.ratings), nan, table.ratings == value)
        found = Patterns.of(table.ratings).only(value)
        assert found.values.tolist() == [0, 1]
        assert written_out(found) == written(against)
        assert tallied(found) == tally_of(Table(against, ()), [0, 1])


@given(ANY)
def test_a_named_set_of_categories_changes_no_row(table: Table):
    named = [*table.values[::-1], 0.75, -9.0]
    for found in (
        Patterns.of(table.ratings).within(named),
        Patterns.of(table.ratings, categories=named),
        Patterns.of(Patterns.of(table.ratings), categories=named),
    ):
        assert found.values.tolist() == sorted(named)
        assert written_out(found) == written(table.ratings)
        assert tallied(found) == tally_of(table, sorted(named))
        assert found.used().values.tolist() == given_values(table)
        assert written_out(found.used()) == written(table.ratings)


@given(ANY, st.randoms(use_true_random=False))
def test_categories_come_into_ascending_order(table: Table, random: np.random.Generator):
    order = list(range(len(given_values(table))))
    random.shuffle(order)
    there = Patterns.of(table.ratings)
    back = np.argsort(order)
    assert there.codes is not None
    codes = there.codes
    if len(back):
        codes = np.where(codes < 0, -1, back[codes])
    mixed = Patterns(there.values[order], codes, there.counts[:, order], there.weights)
    assert written_out(mixed) == written(table.ratings)
    found = mixed.in_order()
    assert found.values.tolist() == given_values(table)
    assert written_out(found) == written(table.ratings)
    assert found.counts.tolist() == there.counts.tolist()


@given(tables(coders=(2, 2), missing=False, rows=(1, 20)))
def test_a_contingency_table_is_its_units(table: Table):
    names = list(table.values)[::-1]
    cells = [[(table.ratings == [a, b]).all(axis=1).sum() for b in names] for a in names]
    found = Patterns.of_contingency(cells, names)
    assert written_out(found) == written(table.ratings)
    assert found.values.tolist() == sorted(names)


@given(ANY)
def test_counts_of_ratings_are_units_of_which_only_they_are_known(table: Table):
    names = list(table.values)[::-1]
    counts = [[(row == name).sum() for name in names] for row in table.ratings]
    found = Patterns.of_counts(np.array(counts).reshape(-1, len(names)), names)
    assert tallied(found) == tally_of(table, sorted(names))
    assert found.codes is None


def test_without_coders_the_most_ratings_of_a_unit_are_their_number():
    assert Patterns.of_counts([[1, 1], [3, 0]], (0, 1)).n_coders == 3


# What cannot be.


def test_a_table_must_have_two_dimensions():
    with pytest.raises(InputError, match="units × coders; found 1 dimensions"):
        Patterns.of([1, 0, 1])


@pytest.mark.parametrize("ordered", [True, False])
def test_a_rating_outside_the_named_categories_is_an_error(ordered: bool):
    for ratings in ([[0, 1], [2.5, nan]], Patterns.of([[0, 1], [2.5, nan]])):
        with pytest.raises(InputError, match=r"one of the 2 categories named; found 2\.5"):
            Patterns.of(ratings, categories=(0, 1), ordered=ordered)


@pytest.mark.parametrize("scale", SCALES)
def test_patterns_may_stand_for_the_ratings_wherever_categories_are_named(scale: str):
    values = SCALES[scale]
    ratings = np.array([[values[0], values[0]], [values[0], values[1]], [values[1], values[1]]])
    named = [*values, 77.0]
    direct = brennan_prediger(ratings, categories=named)
    assert brennan_prediger(Patterns.of(ratings), categories=named) == direct
    assert direct.value == pytest.approx((2 / 3 - 1 / len(named)) / (1 - 1 / len(named)))


def test_no_rating_at_all_leaves_no_category_and_no_unit_is_lost():
    ratings = np.full((3, 2), nan)
    assert shared_rows(ratings).shape == (0, 2)
    for ordered in (True, False):
        patterns = Patterns.of(ratings, ordered=ordered)
        assert patterns.values.tolist() == []
        assert patterns.total.tolist() == [3]
