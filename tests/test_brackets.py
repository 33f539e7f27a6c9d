"""Brackets: units that one person cut for all, each set kept, coders compared on them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from brackets_material import FAMILY, ONE, TWO, words
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import build
from qualcode.agreement.matrix import characters
from qualcode.errors import InputError, RuleError
from qualcode.gathering.text_units import sheets
from qualcode.model import Span
from qualcode.store import work
from qualcode.text.graphemes import snap

if TYPE_CHECKING:
    from qualcode.project import Project

# What a bracket is


def test_brackets_are_the_units_of_their_kind(project: Project) -> None:
    made = project.brackets.set("interview_1", [TWO, ONE, ONE])
    assert [(u.kind, u.n, u.start, u.end) for u in made] == [
        ("bracket", 1, ONE.start, ONE.end),
        ("bracket", 2, TWO.start, TWO.end),
    ]
    text_id = project.transcripts.get("interview_1").text_id
    assert project.transcripts.units(text_id, "bracket") == made
    assert project.brackets.list()["interview_2"] == 0
    assert project.brackets.of("interview_2") == ()


def test_a_bracket_cuts_no_character_and_loses_the_space_around_it(project: Project) -> None:
    """Rare Han are one code point each; a family of emoji is five and stays whole."""
    text = project.transcripts.get("interview_2").text
    at = text.index(FAMILY)
    project.brackets.set("interview_2", [Span(at + 2, at + len(FAMILY) + 3)])
    assert words(project, "interview_2") == [text[at : at + len(FAMILY) + 3]]
    rare = project.transcripts.get("interview_1").text.index("𠮷")
    project.brackets.set("interview_1", [Span(rare, rare + 1)])
    assert words(project, "interview_1") == ["𠮷"]
    accent = project.transcripts.get("interview_3").text.index("e\u0301")
    project.brackets.set("interview_3", [Span(accent, accent + 1)])
    assert words(project, "interview_3") == ["e\u0301"]
    turn = project.transcripts.get("interview_1").turns[1]
    project.brackets.set("interview_1", [Span(turn.start, turn.end + 1)])
    [unit] = project.brackets.of("interview_1")
    assert (unit.start, unit.end) == (turn.start, turn.end)


def test_two_brackets_that_share_a_family_of_emoji_overlap(project: Project) -> None:
    at = project.transcripts.get("interview_2").text.index(FAMILY)
    with pytest.raises(InputError, match="overlap"):
        project.brackets.set("interview_2", [Span(at - 4, at + 2), Span(at + 2, at + 8)])


PIECES = st.lists(
    st.sampled_from(
        ["村", "𠮷", "\U000e0100", FAMILY, "👍🏽", "🇨🇳", "🇺", "e\u0301", "각", " ", "\n", "a"]
    ),
    max_size=12,
)


@given(PIECES.map("".join), st.data())
def test_snapping_grows_to_borders_and_stays_there(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    found = snap(text, start, end)
    assert found.start <= start <= end <= found.end
    assert snap(text, found.start, found.end) == found


@pytest.mark.parametrize(
    "whole", [FAMILY, "👍🏽", "🇨🇳", "e\u0301\u0302", "葛\U000e0100", "각", "❤️"]
)
def test_what_a_reader_sees_as_one_character_is_not_cut(whole: str) -> None:
    text = f"村{whole}民"
    for place in range(2, len(text) - 1):
        assert snap(text, place, place) == Span(1, len(text) - 1)
    assert snap(text, 1, 1) == Span(1, 1)


def test_flags_are_two_letters_each() -> None:
    assert snap("🇨🇳🇺🇸", 2, 2) == Span(2, 2)
    assert snap("🇨🇳🇺🇸", 3, 3) == Span(2, 4)


def test_in_the_frame_is_what_holds_words_of_the_interviewed_side(project: Project) -> None:
    asked, answered = project.transcripts.get("interview_1").turns[:2]
    question = Span(asked.start, asked.end)
    [unit] = project.brackets.set("interview_1", [question])
    assert not unit.in_frame
    [unit] = project.brackets.set("interview_1", [Span(asked.start, answered.end)])
    assert unit.in_frame


@pytest.mark.parametrize(
    ("span", "why"),
    [
        (Span(5, 5), "0 ≤ start < end"),
        (Span(-1, 5), "0 ≤ start < end"),
        (Span(5, 9999), "0 ≤ start < end"),
    ],
)
def test_a_span_out_of_range_is_refused(project: Project, span: Span, why: str) -> None:
    with pytest.raises(InputError, match=why):
        project.brackets.set("interview_1", [span])


def test_a_bracket_without_words_is_refused(project: Project) -> None:
    text = project.transcripts.get("interview_1").text
    for at, length in ((text.index("？"), 1), (text.index("\n"), 1)):
        with pytest.raises(InputError, match="must hold words"):
            project.brackets.set("interview_1", [Span(at, at + length)])


# Versions, the log, undo


def test_a_new_set_replaces_the_old_one_whose_units_stay(project: Project) -> None:
    """Readings and samples may name a unit of an older set, so none is ever deleted."""
    old = project.brackets.set("interview_1", [ONE])
    new = project.brackets.set("interview_1", [TWO])
    assert project.brackets.of("interview_1") == new
    assert {u.id for u in old}.isdisjoint(u.id for u in new)
    assert project.brackets.set("interview_1", [ONE]) == old
    assert project.verify_log().problems == ()


def test_setting_the_same_brackets_again_is_no_event(project: Project) -> None:
    project.brackets.set("interview_1", [ONE, TWO])
    events = project.verify_log().events
    project.brackets.set("interview_1", [TWO, ONE])
    assert project.verify_log().events == events


def test_no_span_takes_the_brackets_away(project: Project) -> None:
    project.brackets.set("interview_1", [ONE])
    project.brackets.set("interview_2", [ONE])
    assert project.brackets.set("interview_1", []) == ()
    assert project.brackets.of("interview_1") == ()
    assert len(project.brackets.of("interview_2")) == 1
    assert project.verify_log().problems == ()


def test_brackets_are_undone_and_done_again_by_who_set_them(project: Project) -> None:
    first = project.brackets.set("interview_1", [ONE], by="A")
    second = project.brackets.set("interview_1", [TWO], by="A")
    assert project.undo("B") is None
    assert project.undo("A") == "bracket.set"
    assert project.brackets.of("interview_1") == first
    assert project.undo("A") == "bracket.set"
    assert project.brackets.of("interview_1") == ()
    assert project.redo("A") == "bracket.set"
    assert project.redo("A") == "bracket.set"
    assert project.brackets.of("interview_1") == second
    assert project.verify_log().problems == ()


def test_a_bracket_changed_behind_the_projects_back_is_found(project: Project) -> None:
    [unit] = project.brackets.set("interview_1", [ONE])
    with closing(sqlite3.connect(project.path)) as raw:
        raw.execute('UPDATE unit SET "end" = "end" - 1 WHERE id = ?', (unit.id,))
        raw.commit()
    [problem] = project.verify_log().problems
    assert problem.rule == "unit"


def test_who_brackets_must_be_a_coder(project: Project) -> None:
    with pytest.raises(InputError, match="coder add Z"):
        project.brackets.set("interview_1", [ONE], by="Z")


# From a coder


def test_a_coders_codings_of_a_closed_round_can_be_brackets(project: Project) -> None:
    """The same passage under two codes is one bracket; others' codings have no part in it."""
    project.rounds.open("R1")
    for code in ("legitimacy", "embedding"):
        project.codings.add("A", "interview_1", 22, 36, code)
    project.codings.add("A", "interview_2", 22, 36, "embedding")
    project.codings.add("B", "interview_3", 22, 36, "embedding")
    with pytest.raises(RuleError, match="close the round first"):
        project.brackets.from_coder("A", round="R1")
    project.rounds.close("R1")
    assert project.brackets.from_coder("A") == {"interview_1": 1, "interview_2": 1}
    assert project.brackets.list()["interview_3"] == 0


def test_codings_that_overlap_are_no_brackets(project: Project) -> None:
    project.rounds.open("R1", "training")
    project.codings.add("A", "interview_1", 22, 36, "legitimacy")
    project.codings.add("A", "interview_1", 30, 40, "embedding")
    with pytest.raises(InputError, match="A in round R1, interview_1: brackets must not overlap"):
        project.brackets.from_coder("A", round="R1")


def test_who_coded_nothing_cannot_bracket_so(project: Project) -> None:
    project.rounds.open("R1", "training")
    for named in ("R1", None):
        with pytest.raises(RuleError, match="A has coded nothing"):
            project.brackets.from_coder("A", round=named)


# Counting by bracket and by character


def compared(project: Project, unit: Any) -> Any:
    with project.store.reading() as connection:
        found = project.store.study(connection).round("R1")
        make = characters if unit == "character" else build
        return make(
            sheets(project.store.look(connection), unit),
            work.codings(connection, round_id=found.id),
            work.readings(connection, round_id=found.id),
            ("A", "B"),
            ("legitimacy",),
        )


def test_coders_are_compared_on_the_brackets(project: Project) -> None:
    """A bracket over a question and its answer is read when the answer's turn is."""
    turns = project.transcripts.get("interview_1").turns
    pair = Span(turns[2].start, turns[3].end)
    project.brackets.set("interview_1", [ONE, pair])
    project.rounds.open("R1")
    for coder in ("A", "B"):
        project.codings.read(
            coder, "interview_1", [Span(t.start, t.end) for t in turns if not t.asks]
        )
    project.codings.add("A", "interview_1", turns[3].start, turns[3].end, "legitimacy")
    matrix = compared(project, "bracket")
    assert matrix.values[:, 0].tolist() == [[0, 0], [1, 0]]
    assert matrix.spans.tolist() == [[ONE.start, ONE.end], [pair.start, pair.end]]
    by_character = compared(project, "character")
    text = project.transcripts.get("interview_1").text
    counted = sum(t.end - t.start for t in turns if not t.asks)
    counted -= sum(text[t.start : t.end].count(c) for t in turns if not t.asks for c in "，。")
    read = ~np.isnan(by_character.values).any(axis=(1, 2))
    assert by_character.weights[read].sum() == counted
    assert by_character.weights[by_character.values[:, 0, 0] == 1].sum() == len(
        "下雨天去看漏水报到社区社区报街道后来修好了居民都满意"
    )


def test_without_brackets_nothing_can_be_counted_by_them(project: Project) -> None:
    with (
        project.store.reading() as connection,
        pytest.raises(RuleError, match="`qualcode brackets import FILE"),
    ):
        sheets(project.store.look(connection), "bracket")
    project.brackets.set("interview_1", [ONE])
    with project.store.reading() as connection:
        assert [len(sheet[2]) for sheet in sheets(project.store.look(connection), "bracket")] == [1]
