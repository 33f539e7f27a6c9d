"""A transcript that was taken in by mistake can be removed while it holds nobody's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project


def first(project: Project) -> str:
    return project.transcripts.list()[0].name


def problems(project: Project) -> list[object]:
    return list(project.verify_log().problems)


def test_what_is_removed_is_nowhere_and_the_log_vouches_for_it(project: Project) -> None:
    name, others = first(project), [it.name for it in project.transcripts.list()][1:]
    project.transcripts.tokens(project.transcripts.list()[0].text_id)
    project.transcripts.remove(name)
    assert [it.name for it in project.transcripts.list()] == others
    assert problems(project) == []
    with pytest.raises(InputError):
        project.transcripts.get(name)


def test_its_file_can_be_taken_in_again(project: Project) -> None:
    name = first(project)
    text = project.transcripts.get(name).text
    project.transcripts.remove(name)
    report = project.transcripts.ingest_bytes(f"{name}.txt", text.encode())
    assert report.added == (name,)
    assert project.transcripts.get(name).text == text
    assert problems(project) == []


def coded(project: Project) -> None:
    text = project.transcripts.get(first(project))
    project.codings.add("A", first(project), text.turns[1].start, text.turns[1].end, "legitimacy")


def read(project: Project) -> None:
    project.codings.read("A", first(project))


def remarked(project: Project) -> None:
    project.memos.add("A", "transcript", first(project), "x")


@pytest.mark.parametrize("work", [coded, read, remarked])
def test_what_holds_somebodys_work_stays(project: Project, work: Callable[[Project], None]) -> None:
    work(project)
    before = [it.name for it in project.transcripts.list()]
    with pytest.raises(RuleError, match="nobody's work"):
        project.transcripts.remove(first(project))
    assert [it.name for it in project.transcripts.list()] == before
    assert problems(project) == []


def test_a_coding_that_was_taken_back_is_no_work(project: Project) -> None:
    coded(project)
    project.undo("A")
    project.transcripts.remove(first(project))
    assert problems(project) == []


def test_a_name_that_is_not_there_is_said(project: Project) -> None:
    with pytest.raises(InputError):
        project.transcripts.remove("nobody")


def test_the_command_removes_and_says_its_event(project: Project) -> None:
    name = first(project)
    found = CliRunner().invoke(app, ["transcripts", "remove", name, "--project", str(project.path)])
    assert found.exit_code == 0, found.output
    assert name not in [it.name for it in project.transcripts.list()]
    assert "event 8" in found.output
