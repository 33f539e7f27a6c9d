"""The blind sample: who decides what is set aside (the seed), and what touches it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.frequency import draw_sample, frame_hash, permutation
from qualcode.spans import touches

STUDY = st.dictionaries(st.text(max_size=6), st.integers(0, 60), max_size=5).map(
    lambda sizes: {
        key: [1000 * i + n for n in range(size)] for i, (key, size) in enumerate(sizes.items())
    }
)
SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@settings(deadline=None)
@given(STUDY, st.integers(0, 2**40))
def test_blind_and_reserve_are_fifteen_percent_each_at_least_two_blind_first(
    turns: dict[str, list[int]], seed: int
) -> None:
    sample = draw_sample(turns, seed=seed)
    for stratum, ids in turns.items():
        mine = [turn for turn in sample if turn.stratum == stratum]
        blind = [turn for turn in mine if turn.role == "blind"]
        size = max(2, math.ceil(15 * len(ids) / 100))
        assert len(blind) == min(size, len(ids))
        assert len(mine) == min(2 * size, len(ids))
        assert [turn.position for turn in mine] == list(range(len(mine)))
        assert mine[: len(blind)] == blind
        assert len({turn.turn_id for turn in mine}) == len(mine)
        assert {turn.turn_id for turn in mine} <= set(ids)


@settings(deadline=None)
@given(STUDY, st.integers(0, 999))
def test_neither_the_order_nor_the_company_of_strata_changes_a_draw(
    turns: dict[str, list[int]], seed: int
) -> None:
    sample = draw_sample(turns, seed=seed)
    assert draw_sample(dict(reversed(turns.items())), seed=seed) == sample
    alone = [turn for key in sorted(turns) for turn in draw_sample({key: turns[key]}, seed=seed)]
    assert tuple(alone) == sample


def test_a_draw_is_the_same_on_every_machine_and_in_every_version() -> None:
    """These numbers are frozen: a project's sample must be recomputable for ever."""
    assert permutation(10, seed=2026, stratum="书记 A") == (2, 1, 4, 8, 9, 6, 0, 3, 5, 7)
    assert permutation(0, seed=2026, stratum="书记 A") == ()


def test_seed_and_stratum_each_change_the_order() -> None:
    orders = {permutation(30, seed=s, stratum=t) for s in (1, 2, 3) for t in ("甲", "乙")}
    assert len(orders) == 6


def test_every_turn_is_equally_likely_to_be_blind() -> None:
    drawn = np.zeros(10)
    for seed in range(2000):
        for turn in draw_sample({"访谈一": list(range(10))}, seed=seed):
            drawn[turn.turn_id] += turn.role == "blind"
    assert drawn.sum() == 4000
    assert abs(drawn - 400).max() < 5 * math.sqrt(2000 * 0.2 * 0.8)


@pytest.mark.parametrize(
    ("n", "blind", "reserve"), [(0, 0, 0), (1, 1, 0), (2, 2, 0), (3, 2, 1), (4, 2, 2), (5, 2, 2)]
)
def test_a_short_transcript_is_blind_first(n: int, blind: int, reserve: int) -> None:
    roles = [turn.role for turn in draw_sample({"短": list(range(n))}, seed=1)]
    assert roles == ["blind"] * blind + ["reserve"] * reserve


@pytest.mark.parametrize(("n", "blind"), [(20, 3), (40, 6), (60, 9), (100, 15), (140, 21), (21, 4)])
def test_rounding_up_is_not_upset_by_binary_fractions(n: int, blind: int) -> None:
    roles = [turn.role for turn in draw_sample({"长": list(range(n))}, seed=1)]
    assert roles.count("blind") == roles.count("reserve") == blind


@pytest.mark.parametrize("wrong", [{"seed": -1}, {"seed": 1, "share": 0}, {"seed": 1, "share": 1}])
def test_a_wrong_seed_or_share_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="found"):
        draw_sample({"一": [1, 2, 3]}, **wrong)


def test_the_frame_hash_names_the_eligible_turns_and_their_order() -> None:
    frame = {"甲": [1, 2, 3], "乙": [4, 5]}
    assert frame_hash(frame) == frame_hash({"乙": [4, 5], "甲": [1, 2, 3]})
    changed = [{"甲": [1, 3, 2], "乙": [4, 5]}, {"甲": [1, 2], "乙": [3, 4, 5]}, {"甲": [1, 2, 3]}]
    assert len({frame_hash(other) for other in [frame, *changed]}) == 4


@settings(deadline=None)
@given(SPANS, SPANS)
def test_a_unit_touches_a_turn_when_they_share_a_character(
    units: list[tuple[int, int]], turns: list[tuple[int, int]]
) -> None:
    shares = [any(set(range(*u)) & set(range(*t)) for t in turns) for u in units]
    assert touches(units, turns).tolist() == shares


def test_units_that_only_meet_a_blind_turn_do_not_touch_it() -> None:
    assert touches([(0, 5), (5, 9), (9, 12), (4, 6), (0, 20)], [(5, 9)]).tolist() == [
        False,
        True,
        False,
        True,
        True,
    ]
    assert touches([(0, 5)], []).tolist() == [False]
    assert touches([], [(5, 9)]).tolist() == []
