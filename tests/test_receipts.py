"""An act that arrives by a wire is done once, however often and by whomever it is sent."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from typing import TYPE_CHECKING

import pytest
from store_material import on_each_connection

from qualcode.errors import InputError, ProjectError, QualcodeError, RuleError
from qualcode.project import Project
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def made() -> str:
    return str(uuid.uuid4())


def code(project: Project, sent: str, coder: str = "A", start: int = 4) -> bool:
    with project.once(coder, sent) as fresh:
        if fresh:
            project.codings.add(coder, "interview_1", start, 12, "legitimacy")
    return fresh


def test_an_act_that_is_sent_twice_is_done_once(project: Project) -> None:
    sent = made()
    assert code(project, sent)
    first = project.codings.of("A")
    project.codings.remove("A", first[0].uuid)
    assert not code(project, sent)
    assert project.codings.of("A") == ()


def test_a_receipt_survives_a_restart_and_a_backup(project: Project, tmp_path: Path) -> None:
    sent = made()
    code(project, sent)
    copy = project.backup(tmp_path / "copy.qualcode")
    project.close()
    with Project.open(project.folder) as again:
        assert not code(again, sent)
        later = made()
        code(again, later, start=5)
    Project.restore(copy, project.folder)
    with Project.open(project.folder) as restored:
        assert not code(restored, sent)
        assert code(restored, later, start=5)
        assert restored.verify_log().problems == ()


def test_an_act_that_changed_nothing_has_a_receipt_too(project: Project) -> None:
    project.codings.add("A", "interview_1", 4, 12, "legitimacy")
    sent = made()
    assert code(project, sent)
    assert not code(project, sent)
    with project.once("A", made()) as fresh:
        assert fresh


def test_an_act_that_is_refused_has_none_and_may_come_again(project: Project) -> None:
    sent = made()
    for _ in range(2):
        with pytest.raises(InputError):
            code(project, sent, start=99)
    assert code(project, sent)


def test_another_coders_act_of_the_same_uuid_is_refused(project: Project) -> None:
    sent = made()
    code(project, sent)
    before = project.codings.of("A")
    with pytest.raises(RuleError, match="another coder"):
        code(project, sent, "B")
    assert project.codings.of("B") == ()
    assert project.codings.of("A") == before
    assert not code(project, sent)


@pytest.mark.parametrize("sent", ["", "x", "A" * 36, "0" * 36, 7, None])
def test_an_act_without_a_uuid_is_refused(project: Project, sent: str) -> None:
    with pytest.raises(InputError, match="uuid"):
        code(project, sent)
    with pytest.raises(InputError, match="coder"):
        code(project, made(), "nobody")
    assert project.codings.of("A") == ()


def test_several_acts_and_their_receipt_are_stored_together_or_not_at_all(
    project: Project,
) -> None:
    sent = made()
    before = project.verify_log().events

    def both(last: str) -> None:
        with project.once("A", sent) as fresh:
            if fresh:
                project.codings.add("A", "interview_1", 4, 12, "legitimacy")
                assert len(project.codings.of("A")) == 1
                project.memos.add("A", "project", "", last)

    with pytest.raises(InputError):
        both("  ")
    assert project.codings.of("A") == ()
    assert project.rounds.list() == ()
    assert project.verify_log().events == before
    both("想到的")
    both("想到的")
    assert len(project.codings.of("A")) == len(project.memos.list(viewer="A")) == 1
    assert project.verify_log().problems == ()


def test_an_act_that_fails_inside_takes_back_only_itself(project: Project) -> None:
    """Whoever catches it inside the block goes on with what was done before."""
    with project.once("A", made()):
        project.codings.add("A", "interview_1", 4, 12, "legitimacy")
        with pytest.raises(QualcodeError):
            project.codings.add_new("A", [Place(1, 4, 9), Place(1, 9, 4)], "新的")
        project.codings.add("A", "interview_1", 5, 12, "legitimacy")
    assert len(project.codings.of("A")) == 2
    assert project.codebook.current().code("新的") is None
    assert project.verify_log().problems == ()


def test_an_undo_that_is_sent_twice_takes_back_one_act(project: Project) -> None:
    for start in (4, 5):
        project.codings.add("A", "interview_1", start, 12, "legitimacy")
    sent = made()
    for _ in range(2):
        with project.once("A", sent) as fresh:
            if fresh:
                project.undo("A")
    assert [c.start for c in project.codings.of("A")] == [4]
    assert project.undoable("A") == (True, True)


def test_of_two_at_once_exactly_one_does_it(project: Project) -> None:
    """Threads share one store; every uuid comes from four of them."""
    sent = [made() for _ in range(8)]
    fresh: list[bool] = []
    errors: list[Exception] = []
    start = threading.Barrier(4)

    def deliver() -> None:
        start.wait()
        for n, each in enumerate(sent):
            try:
                fresh.append(code(project, each, start=n))
            except Exception as error:  # noqa: BLE001 - the test names whatever went wrong
                errors.append(error)

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(fresh) == [False] * 24 + [True] * 8
    assert len(project.codings.of("A")) == 8
    assert project.verify_log().problems == ()


def test_what_is_not_stored_yet_is_seen_by_its_own_thread_only(project: Project) -> None:
    project.rounds.open("R1")
    seen: list[int] = []

    def look() -> None:
        seen.append(len(project.codings.of("A")))

    with project.once("A", made()):
        project.codings.add("A", "interview_1", 4, 12, "legitimacy")
        look()
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()
    assert seen == [1, 0, 1]


DIES = """
import os, sys
from qualcode.project import Project
with Project.open(sys.argv[1]) as project:
    with project.once("A", sys.argv[2]):
        project.codings.add("A", "interview_1", 4, 12, "legitimacy")
        os._exit(9)
"""


def test_a_death_before_the_end_leaves_neither_act_nor_receipt(project: Project) -> None:
    sent = made()
    command = [sys.executable, "-c", DIES, str(project.folder), sent]
    assert subprocess.run(command, check=False).returncode == 9
    assert project.codings.of("A") == ()
    assert code(project, sent)
    assert len(project.codings.of("A")) == 1


def test_two_projects_at_once_do_not_mix(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other") as other:
        other.coders.add("A")
        with project.once("A", made()), other.once("A", made()):
            project.memos.add("A", "project", "", "这里")
            other.memos.add("A", "project", "", "那里")
        assert [memo.text for memo in project.memos.list()] == ["这里"]
        assert [memo.text for memo in other.memos.list()] == ["那里"]


def test_a_full_disk_is_one_sentence_and_changes_nothing(project: Project) -> None:
    """SQLite's page limit stands for the disk's."""
    project.rounds.open("R1")

    def limit(raw: sqlite3.Connection) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages}")

    on_each_connection(project, limit)
    sent = made()

    def much() -> None:
        with project.once("A", sent):
            for n in range(200):
                project.memos.add("A", "project", "", f"{n}" * 500)

    with pytest.raises(ProjectError, match="disk is full"):
        much()
    project.store._log.engine.dispose()
    assert project.memos.list(viewer="A") == ()
    assert project.verify_log().problems == ()
