"""The kept end of another copy's log is checked as a chain: whole it is silent, else it is told."""

from __future__ import annotations

import shutil
import sqlite3
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from planned_material import START, Row, keep, log_of, tail_after
from store_material import coded, sql
from tampering_material import another, rechained, tampered

from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.log.audit import audit

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("at", "actor", "kind", "round", "undoes", "prev", "payload_digest", "hash", "seq")


def problems(project: Project) -> list[tuple[str, str]]:
    return [(it.rule, it.message) for it in project.verify_log().problems]


@pytest.fixture
def fork(project: Project, tmp_path: Path) -> tuple[Project, Row, list[Row]]:
    """A project, the event at which a copy of it went its own way, and what that copy did."""
    coded(project)
    project.store.pause()
    other = tmp_path / "other"
    shutil.copytree(project.folder, other)
    with project.store.reading() as connection:
        base = log_of(connection)[-1]
    with Project.open(other) as copy:
        for n in range(4):
            copy.codings.memo("B", "project", "", f"别处的想法 {n}")
        with copy.store.reading() as connection:
            tail = [it for it in log_of(connection) if it["seq"] > base["seq"]]
    project.codings.memo("A", "project", "", "这里的想法")
    return project, base, tail


@pytest.fixture
def merged(fork: tuple[Project, Row, list[Row]]) -> Project:
    project, base, tail = fork
    with project.store.acting("merge") as act:
        keep(act, base, tail)
    return project


def test_a_whole_tail_of_a_copy_that_went_its_own_way_is_silent(merged: Project) -> None:
    """Its events have the numbers and the name of copy of our own, and are not ours."""
    found = merged.verify_log()
    assert found.problems == ()
    assert [head.event for head in found.heads] == [found.events]
    seen = [[it.text for it in merged.memos.list(viewer=who)] for who in ("A", "B")]
    assert seen == [["这里的想法"], []], "it is not played"
    merged.codings.memo("A", "project", "", "接着想")
    assert problems(merged) == []


def test_a_pack_has_a_log_of_its_own_from_its_start_and_goes_on_from_its_head(
    project: Project,
) -> None:
    first = tail_after(START, 3)
    second = tail_after(first[-1], 2)
    third = tail_after(first[1], 2, "c" * 36)
    with project.store.acting("merge") as act:
        keep(act, START, first)
        keep(act, first[-1], second)
        keep(act, first[1], third)
    assert problems(project) == []


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("column", COLUMNS)
def test_any_value_of_a_kept_event_that_was_changed_is_told(
    column: str, place: int, merged: Project
) -> None:
    with closing(sqlite3.connect(merged.path)) as raw:
        [(seq, before)] = raw.execute(
            f'SELECT seq, "{column}" FROM branch_event ORDER BY seq LIMIT 1 OFFSET ?',
            (place,),
        )
    free = 999 if column == "seq" else another(before)
    for value in (free, b"\x80", "\ud7ff{", 1 << 62):
        sql(merged, f'UPDATE branch_event SET "{column}" = ? WHERE seq = ?', value, seq)
        assert {rule for rule, _ in problems(merged)} == {"branch"}
        now = value if column == "seq" else seq
        sql(merged, f'UPDATE branch_event SET "{column}" = ? WHERE seq = ?', before, now)
    assert problems(merged) == []


BROKEN = {
    "its first event gone": "DELETE FROM branch_event WHERE seq = (SELECT min(seq) FROM "
    "branch_event)",
    "one in its midst gone": "DELETE FROM branch_event WHERE seq = 1 + (SELECT min(seq) FROM "
    "branch_event)",
    "its last event gone": "DELETE FROM branch_event WHERE seq = (SELECT max(seq) FROM "
    "branch_event)",
    "all of it gone": "DELETE FROM branch_event",
    "one more": "INSERT INTO branch_event SELECT branch, seq + 1, at, actor, kind, round, undoes, "
    "hash, payload_digest, 'x' FROM branch_event ORDER BY seq DESC LIMIT 1",
    "events of no branch": "INSERT INTO branch_event SELECT 99, seq, at, actor, kind, round, "
    "undoes, prev, payload_digest, hash FROM branch_event",
    "text that is none": "UPDATE branch_event SET at = CAST(x'80ff' AS TEXT)",
    "a copy's name": "UPDATE branch SET replica = 'x'",
    "where it begins": "UPDATE branch SET base_seq = base_seq + 1",
    "what it begins after": "UPDATE branch SET base_hash = CAST(x'80ff' AS TEXT)",
    "its head": "UPDATE branch SET head_hash = base_hash",
    "the number of its head": "UPDATE branch SET head_seq = 1.5",
    "its branch gone": "DELETE FROM branch",
    "its branch and all of it gone": "DELETE FROM branch_event; DELETE FROM branch",
    "its key": "UPDATE branch SET id = 77",
    "a column gone": "ALTER TABLE branch_event DROP COLUMN kind",
    "its numbers gone": "DROP TABLE branch_event; CREATE TABLE branch_event (branch INTEGER)",
    "the table gone": "DROP TABLE branch_event",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_tail_that_is_not_whole_is_told(kind: str, merged: Project) -> None:
    tampered(merged.folder, BROKEN[kind])
    assert problems(merged)


def test_a_break_is_told_once(merged: Project) -> None:
    """What follows it is judged by what stands before it."""
    tampered(merged.folder, BROKEN["one in its midst gone"])
    [(rule, said)] = problems(merged)
    assert rule == "branch"
    assert "memo.add" in said
    assert "does not follow the event before it" in said


def test_a_tail_that_leaves_no_known_log_is_told(project: Project) -> None:
    base = tail_after(START, 3)[-1]
    with project.store.acting("merge") as act:
        keep(act, base, tail_after(base, 2))
    [(rule, said)] = problems(project)
    assert rule == "branch"
    assert said.endswith("leaves no log that is here")


def test_a_log_that_was_written_anew_is_found_by_the_tail_that_left_it(merged: Project) -> None:
    """Whoever forges what came before a merge must forge the other copy's log as well."""

    def told_again(raw: sqlite3.Connection) -> None:
        [(seq, body)] = raw.execute("SELECT seq, body FROM payload WHERE body LIKE '%\"coding\"%'")
        raw.execute("UPDATE coding SET origin = 'imported'")
        written = body.replace('"origin":"manual"', '"origin":"imported"')
        raw.execute("UPDATE payload SET body = ? WHERE seq = ?", (written, seq))
        rechained(raw)

    tampered(merged.folder, told_again)
    assert [rule for rule, _ in problems(merged)] == ["branch"]


def test_a_longer_tail_takes_no_more_memory(tmp_path: Path) -> None:
    """Held whole, the 2,000 further events would take more than 1 MB."""
    peaks = []
    for count in (100, 2_100):
        folder = tmp_path / str(count)
        with Project.create(folder) as made, made.store.acting("merge") as act:
            keep(act, START, tail_after(START, count))
        with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
            audit(raw)
            tracemalloc.start()
            assert audit(raw).problems == ()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000
