"""Intervals are their definition, recomputed slowly, and say why where there is none."""

from __future__ import annotations

from math import exp, isnan, log, nan, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from agreement_material import read_by_two, transcripts
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t as student

from qualcode.agreement import COEFFICIENTS, Patterns, jackknife, probability_below
from qualcode.agreement.intervals import by_transcript, corpus_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from qualcode.agreement import Coefficient, Ratings

    Groups = NDArray[np.int64]

ALPHA = COEFFICIENTS["alpha"].plain

# The definition, one recomputation for each thing left out.


def slow_bounds(value: float, apart: Ratings, share: Ratings, degrees: float):
    """Return both bounds at 95 %; `apart` has what each leave-one-out logarithm deviates by."""
    squares = apart**2
    error = sqrt((share * squares).sum())
    effective = squares.sum() ** 2 / (squares**2).sum() - 1 if squares.any() else degrees
    upper = min(degrees, max(1, effective))
    middle = log(1 - value)
    return (
        1 - exp(middle + student.ppf(0.975, degrees) * error),
        1 - exp(middle - student.ppf(0.975, upper) * error),
    )


def slow_jackknife(ratings: Ratings, groups: Groups, of: Coefficient = ALPHA):
    names = np.unique(groups[read_by_two(ratings)])
    n = len(names)
    without = np.array([of(ratings[groups != name]).value for name in names])
    if n < 4:
        return without.min(), without.max()
    logs = np.log(1 - without)
    share = np.full(n, (n - 1) / n)
    return slow_bounds(of(ratings).value, logs - logs.mean(), share, n - 1)


def slow_corpus(ratings: Ratings, groups: Groups, of: Coefficient = ALPHA):
    apart, share = [], []
    shared = read_by_two(ratings)
    names = np.unique(groups[shared])
    for name in names:
        units = np.flatnonzero(shared & (groups == name))
        logs = np.log([1 - of(np.delete(ratings, unit, axis=0)).value for unit in units])
        apart += (logs - logs.mean()).tolist()
        share += [1 - 1 / len(units)] * len(units)
    degrees = shared.sum() - len(names)
    return slow_bounds(of(ratings).value, np.array(apart), np.array(share), degrees)


def drawn(n_groups: int, n_coders: int, seed: int) -> tuple[Ratings, Groups]:
    random = np.random.default_rng(seed)
    ratings = random.choice([0, 1, nan], (40, n_coders), p=[0.5, 0.3, 0.2])
    return ratings, random.integers(10, 10 + n_groups, 40)


@pytest.mark.parametrize("name", ["alpha", "kappa", "percent", "hubert"])
@given(n_groups=st.integers(2, 7), n_coders=st.integers(2, 3), seed=st.integers(0, 2**32 - 1))
def test_the_interval_over_transcripts_is_its_definition(
    name: str, n_groups: int, n_coders: int, seed: int
):
    ratings, groups = drawn(n_groups, n_coders, seed)
    of = COEFFICIENTS[name].plain
    interval = jackknife(ratings, groups, of)
    assume(interval.reason is None)
    assert (interval.low, interval.high) == pytest.approx(slow_jackknife(ratings, groups, of))
    assert interval.kind == ("jackknife" if interval.n_groups >= 4 else "range")
    if interval.kind == "jackknife":
        assert interval.low <= of(ratings).value <= interval.high <= 1


@pytest.mark.parametrize("name", ["alpha", "kappa", "percent"])
@given(n_groups=st.integers(1, 5), seed=st.integers(0, 2**32 - 1))
def test_the_interval_of_a_corpus_is_its_definition(name: str, n_groups: int, seed: int):
    ratings, groups = drawn(n_groups, 2, seed)
    interval = corpus_interval(ratings, groups, COEFFICIENTS[name].plain)
    assume(interval.reason is None)
    assert (interval.low, interval.high) == pytest.approx(
        slow_corpus(ratings, groups, COEFFICIENTS[name].plain)
    )
    assert interval.low <= COEFFICIENTS[name].plain(ratings).value <= interval.high <= 1


@pytest.mark.parametrize("interval", [jackknife, corpus_interval])
@given(seed=st.integers(0, 2**32 - 1))
def test_patterns_with_their_groups_have_the_interval_of_their_rows(
    interval: Callable[..., Any], seed: int
):
    ratings, groups = drawn(5, 3, seed)
    patterns = Patterns.of(ratings, groups=groups - 10)
    direct, found = interval(ratings, groups), interval(patterns)
    assert found.reason == direct.reason
    assert (found.low, found.high) == pytest.approx((direct.low, direct.high), nan_ok=True)
    names = np.array([f"访谈{group}" for group in groups])
    assert interval(ratings, names) == pytest.approx(direct) or interval(ratings, names) == direct


@given(seed=st.integers(0, 2**32 - 1))
def test_a_higher_level_is_a_wider_interval(seed: int):
    ratings, groups = drawn(6, 2, seed)
    for interval in (jackknife, corpus_interval):
        wide, narrow = (interval(ratings, groups, level=level) for level in (0.99, 0.8))
        assume(wide.reason is None and wide.error > 0)
        assert wide.low < narrow.low < narrow.high <= wide.high


def test_three_transcripts_give_the_range_without_each_by_hand():
    ratings = np.array([[1.0, 1], [0, 0], [1, 0], [0, 0], [1, 1], [1, 0]])
    interval = jackknife(ratings, np.array([5, 5, 6, 6, 9, 9]))
    assert (interval.kind, interval.n_groups, interval.reason) == ("range", 3, None)
    assert interval.low == pytest.approx(1 - 7 * 4 / 32)
    assert interval.high == pytest.approx(1 - 7 * 2 / 30)


def test_a_transcript_that_only_one_coder_read_is_no_transcript_of_the_interval():
    ratings = np.array([[1.0, 1], [1, 0], [0, 0], [0, 1], [0, nan], [1, nan]])
    groups = np.array([1, 1, 2, 2, 3, 3])
    assert jackknife(ratings, groups).n_groups == 2
    kept = by_transcript(ratings, groups)
    assert kept.total.sum() == 4


# Where there is none.


@pytest.mark.parametrize(
    ("texts", "reason"),
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
def test_an_interval_that_cannot_be_says_why(texts: list[str], reason: str):
    interval = jackknife(*transcripts(*texts))
    assert interval.reason == reason
    assert isnan(interval.low)
    assert isnan(interval.high)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["20", "20", "20", "20"], "perfect"),
        (["1"], "one_unit"),
        (["1000", "000"], "undefined_without_one"),
        (["120", "20"], "perfect_without_one"),
        (["1", "2", "0", "1"], "one_unit"),
        (["000", "000"], "no_variation"),
        ([], "no_overlap"),
    ],
)
def test_an_interval_of_a_corpus_that_cannot_be_says_why(texts: list[str], reason: str):
    interval = corpus_interval(*transcripts(*texts))
    assert interval.reason == reason
    assert isnan(interval.low)
    assert isnan(interval.high)


def test_units_that_are_all_alike_are_still_several():
    """Ten units that one coder gave the code and the other did not leave nothing to vary."""
    ratings, groups = transcripts("11111", "11111")
    interval = corpus_interval(ratings, groups)
    assert interval.reason is None
    assert interval.low == interval.high == pytest.approx(ALPHA(ratings).value)


def test_a_range_may_reach_one():
    interval = jackknife(*transcripts("210", "20", "20"))
    assert (interval.kind, interval.high, interval.reason) == ("range", 1.0, None)


# The probability of being below a threshold.


@given(seed=st.integers(0, 2**32 - 1), level=st.sampled_from([0.8, 0.95, 0.99]))
def test_the_probability_below_a_threshold_is_that_of_the_interval(seed: int, level: float):
    ratings, groups = drawn(6, 2, seed)
    estimate, interval = ALPHA(ratings), jackknife(ratings, groups, level=level)
    assume(interval.kind == "jackknife" and interval.reason is None and interval.error > 0)
    assume(interval.high < 1 - 1e-6)  # nearer to it, the bound is rounded
    below = [
        probability_below(threshold, estimate, interval)
        for threshold in (interval.low, estimate.value, interval.high)
    ]
    assert below == pytest.approx([(1 - level) / 2, 0.5, (1 + level) / 2])
    thresholds = np.sort(np.append(np.linspace(-0.9, 0.999, 60), estimate.value))
    rising = [probability_below(threshold, estimate, interval) for threshold in thresholds]
    assert (np.diff(rising) >= -1e-12).all()
    assert all(0 <= it <= 1 for it in rising)


def test_without_variation_between_transcripts_the_probability_is_zero_or_one():
    ratings, groups = transcripts("2100", "2100", "2100", "2100")
    estimate, interval = ALPHA(ratings), jackknife(ratings, groups)
    assert interval.low == pytest.approx(interval.high) == pytest.approx(estimate.value)
    assert probability_below(estimate.value - 0.01, estimate, interval) == pytest.approx(0)
    assert probability_below(estimate.value + 0.01, estimate, interval) == pytest.approx(1)


@pytest.mark.parametrize("texts", [["210", "20", "20"], ["20"] * 4, ["210"], []])
def test_without_an_interval_there_is_no_probability(texts: list[str]):
    ratings, groups = transcripts(*texts)
    assert isnan(probability_below(0.8, ALPHA(ratings), jackknife(ratings, groups)))


def test_a_threshold_of_one_has_no_probability():
    ratings, groups = drawn(6, 2, 1)
    interval = jackknife(ratings, groups)
    assert interval.reason is None
    assert isnan(probability_below(1, ALPHA(ratings), interval))
