"""The share of a code: exact where all was read, and otherwise what a draw of turns can say."""

from __future__ import annotations

from itertools import combinations, product
from math import isnan, nan, sqrt

import numpy as np
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom
from scipy.stats import t as student

from qualcode.frequency import Share, Turns, census, sampled
from qualcode.frequency.estimate import CAUTION, METHODS, REASONS, expand, wilson
from qualcode.frequency.hypergeometric import hypergeometric
from qualcode.i18n import tr

HAND = Turns.of(
    # stratum A: 4 turns, 2 read; stratum B: 6 turns, 2 read
    ["A"] * 4 + ["B"] * 6,
    [2, 4, 3, 3, 1, 5, 2, 2, 2, 2],
    [1, 1, nan, nan, 0, 3, nan, nan, nan, nan],
)


@st.composite
def frames(draw: st.DrawFn, *, spoilt: bool = False) -> Turns:
    """Draw a frame; every stratum has a read turn unless it may be spoilt."""
    h, m, t = [], [], []
    for stratum in range(draw(st.integers(1, 4))):
        n = draw(st.integers(1, 7))
        read = draw(st.integers(0 if spoilt else 1, n))
        for turn in range(n):
            size = draw(st.integers(0 if spoilt else 1, 5))
            h.append(stratum)
            m.append(size)
            t.append(draw(st.integers(0, size)) if turn < read else nan)
    return Turns.of(h, m, t)


# Counting everything.


def test_a_census_is_a_count_and_a_share_without_an_interval() -> None:
    found = census([1, 0, 0, 1, 1], turn=[0, 0, 1, 1, 2])
    assert (found.value, found.method, found.reason) == (0.6, "census", None)
    assert (found.positives, found.units, found.turns, found.frame_units) == (3, 5, 3, 5)
    assert isnan(found.low)
    assert isnan(found.high)


def test_a_census_with_an_unread_unit_is_none_and_says_so() -> None:
    found = census([1, nan, 0], turn=[0, 0, 1])
    assert isnan(found.value)
    assert found.reason == "units_unread"
    assert (found.positives, found.units, found.turns, found.frame_turns) == (1, 2, 1, 2)
    assert census([]).reason == "no_units"


def test_a_sample_of_all_units_is_the_exact_count() -> None:
    found = sampled(Turns.of([0, 0, 1], [2, 3, 1], [1, 0, 1]))
    assert (found.method, found.value, found.reason) == ("census", 2 / 6, None)
    assert isnan(found.low)
    empty = sampled(Turns.of([0, 0], [2, 0], [1, nan]))
    assert (empty.method, empty.value) == ("census", 0.5)


# The ratio and its variance.


def test_the_ratio_and_its_variance_are_those_worked_out_by_hand() -> None:
    """Weights 2 and 3; 2·2 + 3·3 positives over 2·6 + 3·6 units; residuals over 1 − w m / 30."""
    found, of = sampled(HAND), expand(HAND, HAND.positives)
    ratio = 13 / 30
    assert of.ratio == pytest.approx(ratio)
    e = [
        (1 - 2 * ratio) / (1 - 4 / 30),
        (1 - 4 * ratio) / (1 - 8 / 30),
        (0 - ratio) / (1 - 3 / 30),
        (3 - 5 * ratio) / (1 - 15 / 30),
    ]
    a, b = (e[0] - e[1]) ** 2 / 2, (e[2] - e[3]) ** 2 / 2
    assert of.variance == pytest.approx((16 * a / 2 + 36 * b / 2) / 900)
    assert of.corrected == pytest.approx((16 * a / 2 * 0.5 + 36 * b / 2 * 4 / 6) / 900)
    assert of.degrees == 2
    assert of.reach == pytest.approx((4**2 + 8**2 + 3**2 + 15**2) / 900)
    seen = max(1, of.variance * 12 / (ratio * (1 - ratio)))
    worst = 12 * of.reach
    design = (3 * seen + CAUTION * max(worst, seen)) / (3 + CAUTION)
    assert (found.method, found.design) == ("wilson", pytest.approx(design))
    assert found.effective == pytest.approx(12 / design)
    low, high = wilson(
        ratio, 12 / design * of.variance / of.corrected, float(student.ppf(0.975, 2))
    )
    assert found.low == pytest.approx(max(low, 5 / 26))
    assert found.high == pytest.approx(min(high, 1 - 7 / 26))
    assert (found.turns, found.units, found.positives) == (4, 12, 5)
    assert (found.frame_turns, found.frame_units) == (10, 26)


def test_a_design_weighs_strata_and_not_turns() -> None:
    """Half of 2 read turns of 20, none of 8 of 8: the share is 10 of 28 and not 1 of 10."""
    turns = Turns.of([0] * 20 + [1] * 8, [1] * 28, [1, 0, *[nan] * 18, *[0] * 8])
    assert sampled(turns).value == pytest.approx(10 / 28)


def test_a_stratum_that_was_read_whole_adds_no_variance() -> None:
    part = [1, 0, 0, nan, nan, nan]
    with_it = Turns.of([0] * 6 + [1] * 3, [1] * 9, [*part, 0, 1, 0])
    alone = Turns.of([0] * 6, [1] * 6, part)
    of, lone = expand(with_it, with_it.positives), expand(alone, alone.positives)
    assert of.degrees == lone.degrees == 2
    e = (np.array([1, 0, 0]) - of.ratio) / (1 - 2 / 9)
    assert of.corrected == pytest.approx(36 / 3 * 0.5 * e.var(ddof=1) / 81)


def test_a_stratum_with_one_turn_read_takes_the_variance_of_all_turns() -> None:
    turns = Turns.of([0, 0, 1, 1, 2, 2], [1] * 6, [1, nan, 0, nan, 0, nan])
    of = expand(turns, turns.positives)
    e = (np.array([1, 0, 0]) - 1 / 3) / (1 - 1 / 3)
    assert of.variance == pytest.approx(3 * 4 * e.var(ddof=1) / 36)
    assert of.degrees == 2


def test_the_variance_without_leverage_is_the_textbooks() -> None:
    """Equal turns of one stratum: s² / (n · 3²) and the leverage, (n / (n − 1))²."""
    t = np.array([2, 0, 1, 0, 0, 3.0])
    turns = Turns.of([0] * 18, [3] * 18, [*t, *[nan] * 12])
    of = expand(turns, turns.positives)
    assert of.corrected == pytest.approx((6 / 5) ** 2 * t.var(ddof=1) / 6 / 9 * (1 - 6 / 18))


@settings(deadline=None, max_examples=examples(10, 200))
@given(
    st.lists(st.integers(0, 3), min_size=3, max_size=5),
    st.lists(st.integers(0, 3), min_size=3, max_size=4),
)
def test_over_all_draws_the_estimate_is_the_truth_where_turns_are_of_a_size(
    first: list[int], second: list[int]
) -> None:
    """Every pair of every stratum is drawn once: the mean of the estimates is the true share."""
    strata = [np.array(first, dtype=float), np.array(second, dtype=float)]
    label = [0] * len(first) + [1] * len(second)
    truth, found = sum(map(sum, strata)) / (3 * len(label)), []
    draws = (combinations(range(len(one)), 2) for one in strata)
    for drawn in product(*draws):
        parts = [np.full(len(one), nan) for one in strata]
        for part, one, ids in zip(parts, strata, drawn, strict=True):
            part[list(ids)] = one[list(ids)]
        turns = Turns.of(label, [3] * len(label), np.concatenate(parts))
        found.append(expand(turns, turns.positives).ratio)
    assert np.mean(found) == pytest.approx(truth)


@settings(deadline=None, max_examples=examples(5, 60))
@given(st.lists(st.integers(0, 2), min_size=4, max_size=7), st.integers(2, 3))
def test_over_all_draws_the_variance_is_no_smaller_than_it_is(t: list[int], n: int) -> None:
    """One stratum, equal turns: its mean over all draws is the leverage times the true one."""
    values, ratios, variances = np.array(t, dtype=float), [], []
    for drawn in combinations(range(len(t)), n):
        read = np.full(len(t), nan)
        read[list(drawn)] = values[list(drawn)]
        of = expand(Turns.of([0] * len(t), [2] * len(t), read), read)
        ratios.append(of.ratio)
        variances.append(of.corrected)
    assert np.mean(variances) == pytest.approx((n / (n - 1)) ** 2 * np.var(ratios), abs=1e-12)


# Intervals.


@pytest.mark.parametrize("size", [1, 2, 7, 25])
def test_the_hypergeometric_interval_holds_every_true_count_in_95_of_100_draws(size: int) -> None:
    for drawn in range(size + 1):
        bounds = [hypergeometric(x, drawn, size) for x in range(drawn + 1)]
        assert all(x <= low <= high <= size - drawn + x for x, (low, high) in enumerate(bounds))
        for true in range(size + 1):
            mass = hypergeom.pmf(np.arange(drawn + 1), size, true, drawn)
            held = [low <= true <= high for low, high in bounds]
            assert mass @ np.array(held) >= 0.95 - 1e-12, (size, drawn, true)


@settings(deadline=None)
@given(st.integers(1, 3000), st.data())
def test_the_hypergeometric_bounds_are_the_last_counts_that_a_test_does_not_reject(
    size: int, data: st.DataObject
) -> None:
    drawn = data.draw(st.integers(1, size))
    found = data.draw(st.integers(0, drawn))
    low, high = hypergeometric(found, drawn, size)
    assert hypergeom.cdf(found, size, high, drawn) > 0.025 - 1e-9
    assert hypergeom.sf(found - 1, size, low, drawn) > 0.025 - 1e-9
    if high < size - drawn + found:
        assert hypergeom.cdf(found, size, high + 1, drawn) <= 0.025 + 1e-9
    if low > found:
        assert hypergeom.sf(found - 1, size, low - 1, drawn) <= 0.025 + 1e-9


def test_more_found_than_drawn_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="found 3 of 2"):
        hypergeometric(3, 2, 9)


def test_turns_of_one_probability_get_the_exact_interval_and_others_do_not() -> None:
    label, half = [0] * 4 + [1] * 6, [1, 0, nan, nan, 0, 0, 1, nan, nan, nan]
    found = sampled(Turns.of(label, [1] * 10, half))
    assert (found.method, found.value) == ("hypergeometric", 0.4)
    assert (found.low * 10, found.high * 10) == hypergeometric(2, 5, 10)
    one = Turns.of([0] * 10, [1] * 10, half)
    assert sampled(one).method == "hypergeometric"
    uneven = [1, nan, nan, nan, 0, 0, 1, nan, nan, nan]
    assert sampled(Turns.of(label, [1] * 10, uneven)).method == "wilson"
    assert sampled(Turns.of(label, [2] * 10, half)).method == "wilson"


def test_wilson_is_the_published_interval() -> None:
    """Newcombe 1998, Statistics in Medicine 17, p. 861: 81 of 263 gives .2553 to .3662."""
    assert wilson(81 / 263, 263, 1.959964) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0.0, 20, 1.959964) == pytest.approx((0, 0.1611), abs=5e-5)


@settings(deadline=None, max_examples=examples(40, 600))
@given(frames())
def test_an_interval_holds_its_estimate_and_what_was_counted(turns: Turns) -> None:
    found = sampled(turns)
    if found.method == "census":
        assert isnan(found.low)
        return
    negatives = found.units - found.positives
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low * found.frame_units >= found.positives - 1e-9
    assert (1 - found.high) * found.frame_units >= negatives - 1e-9
    assert found.low < found.high
    assert 0 < found.effective <= found.units + 1e-9
    assert found.design >= 1 - 1e-9


@settings(deadline=None, max_examples=examples(40, 600))
@given(frames(spoilt=True))
def test_a_share_is_defined_or_says_why_not(turns: Turns) -> None:
    found = sampled(turns)
    assert found.method in METHODS
    assert isnan(found.value) == (found.reason is not None)
    assert found.reason is None or found.reason in REASONS
    assert (found.missing > 0) <= (found.reason is not None)


@settings(deadline=None)
@given(frames())
def test_the_code_and_its_absence_mirror_each_other(turns: Turns) -> None:
    there = sampled(turns)
    gone = sampled(Turns.of(turns.stratum, turns.units, turns.units - turns.positives))
    assert gone.value == pytest.approx(1 - there.value)
    if there.method != "census":
        assert gone.low == pytest.approx(1 - there.high)
        assert gone.high == pytest.approx(1 - there.low)


@pytest.mark.parametrize("all_of_them", [False, True])
def test_nothing_found_is_as_unsure_as_if_a_turn_were_one_unit(all_of_them: bool) -> None:
    """Sixty turns of 5 units, none or all positive: the effective n is 60, and not 300."""
    t = [5.0 * all_of_them] * 60
    found = sampled(Turns.of([0] * 600, [5] * 600, [*t, *[nan] * 540]))
    assert found.value == float(all_of_them)
    assert found.effective == pytest.approx(60)
    low, high = wilson(float(all_of_them), 60 / 0.9, float(student.ppf(0.975, 59)))
    certain = 300 / 3000
    bounds = (max(low, certain), 1) if all_of_them else (0, min(high, 1 - certain))
    assert (found.low, found.high) == pytest.approx(bounds)


def test_one_turn_says_next_to_nothing() -> None:
    found = sampled(Turns.of([0] * 9, [4] * 9, [2, *[nan] * 8]))
    assert found.value == 0.5
    assert found.effective == pytest.approx(1)
    assert found.high - found.low > 0.85


# Where there is nothing to say.


def test_a_stratum_of_which_nothing_was_read_leaves_the_whole_undefined_but_not_the_rest() -> None:
    turns = Turns.of([0] * 4 + [1] * 3, [2] * 7, [1, 0, nan, nan, nan, nan, nan])
    found = sampled(turns)
    assert (found.reason, found.missing) == ("strata_unread", 3)
    assert isnan(found.value)
    assert found.positives == 1
    rest = sampled(turns.part())
    assert (rest.value, rest.frame_turns, rest.missing) == (0.25, 4, 0)


def test_undefined_has_its_reason() -> None:
    assert sampled(Turns.of([], [], [])).reason == "no_units"
    assert sampled(Turns.of([0, 0], [0, 0], [0, nan])).reason == "no_units"
    assert sampled(Turns.of([0, 0], [1, 2], [nan, nan])).reason == "nothing_read"
    assert sampled(Turns.of([0, 0], [0, 2], [0, nan])).reason == "nothing_read"


def test_a_turn_with_an_unread_unit_is_unread() -> None:
    turns = Turns.from_units([1, 0, nan, 1, 0], [0, 0, 1, 1, 3], ["一", "一", "二", "二"])
    assert turns.units.tolist() == [2, 2, 0, 1]
    assert turns.read.tolist() == [True, False, True, True]
    assert turns.drawn.tolist() == [1, 2]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="none to all"):
        Turns.of([0], [1], [2])
    with pytest.raises(ValueError, match="2 strata, 1 sizes"):
        Turns.of([0, 0], [1], [1])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_method_has_words(language: str) -> None:
    for method in METHODS:
        assert tr(f"frequencies.method.{method}", language)


def test_a_share_is_a_frozen_record() -> None:
    found: Share = sampled(HAND)
    with pytest.raises(AttributeError):
        found.value = 1.0  # type: ignore[misc]
    assert sqrt(found.value) > 0
