"""What is kept in memory: made once, never shown when the file has changed, never to others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode.project.kept import Kept

if TYPE_CHECKING:
    from pathlib import Path


def test_a_value_is_made_once_and_an_error_never_kept():
    kept, made = Kept(2), []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise ValueError("not yet")
        return len(made)

    with pytest.raises(ValueError, match="not yet"):
        kept.get("a", make)
    assert kept.get("a", make) == 2
    assert kept.get("a", make) == 2


def test_what_was_not_asked_for_longest_goes_first():
    kept = Kept(2)
    kept.get("a", lambda: 1)
    kept.get("b", lambda: 2)
    kept.get("a", lambda: 0)
    kept.get("c", lambda: 3)
    assert kept.get("a", lambda: 9) == 1
    assert kept.get("b", lambda: 9) == 9


def test_threads_that_ask_at_once_wait_for_the_one_that_makes_it():
    kept, begun, go, made = Kept(2), threading.Event(), threading.Event(), []

    def make() -> str:
        begun.set()
        go.wait(10)
        made.append(1)
        return "value"

    found: list[str] = []
    first = threading.Thread(target=lambda: found.append(kept.get("a", make)))
    first.start()
    assert begun.wait(10)
    second = threading.Thread(target=lambda: found.append(kept.get("a", make)))
    second.start()
    assert kept.get("b", lambda: "other") == "other"
    go.set()
    first.join(10)
    second.join(10)
    assert found == ["value", "value"]
    assert made == [1]


def references(project: Project, **asked: str) -> int:
    table = project.tables.get("frequency", coder="A", **asked)
    return int(next(row["references"] for row in table.rows if row["code"] == "construction"))


def test_a_table_counts_what_was_coded_a_moment_ago_and_what_was_undone(project: Project):
    assert references(project) == 0
    made = project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1
    project.undo("A")
    assert references(project) == 0
    project.redo("A")
    assert references(project) == 1
    project.codings.remove("A", made.uuid)
    assert references(project) == 0


def test_a_table_counts_what_another_process_wrote(project: Project):
    assert references(project) == 0
    with Project.open(project.folder) as other:
        other.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1


def test_texts_and_people_that_came_or_changed_later_are_in_the_tables(
    project: Project, tmp_path: Path
):
    before = project.tables.get("interviewees")
    project.transcripts.ingest_bytes("新.txt", "访谈者：问？\n受访者：新来的。\n".encode())
    after = project.tables.get("interviewees")
    assert len(after.rows) == len(before.rows) + 1
    person = project.transcripts.participants()[0]
    line = f"transcript,speaker,pseudonym,role\ninterview_1,受访者,{person.pseudonym},站长\n"
    (tmp_path / "people.csv").write_text(line, "utf-8")
    project.transcripts.import_participants(tmp_path / "people.csv")
    assert "站长" in [row["role"] for row in project.tables.get("interviewees").rows]


def test_what_one_may_see_is_never_given_to_another(project: Project):
    project.rounds.open("R1")
    project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project, viewer="A") == 1
    assert references(project, viewer="B") == 0
    assert references(project, viewer="A") == 1
    project.rounds.close("R1")
    assert references(project, viewer="B") == 1


def test_a_restored_backup_is_not_what_was_kept(project: Project, tmp_path: Path):
    backup = project.backup(tmp_path / "b.qualcode")
    project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1
    Project.restore(backup, project.folder)
    project.codings.add("B", "interview_1", 20, 30, "construction")
    assert references(project) == 0


def test_two_projects_share_nothing(project: Project, tmp_path: Path):
    with Project.create(tmp_path / "other", None) as other:
        other.coders.add("A")
        other.codebook.add_code("组织构建")
        assert [row["references"] for row in other.tables.get("frequency", coder="A").rows] == [0]
    assert references(project) == 0


def test_agreement_of_a_closed_round_is_the_same_however_often_it_is_asked_for(demo_folder: Path):
    with Project.open(demo_folder) as project:
        first, again = (project.agreement.table(["A", "B"], language="zh") for _ in range(2))
        pairs = project.agreement.pairwise(code=first.rows[1]["code"])
        assert again.to_json() == first.to_json()
        assert pairs != project.agreement.pairwise()
    with Project.open(demo_folder) as project:
        assert project.agreement.table(["A", "B"], language="zh").to_json() == first.to_json()
        assert project.agreement.table(["A", "B"], language="en").title != first.title
