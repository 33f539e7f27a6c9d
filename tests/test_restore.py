"""Restoring works when it is needed, and puts nothing in place that is not what its log says."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CODEBOOK, REPO
from restore_material import bytes_of, rows
from tampering_material import tampered
from test_cli import Terminal, terminal

from qualcode.errors import ProjectError
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import engine, frames, wal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["terminal"]
pytest_plugins = ("tampering_material", "restore_material")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "header": lambda it: b"\0" * 100 + it[100:],
    "first bytes": lambda it: b"QSLite" + it[6:],
    "page size": lambda it: it[:16] + b"\x07\x07" + it[18:],
    "write version": lambda it: it[:18] + b"\x09" + it[19:],
    "cut short": lambda it: it[: len(it) // 2],
    "cut inside a page": lambda it: it[:5000],
    "emptied": lambda _: b"",
    "one byte": lambda it: it[:1],
    "a page": lambda it: it[:4096] + b"\xa5" * 4096 + it[8192:],
    "longer": lambda it: it + b"words that somebody may want",
    "words": lambda _: b"no project at all, only words" * 300,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_takes_the_place_of_whatever_is_there_and_keeps_its_bytes(
    sound: Path, backup: Path, damage: str
) -> None:
    path = sound / FILE_NAME
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    before = path.read_bytes()
    kept = Project.restore(backup, sound)
    assert kept is not None
    if damage != "write version":
        assert kept.read_bytes() == before
    assert rows(path) == rows(backup)
    with Project.open(sound) as project:
        assert project.verify_log().problems == ()
        project.set("language", "en")
    assert sorted(it.name for it in sound.iterdir()) == sorted([FILE_NAME, kept.name])


def test_the_log_of_a_damaged_project_is_kept_and_not_played_into_the_backup(
    sound: Path, backup: Path, tmp_path: Path
) -> None:
    path = sound / FILE_NAME
    with Project.open(sound) as project:
        project.coders.add("丙")
        dead = Path(shutil.copytree(sound, tmp_path / "dead"))
    path = dead / FILE_NAME
    log = wal.beside(path).read_bytes()
    assert log
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\xa5" * (len(content) // 2))
    kept = Project.restore(backup, dead)
    assert kept is not None
    assert kept.read_bytes() != content
    assert wal.beside(kept).read_bytes() == log
    assert rows(path) == rows(backup)
    second = Project.restore(backup, dead)
    assert second not in (None, kept)
    assert wal.beside(kept).read_bytes() == log, "nothing mixes with it later"


def test_a_log_without_its_file_is_kept(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / f"{FILE_NAME}-wal").write_bytes(b"all that is left of it")
    kept = Project.restore(backup, tmp_path / "new")
    assert kept is not None
    assert kept.read_bytes() == b"all that is left of it"
    assert rows(tmp_path / "new" / FILE_NAME) == rows(backup)


def begun(sound: Path, place: Path, names: str) -> Path:
    """Return a copy of a study with its log, from the midst of work, as a death leaves it."""
    with Project.open(sound) as project:
        for name in names:
            project.coders.add(name)
        return Path(shutil.copytree(sound, place))


def spoiled(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


LOGS: dict[str, Callable[[bytes], bytes]] = {
    "its header": lambda it: spoiled(it, 5),
    "a header that is short": lambda it: it[:20],
    "the first page": lambda it: spoiled(it, 100),
    "the last page": lambda it: spoiled(it, len(it) - 100),
    "junk": lambda _: b"the newest work" * 1000,
}


@pytest.mark.parametrize("damage", LOGS)
def test_a_log_that_is_damaged_is_kept_with_its_file(
    sound: Path, backup: Path, tmp_path: Path, damage: str
) -> None:
    """SQLite passes over it as if it were not there; what is in it may still be wanted."""
    dead = begun(sound, tmp_path / "dead", "丙丁戊")
    log = wal.beside(dead / FILE_NAME)
    assert not frames.damaged(log)
    log.write_bytes(LOGS[damage](log.read_bytes()))
    before = bytes_of(dead)
    kept = Project.restore(backup, dead)
    assert kept is not None
    assert kept.read_bytes() == before[FILE_NAME]
    assert wal.beside(kept).read_bytes() == before[log.name]
    assert rows(dead / FILE_NAME) == rows(backup)


@pytest.mark.parametrize("whose", ["another study's", "an older one of its own"])
def test_a_log_that_belongs_to_another_file_is_kept_with_it(
    sound: Path, backup: Path, tmp_path: Path, whose: str
) -> None:
    """A file that was copied over another, whose log lay there: the newer work is in the file."""
    dead = begun(sound, tmp_path / "dead", "丙")
    source = sound
    if whose == "another study's":
        source = tmp_path / "new"
        Project.create(source, CODEBOOK).close()
    with Project.open(source) as project:
        for name in "丁戊己":
            project.coders.add(name)
    (dead / FILE_NAME).write_bytes((source / FILE_NAME).read_bytes())
    before = bytes_of(dead)
    kept = Project.restore(backup, dead)
    assert kept is not None
    assert kept.read_bytes() == before[FILE_NAME]
    assert rows(dead / FILE_NAME) == rows(backup)
    with Project.open(dead) as project:
        assert project.verify_log().problems == ()


def test_a_log_that_a_death_left_is_kept_in_one_file(
    sound: Path, backup: Path, tmp_path: Path
) -> None:
    dead = begun(sound, tmp_path / "dead", "丙丁戊")
    kept = Project.restore(backup, dead)
    assert kept is not None
    assert sorted(it.name for it in dead.iterdir()) == sorted([FILE_NAME, kept.name])
    with closing(sqlite3.connect(kept)) as raw:
        names = {it for (it,) in raw.execute("SELECT name FROM coder")}
    assert names >= {"丙", "丁", "戊"}


def test_a_journal_beside_a_project_is_kept_and_not_played_into_the_backup(
    sound: Path, backup: Path
) -> None:
    with closing(sqlite3.connect(sound / FILE_NAME)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("PRAGMA cache_size=1")
        raw.execute("DELETE FROM payload")
        raw.execute("DELETE FROM unit")
        journal = (sound / f"{FILE_NAME}-journal").read_bytes()
        content = (sound / FILE_NAME).read_bytes()
    (sound / FILE_NAME).write_bytes(content)
    (sound / f"{FILE_NAME}-journal").write_bytes(journal)
    assert journal
    kept = Project.restore(backup, sound)
    assert kept is not None
    assert kept.read_bytes() == content
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == journal
    assert rows(sound / FILE_NAME) == rows(backup)


def test_a_sound_project_may_be_open_while_it_is_restored(sound: Path, backup: Path) -> None:
    with Project.open(sound) as project:
        project.coders.add("丙")
        Project.restore(backup, sound)
        assert "丙" not in [it.name for it in project.coders.list()]
        project.coders.add("丁")
        assert project.verify_log().problems == ()


TAMPERINGS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM memo; END",
    "a view": "CREATE VIEW v AS SELECT * FROM coding",
    "the stamp as a view that never ends": "DROP TABLE alembic_version; CREATE VIEW "
    "alembic_version AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT max(i) AS version_num FROM n",
    "a virtual table": "CREATE VIRTUAL TABLE words USING fts5(x)",
    "another table": "CREATE TABLE mine (x)",
    "a coding": 'UPDATE coding SET "end" = "end" + 1 WHERE id = 1',
    "a text": "UPDATE text_version SET text = text || '！' WHERE id = 1",
    "a payload": "DELETE FROM payload WHERE seq = 3",
    "an older version that it is not": "UPDATE alembic_version SET version_num = '0001'",
    "two versions": "INSERT INTO alembic_version VALUES ('0003')",
    "no version": "DELETE FROM alembic_version",
    "a version that is no text": "UPDATE alembic_version SET version_num = x'80ff'",
    "a closed round": "UPDATE round SET hash = 'x' WHERE status = 'closed'",
    "a schema that is none": "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = 'CREATE' "
    "WHERE name = 'coding'",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_backup_that_is_not_what_its_log_says_changes_nothing(
    sound: Path, backup: Path, tmp_path: Path, tampering: str, terminal: Terminal
) -> None:
    """It is refused in one sentence that names the backup, and no step of it leaves a trace."""
    bad = tmp_path / "bad"
    bad.mkdir()
    shutil.copy(backup, bad / FILE_NAME)
    tampered(bad, TAMPERINGS[tampering])
    copy = (bad / FILE_NAME).rename(bad / "mine.qualcode")
    before = bytes_of(sound)
    with pytest.raises(ProjectError) as caught:
        Project.restore(copy, sound)
    assert "mine.qualcode" in str(caught.value)
    assert "half.qualcode" not in str(caught.value)
    assert bytes_of(sound) == before
    code, out, err = terminal.run("restore", str(copy), "--project", str(sound))
    assert (code, out) == (1, "")
    assert err.count("\n") <= 8
    assert "Traceback" not in err
    assert bytes_of(sound) == before


@pytest.mark.parametrize("damage", [it for it in DAMAGES if it != "longer"])
def test_a_damaged_backup_changes_nothing(
    sound: Path, backup: Path, tmp_path: Path, damage: str
) -> None:
    bad = tmp_path / "bad.qualcode"
    bad.write_bytes(DAMAGES[damage](backup.read_bytes()))
    before = bytes_of(sound)
    with pytest.raises(ProjectError, match=r"bad\.qualcode"):
        Project.restore(bad, sound)
    assert bytes_of(sound) == before


@pytest.mark.parametrize("version", ["0001", "0003"])
def test_a_backup_of_an_older_version_is_brought_to_this_one(tmp_path: Path, version: str) -> None:
    old = tmp_path / "old.qualcode"
    dump = REPO / "tests" / "files" / f"schema_{version}.sql"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(dump.read_text(encoding="utf-8"))
    before = old.read_bytes()
    assert Project.restore(old, tmp_path / "study") is None
    with Project.open(tmp_path / "study") as project:
        assert project.verify_log().problems == ()
    assert [it.name for it in (tmp_path / "study").iterdir()] == [FILE_NAME]
    assert old.read_bytes() == before


@pytest.fixture(scope="module")
def trials() -> Iterator[Any]:
    """The trials of the benchmarks; they are no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(REPO / "benchmarks"))
        yield import_module("restore")
    sys.modules.pop("restore", None)


def test_no_damaged_backup_takes_the_place_of_a_sound_project(trials: Any, tmp_path: Path) -> None:
    """Two dozen of the 2,000 that benchmarks/restore.py tries."""
    good = trials.study(tmp_path / "made")
    content = trials.content(good)
    found = [trials.tried(good, tmp_path / "room", f"dozen:{n}", content) for n in range(24)]
    assert not [it for it in found if it["kind"] in trials.WRONG]
    assert {it["kind"] for it in found} == {"refused", "accepted, the same study"}


def test_a_busy_project_is_not_taken_for_a_damaged_one(
    sound: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    with closing(sqlite3.connect(sound / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        before = sorted(it.name for it in sound.iterdir())
        with pytest.raises(ProjectError, match="busy"):
            Project.restore(backup, sound)
        assert sorted(it.name for it in sound.iterdir()) == before, "nothing is kept for nothing"
    code, out, _ = terminal.run("restore", str(backup), "--project", str(sound), "--json")
    assert code == 0
    assert Path(json.loads(out)["kept"]).is_file()
