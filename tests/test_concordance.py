"""Concordance: every place of some words, by whole words or characters, aligned and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.analysis.concordance import ConcordanceLine, concordance, ordered
from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode import Project

SAID = """访谈者：网格怎么分？
受访者：网格长先来。网格长一家一家敲门，我们网格小。
受访者：𠮷祥面馆那边的网格没有人管。
"""


@pytest.fixture
def grid(project: Project) -> Project:
    project.transcripts.ingest_bytes("网格.txt", SAID.encode())
    return project


def test_characters_are_found_inside_words_and_words_only_whole(grid: Project):
    characters = grid.tables.concordance("网格", by="characters")
    whole = grid.tables.concordance("网格", by="words")
    assert len(characters.rows) == 4
    assert len(whole.rows) == 2
    assert all(row["after"][0] != "长" for row in whole.rows)
    assert len(grid.tables.concordance("网格长", by="words").rows) == 2


def test_a_place_is_its_own_words_with_what_stands_around_them_in_the_turn(grid: Project):
    for by in ("characters", "words"):
        table = grid.tables.concordance("网格", by=by, around=3)
        text = grid.transcripts.get("网格").text
        for row in table.rows:
            assert text[row["start"] : row["end"]] == row["hit"] == "网格"
            assert len(row["before"]) <= 3
            assert text[: row["start"]].endswith(row["before"])
            assert text[row["end"] :].startswith(row["after"])
    assert (
        grid.tables.concordance("网格", by="words", around=9).rows[-1]["before"] == "𠮷祥面馆那边的"
    )


def test_what_is_asked_is_left_out_unless_it_is_wanted(grid: Project):
    assert len(grid.tables.concordance("网格", by="characters").rows) == 4
    everything = grid.tables.concordance("网格", by="characters", answers=False)
    assert len(everything.rows) == 5
    assert everything.rows[0]["after"].startswith("怎么分")


def line(before: str, after: str) -> ConcordanceLine:
    return ConcordanceLine("t", 1, 0, 1, before, "网", after)


def test_lines_are_ordered_by_what_follows_or_by_what_goes_before_nearest_first():
    lines = [line("甲乙", "丙"), line("丁甲", "一"), line("甲甲", "丙")]
    after = [it.after for it in ordered(lines, "after")]
    assert after == sorted(after)
    assert ordered(lines, "after")[1:] == [lines[0], lines[2]]
    nearest = [it.before[::-1] for it in ordered(lines, "before")]
    assert nearest == sorted(nearest)
    assert ordered(lines, "text") == lines


def test_a_line_break_in_a_turn_does_not_break_the_line():
    table = concordance([line("前\n文", "后\n文")], words="网", by="characters", language="zh")
    assert (table.rows[0]["before"], table.rows[0]["after"]) == ("前 文", "后 文")


@pytest.mark.parametrize(("by", "says"), [("words", "按词"), ("characters", "按字")])
def test_the_note_says_how_it_was_looked_up_and_how_often_it_is_there(
    by: str, says: str, grid: Project
):
    table = grid.tables.concordance("网格", by=by, language="zh")  # type: ignore[arg-type]
    assert says in table.notes[0]
    assert f"共 {len(table.rows)} 处" in table.notes[0]


def test_what_is_not_there_gives_a_table_without_rows(grid: Project):
    assert not grid.tables.concordance("没有这个词", by="characters").rows


def test_nothing_to_look_for_is_refused_in_one_sentence(grid: Project):
    with pytest.raises(InputError, match="1 to 200 characters"):
        grid.tables.concordance("  ", by="characters")


def test_a_text_that_comes_later_is_found(grid: Project):
    assert len(grid.tables.concordance("网格", by="characters").rows) == 4
    grid.transcripts.ingest_bytes("又.txt", "受访者：网格又改了。\n".encode())
    assert len(grid.tables.concordance("网格", by="characters").rows) == 5
