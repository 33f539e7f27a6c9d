"""Project files of older versions open whole, a copy beside them, and are like new ones."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from conftest import REPO

from qualcode.project import Project
from qualcode.store import schema

if TYPE_CHECKING:
    from pathlib import Path

DUMPS = sorted((REPO / "tests" / "files").glob("schema_*.sql"))


def populated(dump: Path, folder: Path) -> Path:
    """Make the file of an older version, with the work of people in it."""
    path = folder / "project.qualcode"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump.read_text(encoding="utf-8"))
    return path


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


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_an_older_file_opens_and_its_log_gives_the_tables_of_now(
    dump: Path, tmp_path: Path
) -> None:
    populated(dump, tmp_path)
    with Project.open(tmp_path) as project:
        assert project.verify_log().problems == ()
    with closing(sqlite3.connect(tmp_path / "project.before-upgrade.qualcode")) as raw:
        stamp = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        assert stamp == (dump.stem.removeprefix("schema_"),)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_an_upgraded_file_is_like_a_new_one(dump: Path, tmp_path: Path, project: Project) -> None:
    path = populated(dump, tmp_path)
    with Project.open(tmp_path):
        pass
    assert shape(path) == shape(project.path)


def test_work_goes_on_in_a_file_from_before_receipts(tmp_path: Path) -> None:
    """What was coded, decided, noted and taken back is there; the next act is done once."""
    populated(REPO / "tests" / "files" / "schema_0003.sql", tmp_path)
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
