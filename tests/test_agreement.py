"""Coefficients and intervals: published values, second opinions, what is undefined and why."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from math import exp, isnan, log, nan, sqrt
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
import pytest
from conftest import SHARED
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t as student
from sklearn.metrics import cohen_kappa_score

from qualcode import agreement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement import Ratings

CASES, COUNTS = SHARED / "cases" / "agreement.json", SHARED / "cases" / "two_coder_counts.csv"
ANSWERED = {
    "percent_agreement": "percent",
    "percent_agreement_gwet": "percent",
    "percent_agreement_pairs": "percent",
    "mean_pairwise_percent_agreement": "percent",
    "cohen_kappa": "kappa",
    "cohen_kappa_category": "kappa",
    "mean_pairwise_cohen_kappa": "kappa",
    "krippendorff_alpha": "alpha",
    "krippendorff_alpha_category": "alpha",
}


def published():
    """Return the reference cases that percent, kappa and nominal alpha must reproduce."""
    cases = json.loads(CASES.read_text(encoding="utf-8")) if CASES.is_file() else []
    return [
        pytest.param(case, id=case["id"])
        for case in cases
        if case["coefficient"] in ANSWERED
        and case["params"].get("metric", "nominal") == "nominal"
        and not {"distance", "distance_matrix"} & set(case["params"])
    ]


def as_ratings(case: dict[str, Any]):
    data, category = case["data"], case["params"].get("category")
    if data["type"] == "contingency":
        cells = zip(data["categories"], data["matrix"], strict=True)
        rows = [
            (a, b)
            for a, row in cells
            for b, times in zip(data["categories"], row, strict=True)
            for _ in range(times)
        ]
    else:
        rows = data["rows"]
    if category is not None:
        rows = [[None if v is None else int(v == category) for v in row] for row in rows]
    names = sorted({v for row in rows for v in row if v is not None}, key=str)
    return np.array([[nan if v is None else names.index(v) for v in row] for row in rows])


@pytest.mark.parametrize("case", published())
def test_published_values_are_reproduced(case: dict[str, Any]):
    found = agreement.COEFFICIENTS[ANSWERED[case["coefficient"]]](as_ratings(case))
    if case["expected"] is None:
        assert isnan(found.value)
        assert found.reason
    else:
        assert found.value == pytest.approx(case["expected"], abs=case["tolerance"])


def two_coder_counts():
    lines = COUNTS.read_text(encoding="utf-8").splitlines() if COUNTS.is_file() else []
    return [pytest.param(row, id=row["code"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("row", two_coder_counts())
@pytest.mark.parametrize("stage", ["sheet", "final"])
def test_the_46_codes_of_a_chinese_study_have_their_published_kappa(
    row: dict[str, str], stage: str
):
    times = [int(row[f"{stage}_{cell}"]) for cell in ("both", "only1", "only2", "neither")]
    ratings = np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], times, axis=0).astype(float)
    counted = agreement.counts(ratings)
    assert [counted.both, counted.only_a, counted.only_b, counted.neither] == times
    kappa = agreement.cohen_kappa(ratings).value
    assert kappa == pytest.approx(float(row[f"kappa_{stage}"]), abs=6e-5)
    if stage == "final" and row["kappa_published"]:
        assert kappa == pytest.approx(float(row["kappa_published"]), abs=5.1e-3)


# Worked by hand.

FOUR = np.array([[1.0, 1], [1, 0], [0, 0], [0, 0]])
THREE_CODERS = np.array([[1, 1, nan], [0, nan, nan], [1, 0, 0], [0, 0, 0]])


def test_four_units_and_two_coders_by_hand():
    assert agreement.percent(FOUR).value == 3 / 4
    assert agreement.cohen_kappa(FOUR).value == (3 / 4 - 1 / 2) / (1 - 1 / 2)
    assert agreement.krippendorff_alpha(FOUR).value == pytest.approx(1 - 7 * 2 / (64 - 34))
    assert agreement.counts(FOUR) == agreement.Counts(1, 1, 0, 2, 4)


def test_percent_is_the_mean_over_units_whoever_read_them():
    """A unit that one coder read is out; one with three readers weighs as one with two."""
    assert agreement.percent(THREE_CODERS).value == pytest.approx((1 + 1 / 3 + 1) / 3)
    assert agreement.krippendorff_alpha(THREE_CODERS).value == pytest.approx(1 - 7 * 2 / 30)
    assert agreement.counts(THREE_CODERS) == agreement.Counts(None, None, None, None, 3)


def test_kappa_of_three_coders_is_the_mean_over_pairs():
    ratings = np.array([[1.0, 1, 0], [0, 0, 0], [1, 0, 1], [0, 1, 0]])
    pairs = [agreement.cohen_kappa(ratings[:, p]).value for p in ([0, 1], [0, 2], [1, 2])]
    assert agreement.cohen_kappa(ratings).value == pytest.approx(sum(pairs) / 3)


# Second opinions on random data, and what must hold whatever the data.

CELL = st.sampled_from([0.0, 1.0, 2.0, nan])
TWO = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=25).map(np.array)
MANY = st.integers(2, 5).flatmap(
    lambda m: st.lists(st.tuples(*[CELL] * m), min_size=1, max_size=25).map(np.array)
)


@given(TWO)
def test_kappa_is_what_scikit_learn_says(ratings: Ratings):
    both = ratings[~np.isnan(ratings).any(axis=1)]
    assume(len(np.unique(both)) > 1)
    expected = cohen_kappa_score(both[:, 0], both[:, 1])
    assert agreement.cohen_kappa(ratings).value == pytest.approx(expected, abs=1e-12)


@given(MANY)
def test_alpha_is_what_the_krippendorff_package_says(ratings: Ratings):
    pairable = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    assume(len(np.unique(pairable[~np.isnan(pairable)])) > 1)
    expected = krippendorff.alpha(ratings.T, level_of_measurement="nominal")
    assert agreement.krippendorff_alpha(ratings).value == pytest.approx(expected, abs=1e-12)


@given(MANY)
def test_percent_is_what_counting_pairs_says(ratings: Ratings):
    shares = []
    for row in ratings:
        pairs = list(combinations(row[~np.isnan(row)], 2))
        shares += [sum(a == b for a, b in pairs) / len(pairs)] if pairs else []
    assume(shares)
    assert agreement.percent(ratings).value == pytest.approx(sum(shares) / len(shares))


def same(a: agreement.Estimate, b: agreement.Estimate):
    return a.reason == b.reason and (a.value == pytest.approx(b.value, nan_ok=True))


@pytest.mark.parametrize("name", agreement.COEFFICIENTS)
@given(ratings=MANY, data=st.data())
def test_the_order_of_units_and_coders_and_the_names_of_values_do_not_matter(
    name: str, ratings: Ratings, data: st.DataObject
):
    measure = agreement.COEFFICIENTS[name]
    units = data.draw(st.permutations(range(len(ratings))))
    coders = data.draw(st.permutations(range(ratings.shape[1])))
    found = measure(ratings)
    assert same(found, measure(ratings[units][:, coders]))
    assert same(found, measure(7 - 2 * ratings))
    assert isnan(found.value) == (found.reason is not None)
    assert not found.value > 1


@pytest.mark.parametrize("name", agreement.COEFFICIENTS)
@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=2), st.integers(2, 4))
def test_coders_who_do_the_same_agree_perfectly(name: str, column: list[float], n_coders: int):
    assume(len(set(column)) == 2)
    ratings = np.repeat(np.array(column)[:, None], n_coders, axis=1)
    assert agreement.COEFFICIENTS[name](ratings) == agreement.Estimate(1.0)


# Undefined, never 0 or 1, and with its reason.


@pytest.mark.parametrize("n_coders", [2, 3])
def test_a_code_that_nobody_used_has_no_kappa_and_no_alpha(n_coders: int):
    ratings = np.zeros((10, n_coders))
    assert agreement.percent(ratings).value == 1
    assert agreement.cohen_kappa(ratings).reason == "no_variation"
    assert agreement.krippendorff_alpha(ratings).reason == "no_variation"


def test_a_code_that_one_coder_used_once_is_defined():
    ratings = np.zeros((10, 2))
    ratings[0, 0] = 1
    assert agreement.cohen_kappa(ratings).value == 0
    assert agreement.krippendorff_alpha(ratings).value == 0


@pytest.mark.parametrize("name", agreement.COEFFICIENTS)
@pytest.mark.parametrize(
    "ratings",
    [np.array([[1, nan], [nan, 0]]), np.zeros((0, 2)), np.zeros((5, 1)), np.full((3, 2), nan)],
    ids=["apart", "no units", "one coder", "nothing read"],
)
def test_without_a_unit_that_two_coders_read_nothing_is_defined(name: str, ratings: Ratings):
    assert agreement.COEFFICIENTS[name](ratings).reason == "no_overlap"


def test_the_mean_over_pairs_is_undefined_when_one_pair_is():
    ratings = np.array([[0.0, 0, 0], [0, 0, 1]])
    assert agreement.cohen_kappa(ratings).reason == "undefined_pair"


# Intervals.


def slow_jackknife(ratings: Ratings, groups: NDArray[np.int64]):
    """The definition, one recomputation for each transcript."""
    names = sorted({g for g, row in zip(groups, ratings, strict=True) if (row >= 0).sum() > 1})
    n = len(names)
    without = [agreement.krippendorff_alpha(ratings[groups != name]).value for name in names]
    if n < 4:
        return min(without), max(without)
    logs = [log(1 - value) for value in without]
    error = sqrt((n - 1) / n * sum((x - sum(logs) / n) ** 2 for x in logs))
    middle = log(1 - agreement.krippendorff_alpha(ratings).value)
    reach = student.ppf(0.975, n - 1) * error
    return 1 - exp(middle + reach), 1 - exp(middle - reach)


@given(st.integers(2, 7), st.integers(2, 4), st.integers(0, 2**32 - 1))
def test_the_interval_is_its_definition(n_groups: int, n_coders: int, seed: int):
    rng = np.random.default_rng(seed)
    groups = rng.integers(10, 10 + n_groups, 60)
    ratings = rng.choice([0, 1, nan], (60, n_coders), p=[0.5, 0.3, 0.2])
    interval = agreement.jackknife(ratings, groups)
    assume(interval.reason is None)
    assert (interval.low, interval.high) == pytest.approx(slow_jackknife(ratings, groups))
    assert interval.kind == ("jackknife" if interval.n_groups >= 4 else "range")
    if interval.kind == "jackknife":
        assert interval.low <= agreement.krippendorff_alpha(ratings).value <= interval.high <= 1


def test_three_transcripts_give_the_range_without_each_by_hand():
    ratings = np.array([[1.0, 1], [0, 0], [1, 0], [0, 0], [1, 1], [1, 0]])
    interval = agreement.jackknife(ratings, np.array([5, 5, 6, 6, 9, 9]))
    assert (interval.kind, interval.n_groups, interval.reason) == ("range", 3, None)
    assert interval.low == pytest.approx(1 - 7 * 4 / 32)
    assert interval.high == pytest.approx(1 - 7 * 2 / 30)


def test_a_transcript_that_only_one_coder_read_is_no_transcript_of_the_interval():
    ratings = np.array([[1.0, 1], [1, 0], [0, 0], [0, 1], [0, nan], [1, nan]])
    assert agreement.jackknife(ratings, np.array([1, 1, 2, 2, 3, 3])).n_groups == 2


def by_transcript(*transcripts: str):
    """Ratings of two coders: ``2`` both, ``1`` the first alone, ``0`` neither."""
    pairs = {"2": (1, 1), "1": (1, 0), "0": (0, 0)}
    ratings = [pairs[unit] for transcript in transcripts for unit in transcript]
    groups = [g for g, transcript in enumerate(transcripts) for _ in transcript]
    return np.array(ratings, dtype=float).reshape(-1, 2), np.array(groups)


@pytest.mark.parametrize(
    ("transcripts", "reason"),
    [
        (["2010"], "one_transcript"),
        (["20", "20", "20", "20"], "perfect"),
        (["2", "0", "0"], "perfect"),
        (["21", "00", "00", "00"], "undefined_without_one"),
        (["210", "20", "20", "20"], "perfect_without_one"),
        (["000", "000"], "no_variation"),
        ([], "no_overlap"),
    ],
)
def test_an_interval_that_cannot_be_says_why(transcripts: list[str], reason: str):
    interval = agreement.jackknife(*by_transcript(*transcripts))
    assert interval.reason == reason
    assert isnan(interval.low)
    assert isnan(interval.high)


def test_a_range_may_reach_one():
    interval = agreement.jackknife(*by_transcript("210", "20", "20"))
    assert (interval.kind, interval.high, interval.reason) == ("range", 1.0, None)
