"""Files are their owner's alone where the system has modes; a refused start leaves nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK
from store_material import coded

from qualcode import export, private
from qualcode.app.window import recent
from qualcode.errors import ProjectError
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import engine, migrate

if TYPE_CHECKING:
    from pathlib import Path

modes = pytest.mark.skipif(os.name != "posix", reason="this system has no modes")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def everything(folder: Path) -> set[int]:
    """Return the modes of the files below a folder."""
    return {mode(it) for it in folder.rglob("*") if it.is_file()}


@modes
def test_what_a_study_makes_is_its_owners_alone(tmp_path: Path) -> None:
    """The project, its log and index, backups, kept states, tables and the folders of them."""
    old = os.umask(0)
    try:
        home = tmp_path / "home" / "study"
        with Project.create(home, CODEBOOK) as project:
            project.coders.add("A")
            assert {it.name for it in home.iterdir()} >= {FILE_NAME, f"{FILE_NAME}-wal"}
            assert everything(home) == {0o600}
            backup = project.backup(tmp_path / "backups" / "copy.qualcode")
            migrate.upgrade(project.path)
        Project.restore(backup, home)
        Project.restore(backup, tmp_path / "elsewhere")
        export.write_text("words", tmp_path / "tables" / "words.md")
    finally:
        os.umask(old)
    for folder in ("home", "home/study", "backups", "elsewhere", "tables"):
        assert mode(tmp_path / folder) == 0o700
        assert everything(tmp_path / folder) == {0o600}
    assert len([it for it in home.iterdir() if "before" in it.name]) == 2


@modes
def test_what_was_there_keeps_the_mode_that_somebody_chose(tmp_path: Path) -> None:
    """A group that shares a folder or a file goes on sharing it, the log beside it included."""
    tmp_path.chmod(0o750)
    with Project.create(tmp_path) as project:
        project.path.chmod(0o660)
    with Project.open(tmp_path) as project:
        project.coders.add("A")
        assert everything(tmp_path) == {0o660}
    table = tmp_path / "words.md"
    table.write_text("before", encoding="utf-8")
    table.chmod(0o640)
    export.write_text("after", table)
    assert table.read_text(encoding="utf-8") == "after"
    assert (mode(tmp_path), mode(table)) == (0o750, 0o640)


@modes
def test_the_list_of_studies_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    recent.remember(recent.Opened(str(tmp_path / "study")))
    assert mode(tmp_path / "config" / "qualcode") == 0o700
    assert everything(tmp_path / "config") == {0o600}


def test_a_folder_that_cannot_be_made_leaves_no_part_of_it(tmp_path: Path) -> None:
    long = tmp_path / "a" / "b" / ("x" * 300)
    with pytest.raises(OSError, match="long"):
        private.folder(long)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProjectError, match="cannot be made"):
        Project.create(long)
    assert list(tmp_path.iterdir()) == []


LIMITED = """
import resource, sys
from qualcode.errors import ProjectError
from qualcode.project import Project

made = sys.argv[1]
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    Project.create(made, sys.argv[3]).close()
except ProjectError as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such limit")
@pytest.mark.parametrize("kilobytes", [0, 1, 8, 31, 100, 330, 380])
@pytest.mark.parametrize("there", [False, True])
def test_a_start_without_room_leaves_nothing(tmp_path: Path, kilobytes: int, there: bool) -> None:
    """The system refuses every byte beyond a limit, wherever that falls in the making."""
    folder = tmp_path / "new" / "study"
    if there:
        folder.mkdir(parents=True)
    command = [sys.executable, "-c", LIMITED, str(folder), str(kilobytes * 1024), str(CODEBOOK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    left = sorted(it.name for it in tmp_path.rglob("*"))
    assert left == (["new", "study"] if there else [])


@pytest.mark.parametrize("pages", [1, 2, 20, 60])
def test_a_start_on_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    """SQLite's page limit stands for the disk's: it says what a full disk says."""
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, f"max_page_count={pages}"))
    with pytest.raises(ProjectError, match="full"):
        Project.create(tmp_path / "new" / "study", CODEBOOK)
    assert list(tmp_path.iterdir()) == []


def test_a_refused_start_touches_nobody_elses_files(project: Project) -> None:
    coded(project)
    before = sorted(it.name for it in project.folder.iterdir())
    with pytest.raises(ProjectError, match="already holds"):
        Project.create(project.folder)
    assert sorted(it.name for it in project.folder.iterdir()) == before
    assert project.verify_log().problems == ()


def test_work_that_lost_its_file_is_not_mixed_into_a_new_one(tmp_path: Path) -> None:
    log = tmp_path / f"{FILE_NAME}-wal"
    log.write_bytes(b"the newest work")
    with pytest.raises(ProjectError, match="put that file back"):
        Project.create(tmp_path)
    assert [it.name for it in tmp_path.iterdir()] == [log.name]
    assert log.read_bytes() == b"the newest work"


def test_a_file_system_without_links_gets_its_project_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    with Project.create(tmp_path) as project:
        assert project.verify_log().problems == ()
    assert [it.name for it in tmp_path.iterdir()] == [FILE_NAME]
    with pytest.raises(ProjectError, match="already holds"):
        Project.create(tmp_path)
    assert [it.name for it in tmp_path.iterdir()] == [FILE_NAME]
