"""Codings of a project: whose they are, what a closed round keeps, and their way through CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from coded_material import two_coders
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project_material import write_csv

from qualcode.errors import InputError, RuleError
from qualcode.gathering.coding_lines import Imported
from qualcode.model import Span
from qualcode.project import Project

if TYPE_CHECKING:
    from pathlib import Path


# Coding


@settings(
    max_examples=examples(10, 200), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_coded_is_the_slice(project: Project, data: st.DataObject) -> None:
    """Any span of a text with rare Han, emoji families and marks comes back exactly."""
    info = data.draw(st.sampled_from(project.transcripts.list()))
    start = data.draw(st.integers(0, info.characters - 1))
    end = data.draw(st.integers(start + 1, info.characters))
    coding = project.codings.add("A", info.name, start, end, "legitimacy")
    assert (coding.start, coding.end) == (start, end)
    text = project.transcripts.get(info.name).text
    assert len(text) == info.characters
    project.codings.remove("A", coding.uuid)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10**6)])
def test_a_coding_outside_the_text_is_refused(project: Project, start: int, end: int) -> None:
    with pytest.raises(InputError, match="must lie in the transcript"):
        project.codings.add("A", "interview_1", start, end, "legitimacy")
    assert project.codings.of("A") == ()


def test_unknown_names_say_how_to_go_on(project: Project) -> None:
    with pytest.raises(InputError, match="coder add"):
        project.codings.add("nobody", "interview_1", 0, 3, "legitimacy")
    with pytest.raises(InputError, match="ingest"):
        project.codings.add("A", "nothing", 0, 3, "legitimacy")
    with pytest.raises(InputError, match="codebook"):
        project.codings.add("A", "interview_1", 0, 3, "nothing")


def test_the_same_coding_twice_is_one(project: Project) -> None:
    first = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    assert project.codings.add("A", "interview_1", 4, 9, "legitimacy") == first
    assert len(project.codings.of("A")) == 1


def test_a_coding_changes_only_under_its_own_coder(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    changed = project.codings.change("A", coding.uuid, code="responsibility", end=12)
    assert (changed.code, changed.end) == ("responsibility", 12)
    with pytest.raises(RuleError, match="only by the coder"):
        project.codings.change("B", coding.uuid, end=20)
    with pytest.raises(RuleError, match="only by the coder"):
        project.codings.remove("B", coding.uuid)


def test_read_none_is_an_act_of_its_own(project: Project) -> None:
    assert project.codings.read("A", "interview_1") == 7
    assert project.codings.read("A", "interview_1") == 0
    assert project.codings.of("A") == ()
    assert len(project.codings.readings("A")) == 7


def test_a_reading_names_a_unit(project: Project) -> None:
    turn = project.transcripts.get("interview_1").turns[1]
    assert project.codings.read("A", "interview_1", [Span(turn.start, turn.end)]) == 1
    with pytest.raises(InputError, match="a turn, a sentence or a line"):
        project.codings.read("A", "interview_1", [Span(turn.start + 1, turn.end)])


def test_an_open_independent_round_hides_the_others(project: Project) -> None:
    project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    with pytest.raises(RuleError, match="theirs alone"):
        project.codings.of("A", viewer="B")
    project.rounds.close()
    assert len(project.codings.of("A", viewer="B")) == 1


def test_nothing_in_a_closed_round_changes(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    closed = project.rounds.close()
    assert len(closed.hash) == 64
    for act in (
        lambda: project.codings.add("A", "interview_1", 9, 12, "legitimacy", round="R1"),
        lambda: project.codings.change("A", coding.uuid, end=12),
        lambda: project.codings.remove("A", coding.uuid),
        lambda: project.codings.read("A", "interview_1", round="R1"),
        lambda: project.undo("A"),
        lambda: project.codings.add("A", "interview_1", 9, 12, "legitimacy"),
    ):
        with pytest.raises(RuleError, match="closed"):
            act()
    assert project.verify_log().problems == ()


def test_memos_stand_on_what_they_are_about(project: Project) -> None:
    project.codings.memo("A", "project", "", "日志")
    project.codings.memo("A", "turn", "interview_1:2", "这里他犹豫了")
    assert [memo.text for memo in project.codings.memos("turn")] == ["这里他犹豫了"]
    with pytest.raises(InputError, match="must be on one of"):
        project.codings.memo("A", "weather", "", "x")


# Codings as CSV


def test_codings_go_out_and_come_in_unchanged(project: Project, tmp_path: Path) -> None:
    project.codings.add("A", "interview_1", 22, 40, "legitimacy")
    project.codings.add("A", "interview_2", 20, 44, "responsiveness")
    assert project.codings.export_csv(tmp_path / "out.csv") == 2
    with Project.create(tmp_path / "other") as other:
        other.codebook.loads(project.codebook.text(), "book")
        other.transcripts.ingest([tmp_path / "interviews"])
        other.coders.add("A")
        other.rounds.open("R1")
        assert other.codings.import_csv(tmp_path / "out.csv") == Imported(new=2, known=0)
        assert other.codings.import_csv(tmp_path / "out.csv") == Imported(new=0, known=2)
        ours = [(c.text_id, c.start, c.end, c.code) for c in project.codings.of("A")]
        theirs = [(c.text_id, c.start, c.end, c.code) for c in other.codings.of("A")]
        assert ours == theirs
        assert {c.origin for c in other.codings.of("A")} == {"imported"}
        assert {c.exposure for c in other.codings.of("A")} == {"unknown"}


def test_the_text_column_is_the_slice(project: Project, tmp_path: Path) -> None:
    project.codings.add("A", "interview_2", 20, 44, "legitimacy")
    project.codings.export_csv(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["text"] == project.transcripts.get("interview_2").text[20:44]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("interview_1,0,99999,legitimacy,A,,,", "must lie in the transcript"),
        ("interview_1,9,4,legitimacy,A,,,", "must lie in the transcript"),
        ("interview_1,a,4,legitimacy,A,,,", "whole numbers"),
        ("interview_1,0,4,nothing,A,,,", "codebook"),
        ("nothing,0,4,legitimacy,A,,,", "transcript"),
        ("interview_1,0,4,legitimacy,nobody,,,", "coder"),
        ("interview_1,0,4,legitimacy,A,R9,,", "round"),
        ("interview_1,0,4,legitimacy,A,,,别的话", "text column"),
        ("interview_1,0,4,legitimacy,A,,,x,y", "must have 8 cells"),
        ("interview_1,0,4,legitimacy,,,,", "coder must not be empty"),
        ("interview_1,0,4,legitimacy", "must have 8 cells"),
    ],
)
def test_a_bad_line_is_named_and_none_comes_in(
    project: Project, tmp_path: Path, line: str, words: str
) -> None:
    path = write_csv(tmp_path / "in.csv", "interview_1,0,4,legitimacy,A,,,", line)
    with pytest.raises((InputError, RuleError), match=r"in\.csv line 3") as caught:
        project.codings.import_csv(path)
    assert words in str(caught.value)
    assert project.codings.of("A") == ()
    assert project.verify_log().problems == ()


def test_a_name_that_looks_like_a_formula_comes_back(project: Project, tmp_path: Path) -> None:
    """Export guards a cell against spreadsheets; import takes the guard off again."""
    project.coders.add("=A")
    project.codings.add("=A", "interview_1", 0, 4, "legitimacy")
    project.codings.export_csv(tmp_path / "out.csv", coder="=A")
    assert "'=A" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert project.codings.import_csv(tmp_path / "out.csv").new == 0


def test_a_column_that_stands_twice_is_refused(project: Project, tmp_path: Path) -> None:
    head = "transcript,start,end,code,coder,coder"
    path = write_csv(tmp_path / "in.csv", "interview_1,0,4,legitimacy,A,B", head=head)
    with pytest.raises(InputError, match="each column once"):
        project.codings.import_csv(path)


def test_missing_columns_are_named(project: Project, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", "interview_1,0", head="transcript,start")
    with pytest.raises(InputError, match="end, code, coder"):
        project.codings.import_csv(path)


def test_an_export_of_an_open_round_holds_one_coder(project: Project, tmp_path: Path) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="--coder"):
        project.codings.export_csv(tmp_path / "out.csv")
    assert project.codings.export_csv(tmp_path / "out.csv", coder="B") == 1


def test_readings_come_in_by_transcript_or_turn(project: Project, tmp_path: Path) -> None:
    head = "coder,transcript,turn,round"
    path = write_csv(tmp_path / "r.csv", "A,interview_1,,", "A,interview_2,2,", head=head)
    assert project.codings.import_readings(path) == Imported(new=8, known=0)
    again = write_csv(tmp_path / "s.csv", "A,interview_2,2,", head=head)
    assert project.codings.import_readings(again) == Imported(new=0, known=1)
    bad = write_csv(tmp_path / "bad.csv", "A,interview_3,,", "A,interview_1,99,", head=head)
    with pytest.raises(InputError, match="line 3"):
        project.codings.import_readings(bad)
    assert len(project.codings.readings("A")) == 8
