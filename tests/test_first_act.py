"""The first act after a pause waits for the disk as little as can be, and for all that it must."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from conftest import CODEBOOK, write_interviews
from test_one_file import CODER, add, alone, both, found

from qualcode.errors import ProjectError
from qualcode.project import Project
from qualcode.store import FILE_NAME, syncing, wal

NOW, LATER = 2, 0
"""What ``PRAGMA synchronous`` says: FULL, and OFF."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study with four interviews and one coder, closed."""
    folder = tmp_path_factory.mktemp("prepared")
    write_interviews(folder / "interviews")
    with Project.create(folder / "study", CODEBOOK) as project:
        project.transcripts.ingest([folder / "interviews"])
        project.coders.add(CODER)
    return folder / "study"


@pytest.fixture
def study(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it; no thread pauses by itself: the test says when the coder pauses."""
    monkeypatch.setattr(wal, "PAUSE", 3600.0)
    return Path(shutil.copytree(prepared, tmp_path / "study"))


def pragmas(project: Project) -> tuple[int, int]:
    """Return, inside of an act, when it is synced and after how many pages it is copied."""
    with project.store.caching() as connection:
        return (
            int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one()),
            int(connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()),
        )


def test_only_an_act_on_an_empty_log_is_synced_with_its_mark(study: Path) -> None:
    with Project.open(study) as project, Project.open(study) as other:
        assert pragmas(project) == (LATER, 0)
        with pytest.raises(ZeroDivisionError), project.store.caching():
            _ = 1 / 0
        add(project, 0)
        assert pragmas(project) == pragmas(other) == (NOW, 1000)
        assert other.store.pause()
        assert pragmas(project) == (LATER, 0)
        log = project.store._log
        with log._raw() as one, log._raw() as two:
            for raw in (one, two):
                assert raw.execute("PRAGMA synchronous").fetchone()[0] == NOW


def test_an_act_that_another_came_before_is_synced_at_once(study: Path) -> None:
    """The log that was empty as the act began is not when it may write."""
    with Project.open(study) as project, Project.open(study) as other:
        came = []

        def squeeze(statement: str) -> None:
            if "IMMEDIATE" in statement and not came:
                came.append(statement)
                add(other, 0)

        with project.store._log._raw() as raw:
            raw.set_trace_callback(squeeze)
        assert pragmas(project) == (NOW, 1000)
        assert came
        assert found(both(study, study.parent / "pair")) == (1, False, 0)


def test_a_file_without_a_log_is_synced_as_ever(study: Path) -> None:
    """Not every file system can have a log; then SQLite keeps its own journal."""
    with Project.open(study) as project:
        with project.store._log._raw() as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
        assert pragmas(project)[0] == NOW


def test_an_act_whose_mark_a_reader_keeps_out_is_on_the_disk_all_the_same(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "GRACE", 0.0)
    synced: list[str] = []

    def watched(file: int) -> None:
        place = Path(f"/proc/self/fd/{file}")
        synced.append(place.readlink().name if place.is_symlink() else "")
        fsync(file)

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", watched)
    with Project.open(study) as project:
        with closing(sqlite3.connect(project.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM coding").fetchone()
            add(project, 0)
            assert [it for it in synced if it] in ([], [f"{FILE_NAME}-wal", "study"])
            assert synced
            assert found(both(study, tmp_path / "pair")) == (1, False, 0)
            reader.execute("COMMIT")
        add(project, 1)
        assert found(alone(study, tmp_path / "copy"))[1], "the next act brings the mark"


def test_an_act_that_the_disk_refused_is_not_acknowledged(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the log, but nobody knows whether it stays there."""
    monkeypatch.setattr(wal, "GRACE", 0.0)

    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    with Project.open(study) as project:
        with closing(sqlite3.connect(project.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM coding").fetchone()
            with monkeypatch.context() as patched:
                patched.setattr(syncing.os, "fsync", broken)
                with pytest.raises(ProjectError, match="disk error"):
                    add(project, 0)
        add(project, 1)
    assert found(study)[1:] == (False, 0)


STEPS = ("pwrite64", "fdatasync", "fsync", "ftruncate")
WORKER = """
import sys
from pathlib import Path
from qualcode.project import Project
from qualcode.store import wal

wal.PAUSE = 3600.0
project = Project.open(sys.argv[1])
def add(n):
    project.codings.add("A", "interview_1", n, n + 9, "legitimacy")
    print(n + 1, flush=True)
add(0)
assert project.store.pause()
Path("/point/first").exists()
add(1)
Path("/point/second").exists()
add(2)
Path("/point/pause").exists()
assert project.store.pause()
Path("/point/end").exists()
add(3)
"""


def traced(study: Path, trace: Path, *asked: str) -> int:
    """Let the worker work under strace; return how many acts it was told of."""
    names = ",".join(STEPS)
    command = ["strace", "-f", "-y", "-s", "0", "-o", str(trace)]
    command += ["-e", f"trace={names},stat,newfstatat", *asked]
    command += [sys.executable, "-c", WORKER, str(study)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert asked or done.returncode == 0, done.stderr
    return max([0, *(int(line) for line in done.stdout.split())])


def can_trace() -> bool:
    try:
        command = ["strace", "-f", "-o", os.devnull, "-e", "trace=fsync", "true"]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


needs_strace = pytest.mark.skipif(not can_trace(), reason="strace sees what a process asks of disk")

Step = tuple[str, str, str]


def steps(trace: Path) -> list[Step]:
    """Return what the main thread did to files, in order: where in the work, what, to which."""
    told, point, main = [], "start", ""
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        thread = line.split()[0]
        main = main or thread
        if here := re.search(r"/point/(\w+)", line):
            point = here[1]
            continue
        call = re.match(r"\d+ +(\w+)\(\d+<([^>]*)>", line)
        if call and call[1] in STEPS and thread == main:
            told.append((point, call[1], Path(call[2]).name))
    return told


@needs_strace
def test_all_that_a_first_act_wrote_is_on_the_disk_before_it_is_acknowledged(
    study: Path, tmp_path: Path
) -> None:
    """The log first, then the file, whose mark says of the log that it belongs to it."""
    traced(study, tmp_path / "trace")
    first = [(call, file) for point, call, file in steps(tmp_path / "trace") if point == "first"]
    log = f"{FILE_NAME}-wal"
    written = [file for call, file in first if call == "pwrite64"]
    assert set(written) == {log, FILE_NAME}
    assert written == sorted(written, reverse=True), "nothing to the file before the log is whole"
    waits = [(file, n) for n, (call, file) in enumerate(first) if "sync" in call]
    last = {file: n for n, (call, file) in enumerate(first) if call in {"pwrite64", "ftruncate"}}
    begins = next(n for n, (call, file) in enumerate(first) if file == FILE_NAME)
    assert [n for file, n in waits if file == log and last[log] < n < begins]
    assert [n for file, n in waits if file == FILE_NAME and n > last[FILE_NAME]]
    counted = Counter(file for file, _ in waits)
    assert (counted[log], counted[FILE_NAME]) == (1, 1)


def chosen(told: list[Step], most: int) -> list[int]:
    """Return the numbers of steps to die at: each sync and cut of a first act, some of the rest."""
    numbered = [(n, step) for n, step in enumerate(told, 1) if step[0] != "start"]
    keen = [n for n, (point, call, _) in numbered if point == "first" and call != "pwrite64"]
    others = [n for n, _ in numbered if n not in keen]
    return sorted({*keen, *others[:: max(1, len(others) // max(1, most - len(keen)))]})


@needs_strace
def test_a_kill_at_any_step_of_the_first_act_loses_nothing_acknowledged(
    study: Path, prepared: Path, tmp_path: Path
) -> None:
    """Also at any of the second, of the pause after it, and of the first act after that.

    ``QUALCODE_STEPS`` is how many of the steps are tried; there are about 180.
    """
    traced(study, tmp_path / "trace")
    told = steps(tmp_path / "trace")
    for last in chosen(told, int(os.environ.get("QUALCODE_STEPS", "9"))):
        point, call, file = told[last - 1]
        where = f"{last} {point} {call} {file}"
        folder = Path(shutil.copytree(prepared, tmp_path / f"killed-{last}"))
        nth = sum(step[1] == call for step in told[:last])
        kill = f"inject={call}:signal=KILL:when={nth}"
        acts = traced(folder, tmp_path / "dying", "-e", kill)
        assert acts < 4 or point == "end", where
        codings, lacks, problems = found(alone(folder, tmp_path / f"lone-{last}"))
        assert lacks or codings >= acts, where
        assert problems == 0, where
        codings, lacks, problems = found(both(folder, tmp_path / f"pair-{last}"))
        assert codings in {acts, acts + 1}, where
        assert (lacks, problems) == (False, 0), where
        shutil.rmtree(folder)
