"""The first act after a pause waits for the disk as little as can be, and for all that it must."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from one_file_material import CODER, add, alone, both, found

from qualcode.errors import ProjectError
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import syncing, wal

pytest_plugins = ("one_file_material",)

pytestmark = pytest.mark.usefixtures("unpaused")

NOW, LATER = 2, 0
"""What ``PRAGMA synchronous`` says: FULL, and OFF."""


def pragmas(project: Project) -> tuple[int, int]:
    """Return, inside of an act, when it is synced and after how many pages it is copied."""
    with project.store.caching() as connection:
        return (
            int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one()),
            int(connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()),
        )


def test_only_an_act_on_an_empty_log_is_synced_with_its_mark(copied: Path) -> None:
    with Project.open(copied) as project, Project.open(copied) as other:
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


def test_an_act_that_another_came_before_is_synced_at_once(copied: Path) -> None:
    """The log that was empty as the act began is not when it may write."""
    with Project.open(copied) as project, Project.open(copied) as other:
        came = []

        def squeeze(statement: str) -> None:
            if "IMMEDIATE" in statement and not came:
                came.append(statement)
                add(other, 0)

        with project.store._log._raw() as raw:
            raw.set_trace_callback(squeeze)
        assert pragmas(project) == (NOW, 1000)
        assert came
        assert found(both(copied, copied.parent / "pair")) == (1, False, 0)


def test_a_file_without_a_log_is_synced_as_ever(copied: Path) -> None:
    """Not every file system can have a log; then SQLite keeps its own journal."""
    with Project.open(copied) as project:
        with project.store._log._raw() as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
        assert pragmas(project)[0] == NOW


def test_an_act_whose_mark_a_reader_keeps_out_is_on_the_disk_all_the_same(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "GRACE", 0.0)
    synced: list[str] = []

    def watched(file: int) -> None:
        place = Path(f"/proc/self/fd/{file}")
        synced.append(place.readlink().name if place.is_symlink() else "")
        fsync(file)

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", watched)
    with Project.open(copied) as project:
        with closing(sqlite3.connect(project.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM coding").fetchone()
            add(project, 0)
            assert [it for it in synced if it] in ([], [f"{FILE_NAME}-wal", "study"])
            assert synced
            assert found(both(copied, tmp_path / "pair")) == (1, False, 0)
            reader.execute("COMMIT")
        add(project, 1)
        assert found(alone(copied, tmp_path / "copy"))[1], "the next act brings the mark"


def test_an_act_that_the_disk_refused_is_not_acknowledged(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the log, but nobody knows whether it stays there."""
    monkeypatch.setattr(wal, "GRACE", 0.0)

    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    with Project.open(copied) as project:
        with closing(sqlite3.connect(project.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM coding").fetchone()
            with monkeypatch.context() as patched:
                patched.setattr(syncing.os, "fsync", broken)
                with pytest.raises(ProjectError, match="disk error"):
                    add(project, 0)
        add(project, 1)
    assert found(copied)[1:] == (False, 0)


def test_at_the_desk_the_mark_goes_ahead_and_the_file_stays_whole_beneath_it(
    copied: Path, tmp_path: Path
) -> None:
    """A copy from the midst of the first act, and of the second, is the state before them."""
    with Project.open(copied) as project:
        with project.once(CODER, str(uuid.uuid4())):
            add(project, 0)
        assert found(alone(copied, tmp_path / "1")) == (0, True, 0)
        add(project, 1)
        assert found(alone(copied, tmp_path / "2")) == (0, True, 0)
        assert found(both(copied, tmp_path / "pair")) == (2, False, 0)
        assert project.store.pause()
        assert found(alone(copied, tmp_path / "3")) == (2, False, 0)


def test_an_act_of_the_desk_that_is_refused_leaves_a_mark_only_until_the_pause(
    copied: Path, tmp_path: Path
) -> None:
    with Project.open(copied) as project:
        with pytest.raises(ZeroDivisionError), project.once(CODER, str(uuid.uuid4())):
            _ = 1 / 0
        assert found(alone(copied, tmp_path / "1")) == (0, True, 0)
        assert found(both(copied, tmp_path / "pair")) == (0, False, 0)
        assert not project.store._log.rested.is_set(), "the thread knows that there is a mark"
        assert project.store.pause()
        assert found(alone(copied, tmp_path / "2")) == (0, False, 0)


@pytest.mark.parametrize("what", ["act", "pause"])
def test_what_comes_between_a_mark_and_its_act_does_no_harm(
    copied: Path, tmp_path: Path, what: str
) -> None:
    """Another store acts, or takes the mark off and cuts the log."""
    with Project.open(copied) as project, Project.open(copied) as other:
        begun = []

        def squeeze(statement: str) -> None:
            if "IMMEDIATE" in statement:
                begun.append(statement)
                if len(begun) == 2:
                    add(other, 2) if what == "act" else other.store.pause()

        with project.store._log._raw() as raw:
            raw.set_trace_callback(squeeze)
        with project.once(CODER, str(uuid.uuid4())):
            add(project, 0)
        done = 2 if what == "act" else 1
        assert len(begun) >= 2
        assert found(alone(copied, tmp_path / "copy"))[1:] == (True, 0)
        assert found(both(copied, tmp_path / "pair")) == (done, False, 0)
        assert project.store.pause()
        assert found(alone(copied, tmp_path / "later")) == (done, False, 0)


def test_half_of_a_file_that_was_copied_as_it_was_written_says_what_it_is(
    copied: Path, tmp_path: Path
) -> None:
    """Where it says itself that its log is missing; any other damage is told as ever."""
    with Project.open(copied) as project:
        add(project, 0)
        half = alone(copied, tmp_path / "half")
        assert project.store.pause()
        damaged = alone(copied, tmp_path / "damaged")
    for folder, key in ((half, "lone_copy.half"), (damaged, "sqlite.damaged")):
        content = (folder / FILE_NAME).read_bytes()
        (folder / FILE_NAME).write_bytes(content[:-4096])
        with pytest.raises(ProjectError) as caught:
            Project.open(folder)
        assert caught.value.key == key
        assert ("project.qualcode-wal" in str(caught.value)) == (folder == half)


def test_a_mark_that_cannot_go_ahead_follows(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends has no more threads."""
    with Project.open(copied) as project:
        helper = ThreadPoolExecutor(1)
        helper.shutdown()
        monkeypatch.setattr(project.store._log, "_helper", helper)
        with project.once(CODER, str(uuid.uuid4())):
            add(project, 0)
        assert found(alone(copied, tmp_path / "copy"))[1]
        assert found(both(copied, tmp_path / "pair")) == (1, False, 0)


STEPS = ("pwrite64", "fdatasync", "fsync", "ftruncate")
LOG = f"{FILE_NAME}-wal"
WORKER = """
import sys, uuid
from contextlib import nullcontext
from pathlib import Path
from qualcode.project import Project
from qualcode.store.file import wal

wal.PAUSE = 3600.0
project = Project.open(sys.argv[1])
def add(n):
    at_desk = project.once("A", str(uuid.uuid4())) if sys.argv[2] == "desk" else nullcontext()
    with at_desk:
        project.codings.add("A", "interview_1", n, n + 9, "legitimacy")
    print(n + 1, flush=True)
Path("/point/first").exists()
add(0)
Path("/point/second").exists()
add(1)
Path("/point/pause").exists()
assert project.store.pause()
Path("/point/again").exists()
add(2)
Path("/point/end").exists()
"""


def traced(copied: Path, how: str, trace: Path, *asked: str) -> int:
    """Let the worker work under strace; return how many acts it was told of."""
    command = ["strace", "-f", "-y", "-s", "0", "-o", str(trace)]
    command += ["-e", f"trace={','.join(STEPS)},stat,newfstatat", *asked]
    command += [sys.executable, "-c", WORKER, str(copied), how]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == (-signal.SIGKILL if asked else 0), done.stderr
    return max([0, *(int(line) for line in done.stdout.split())])


def can_trace() -> bool:
    try:
        command = ["strace", "-f", "-o", os.devnull, "-e", "trace=fsync", "true"]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


needs_strace = pytest.mark.skipif(not can_trace(), reason="strace sees what a process asks of disk")
each_way = pytest.mark.parametrize("how", ["desk", "call"])


class Step(NamedTuple):
    """What a thread did to a file, and the how manieth of its kind that was of this thread."""

    point: str
    call: str
    file: str
    main: bool
    nth: int


def steps(trace: Path) -> list[Step]:
    """Return what all threads did to files, in the order in which they began it."""
    told: list[Step] = []
    counted: Counter[tuple[str, str]] = Counter()
    point, main = "start", ""
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        thread = line.split()[0]
        main = main or thread
        if here := re.search(r"/point/(\w+)", line):
            point = here[1]
            continue
        call = re.match(r"\d+ +(\w+)\(\d+<([^>]*)>", line)
        if call and call[1] in STEPS:
            counted[thread, call[1]] += 1
            nth = counted[thread, call[1]]
            told.append(Step(point, call[1], Path(call[2]).name, thread == main, nth))
    return told


@needs_strace
@each_way
def test_all_that_a_first_act_wrote_is_on_the_disk_before_it_is_acknowledged(
    copied: Path, tmp_path: Path, how: str
) -> None:
    """The log first, then the file, whose mark says of the log that it belongs to it."""
    traced(copied, how, tmp_path / "trace")
    first = [(it.call, it.file) for it in steps(tmp_path / "trace") if it.point == "first"]
    last = {file: n for n, (call, file) in enumerate(first) if call in {"pwrite64", "ftruncate"}}
    assert set(last) == {LOG, FILE_NAME}
    waits = [(file, n) for n, (call, file) in enumerate(first) if "sync" in call]
    assert all(
        [n for file, n in waits if file == written and n > last[written]] for written in last
    )
    into = first.index(("pwrite64", FILE_NAME))
    before = [n for n, (call, file) in enumerate(first[:into]) if (call, file) == ("pwrite64", LOG)]
    assert [n for file, n in waits if file == LOG and before[0] < n < into]
    counted = Counter(file for file, _ in waits if file in last)  # and their folder, once
    assert counted == {LOG: 2 if how == "desk" else 1, FILE_NAME: 1}
    by_main = [it for it in steps(tmp_path / "trace") if it.point == "first" and it.main]
    # at the desk the act waits for its own log only; the rest is done while it is at work
    if how == "desk":
        assert {it.file for it in by_main if "sync" in it.call} <= {LOG, copied.name}
        assert not [it for it in by_main if it.file == FILE_NAME]
        again = [it for it in steps(tmp_path / "trace") if it.point == "second"]
        assert [it.file for it in again if "sync" in it.call] == [LOG]


@needs_strace
def test_what_a_pause_cut_off_the_log_cannot_come_back(copied: Path, tmp_path: Path) -> None:
    """With the first frames of the old log under the next act, it would be older than the file."""
    traced(copied, "desk", tmp_path / "trace")
    of_log = [it.call for it in steps(tmp_path / "trace") if (it.point, it.file) == ("pause", LOG)]
    assert "sync" in of_log[-1]
    assert "ftruncate" in of_log


def chosen(told: list[Step], most: int) -> list[Step]:
    """Return the steps to die at: each sync of a first act, its first writes, some of the rest."""
    able = [it for it in told if it.point not in {"start", "end"}]
    keen = [it for it in able if it.point == "first" and (not it.main or it.call != "pwrite64")]
    others = [it for it in able if it not in keen]
    return [*keen, *others[:: max(1, len(others) // max(1, most - len(keen)))]]


def found_or_half(folder: Path) -> tuple[int, bool, int]:
    """Return what ``found`` does; half of a checkpoint may be no file that can be read."""
    try:
        return found(folder)
    except ProjectError as error:
        return 0, error.key == "lone_copy.half", 1


@needs_strace
@each_way
def test_a_kill_at_any_step_of_the_first_act_loses_nothing_acknowledged(
    copied: Path, one_file: Path, tmp_path: Path, how: str
) -> None:
    """Also at any of the second, of the pause after it, and of the first act after that.

    ``QUALCODE_STEPS`` is how many of the steps are tried; there are about 180.
    """
    traced(copied, how, tmp_path / "trace")
    for step in chosen(steps(tmp_path / "trace"), int(os.environ.get("QUALCODE_STEPS", "8"))):
        folder = Path(shutil.copytree(one_file, tmp_path / "killed"))
        kill = ["-e", f"inject={step.call}:signal=KILL:when={step.nth}"]
        if not step.main and step.file == FILE_NAME:
            kill += ["-P", str(folder / FILE_NAME)]  # the first thread wrote to other files before
        acts = traced(folder, how, tmp_path / "dying", *kill)
        codings, lacks, problems = found_or_half(alone(folder, tmp_path / "lone"))
        assert lacks or codings >= acts, step
        assert not problems or (lacks and step.file == FILE_NAME), step
        codings, lacks, problems = found(both(folder, tmp_path / "pair"))
        assert codings in {acts, acts + 1}, step
        assert problems == 0, step
        # between the head of a frame and its page, a log begun anew looks like a damaged one
        assert not lacks or (step.point, step.call, step.file) == ("pause", "pwrite64", LOG), step
        for name in ("killed", "lone", "pair"):
            shutil.rmtree(tmp_path / name)
