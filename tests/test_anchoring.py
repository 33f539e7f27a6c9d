"""Anchoring as a statistic: shown minus withheld, its interval, and what it takes to tell."""

from __future__ import annotations

from math import isnan, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from qualcode.frequency import anchoring
from qualcode.frequency.anchoring import ANSWERS, UNMEASURED, Arm, Trial, changes, effect
from qualcode.frequency.anchoring_table import AnchoringPart, Scope, said, table
from qualcode.i18n import LANGUAGES, tr

if TYPE_CHECKING:
    from random import Random

    from qualcode.i18n import Language

Counts = tuple[int, int]
"""How many were coded, of how many."""

CELL = st.tuples(st.integers(0, 6), st.booleans(), st.booleans(), st.sampled_from([0.0, 1.0, nan]))


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """Return cells of a few units; the cells of one unit share its coin, as in a project."""
    coin = draw(st.lists(st.booleans(), min_size=7, max_size=7))
    cells = draw(st.lists(CELL, max_size=30))
    units, suggested, coded, first = zip(*cells, strict=True) if cells else ((), (), (), ())
    return Trial.of(units, suggested, [coin[unit] for unit in units], coded, first)


def trial(shown: Counts, withheld: Counts, *, suggested: bool = True) -> Trial:
    """Return one cell a unit: of ``shown`` (coded, of how many) and of ``withheld``."""
    n = shown[1] + withheld[1]
    coded = [i < shown[0] for i in range(shown[1])] + [i < withheld[0] for i in range(withheld[1])]
    return Trial.of(range(n), [suggested] * n, [i >= shown[1] for i in range(n)], coded)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_one_cell_a_unit_gives_newcombes_hybrid_score_interval(n: int, m: int, data: st.DataObject):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = effect(trial((a, n), (b, m)), "adoption")
    expected = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    assert found.value == pytest.approx(a / n - b / m)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_newcombes_own_example():
    """Newcombe (1998, table II): 56/70 − 48/80 by method 10 is .2000 (.0524 to .3339)."""
    found = effect(trial((56, 70), (48, 80)), "adoption")
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@given(trials(), st.sampled_from(ANSWERS))
def test_an_effect_is_a_value_in_its_interval_or_a_reason(cells: Trial, answer: anchoring.Answer):
    found = effect(cells, answer)
    if found.reason:
        assert found.reason in UNMEASURED
        assert isnan(found.value)
        assert isnan(found.low)
        assert isnan(found.high)
        assert not found.clear
    else:
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert found.shown.effective <= found.shown.cells
        assert found.withheld.effective <= found.withheld.cells
        assert min(found.shown.effective, found.withheld.effective) > 0
    assert found.more >= 0


@given(trials())
def test_every_cell_is_in_one_arm_of_one_answer(cells: Trial):
    arms = [
        arm
        for answer in ANSWERS
        for arm in (effect(cells, answer).shown, effect(cells, answer).withheld)
    ]
    assert sum(arm.cells for arm in arms) == len(cells.unit)
    assert sum(arm.coded for arm in arms) == cells.coded.sum()


@given(trials(), st.sampled_from(ANSWERS), st.randoms())
def test_neither_order_nor_names_of_units_matter(
    cells: Trial, answer: anchoring.Answer, rng: Random
):
    order = list(range(len(cells.unit)))
    rng.shuffle(order)
    mixed = Trial.of(
        (cells.unit * 7 + 3)[order], cells.suggested[order], cells.withheld[order],
        cells.coded[order], cells.first[order],
    )  # fmt: skip
    one, other = effect(cells, answer), effect(mixed, answer)
    assert (one.value, one.low, one.high) == pytest.approx(
        (other.value, other.low, other.high), nan_ok=True
    )


@settings(deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(2, 6))
def test_cells_of_a_unit_that_are_all_alike_are_worth_one(a: int, b: int, copies: int):
    """Four codes of one unit answered alike are no four units: the interval is that of units."""
    once = trial((a, 12), (b, 12))
    often = Trial.of(
        *(
            np.repeat(each, copies)
            for each in (once.unit, once.suggested, once.withheld, once.coded)
        )
    )
    single, many = effect(once, "adoption"), effect(often, "adoption")
    assert many.shown.cells == copies * single.shown.cells
    assert many.value == pytest.approx(single.value)
    assert many.shown.effective <= 12
    assert many.low <= single.low + 1e-12
    assert many.high >= single.high - 1e-12


def test_independent_cells_of_units_are_worth_nearly_as_many():
    """Two codes a unit, answered independently: the effective number is near that of cells."""
    coded = np.array([[i % 2, i // 2 % 2] for i in range(80)]).ravel()
    unit = np.repeat(np.arange(80), 2)
    found = effect(Trial.of(unit, [True] * 160, unit >= 40, coded), "adoption")
    assert found.shown.effective == pytest.approx(80 * 39 / 40)


def test_the_effective_number_is_worked_by_hand():
    """Three units of two cells, (1,1) (1,0) (0,0): p = 1/2, sums of residuals 1, 0, −1.

    Variance 2 · 3/2 / 36 = 1/12, and p(1 − p) over it is 3.
    """
    cells = Trial.of([0, 0, 1, 1, 2, 2], [True] * 6, [False] * 6, [1, 1, 1, 0, 0, 0])
    assert effect(cells, "adoption").shown == Arm(6, 3, pytest.approx(3.0))


@pytest.mark.parametrize(
    ("shown", "withheld", "reason"),
    [((0, 0), (0, 0), "no_cells"), ((0, 0), (1, 2), "no_shown"), ((1, 2), (0, 0), "no_withheld")],
)
def test_an_arm_without_units_is_named(shown: Counts, withheld: Counts, reason: str):
    found = effect(trial(shown, withheld), "adoption")
    assert found.reason == reason
    assert found.more > 0


@pytest.mark.parametrize(("n", "m", "share"), [(600, 100, 0.2), (60, 10, 0.5), (3000, 500, 0.02)])
def test_the_detectable_rise_has_the_power_that_it_claims(n: int, m: int, share: float):
    rise = anchoring.detectable(share, n, m)
    other = share + rise
    pooled = (n * other + m * share) / (n + m)
    null = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    real = sqrt(other * (1 - other) / n + share * (1 - share) / m)
    assert norm.cdf((rise - norm.ppf(0.975) * null) / real) == pytest.approx(0.8, abs=1e-4)


def test_nothing_would_show_in_arms_that_are_tiny():
    assert isnan(anchoring.detectable(0.5, 6, 1))
    assert isnan(anchoring.detectable(0.5, 0, 10))


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 8))
def test_after_so_many_more_cells_nothing_more_is_asked_for(coded: int, coded_withheld: int):
    shown, withheld = Arm(50, coded, 50.0), Arm(8, coded_withheld, 8.0)
    share = (coded_withheld + 2) / 12
    more = anchoring.more_cells(share, shown, withheld)
    assert more > 0
    six = Arm(50 + more, 0, 50.0 + more), Arm(8, 0, 8.0)
    assert anchoring.more_cells(share, *six) == 0


def test_a_clear_difference_asks_for_nothing_more():
    found = effect(trial((90, 100), (5, 20)), "adoption")
    assert found.clear
    assert found.more == 0


def test_changes_after_the_reveal_are_worked_by_hand():
    """Suggested: no→yes is towards the machine; silent: yes→no is; the withheld are apart."""
    cells = Trial.of(
        range(7),
        suggested=[1, 1, 1, 0, 0, 0, 1],
        withheld=[0, 0, 0, 0, 0, 0, 1],
        coded=[1, 0, 0, 0, 1, 1, 1],
        first=[0, 0, 1, 1, 1, 0, 0],
    )
    assert changes(cells) == anchoring.Changes(toward=2, apart=4, away=2, alike=2)
    assert changes(cells, withheld=True) == anchoring.Changes(toward=1, apart=1, away=0, alike=0)


@given(trials())
def test_only_first_answers_can_change(cells: Trial):
    for withheld in (False, True):
        found = changes(cells, withheld=withheld)
        here = ~np.isnan(cells.first) & (cells.withheld == withheld)
        assert found.apart + found.alike == here.sum()
        moved = here & ((cells.first == 1) != cells.coded)
        assert found.toward + found.away == moved.sum()


def test_arrays_of_different_length_are_a_programmers_error():
    with pytest.raises(ValueError, match="every cell"):
        Trial.of([1, 2], [True], [False, False], [True, True])


# In words.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("shown", "withheld", "suggested", "key"),
    [
        ((90, 100), (5, 20), True, "adoption_more"),
        ((5, 100), (15, 20), True, "adoption_less"),
        ((60, 100), (2, 20), False, "addition_more"),
        ((5, 100), (15, 20), False, "addition_less"),
        ((9, 20), (2, 5), True, "unclear"),
        ((3000, 6000), (500, 1000), True, "settled"),
        ((3, 6), (0, 0), True, "undefined"),
    ],
)
def test_each_outcome_has_its_sentence(
    shown: Counts, withheld: Counts, suggested: bool, key: str, language: Language
):
    cells = trial(shown, withheld, suggested=suggested)
    found = effect(cells, "adoption" if suggested else "addition")
    words = said(found, language)
    begins = tr(f"anchoring.said.{key}", language).partition("{")[0]
    assert words.startswith(begins)
    assert "{" not in words


def test_a_sentence_gives_percentage_points_without_a_sign():
    found = effect(trial((5, 100), (15, 20)), "adoption")
    assert "低 70.0 个百分点（95% 区间 " in said(found, "zh")
    assert "-" not in said(found, "zh")


@given(trials())
@settings(max_examples=examples(10, 200), deadline=None)
def test_a_table_has_two_rows_a_part_and_says_what_is_undefined(cells: Trial):
    made = table([AnchoringPart("overall", "全部", cells)], Scope(["甲"], ["R1"]))
    assert len(made.rows) == 2
    for row in made.rows:
        assert (row["undefined"] is None) == (row["difference"] is not None)
        assert row["said"]


def test_a_comparison_without_the_coin_stands_only_under_its_label():
    parts = [AnchoringPart("overall", "全部", trial((1, 2), (1, 2)))]
    parts.append(AnchoringPart("descriptive", "全部", trial((90, 100), (5, 20))))
    made = table(parts, Scope(["甲"], ["R1"]))
    row = next(row for row in made.rows if row["kind"] == "描述性")
    assert str(row["said"]).startswith("只作描述，不是影响")
    assert any("混淆" in note for note in made.notes)
    assert not any("混淆" in note for note in table(parts[:1], Scope(["甲"], ["R1"])).notes)
