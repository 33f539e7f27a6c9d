"""Brackets: units that one person cut for all, and coders who worked on different versions."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import cli
from qualcode.agreement import build
from qualcode.agreement.matrix import characters
from qualcode.errors import InputError, RuleError
from qualcode.i18n import tr
from qualcode.model import Span
from qualcode.project import Project, versions
from qualcode.project.part import round_named
from qualcode.project.sheets import sheets
from qualcode.store import work
from qualcode.text.graphemes import snap

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "👨‍👩‍👧"
ONE, TWO = Span(22, 36), Span(60, 70)


def write_csv(path: Path, head: str, *lines: str) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def words(project: Project, transcript: str) -> list[str]:
    text = project.transcripts.get(transcript).text
    return [text[unit.start : unit.end] for unit in project.brackets.of(transcript)]


def imported(project: Project, folder: Path, head: str, *lines: str) -> dict[str, int]:
    return project.brackets.import_csv(write_csv(folder / "brackets.csv", head, *lines))


def refused(project: Project, folder: Path, head: str, *lines: str) -> str:
    """Return the one sentence of a refused file, after which nothing has changed."""
    before = project.brackets.list()
    with pytest.raises(InputError) as caught:
        imported(project, folder, head, *lines)
    assert project.brackets.list() == before
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


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


# From a CSV


def test_a_line_says_its_place_by_positions_a_turn_or_a_quote(
    project: Project, tmp_path: Path
) -> None:
    head = "transcript,start,end,turn,quote"
    lines = [
        "interview_1,22,36,,",
        "interview_1,,,4,",
        'interview_1,,,6,"不多。"',
        "interview_2.txt,,,,大家推选的嘛",
    ]
    assert imported(project, tmp_path, head, *lines) == {"interview_1": 3, "interview_2": 1}
    assert words(project, "interview_1")[1:] == [
        "下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。",
        "不多。",
    ]
    assert words(project, "interview_2") == ["大家推选的嘛"]


def test_an_export_of_codings_can_be_brackets_with_the_codes_left_aside(
    project: Project, tmp_path: Path
) -> None:
    for code in ("legitimacy", "embedding"):
        project.codings.add("A", "interview_1", 22, 36, code)
    path = tmp_path / "codings.csv"
    project.codings.export_csv(path, coder="A")
    assert project.brackets.import_csv(path) == {"interview_1": 1}


def test_an_import_replaces_the_brackets_of_the_transcripts_that_it_names(
    project: Project, tmp_path: Path
) -> None:
    project.brackets.set("interview_1", [ONE, TWO])
    project.brackets.set("interview_2", [ONE])
    imported(project, tmp_path, "transcript,turn", "interview_1,2")
    assert project.brackets.list() == {
        "interview_1": 1,
        "interview_2": 1,
        "interview_3": 0,
        "interview_4": 0,
    }


def test_what_is_exported_can_be_imported_again(project: Project, tmp_path: Path) -> None:
    text = project.transcripts.get("interview_2").text
    at = text.index(FAMILY)
    project.brackets.set("interview_2", [Span(at, at + len(FAMILY)), Span(4, 15)])
    path = tmp_path / "out.csv"
    assert project.brackets.export_csv(path) == 2
    before = project.brackets.of("interview_2")
    project.brackets.set("interview_2", [])
    project.brackets.import_csv(path)
    assert project.brackets.of("interview_2") == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("interview_9,1,2,,,", "'interview_9' is not"),
        ("interview_1,one,2,,,", "whole numbers"),
        ("interview_1,5,,,,", "whole numbers"),
        ("interview_1,5,5,,,", "0 ≤ start < end"),
        ("interview_1,5,99999,,,", "0 ≤ start < end"),
        ("interview_1,30,40,,,", "must not overlap"),
        ("interview_1,,,99,,", "turn must be one of 1 to 7"),
        ("interview_1,,,,,", "needs start and end, a turn or a quote"),
        ("interview_1,,,2,没说过的话,", "word for word"),
        ("interview_1,,,,社区,", "more than once"),
        ("interview_1,60,64,,,别的话", "the text column must be"),
    ],
)
def test_a_wrong_line_is_named_with_its_file_and_nothing_is_taken_in(
    project: Project, tmp_path: Path, line: str, why: str
) -> None:
    project.brackets.set("interview_1", [TWO])
    good = "interview_1,22,36,,,"
    sentence = refused(project, tmp_path, "transcript,start,end,turn,quote,text", good, line)
    assert sentence.startswith("brackets.csv line 3: ")
    assert why in sentence


@pytest.mark.parametrize("head", ["transcript", "transcript,code"])
def test_a_file_that_says_no_places_is_refused(project: Project, tmp_path: Path, head: str) -> None:
    assert "transcript, start, end" in refused(
        project, tmp_path, head, "interview_1,x"[: len(head)]
    )


def test_an_overlap_names_both_lines(project: Project, tmp_path: Path) -> None:
    lines = ["interview_1,22,36", "interview_1,60,70", "interview_1,30,40"]
    sentence = refused(project, tmp_path, "transcript,start,end", *lines)
    assert "brackets.csv line 4" in sentence
    assert "brackets.csv line 2" in sentence


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
        found = round_named(connection, "R1")
        make = characters if unit == "character" else build
        return make(
            sheets(connection, unit),
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
        sheets(connection, "bracket")
    project.brackets.set("interview_1", [ONE])
    with project.store.reading() as connection:
        assert [len(sheet[2]) for sheet in sheets(connection, "bracket")] == [1]


# Coders on different versions of a text


def apart(project: Project, name: str) -> tuple[versions.Apart, ...]:
    with project.store.reading() as connection:
        return versions.apart(connection, round_named(connection, name), ("A", "B"))


@pytest.fixture
def corrected(tmp_path: Path) -> Any:
    """A long interview, and the same after a correction, ingested beside another one."""
    lines = [f"受访者：第{n}件事情是这样的，大家一起商量着办。" for n in "一二三四五六七八九十"]
    other = [f"受访者：另外那{n}次完全不同，我没有参加。" for n in "一二三四五六七八九十"]
    folder = tmp_path / "long"
    (folder / "later").mkdir(parents=True)
    (folder / "long.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "other.txt").write_text("\n".join(other) + "\n", encoding="utf-8")
    mended = "\n".join(lines).replace("第三件", "第叁件")
    (folder / "later" / "long.txt").write_text(mended + "\n", encoding="utf-8")
    with Project.create(tmp_path / "versions") as study:
        study.transcripts.ingest([folder / "long.txt", folder / "other.txt"])
        study.transcripts.ingest([folder / "later" / "long.txt"])
        for name in ("A", "B"):
            study.coders.add(name)
        study.rounds.open("R1")
        yield study


def test_coders_on_two_versions_of_one_interview_are_named(corrected: Project) -> None:
    corrected.codings.read("A", "long")
    corrected.codings.read("B", "long.txt")
    corrected.codings.read("B", "other")
    [pair] = apart(corrected, "R1")
    assert (pair.first.transcript, pair.first.coders) == ("long", ("A",))
    assert (pair.second.transcript, pair.second.coders) == ("long.txt", ("B",))
    [note] = versions.note([pair], "zh")
    assert note == tr("agreement.note.versions", "zh", versions="long (A) / long.txt (B)")
    with (
        corrected.store.reading() as connection,
        pytest.raises(RuleError, match=r"A worked on long and B on long\.txt, which are versions"),
    ):
        versions.refuse([pair], round_named(connection, "R1"))


def test_different_interviews_and_shared_work_are_no_versions(corrected: Project) -> None:
    """A division of labour is none, and neither is an old version that one coder left behind."""
    corrected.codings.read("A", "long")
    corrected.codings.read("B", "other")
    assert apart(corrected, "R1") == ()
    corrected.codings.read("A", "long.txt")
    corrected.codings.read("B", "long.txt")
    assert apart(corrected, "R1") == ()
    assert versions.note((), "zh") == ()


# The command line


def run(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    line = ["qualcode", "brackets", *arguments, "--project", str(project.folder)]
    monkeypatch.setattr(sys, "argv", line)
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_the_commands_import_list_export_and_remove(
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_csv(tmp_path / "in.csv", "transcript,turn", "interview_1,2", "interview_1,4")
    assert run(project, monkeypatch, "import", str(path), "--by", "A", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"interview_1": 2}
    assert run(project, monkeypatch, "list") == 0
    assert "interview_1: 2 brackets" in capsys.readouterr().out
    assert run(project, monkeypatch, "export", str(tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").is_file()
    capsys.readouterr()
    assert run(project, monkeypatch, "remove", "interview_1", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"interview_1": 0}
    assert run(project, monkeypatch, "from-coder", "A") == 1
    assert "A has coded nothing" in capsys.readouterr().err
