"""Agreement and tables of a project: what they count, and what they show of an open round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from coded_material import two_coders

from qualcode import analysis
from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project


def test_agreement_refuses_an_open_round(project: Project) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="is open"):
        project.agreement.table()


def test_agreement_refuses_where_nothing_was_read_twice(project: Project) -> None:
    project.codings.read("A", "interview_1")
    project.codings.read("B", "interview_2")
    project.rounds.close()
    with pytest.raises(RuleError, match="nothing was read twice"):
        project.agreement.table()


def test_agreement_counts_only_units_that_both_read(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    table = project.agreement.table()
    rows = {row["code"]: row for row in table.rows}
    row = rows["legitimacy"]
    assert row["both"] + row["only_a"] + row["only_b"] + row["neither"] == row["n_units"]
    assert row["both"] >= 1
    assert row["only_a"] >= 1
    assert rows["mobilization"]["alpha"] is None
    assert rows["mobilization"]["undefined"]
    assert list(rows)[-1] == "*"


def test_disagreements_are_passages(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    passages = project.agreement.disagreements("legitimacy")
    assert passages
    for passage in passages:
        text = project.transcripts.get(passage.transcript).text
        assert passage.text == text[passage.start : passage.end]
        assert (passage.yes, passage.no) == (("A",), ("B",))


def test_a_table_of_several_coders_must_name_one(project: Project) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="--coder"):
        project.tables.get("frequency")
    rows = project.tables.get("frequency", coder="A").rows
    assert {row["code"]: row["references"] for row in rows}["legitimacy"] == 2
    project.tables.set_layer("B")
    rows = project.tables.get("frequency").rows
    assert {row["code"]: row["references"] for row in rows}["legitimacy"] == 1


def test_codes_that_nobody_used_are_rows_of_zeros(project: Project) -> None:
    rows = project.tables.get("frequency").rows
    assert len(rows) == 7
    assert {row["references"] for row in rows} == {0}


def test_the_interviewers_side_is_not_counted_and_a_note_says_so(project: Project) -> None:
    """A coding over question and answer is one reference, the answer's."""
    turns = project.transcripts.get("interview_1").turns
    project.codings.add("A", "interview_1", turns[2].start, turns[3].end, "legitimacy")
    project.codings.add("A", "interview_1", turns[0].start, turns[0].end, "legitimacy")
    table = project.tables.get("frequency")
    row = next(row for row in table.rows if row["code"] == "legitimacy")
    assert (row["references"], row["participants"]) == (1, 1)
    assert row["characters"] == turns[3].end - turns[3].start
    assert any("访谈者一方另有 2 个参考点" in note for note in table.notes)
    assert len(project.tables.get("quotations").rows) == 1


def test_agreement_needs_two_different_coders(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    with pytest.raises(InputError, match="two different coders"):
        project.agreement.table(["A", "A"])


def test_a_new_meaning_opens_readings_again(project: Project) -> None:
    """Back-coding: a reading counts for a code only if it meant then what it means now."""
    from dataclasses import replace

    two_coders(project)
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    project.rounds.close()
    rows = {row["code"]: row for row in project.agreement.table().rows}
    assert rows["legitimacy"]["n_units"] == 0
    assert rows["mobilization"]["n_units"] > 0


def test_a_closed_rounds_figures_stay_when_the_codebook_moves_on(project: Project) -> None:
    from dataclasses import replace

    two_coders(project)
    project.rounds.close()
    before = project.agreement.table()
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    project.codebook.add_code("晒被子")
    assert project.agreement.table() == before


def test_another_coders_table_shows_nothing_of_an_open_round(project: Project) -> None:
    two_coders(project)
    assert project.tables.get("quotations", coder="A", viewer="A").rows
    assert project.tables.get("quotations", coder="A", viewer="B").rows == ()
    with pytest.raises(RuleError, match="theirs alone"):
        project.tables.get("quotations", coder="A", round="R1", viewer="B")
    project.rounds.close()
    assert project.tables.get("quotations", coder="A", viewer="B").rows


def test_a_change_of_wording_leaves_readings_valid(project: Project) -> None:
    from dataclasses import replace

    two_coders(project)
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "换个说法。"}), wording_only=True)
    project.rounds.close()
    rows = {row["code"]: row for row in project.agreement.table().rows}
    assert rows["legitimacy"]["n_units"] > 0


def test_tables_are_written_in_every_format(project: Project, tmp_path: Path) -> None:
    two_coders(project)
    project.rounds.close()
    paths = project.tables.write_all(tmp_path / "tables", coder="A")
    names = {path.name for path in paths}
    for table in (*analysis.TABLES, "agreement"):
        assert {f"{table}{suffix}" for suffix in (".docx", ".xlsx", ".csv", ".md")} <= names
    assert all(path.stat().st_size for path in paths)
