"""Project files of older versions open whole, a copy beside them, and are like new ones."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from older_material import OLDER, populated
from planned_material import plan

from qualcode.project import Project
from qualcode.store import schema
from qualcode.store.file import engine

if TYPE_CHECKING:
    from pathlib import Path


def columns(path: Path) -> dict[str, set[str]]:
    """Return the columns of every table of a file."""
    with closing(sqlite3.connect(path)) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        listed = {it: raw.execute(f'PRAGMA table_info("{it}")').fetchall() for [it] in tables}
        return {table: {str(row[1]) for row in rows} for table, rows in listed.items()}


def shape(path: Path) -> dict[str, object]:
    """Return columns, references and indexes of every table, whatever their order."""

    def indexes(raw: sqlite3.Connection, table: str) -> list[object]:
        listed = raw.execute(f'PRAGMA index_list("{table}")').fetchall()
        columns = {it[1]: raw.execute(f'PRAGMA index_info("{it[1]}")').fetchall() for it in listed}
        return sorted((it[2], [str(row[2]) for row in columns[it[1]]]) for it in listed)

    with closing(sqlite3.connect(path)) as raw:
        return {
            name: (
                sorted(row[1:4] for row in raw.execute(f'PRAGMA table_info("{name}")')),
                sorted(row[2:5] for row in raw.execute(f'PRAGMA foreign_key_list("{name}")')),
                indexes(raw, name),
            )
            for name in schema.metadata.tables
        }


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_file_opens_and_its_log_gives_the_tables_of_now(
    revision: str, tmp_path: Path
) -> None:
    populated(revision, tmp_path)
    with Project.open(tmp_path) as project:
        assert project.verify_log().problems == ()
    with closing(sqlite3.connect(tmp_path / "project.before-upgrade.qualcode")) as raw:
        stamp = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        assert stamp == (revision,)


@pytest.mark.parametrize("revision", OLDER)
def test_an_upgraded_file_is_like_a_new_one(
    revision: str, tmp_path: Path, project: Project
) -> None:
    path = populated(revision, tmp_path)
    with Project.open(tmp_path):
        pass
    assert shape(path) == shape(project.path)


def test_work_goes_on_in_a_file_from_before_receipts(tmp_path: Path) -> None:
    """What was coded, decided, noted and taken back is there; the next act is done once."""
    populated("0003", tmp_path)
    with Project.open(tmp_path) as project:
        assert [(r.name, r.status) for r in project.rounds.list()] == [
            ("R1", "closed"),
            ("R2", "open"),
        ]
        assert len(project.codings.of("A")) == 3
        assert sum(project.suggestions.decided("A").values()) == 1
        assert [(m.text, m.changed) for m in project.memos.list(viewer="A")] == [
            ("这里是关键", ""),
            ("𠮷 👨‍👩‍👧 想到的", ""),
        ]
        assert project.undoable("A") == (True, True)
        assert project.redo("A") == "coding.add"
        assert len(project.codings.of("A")) == 4
        sent = str(uuid.uuid4())
        for _ in range(2):
            with project.once("A", sent) as fresh:
                if fresh:
                    project.memos.change("A", project.memos.list(viewer="A")[1].uuid, "改过")
        assert [memo.text for memo in project.memos.list(viewer="A")] == ["这里是关键", "改过"]
        assert project.undo("A") == "memo.change"
        assert project.verify_log().problems == ()


def test_work_goes_on_in_a_file_from_before_what_is_planned(tmp_path: Path) -> None:
    """Acts of before are undone and done again, and what is planned can be written beside them."""
    populated("0004", tmp_path)
    with Project.open(tmp_path) as project:
        before = len(project.codings.of("A", round="R3"))
        assert project.redo("A") == "coding.add"
        assert project.undo("A") == "coding.add"
        assert project.undo("A") == "card.answered"
        assert len(project.codings.of("A", round="R3")) == before
        assert project.verify_log().problems == ()
        plan(project)
        project.rounds.close("R3")
        assert project.verify_log().problems == ()
        assert {it.name: it.status for it in project.rounds.list()}["R3"] == "closed"


@pytest.mark.parametrize("revision", OLDER)
def test_rows_of_before_lack_what_later_columns_say(revision: str, tmp_path: Path) -> None:
    """The log tells a row as it was written; a column that it does not have is missing in both."""
    path = populated(revision, tmp_path)
    old = columns(path)
    Project.open(tmp_path).close()
    with closing(sqlite3.connect(path)) as raw:
        for table, found in columns(path).items():
            for name in found - old.get(table, found):
                query = f'SELECT count(*) FROM "{table}" WHERE "{name}" IS NOT NULL'
                assert raw.execute(query).fetchone() == (0,), (table, name)


def test_the_log_and_what_it_digests_never_get_a_column(tmp_path: Path) -> None:
    """Every old event, and every old row of those tables, would be one that was changed."""
    for revision in OLDER:
        folder = tmp_path / revision
        folder.mkdir()
        old = columns(populated(revision, folder))
        for table in ({"event", "payload"} | schema.BULK) & old.keys():
            assert old[table] == set(schema.metadata.tables[table].c.keys()), (revision, table)


DYING = """
import os, signal, sqlite3, sys
from pathlib import Path
from qualcode.store import Store

last, seen = int(sys.argv[2]), 0

def step(_statement):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*given, real=sqlite3.connect, **named):
    raw = real(*given, **named)
    raw.set_trace_callback(step)
    return raw

sqlite3.connect = connect
Store(Path(sys.argv[1])).close()
print(seen)
"""


def dying(path: Path, last: int) -> int:
    """Open a study in a process that is killed at its n-th statement; return how many it had."""
    command = [sys.executable, "-c", DYING, str(path), str(last)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == -signal.SIGKILL:
        return 0
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_an_upgrade_that_is_killed_leaves_an_old_file_or_a_new_one(tmp_path: Path) -> None:
    def rows(path: Path) -> list[str]:
        with closing(sqlite3.connect(path)) as raw:
            return list(raw.iterdump())

    made = {}
    for name in ("old", "whole"):
        (tmp_path / name).mkdir()
        made[name] = populated("0004", tmp_path / name)
    total = dying(made["whole"], 0)
    seen = set()
    for part in range(1, 6):
        folder = tmp_path / f"killed{part}"
        folder.mkdir()
        path = populated("0004", folder)
        assert dying(path, (total - 1) * part // 5) == 0
        seen.add(found := engine.revision(path))
        expected = {"0004": made["old"], schema.REVISION: made["whole"]}[found]
        assert rows(path) == rows(expected)
        with Project.open(folder) as project:
            assert project.verify_log().problems == ()
        assert columns(path) == columns(made["whole"])
    assert seen == {"0004", schema.REVISION}
