"""Measure what the first act after a pause costs, which sets the mark that a lone copy needs.

Several processes code the same invented interview in turns, act by act, so that the load of the
machine falls on all alike: one as it is, one that sets no mark and never pauses (what an act cost
before a copy of the file alone could tell what it lacks), and with ``--before`` one of another
checkout. A ratio is of two acts that followed each other. ``--syscalls`` counts, with strace,
how often an act waits for the disk.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Self

import desk_material
from figures import Figure, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode import Project
    from qualcode.store import Connection

REPO = Path(__file__).resolve().parent.parent
MOST = 1.15
"""The first act after a pause may cost so many times an act that sets no mark."""
KINDS = ("first", "second", "row")
"""The first act after a pause, the one that follows it at once, and one more."""
SYNCED = ("fsync", "fdatasync", "sync_file_range")
ABOUT = {
    "first": "the first act after a pause",
    "second": "the second",
    "row": "an act in a row",
}


def work(folder: Path, *, marks: bool, plain: bool) -> None:
    """Obey the lines of standard input in a process of its own: rest, or act and tell its cost."""
    from qualcode import Project

    if marks:
        _by_hand()
    else:
        _without_marks()
    with Project.open(folder) as project:
        coding = codings(project, plain=plain)
        for line in sys.stdin:
            if line.strip() == "rest":
                if marks and hasattr(project.store, "pause"):
                    assert project.store.pause()
                print("rested", flush=True)
                continue
            at = line.strip()
            _point(at)
            wall, spent = time.perf_counter(), time.process_time()
            next(coding)
            wall, spent = time.perf_counter() - wall, time.process_time() - spent
            _point("end")
            print(wall * 1000, spent * 1000, flush=True)


def codings(project: Project, *, plain: bool) -> Iterator[None]:
    """Code one passage after the other, for ever: as the desk does, or by a ``plain`` call."""
    codes = [code.id for code in project.codebook.current().codes]
    (info,) = project.transcripts.list()
    sentences = project.transcripts.units(info.text_id, "sentence")
    while True:
        for code in codes:
            for unit in sentences:
                span = (desk_material.NAME, unit.start, unit.end, code)
                if plain:
                    project.codings.add("coder 1", *span)
                else:
                    with project.once("coder 1", str(uuid.uuid4())):
                        project.codings.add("coder 1", *span)
                yield


def _by_hand() -> None:
    """Let no thread pause by itself: it would fall into an act that is timed."""
    try:
        from qualcode.store.file import wal
    except ImportError:  # a checkout from before
        return
    wal.PAUSE = 3600.0


def _without_marks() -> None:
    """Let acts be what they were: nothing but their own transaction."""
    from qualcode.store.file import wal

    class Plain(wal.WriteAheadLog):
        @contextmanager
        def writing(self, *, sure: bool = False) -> Iterator[Connection]:  # noqa: ARG002
            with self.engine.begin() as connection:
                yield connection

        def look(self) -> None:
            pass

        def close(self) -> None:
            self.engine.dispose()

    wal.WriteAheadLog = Plain  # type: ignore[misc]


def _point(name: str) -> None:
    """Leave a point in what strace writes."""
    if "QUALCODE_POINTS" in os.environ:
        Path(f"/point-{name}").exists()


class Worker:
    """A process that codes when it is told."""

    def __init__(self, tree: Path, folder: Path, *, marks: bool, trace: Path | None = None) -> None:
        """Start it on a study, with the package of a tree."""
        command = [sys.executable, __file__, "--work", str(folder)]
        if not marks:
            command.append("--without-marks")
        command += [it for it in sys.argv if it == "--plain"]
        environment = dict(os.environ, PYTHONPATH=str(tree))
        if trace:
            # only the names and files: strings and times would slow it
            command = ["strace", "-f", "-y", "-s", "0", "-o", str(trace), *command]
            environment["QUALCODE_POINTS"] = "1"
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, what: str) -> list[str]:
        """Tell it something and wait for what it says."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().split()

    def __enter__(self) -> Self:
        """Warm it up."""
        for _ in range(10):
            self.ask("row")
        return self

    def __exit__(self, *_: object) -> None:
        """Let it close its study."""
        self._process.communicate()


Times = dict[tuple[str, str], list[tuple[float, float]]]


def alternating(trees: dict[str, tuple[Path, bool]], folder: Path, rounds: int) -> Times:
    """Return wall and processor milliseconds of every kind of act of every worker."""
    times: Times = collections.defaultdict(list)
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker(tree, shutil.copytree(folder, folder / name), marks=m))
            for name, (tree, m) in trees.items()
        }
        order = list(workers)
        chance = random.Random(1)
        for _ in range(rounds):
            for name in order:
                workers[name].ask("rest")
            for kind in KINDS:
                chance.shuffle(order)
                for name in order:
                    wall, spent = workers[name].ask(kind)
                    times[name, kind].append((float(wall), float(spent)))
    return times


def ratio(times: Times, one: tuple[str, str], other: tuple[str, str], of: int) -> tuple[float, ...]:
    """Return the lower quartile, median and upper quartile of the ratios pair by pair."""
    pairs = zip(times[one], times[other], strict=True)
    return tuple(quantiles([a[of] / b[of] for a, b in pairs], n=4))


def waits(tree: Path, folder: Path, *, marks: bool, rounds: int = 20) -> dict[str, str]:
    """Return, with strace, how often each kind of act syncs and writes which file (medians)."""
    place = folder / f"traced-{marks}-{tree.name}"
    trace = folder / f"{place.name}.strace"
    with Worker(tree, shutil.copytree(folder, place), marks=marks, trace=trace) as worker:
        for _ in range(rounds):
            worker.ask("rest")
            for kind in KINDS:
                worker.ask(kind)
    found: dict[str, list[collections.Counter[str]]] = collections.defaultdict(list)
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if point := re.search(r'"/point-(\w+)"', line):
            kind = point[1]
            found[kind].append(collections.Counter())
        elif call := re.match(r"\d+ +(\w+)\(\d+<([^>]*)>", line):
            name = {"pwrite64": "write", **dict.fromkeys(SYNCED, "sync")}.get(call[1])
            file = call[2].rpartition("project.qualcode")[2] or "file"
            if name and found and "project.qualcode" in call[2]:
                found[kind][-1][f"{name} {file}"] += 1
    return {kind: _medians(found[kind][-rounds:]) for kind in KINDS}


def _medians(counted: list[collections.Counter[str]]) -> str:
    names = sorted({name for it in counted for name in it})
    return ", ".join(f"{median(it[name] for it in counted):g} {name}" for name in names)


def tell(times: Times, report: Report) -> None:
    """Say the times and the ratios."""
    for (name, kind), taken in times.items():
        what = f"{ABOUT[kind]}, {name}"
        spent = f"processor {median(it[1] for it in taken):.1f} ms"
        report.add(Figure(what, tuple(it[0] for it in taken), remark=spent))
    others = [name for name in dict.fromkeys(name for name, _ in times) if name != "now"]
    pairs = [((n, k), (other, k)) for other in others for k in KINDS for n in ("now",)]
    pairs += [((name, "first"), (name, "row")) for name in ("now", *others)]
    for one, other in pairs:
        low, middle, high = ratio(times, one, other, 0)
        spent = ratio(times, one, other, 1)[1]
        what = f"{ABOUT[one[1]]}, {one[0]} : {ABOUT[other[1]]}, {other[0]}"
        told = f"{middle:.2f} ({low:.2f} to {high:.2f})"
        held = middle <= MOST if one == ("now", "first") else None
        report.add(Figure(what, held=held, told=told, remark=f"of processor time {spent:.2f}"))


def main() -> None:
    """Measure what was asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=200, help="pauses to come back from")
    parser.add_argument("--before", type=Path, help="another checkout to compare with")
    parser.add_argument("--syscalls", action="store_true", help="count what strace sees, too")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument(
        "--plain", action="store_true", help="by a call from Python, not as the desk"
    )
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--without-marks", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(asked.work, marks=not asked.without_marks, plain=asked.plain)
        return
    trees = {"now": (REPO, True), "without the mark": (REPO, False)}
    if asked.before:
        trees["before"] = (asked.before.resolve(), True)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="qualcode-pauses-") as made:
        folder = desk_material.study(Path(made) / "study", 50_000, 300)
        tell(alternating(trees, folder, asked.rounds), report)
        for name, (tree, marks) in trees.items() if asked.syscalls else ():
            for kind, told in waits(tree, folder, marks=marks).items():
                report.add(Figure(f"{ABOUT[kind]}, {name}: calls", told=told))
    report.finish(asked.json)


if __name__ == "__main__":
    main()
