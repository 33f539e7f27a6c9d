"""Rounds: training, independent work, discussion, and one coder who codes again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from coded_material import AGREED, REPAIR, mark, read_all
from conftest import REPO
from typer.testing import CliRunner

from qualcode import agreement, analysis, review
from qualcode.cli import app
from qualcode.errors import InputError, RuleError
from qualcode.gathering import intra_coder
from qualcode.i18n import tr
from qualcode.model import Round
from qualcode.project import Project
from qualcode.store import texts

if TYPE_CHECKING:
    from pathlib import Path


def references(project: Project, **layer: str) -> int:
    rows = project.tables.get("frequency", **layer).rows
    return sum(row["references"] for row in rows)


@pytest.fixture
def alone(project: Project) -> Project:
    """A lone coder's closed R1, and R2 in which A codes again."""
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    read_all(project, "A")
    project.rounds.close("R1")
    project.rounds.recode("R1")
    return project


# Training


def test_training_is_never_in_a_table_unless_it_is_named(project: Project) -> None:
    """Nor does a coder who only trained make the tables ask whose codings they count."""
    project.rounds.open("T1", "training")
    for coder in ("A", "B"):
        mark(project, coder, "interview_1", AGREED, "legitimacy")
    read_all(project, "A", "B")
    project.rounds.close("T1")
    assert project.agreement.comparable() is False
    assert [table.name for table in project.tables.all()] == list(analysis.TABLES)
    assert references(project) == 0
    assert references(project, coder="B", round="T1") == 1
    project.rounds.open("R1")
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    read_all(project, "A")
    assert (project.tables.layer().coder, references(project)) == ("A", 1)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (Round("R1"), "reliability"),
        (Round("R2", source="R1", coder="A"), "intra"),
        (Round("T1", "training"), "training"),
        (Round("D1", "discussion"), "discussed"),
        (Round("C1", "consensus", source="R1", coder="A B"), "consensus"),
    ],
)
def test_only_independent_rounds_give_reliability(found: Round, standing: str) -> None:
    assert review.standing(found) == standing
    assert ("不" in tr(f"standing.{standing}", "zh")) == (standing != "reliability")


# Discussion


def test_a_discussion_begins_when_independent_work_is_closed(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    with pytest.raises(RuleError, match="round R1 is open"):
        project.rounds.open("D1", "discussion")
    read_all(project, "A", "B")
    project.rounds.close("R1")
    project.rounds.open("D1", "discussion")
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    (talked,) = project.codings.of("A", round="D1", viewer="B")
    assert talked.exposure == "discussed"
    read_all(project, "A", "B")
    project.rounds.close("D1")
    assert project.agreement.compared()[0].name == "R1"
    assert project.agreement.compared(round="D1")[0].kind == "discussion"


def test_a_name_is_taken_once_and_a_kind_is_of_the_list(project: Project) -> None:
    project.rounds.open("R1")
    with pytest.raises(InputError, match="another name"):
        project.rounds.open("R1")
    with pytest.raises(InputError, match="must be one of"):
        project.rounds.open("R2", "weird")  # type: ignore[arg-type]
    project.rounds.close()
    with pytest.raises(RuleError, match="every round is closed"):
        project.rounds.close()
    with pytest.raises(RuleError, match="closed and hashed"):
        project.rounds.close("R1")


# Coding again


def test_what_was_coded_before_is_hidden_while_one_codes_again(alone: Project) -> None:
    """It is hidden where it is read: on the desk, in tables and in exports."""
    assert alone.codings.of("A", viewer="A") == ()
    assert [held.name for held in alone.rounds.list("A")] == ["R2"]
    with pytest.raises(RuleError, match="A codes again in round R2"):
        alone.codings.of("A", round="R1", viewer="A")
    with pytest.raises(RuleError, match="A codes again in round R2"):
        alone.tables.get("quotations", coder="A", round="R1")
    with pytest.raises(RuleError, match="A codes again in round R2"):
        alone.codings.export_csv(alone.folder / "out.csv", coder="A")
    assert (alone.tables.layer().round, references(alone)) == ("R2", 0)
    assert len(alone.codings.of("A", round="R1", viewer="B")) == 2
    assert references(alone, coder="A", round="R1", viewer="B") == 2
    alone.rounds.close("R2")
    assert len(alone.codings.of("A", viewer="A")) == 2
    assert alone.codings.export_csv(alone.folder / "out.csv") == 2


def test_new_work_goes_on_while_one_codes_again(alone: Project) -> None:
    """Another open round is no memory of the old one: its coder sees it."""
    alone.rounds.open("R3")
    mark(alone, "A", "interview_3", REPAIR, "responsiveness")
    assert [it.round for it in alone.codings.of("A", viewer="A")] == ["R3"]
    assert len(alone.codings.of("A", round="R3", viewer="A")) == 1
    assert [held.name for held in alone.rounds.list("A")] == ["R2", "R3"]


def test_nobody_else_codes_in_a_recoding(alone: Project, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="none that is open is for this coder"):
        mark(alone, "B", "interview_1", AGREED, "legitimacy")
    with pytest.raises(RuleError, match="for A to code again alone"):
        alone.codings.add("B", "interview_1", 4, 9, "legitimacy", round="R2")
    table = tmp_path / "in.csv"
    head = "transcript,start,end,code,coder,round\n"
    table.write_text(f"{head}interview_1,4,9,legitimacy,B,R2\n", encoding="utf-8")
    with pytest.raises(RuleError, match="for A to code again alone"):
        alone.codings.import_csv(table)
    table.write_text("coder,transcript,turn,round\nB,interview_1,,R2\n", encoding="utf-8")
    with pytest.raises(RuleError, match="for A to code again alone"):
        alone.codings.import_readings(table)
    assert alone.rounds.current("B") is None
    assert alone.rounds.current("A") == alone.rounds.current()


def test_a_coder_is_compared_with_themselves(alone: Project) -> None:
    """Two rounds are two columns; tables count the first one still."""
    mark(alone, "A", "interview_1", AGREED, "legitimacy")
    mark(alone, "A", "interview_3", REPAIR, "responsiveness")
    alone.codings.read("A", "interview_1")
    alone.codings.read("A", "interview_3")
    held = alone.rounds.close("R2")
    with alone.store.reading() as connection:
        names, codings, readings = intra_coder.columns(alone.store.look(connection), held)
        sheets = [
            (
                info.text_id,
                texts.source(connection, info.text_id),
                texts.units(connection, info.text_id, "sentence"),
            )
            for info in texts.transcripts(connection)
        ]
    assert names == ("A (R1)", "A (R2)")
    matrix = agreement.build(sheets, codings, readings, names, ("legitimacy", "responsiveness"))
    both = matrix.code("legitimacy")
    assert (both == 1).all(axis=1).sum() == 1
    second = matrix.code("responsiveness")
    assert [tuple(row) for row in second if (row == 1).any()][-1] == (0.0, 1.0)
    assert references(alone) == 2
    assert references(alone, coder="A", round="R2") == 2
    assert review.standing(held) == "intra"


def test_columns_need_a_closed_recoding(alone: Project) -> None:
    first, second = alone.rounds.list()
    with alone.store.reading() as connection:
        with pytest.raises(RuleError, match="round R2 is open"):
            intra_coder.columns(alone.store.look(connection), second)
        with pytest.raises(RuleError, match="round open --recode R1"):
            intra_coder.columns(alone.store.look(connection), first)


def test_coding_again_needs_a_closed_round_in_which_the_coder_read(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    with pytest.raises(RuleError, match="R1 is open and independent"):
        project.rounds.recode("R1")
    read_all(project, "A", "B")
    project.rounds.close("R1")
    with pytest.raises(RuleError, match="name one of them with --coder"):
        project.rounds.recode("R1")
    project.coders.add("C")
    with pytest.raises(RuleError, match="A, B read there"):
        project.rounds.recode("R1", "C")
    again = project.rounds.recode("R1", "A")
    assert (again.name, again.source, again.coder, again.recodes) == ("R2", "R1", "A", True)
    with pytest.raises(RuleError, match="codes again in round R2 already"):
        project.rounds.recode("R1", "A")
    project.rounds.recode("R1", "B", "乙的重编码")
    assert project.verify_log().problems == ()


def test_two_weeks_are_advised_and_then_no_longer_named(alone: Project) -> None:
    """The wait is a suggestion: the round opens, and the day is said."""
    today = datetime.now(UTC).date()
    day = alone.rounds.advised("R1")
    assert day is not None
    assert timedelta(days=12) < day - today <= timedelta(days=14)
    closed = Round("R1", status="closed", closed="2026-03-01T09:30:00.000+00:00")
    assert intra_coder.advised(closed, date(2026, 3, 14)) == date(2026, 3, 15)
    assert intra_coder.advised(closed, date(2026, 3, 15)) is None
    assert intra_coder.advised(Round("R1"), date(2026, 3, 15)) is None


def test_coding_again_from_the_command_line_names_the_day(project: Project) -> None:
    read_all(project, "A", "B")
    project.rounds.close("R1")
    folder = ("--project", str(project.folder))
    recode = ["round", "open", "--recode", "R1", "--coder", "B", *folder]
    out = CliRunner().invoke(app, [*recode, "--json"])
    value = json.loads(out.stdout)
    assert (value["name"], value["source"], value["coder"]) == ("R2", "R1", "B")
    assert date.fromisoformat(value["advised_from"]) == project.rounds.advised("R1")
    assert CliRunner().invoke(app, ["round", "open", "--coder", "B", *folder]).exit_code == 2


def test_suggestions_for_whom_codes_again_learn_from_closed_rounds(alone: Project) -> None:
    """As for everybody: hiding is about what the coder sees."""
    report = alone.suggestions.run("A", seed=1)
    assert report.run == 1
    assert alone.verify_log().problems == ()


# Files of the schema before


def test_a_project_of_the_first_schema_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    """A copy of it stays, and the log of then still gives the tables of now."""
    path = tmp_path / "project.qualcode"
    dump = (REPO / "tests" / "files" / "schema_0001.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump)
    with Project.open(tmp_path) as project:
        assert project.verify_log().problems == ()
        assert [(r.name, r.status, r.source) for r in project.rounds.list()] == [
            ("R1", "closed", None),
            ("R2", "open", None),
        ]
        assert [it.text for it in project.codings.memos()] == ["𠮷 👨‍👩‍👧 想到的"]
        assert len(project.codings.of("A")) == 2
        project.adjudication.open("R1", "A B")
        for each in project.adjudication.queue("R1"):
            project.adjudication.decide(each.id, review.Verdict("no", "slip"), actor="A")
        assert project.verify_log().problems == ()
    with closing(sqlite3.connect(tmp_path / "project.before-upgrade.qualcode")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
