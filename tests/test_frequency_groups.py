"""Groups of people: shares of six or more, for this corpus and beyond; the model's errors."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f_oneway
from scipy.stats import t as student
from statsmodels.api import OLS
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway

from qualcode.frequency import Turns, assisted, sampled
from qualcode.frequency.errors import holm, subgroup_errors
from qualcode.frequency.estimate import CAUTION, wilson
from qualcode.frequency.groups import PEOPLE, by_group, like_these


def interviews(people: int, *, turns: int = 6, read: int = 3, seed: int = 1) -> Turns:
    """An interview a person: turns of 1 to 4 units, the first of them read."""
    rng = np.random.default_rng(seed)
    m = rng.integers(1, 5, people * turns)
    t = rng.binomial(m, 0.3).astype(float)
    t[np.arange(people * turns) % turns >= read] = nan
    return Turns.of(np.repeat(np.arange(people), turns), m, t)


def names(turns: Turns) -> list[str]:
    return [f"P{k}" for k in turns.stratum]


# Shares.


def test_a_group_of_whole_interviews_is_a_sample_of_its_own() -> None:
    turns = interviews(14)
    who = names(turns)
    group = ["书记" if k < 8 else "居民" for k in turns.stratum]
    first, second = by_group(turns, who, group)
    mine = turns.only(turns.stratum < 8)
    assert first.corpus == sampled(mine)
    assert first.like_these == like_these(mine, who[: 8 * 6])
    assert (first.group, first.people, first.read, first.model) == ("书记", 8, 8, None)
    assert (second.people, second.corpus.frame_turns) == (6, 36)


def test_a_group_inside_a_stratum_is_a_domain_whose_sample_size_is_chance() -> None:
    """Of 6 turns drawn from 12, 3 are the group's: the ratio is theirs."""
    turns = Turns.of([0] * 12, [1] * 12, [1, 1, 0, 0, 0, 1, *[nan] * 6])
    inside = np.arange(12) % 2 == 0
    domain = turns.domain(inside)
    found = sampled(domain)
    assert found.value == pytest.approx(1 / 3)
    assert (found.turns, found.frame_turns, found.positives) == (3, 6, 1)
    assert (found.method, domain.drawn.tolist()) == ("wilson", [6])


def test_turns_without_a_group_are_in_no_row() -> None:
    turns = interviews(7)
    group = [None if k == 0 else "g" for k in turns.stratum]
    (only,) = by_group(turns, names(turns), group)
    assert (only.people, only.corpus.frame_turns) == (6, 36)


def test_under_six_people_there_are_counts_only() -> None:
    turns = interviews(11)
    who, group = names(turns), ["大" if k < 6 else "小" for k in turns.stratum]
    large, small = by_group(turns, who, group, turns.units * 0.3)
    assert large.corpus.reason is None
    assert (small.people, PEOPLE) == (5, 6)
    assert small.model is not None
    for share in (small.corpus, small.like_these, small.model):
        assert share.reason == "few_people"
        assert isnan(share.value)
        assert isnan(share.low)
        assert share.positives == int(np.nansum(turns.positives[turns.stratum >= 6]))


def test_the_model_helps_a_group_by_its_own_guard_and_scores() -> None:
    turns = interviews(40, seed=2)
    who, group = names(turns), ["a" if k < 34 else "b" for k in turns.stratum]
    f = turns.units * 0.2
    first, second = by_group(turns, who, group, f)
    mine = turns.stratum < 34
    assert first.model == assisted(turns.only(mine), f[mine])
    assert first.model.reason is None
    assert second.model is not None
    assert second.model.reason == "few_positives"


def test_for_people_like_these_each_person_is_one_observation() -> None:
    """Six people, two turns of one unit each, all read: 2, 1, 1, 0, 0, 0 of 2 positive."""
    t = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0.0])
    turns = Turns.of(np.repeat(np.arange(6), 2), np.ones(12), t)
    found = like_these(turns, np.repeat(np.arange(6), 2))
    each = np.array([2, 1, 1, 0, 0, 0.0])
    variance = 6 * ((each - 2 / 3) / (1 - 1 / 6)).var(ddof=1) / 144
    seen = variance * 12 / (2 / 9)
    design = (3 * max(1, seen) + CAUTION * max(1, seen)) / (3 + CAUTION)
    assert (found.value, found.method) == (pytest.approx(1 / 3), "participants")
    assert found.design == pytest.approx(design)
    bounds = wilson(1 / 3, 12 / design, float(student.ppf(0.975, 5)))
    assert (found.low, found.high) == pytest.approx(bounds)


def test_people_like_these_are_less_sure_than_this_corpus() -> None:
    turns = interviews(12, read=5)
    here, beyond = sampled(turns), like_these(turns, turns.stratum)
    assert beyond.value == pytest.approx(here.value)
    assert beyond.high - beyond.low > here.high - here.low


def test_people_like_these_need_six_whose_turns_were_read() -> None:
    turns = interviews(5)
    found = like_these(turns, turns.stratum)
    assert (found.reason, found.method) == ("few_people", "participants")
    none = Turns.of([0, 1], [1, 1], [nan, nan])
    assert like_these(none, ["a", "b"]).reason == "nothing_read"


# The model's errors.


def errors_of(sizes: tuple[int, ...], seed: int = 3) -> tuple[list[float], list[str], list[str]]:
    """Return errors, persons and groups of units; people of a group differ."""
    rng = np.random.default_rng(seed)
    d, who, group = [], [], []
    for g, people in enumerate(sizes):
        for p in range(people):
            units = int(rng.integers(2, 9))
            d += (rng.normal(0.1 * g, 0.2) + rng.normal(0, 0.3, units)).tolist()
            who += [f"{g}-{p}"] * units
            group += [f"组{g}"] * units
    return d, who, group


def test_a_groups_error_is_the_regressions_clustered_by_person() -> None:
    """CR3, which statsmodels has not: its definition, each person left out in turn; CR1 is near."""
    d, who, group = errors_of((7, 9))
    found = subgroup_errors(d, np.zeros(len(d)), who, group)
    for one in found.groups:
        mine = np.array([g == one.group for g in group])
        e, people = np.array(d)[mine], np.array(who)[mine]
        each = np.unique(people)
        without = np.array([e[people != name].mean() for name in each])
        left = (len(each) - 1) / len(each) * ((without - e.mean()) ** 2).sum()
        assert one.mean == pytest.approx(e.mean())
        assert one.error == pytest.approx(left**0.5)
        fitted = OLS(e, np.ones(len(e))).fit(
            cov_type="cluster", cov_kwds={"groups": np.unique(people, return_inverse=True)[1]}
        )
        assert fitted.bse[0] < one.error < 1.4 * fitted.bse[0]
        assert (one.people, one.units) == (len(each), len(e))


@pytest.mark.parametrize("sizes", [(6, 9), (6, 7, 12), (8, 8, 8, 20)])
def test_with_people_of_equal_size_the_test_is_welchs_on_their_means(
    sizes: tuple[int, ...],
) -> None:
    rng = np.random.default_rng(5)
    means = [rng.normal(0.1 * g, 1 + g, n) for g, n in enumerate(sizes)]
    d = [x for group in means for x in np.repeat(group, 3)]
    who = [f"{g}-{p}" for g, n in enumerate(sizes) for p in range(n) for _ in range(3)]
    group = [f"{g}" for g, n in enumerate(sizes) for _ in range(3 * n)]
    found = subgroup_errors(d, np.zeros(len(d)), who, group)
    wanted = anova_oneway(means, use_var="unequal", welch_correction=True)
    assert found.statistic == pytest.approx(wanted.statistic)
    assert found.p == pytest.approx(wanted.pvalue)
    assert found.degrees == pytest.approx(wanted.df)
    assert f_oneway(*means, equal_var=False).pvalue == pytest.approx(found.p)


def test_small_groups_are_left_out_and_named() -> None:
    d, who, group = errors_of((7, 9, 5))
    found = subgroup_errors(d, np.zeros(len(d)), who, group)
    assert found.left_out == ("组2",)
    assert [one.group for one in found.groups] == ["组0", "组1"]
    assert 0 <= found.p <= 1


def test_units_without_label_score_or_group_are_left_out() -> None:
    d, who, group = errors_of((7, 9))
    wanted = subgroup_errors(d, np.zeros(len(d)), who, group)
    more = subgroup_errors(
        [*d, nan, 1, 1],
        [*np.zeros(len(d)), 0, nan, 0],
        [*who, "0-0", "0-0", "x"],
        [*group, "组0", "组0", None],
    )
    assert more == wanted


def test_a_test_that_cannot_be_made_says_why() -> None:
    d, who, group = errors_of((7, 5))
    found = subgroup_errors(d, np.zeros(len(d)), who, group)
    assert (found.reason, found.left_out) == ("one_group", ("组1",))
    assert isnan(found.p)
    assert subgroup_errors([], [], [], []).reason == "one_group"
    d, who, group = errors_of((7, 9))
    same = [0.1 if g == "组0" else e for e, g in zip(d, group, strict=True)]
    found = subgroup_errors(same, np.zeros(len(d)), who, group)
    assert (found.reason, len(found.groups)) == ("constant_errors", 2)
    assert isnan(found.p)


def test_a_person_of_two_groups_is_a_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="in one group"):
        subgroup_errors([1, 0], [0, 0], ["a", "a"], ["x", "y"])
    with pytest.raises(ValueError, match="1 errors, 2 persons"):
        subgroup_errors([1], [0], ["a", "a"], ["x"])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_what_another_package_says(p: list[float]) -> None:
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])


def test_an_undefined_p_does_not_count_among_the_tests() -> None:
    adjusted = holm([0.01, nan, 0.04])
    assert adjusted[[0, 2]] == pytest.approx([0.02, 0.04])
    assert isnan(adjusted[1])
    assert holm([]).tolist() == []
