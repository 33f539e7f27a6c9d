"""The project file: coders at once, a death at any instant, backups, newer and broken files."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK, write_interviews
from store_material import coded, on_each_connection, sql

from qualcode.errors import ProjectError
from qualcode.project import Project
from qualcode.store import schema
from qualcode.store.file import engine, migrate

if TYPE_CHECKING:
    from pathlib import Path


def counted(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchone()[0]


def test_coders_who_work_at_once_lose_nothing(project: Project) -> None:
    """Eight threads read, then write; all codings are there and the chain holds."""
    project.rounds.open("R1")
    names = [f"coder {n}" for n in range(8)]
    for name in names:
        project.coders.add(name)
    errors: list[Exception] = []

    def work(name: str) -> None:
        try:
            for n in range(10):
                project.codings.add(name, "interview_1", n, n + 5, "legitimacy")
        except Exception as error:  # noqa: BLE001 - the test names whatever went wrong
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert all(len(project.codings.of(name)) == 10 for name in names)
    assert project.verify_log().problems == ()


def test_a_second_init_is_refused(project: Project) -> None:
    with pytest.raises(ProjectError, match="already"):
        Project.create(project.folder)
    assert project.status()["transcripts"] == 4


def test_a_refused_codebook_leaves_no_project(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n  - id: [a\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"book\.yaml line"):
        Project.create(tmp_path / "new", book)
    assert not (tmp_path / "new").exists()


def test_a_project_of_a_newer_version_is_refused(project: Project) -> None:
    sql(project, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ProjectError, match="newer"):
        Project.open(project.folder)


@pytest.mark.parametrize("content", [b"", b"not a database, only words" * 50])
def test_another_file_in_its_place_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "project.qualcode").write_bytes(content)
    with pytest.raises(ProjectError, match="another kind of file"):
        Project.open(tmp_path)


def test_looking_at_an_open_project_takes_no_lock_away(project: Project) -> None:
    """Closing a file by hand drops the process's locks on it: then a crash loses what was saved.

    A second look from here, and another program's, leave the write-ahead log in place.
    """
    coded(project)
    with Project.open(project.folder):
        pass
    look = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM coder').close()"
    )
    subprocess.run([sys.executable, "-c", look, str(project.path)], check=True)
    project.codings.add("A", "interview_2", 4, 12, "legitimacy")
    wal = project.path.with_name(f"{project.path.name}-wal")
    assert wal.stat().st_size > 0
    with closing(sqlite3.connect(project.path)) as raw:
        assert raw.execute("SELECT count(*) FROM coding").fetchone() == (2,)


def test_another_sqlite_file_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "project.qualcode")) as raw:
        raw.execute("CREATE TABLE t (x)")
    with pytest.raises(ProjectError, match="another SQLite file"):
        Project.open(tmp_path)


def test_no_project_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="qualcode init"):
        Project.open(tmp_path)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should be: nobody, root included, can write in it."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match="choose a folder"):
        Project.create(tmp_path / "file" / "study")


def test_a_read_only_project_is_one_sentence(project: Project) -> None:
    """SQLite's own read-only switch stands for a read-only disk, which root could write."""
    on_each_connection(project, lambda raw: raw.execute("PRAGMA query_only = ON"))
    with pytest.raises(ProjectError, match="only be read"):
        coded(project)
    assert project.codings.of("A") == ()


def test_a_full_disk_changes_nothing(project: Project, tmp_path: Path) -> None:
    """SQLite's page limit stands for the disk's."""

    def limit(raw: sqlite3.Connection) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages}")

    on_each_connection(project, limit)
    before = project.status()
    big = tmp_path / "big.txt"
    big.write_text("受访者：" + "很长的一段话。" * 40_000, encoding="utf-8")
    with pytest.raises(ProjectError, match="full"):
        project.transcripts.ingest([big])
    assert project.status() == before
    assert project.verify_log().problems == ()


KILLED = """
import os, sys
from qualcode.project import Project
from qualcode.store.log.act import Act

deaths = int(sys.argv[3])
bulk = Act.bulk_values
count = 0

def dying(self, *args, **kwargs):
    global count
    count += 1
    if count == deaths:
        os._exit(9)
    return bulk(self, *args, **kwargs)

Act.bulk_values = dying
with Project.open(sys.argv[1]) as project:
    project.transcripts.ingest([sys.argv[2]])
"""


@pytest.mark.parametrize("instant", [1, 3, 6, 8])
def test_a_death_during_ingest_leaves_nothing_half_in(tmp_path: Path, instant: int) -> None:
    """What was not whole is not there; the same ingest then goes on where it was."""
    write_interviews(tmp_path / "interviews")
    with Project.create(tmp_path / "study", CODEBOOK):
        pass
    arguments = [str(tmp_path / "study"), str(tmp_path / "interviews"), str(instant)]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)
    assert done.returncode == 9
    with Project.open(tmp_path / "study") as project:
        assert project.verify_log().problems == ()
        infos = project.transcripts.list()
        assert len(infos) == (instant - 1) // 4
        for info in infos:
            assert len(project.transcripts.get(info.name).turns) == 7
        report = project.transcripts.ingest([tmp_path / "interviews"])
        assert len(report.added) + len(report.unchanged) == 4
        assert project.verify_log().problems == ()


def test_backup_and_restore_give_the_same_project(project: Project, tmp_path: Path) -> None:
    coded(project)
    copy = project.backup(tmp_path / "backups" / "copy.qualcode")
    project.codings.add("A", "interview_2", 0, 5, "legitimacy")
    kept = Project.restore(copy, project.folder)
    assert kept is not None
    with Project.open(project.folder) as restored:
        assert len(restored.codings.of("A")) == 1
        assert restored.verify_log().problems == ()
    shutil.copy(kept, tmp_path / "project.qualcode")
    with Project.open(tmp_path) as before:
        assert len(before.codings.of("A")) == 2


def test_the_state_that_a_restore_replaced_can_be_restored(
    project: Project, tmp_path: Path
) -> None:
    """Each restore keeps what it replaces under a name of its own, and may itself be taken back."""
    copy = project.backup(tmp_path / "copy.qualcode")
    coded(project)
    first = Project.restore(copy, project.folder)
    assert first is not None
    assert project.codings.of("A") == ()
    second = Project.restore(first, project.folder)
    assert second not in (None, first)
    assert len(project.codings.of("A")) == 1


def test_a_backup_replaces_only_a_backup(project: Project, tmp_path: Path) -> None:
    notes = tmp_path / "notes.docx"
    notes.write_bytes(b"my notes")
    with pytest.raises(ProjectError, match="something else"):
        project.backup(notes)
    assert notes.read_bytes() == b"my notes"
    with pytest.raises(ProjectError, match="is the project"):
        project.backup(project.path)
    copy = project.backup(tmp_path / "copy.qualcode")
    coded(project)
    project.backup(copy)
    assert counted(copy, "SELECT count(*) FROM coding") == 1


def test_a_restore_waits_for_a_busy_project_and_then_says_so(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    copy = project.backup(tmp_path / "copy.qualcode")
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="busy"):
            Project.restore(copy, project.folder)
    assert project.verify_log().problems == ()


BEGIN_AT_ONCE = """
import sys
from qualcode.errors import ProjectError
from qualcode.project import Project
try:
    with Project.create(sys.argv[1]):
        print("made")
except ProjectError as error:
    assert "already" in str(error), error
    print("refused")
"""


def test_of_several_who_begin_a_project_at_once_one_makes_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BEGIN_AT_ONCE, str(tmp_path / "study")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = sorted(process.communicate()[0].strip() for process in running)
    assert said == ["made", "refused", "refused", "refused"]


def test_two_who_ingest_the_same_folder_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    write_interviews(tmp_path / "interviews", 12)
    with Project.create(tmp_path / "study") as made:
        reports = []

        def ingest() -> None:
            with Project.open(tmp_path / "study") as own:
                reports.append(own.transcripts.ingest([tmp_path / "interviews"]))

        threads = [threading.Thread(target=ingest) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(r.added) + len(r.unchanged) for r in reports] == [12, 12, 12]
        assert sum(len(r.added) for r in reports) == 12
        assert len(made.transcripts.list()) == 12
        assert made.verify_log().problems == ()


def test_restoring_something_else_touches_nothing(project: Project, tmp_path: Path) -> None:
    coded(project)
    other = tmp_path / "other.qualcode"
    other.write_bytes(b"SQLite format 3\x00" + b"\x00" * 500)
    with pytest.raises(ProjectError):
        Project.restore(other, project.folder)
    assert len(project.codings.of("A")) == 1


REBUILD = """from alembic import op

revision, down_revision = "9998", "{newest}"


def upgrade():
    columns = "id INTEGER PRIMARY KEY, uuid TEXT, name TEXT, kind TEXT, members TEXT"
    op.execute("CREATE TABLE coder2 (" + columns + ")")
    op.execute("INSERT INTO coder2 SELECT id, uuid, name, kind, members FROM coder{where}")
    op.execute("DROP TABLE coder")
    op.execute("ALTER TABLE coder2 RENAME TO coder")
"""


def scripts_with(folder: Path, migration: str) -> Path:
    scripts = folder / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9998_rebuild.py").write_text(migration, encoding="utf-8")
    return scripts


def test_an_older_project_is_copied_and_upgraded_without_losing_children(
    project: Project, tmp_path: Path
) -> None:
    """Rebuilding a parent table with foreign keys on would delete its children by cascade."""
    coded(project)
    project.close()
    kept = migrate.upgrade(
        project.path, scripts_with(tmp_path, REBUILD.format(newest=schema.REVISION, where=""))
    )
    assert counted(kept, "SELECT version_num FROM alembic_version") == schema.REVISION
    assert counted(project.path, "SELECT version_num FROM alembic_version") == "9998"
    assert counted(project.path, "SELECT count(*) FROM coding") == 1
    assert counted(project.path, "SELECT count(*) FROM coder") == 2


def test_an_upgrade_that_breaks_references_is_taken_back(project: Project, tmp_path: Path) -> None:
    coded(project)
    project.close()
    scripts = scripts_with(tmp_path, REBUILD.format(newest=schema.REVISION, where=" WHERE 0"))
    with pytest.raises(ProjectError, match="left as it was"):
        migrate.upgrade(project.path, scripts)
    assert counted(project.path, "SELECT version_num FROM alembic_version") == schema.REVISION
    assert counted(project.path, "SELECT count(*) FROM coder") == 2
