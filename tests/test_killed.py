"""Whoever kills a start, a backup or a restore finds a whole project, and soon no half files."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK
from restore_material import bytes_of, rows
from tampering_material import copied

from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import wal, workshop

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ("tampering_material", "restore_material")

DYING = """
import os, signal, sys
from qualcode.project import Project

verb, source, target, last = sys.argv[1:5]
if verb == "backup":
    study = Project.open(source)
names = ("open", "os.", "sqlite3.", "shutil.")
seen = 0

def hook(name, _values):
    global seen
    if name.startswith(names):
        seen += 1
        if seen == int(last):
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
if verb == "backup":
    study.store.backup(__import__("pathlib").Path(target))
elif verb == "init":
    Project.create(target, source)
else:
    Project.restore(source, target)
print(seen)
os._exit(0)
"""


def dying(verb: str, source: Path, target: Path, last: int) -> int:
    """Do a verb in a process that is killed at its n-th step; return how many steps there were."""
    command = [sys.executable, "-c", DYING, verb, str(source), str(target), str(last)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == -signal.SIGKILL:
        return 0
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")


def steps_of(verb: str, source: Path, target: Path, tries: int) -> list[int]:
    total = dying(verb, source, target, 0)
    assert total > tries
    return sorted({max(1, total * n // tries) for n in range(1, tries + 1)})


@posix
@pytest.mark.parametrize("damaged", [False, True])
def test_a_restore_killed_at_any_step_loses_nothing_and_is_cleaned_up(
    worked: Path, backup: Path, tmp_path: Path, *, damaged: bool
) -> None:
    """The project is what it was or the backup; its bytes are there; the next start cleans up."""

    def made(name: str) -> Path:
        folder = copied(worked, tmp_path / name)
        with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
            raw.execute("PRAGMA journal_mode=WAL")
        if damaged:
            content = (folder / FILE_NAME).read_bytes()
            (folder / FILE_NAME).write_bytes(content[: len(content) // 2])
            wal.beside(folder / FILE_NAME).write_bytes(b"the newest work")
        return folder

    was = (made("was") / FILE_NAME).read_bytes()
    for last in steps_of("restore", backup, made("whole"), 8):
        folder = made(f"killed{last}")
        dying("restore", backup, folder, last)
        path = folder / FILE_NAME
        if not damaged:
            assert rows(path) in (rows(backup), rows(tmp_path / "was" / FILE_NAME))
        else:
            assert was in bytes_of(folder).values()
            assert b"the newest work" in bytes_of(folder).values()
            Project.restore(backup, folder)
            assert rows(path) == rows(backup)
        with Project.open(folder) as project:
            assert project.verify_log().problems == ()
        names = [it.name for it in folder.iterdir()]
        assert not [it for it in names if it.startswith(".")]
        assert not [it for it in names if it != FILE_NAME and "before-restore" not in it]


@posix
def test_half_a_backup_of_a_killed_process_is_gone_at_the_next_start(
    sound: Path, tmp_path: Path
) -> None:
    """Also where it was to be in another folder, which nobody starts in."""
    target = tmp_path / "stick" / "copy.qualcode"
    for last in steps_of("backup", sound, target, 6):
        dying("backup", sound, target, last)
        with Project.open(sound):
            pass
        assert [it.name for it in sound.iterdir()] == [FILE_NAME]
        assert [it.name for it in target.parent.iterdir()] == [target.name]


@posix
def test_a_start_that_is_killed_leaves_a_whole_project_or_none(tmp_path: Path) -> None:
    total = dying("init", CODEBOOK, tmp_path / "whole", 0)
    for last in [*range(1, total, max(1, total // 5)), total]:
        folder = tmp_path / f"killed{last}"
        dying("init", CODEBOOK, folder, last)
        if (folder / FILE_NAME).exists():
            Project.open(folder).close()
        else:
            Project.create(folder, CODEBOOK).close()
        with Project.open(folder) as project:
            assert project.codebook.current().codes
            assert project.verify_log().problems == ()
        assert [it.name for it in folder.iterdir()] == [FILE_NAME]


def test_what_is_being_made_or_is_not_ours_is_left_alone(sound: Path, tmp_path: Path) -> None:
    with workshop.half_file(sound) as half:
        half.write_bytes(b"at work")
        with Project.open(sound):
            pass
        assert half.read_bytes() == b"at work"
    assert not half.parent.exists()
    mine = sound / ".qualcode-0123456789abcdef"
    mine.mkdir()
    (mine / "lock").touch()
    (mine / "half.qualcode").touch()
    (mine / "diary.txt").touch()
    other = tmp_path / "other"
    other.mkdir()
    (other / "lock").touch()
    (other / "half.qualcode").touch()
    (sound / ".qualcode-aaaaaaaaaaaaaaaa").symlink_to(other)
    with Project.open(sound):
        pass
    assert [it.name for it in mine.iterdir()] == ["diary.txt"]
    assert len(list(other.iterdir())) == 2, "a way into another folder is not followed"
