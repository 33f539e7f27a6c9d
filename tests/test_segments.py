"""Two coders' segments: what overlaps, who is matched with whom, how much slack borders need."""

from __future__ import annotations

from itertools import combinations
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.segments import (
    OVERLAPS,
    THRESHOLDS,
    Matched,
    Meeting,
    by_code,
    matched,
    matching,
    meet,
    overlap,
    partners,
    slack,
)

LENGTH = 24
CODES = ("x", "y")

bounds = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(
    lambda pair: pair[0] < pair[1]
)
spans = st.lists(st.tuples(bounds, st.sampled_from(CODES)).map(lambda s: (*s[0], s[1])), max_size=9)
texts = st.lists(
    st.fixed_dictionaries({"A": spans, "B": spans}).map(lambda s: Continuum(LENGTH, s)),
    min_size=1,
    max_size=2,
)
rules = st.sampled_from(sorted(OVERLAPS))
levels = st.sampled_from(THRESHOLDS)


def text(a: list[tuple[int, int, str]], b: list[tuple[int, int, str]]) -> Continuum:
    return Continuum(100, {"A": a, "B": b})


def met(*given_texts: Continuum, codes: tuple[str, ...] = ()) -> Meeting:
    return meet(given_texts, "A", "B", codes)


def listed(meeting: Meeting) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """Return both coders' segments as (group, start, end)."""
    one, two = (
        list(zip(s.group.tolist(), s.start.tolist(), s.end.tolist(), strict=True))
        for s in (meeting.first, meeting.second)
    )
    return one, two


@pytest.mark.parametrize(
    ("one", "other", "rule", "expected"),
    [
        ((0, 100), (20, 120), "union", 80 / 120),
        ((0, 100), (20, 120), "longer", 0.8),
        ((0, 100), (0, 50), "own", 0.5),
        ((0, 50), (0, 100), "own", 1.0),
        ((0, 50), (0, 100), "longer", 0.5),
        ((0, 50), (50, 100), "union", 0.0),
        ((0, 10), (90, 100), "own", 0.0),
    ],
)
def test_overlap_is_what_is_shared_by_what_the_rule_names(
    one: tuple[int, int], other: tuple[int, int], rule: str, expected: float
) -> None:
    assert overlap(one, other, rule) == expected  # type: ignore[arg-type]


@given(bounds, bounds)
def test_rules_are_ordered_and_longer_is_own_in_both_directions(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    """Union ≤ longer ≤ own; a threshold of ``longer`` is one of ``own`` from either side."""
    own = overlap(one, other, "own"), overlap(other, one, "own")
    assert overlap(one, other, "longer") == min(own)
    assert overlap(one, other, "union") <= min(own)
    assert overlap(one, other, "union") == overlap(other, one, "union")


def test_a_threshold_is_reached_by_what_equals_it_and_zero_asks_for_something() -> None:
    """Nine of ten characters are 90 %; segments that only touch do not meet at all."""
    assert matched((0, 10), (0, 9), 0.9)
    assert not matched((0, 100), (0, 89), 0.9)
    assert matched((0, 100), (99, 120), 0)
    assert not matched((0, 10), (10, 20), 0)


@given(texts)
def test_the_pairs_are_all_segments_of_a_text_and_code_that_share_characters(
    given_texts: list[Continuum],
) -> None:
    meeting = met(*given_texts, codes=CODES)
    one, two = listed(meeting)
    expected = {
        (i, j): min(e1, e2) - max(s1, s2)
        for i, (g1, s1, e1) in enumerate(one)
        for j, (g2, s2, e2) in enumerate(two)
        if g1 == g2 and max(s1, s2) < min(e1, e2)
    }
    pairs = zip(meeting.a.tolist(), meeting.b.tolist(), strict=True)
    assert dict(zip(pairs, meeting.shared.tolist(), strict=True)) == expected


def best_by_trying(edges: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Return the most pairs, and the most characters of so many, by trying every choice."""
    for size in range(len(edges), 0, -1):
        disjoint = [
            sum(edge[2] for edge in chosen)
            for chosen in combinations(edges, size)
            if len({e[0] for e in chosen}) == size == len({e[1] for e in chosen})
        ]
        if disjoint:
            return size, max(disjoint)
    return 0, 0


@given(texts, rules, levels)
def test_the_matching_has_the_most_pairs_and_of_those_the_most_characters(
    given_texts: list[Continuum], rule: str, level: float
) -> None:
    meeting = met(*given_texts, codes=CODES)
    one, two = listed(meeting)
    edges = [
        (i, j, shared)
        for i, j, shared in zip(
            meeting.a.tolist(), meeting.b.tolist(), meeting.shared.tolist(), strict=True
        )
        if matched(one[i][1:], two[j][1:], level, rule)  # type: ignore[arg-type]
        and matched(two[j][1:], one[i][1:], level, rule)  # type: ignore[arg-type]
    ]
    a, b = matching(meeting, level, rule)  # type: ignore[arg-type]
    chosen = list(zip(a.tolist(), b.tolist(), strict=True))
    assert len(set(a.tolist())) == len(set(b.tolist())) == len(chosen)
    shared = {(i, j): n for i, j, n in edges}
    assert (len(chosen), sum(shared[pair] for pair in chosen)) == best_by_trying(edges)


@given(texts)
def test_over_one_half_a_segment_has_at_most_one_partner(given_texts: list[Continuum]) -> None:
    """Then every pair that meets is matched: there is nothing to choose."""
    meeting = met(*given_texts, codes=CODES)
    one, two = listed(meeting)
    close = [
        (i, j)
        for i, j in zip(meeting.a.tolist(), meeting.b.tolist(), strict=True)
        if overlap(one[i][1:], two[j][1:]) > 0.5
    ]
    a, b = matching(meeting, np.nextafter(0.5, 1))
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == close


def test_two_short_segments_within_a_long_one_are_one_match() -> None:
    """One to one: the longer part is taken, the other stays alone; F1 is 2 · 1 / (1 + 2)."""
    counted = by_code(met(text([(0, 60, "x")], [(0, 20, "x"), (25, 60, "x")])))
    assert counted == {"x": Matched(both=1, only_a=0, only_b=1)}
    assert counted["x"].f1.value == pytest.approx(2 / 3)
    a, b = matching(met(text([(0, 60, "x")], [(0, 20, "x"), (25, 60, "x")])))
    assert (a.tolist(), b.tolist()) == ([0], [1])


def test_more_pairs_go_before_more_characters() -> None:
    """A's long first segment takes B's small one, so that B's second serves A's second."""
    meeting = met(text([(0, 50, "x"), (50, 60, "x")], [(0, 5, "x"), (10, 55, "x")]))
    assert by_code(meeting) == {"x": Matched(both=2, only_a=0, only_b=0)}


def test_counts_add_up_over_codes_and_nobody_has_no_f1() -> None:
    counted = by_code(met(text([(0, 9, "x")], [(0, 9, "y")]), codes=("x", "y", "z")))
    assert counted["z"] == Matched(0, 0, 0)
    assert isnan(counted["z"].f1.value)
    assert counted["z"].f1.reason == "not_applied"
    assert counted["x"] + counted["y"] == Matched(0, 1, 1)
    assert counted["x"].f1.value == 0


def test_segments_of_different_codes_or_texts_never_meet() -> None:
    apart = [text([(0, 9, "x")], []), text([], [(0, 9, "x")]), text([(0, 9, "x")], [(0, 9, "y")])]
    assert len(met(*apart).a) == 0
    assert slack(met(*apart)).share().tolist() == [0] * len(THRESHOLDS)


def test_a_text_that_one_coder_did_not_read_is_not_compared() -> None:
    """Unread is not "nothing found": A's segments there are nobody's disagreement."""
    unread = Continuum(100, {"A": [(0, 50, "x")]})
    meeting = met(unread, text([(0, 9, "x")], [(0, 9, "x")]))
    assert meeting.lengths == (100,)
    assert slack(meeting).share("x").tolist() == [1] * len(THRESHOLDS)
    assert len(met(unread).first) == 0


def test_positions_count_from_the_start_of_each_text() -> None:
    shifted = Continuum(100, {"A": [(500, 560, "x")], "B": [(500, 550, "x")]}, start=500)
    assert partners(met(shifted))[0].tolist() == [50 / 60]


def test_the_slack_curve_tells_borders_from_codes() -> None:
    """Shifted borders lose partners as more overlap is asked for, other codes have none at all."""
    shifted = slack(met(text([(0, 50, "x")], [(5, 55, "x")])), thresholds=(0, 0.8, 0.9))
    assert shifted.share("x").tolist() == [1, 1, 0]
    assert shifted.n.tolist() == [2]
    other = slack(met(text([(0, 50, "x")], [(0, 50, "y")])), thresholds=(0, 0.8, 0.9))
    assert other.share().tolist() == [0, 0, 0]


def test_a_segment_may_be_the_partner_of_several() -> None:
    """All three of A's parts lie in B's segment, which itself lies in none of them."""
    parts = text([(0, 10, "x"), (10, 20, "x"), (20, 30, "x")], [(0, 30, "x")])
    assert slack(met(parts), "own", (1.0,)).partners.tolist() == [[3]]
    assert slack(met(parts), "union", (0.3,)).partners.tolist() == [[4]]


def test_a_code_that_nobody_used_has_no_curve() -> None:
    curve = slack(met(text([(0, 9, "x")], [(0, 9, "x")]), codes=("x", "z")))
    assert np.isnan(curve.share("z")).all()
    assert curve.share().tolist() == [1] * len(THRESHOLDS)
    assert np.isnan(slack(met(text([], []))).share()).all()


@given(texts, rules)
def test_the_curve_never_rises(given_texts: list[Continuum], rule: str) -> None:
    curve = slack(met(*given_texts, codes=CODES), rule)  # type: ignore[arg-type]
    assert (np.diff(curve.partners, axis=1) <= 0).all()


@given(texts, rules)
def test_the_curve_counts_segments_with_a_partner(given_texts: list[Continuum], rule: str) -> None:
    meeting = met(*given_texts, codes=CODES)
    one, two = listed(meeting)
    for column, level in enumerate(THRESHOLDS):
        found = [
            group
            for mine, others in ((one, two), (two, one))
            for group, start, end in mine
            if any(
                group == other and matched((start, end), (low, high), level, rule)  # type: ignore[arg-type]
                for other, low, high in others
            )
        ]
        codes = np.bincount(np.array(found, dtype=int) % 2, minlength=2)
        curve = slack(meeting, rule)  # type: ignore[arg-type]
        assert curve.partners[:, column].tolist() == codes.tolist()


@given(texts, rules, levels)
def test_it_does_not_matter_who_is_called_the_first(
    given_texts: list[Continuum], rule: str, level: float
) -> None:
    there, back = meet(given_texts, "A", "B", CODES), meet(given_texts, "B", "A", CODES)
    one, two = slack(there, rule), slack(back, rule)  # type: ignore[arg-type]
    assert one.partners.tolist() == two.partners.tolist()
    counted, swapped = by_code(there, level, rule), by_code(back, level, rule)  # type: ignore[arg-type]
    for code, counts in counted.items():
        assert counts == Matched(swapped[code].both, swapped[code].only_b, swapped[code].only_a)


@given(spans, rules, levels)
def test_a_coder_agrees_with_their_own_copy(
    marked: list[tuple[int, int, str]], rule: str, level: float
) -> None:
    meeting = met(Continuum(LENGTH, {"A": marked, "B": list(reversed(marked))}), codes=CODES)
    curve = slack(meeting, rule)  # type: ignore[arg-type]
    assert (curve.partners == curve.n[:, None]).all()
    for counts in by_code(meeting, level, rule).values():  # type: ignore[arg-type]
        assert counts.only_a == counts.only_b == 0
