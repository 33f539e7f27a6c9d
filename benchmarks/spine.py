"""Measure the spine of qualcode, from interviews to tables, and check it on real input.

Every figure is the median of several runs, and a loop of fixed work in pure Python is timed just
before each of them, so that figures of different machines can be compared. What is measured runs
in a process of its own, and this one stays small: a process's peak of memory is its own then.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from corpus import write_corpus

HERE = Path(__file__).resolve().parent


@dataclass(slots=True)
class Figure:
    """One figure: its samples, and those of the reference loop before each."""

    what: str
    limit: float | None = None
    unit: str = "s"
    samples: list[float] = field(default_factory=list)
    loops: list[float] = field(default_factory=list)
    remark: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to the limit, ``None`` without one."""
        return None if self.limit is None else median(self.samples) <= self.limit

    def row(self) -> list[str]:
        """Return the figure as a row of the report."""
        shown = [f"{value:.3g} {self.unit}".strip() for value in spread(self.samples)]
        in_loops = f"{median(self.samples) / median(self.loops):.2f}" if self.unit == "s" else ""
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}".strip()
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return [self.what, limit, shown[0], f"{shown[1]} – {shown[2]}", in_loops, met, self.remark]


class Bench:
    """The figures of one run, in the order in which they were first taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.figures: dict[str, Figure] = {}
        self.loop = 0.0

    def note(self, what: str, value: float, **about: Any) -> None:
        """Keep a sample; ``about`` is what the figure is besides its samples."""
        figure = self.figures.setdefault(what, Figure(what, **about))
        figure.samples.append(value)
        figure.loops.append(self.loop)

    def run(self, *command: str | Path) -> tuple[float, str]:
        """Run a command after a reference loop; return its seconds and what it printed."""
        self.loop = reference()
        begun = time.perf_counter()
        env = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, capture_output=True, check=False, env=env)
        spent = time.perf_counter() - begun
        if done.returncode:
            sys.exit(done.stderr.decode("utf-8", "replace"))
        return spent, done.stdout.decode("utf-8")

    def child(self, name: str) -> tuple[float, dict[str, Any]]:
        """Run a piece of work in a process of its own; return its seconds and what it gave."""
        tell(name)
        spent, printed = self.run(sys.executable, HERE / "work.py", name, self.folder)
        return spent, json.loads(printed.splitlines()[-1])


def reference() -> float:
    """Return the seconds that a loop of fixed work takes in this Python on this machine."""
    begun = time.perf_counter()
    value = 0
    for n in range(1_000_000):
        value = (value * 31 + n) % 1_000_003
    return time.perf_counter() - begun


def spread(samples: list[float]) -> tuple[float, float, float]:
    return median(samples), min(samples), max(samples)


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def command() -> list[str]:
    """Return the installed command, in a checkout without one the module."""
    found = shutil.which("qualcode", path=str(Path(sys.executable).parent))
    return [found] if found else [sys.executable, "-m", "qualcode"]


def measure_start(bench: Bench) -> None:
    helped, _ = bench.run(*command(), "--help")
    bench.note("`qualcode --help`, whole process", helped, limit=0.4)
    bare, _ = bench.run(sys.executable, "-c", "pass")
    imported, _ = bench.run(sys.executable, "-c", "import qualcode")
    bench.note("`import qualcode`, over `pass`", imported - bare, limit=0.1)


def measure_corpus(bench: Bench) -> list[tuple[str, str, bool]]:
    """Measure one ingest and what is done with it; return the checks of what came out."""
    shutil.rmtree(bench.folder / "study", ignore_errors=True)
    spent, given = bench.child("ingest")
    bench.note("ingest of the corpus, whole process", spent, limit=15)
    if given["peak"]:
        bench.note("ingest, peak of memory", given["peak"], limit=600, unit="MB")
    refused = given["refused"]
    checks = [(f"{given['added']} interviews ingested", "; ".join(refused), not refused)]
    _, cut = bench.child("tokens")
    bench.note("tokens with offsets, first pass", cut["first"])
    bench.note("the same by plain `jieba.lcut`", cut["jieba"])
    bench.note("first pass over plain jieba", cut["first"] / cut["jieba"], limit=1.3, unit="×")
    bench.note("tokens, cached pass", cut["again"])
    spent, asked = bench.child("suggest")
    about = f"{asked['units']} units, {asked['suggested']} suggestions"
    bench.note("suggestions over the corpus, whole process", spent, remark=about)
    if asked["peak"]:
        bench.note("suggestions, peak of memory", asked["peak"], unit="MB")
    _, worked = bench.child("acts")
    bench.note("one coding among 2,000 on the corpus", worked["add"] * 1000, limit=20, unit="ms")
    bench.note("one undo after 2,000 acts", worked["undo"] * 1000, limit=30, unit="ms")
    bench.note("the first 50 suggestions to verify", worked["queue"] * 1000, limit=200, unit="ms")
    spent, audit = bench.child("verify_log")
    bench.note("verify-log, whole process", spent, remark=f"{audit['events']} events")
    return [
        *checks,
        ("the log gives the tables", "; ".join(audit["problems"]), not audit["problems"]),
    ]


def measure_study(bench: Bench) -> None:
    """Measure what the example study's tables take, once the study was worked."""
    _, compared = bench.child("agreement")
    bench.note("agreement with intervals, first in its process", compared["first"], limit=0.5)
    bench.note("agreement with intervals, again", compared["again"], limit=0.5)
    project = ("--project", bench.folder / "demo")
    spent, _ = bench.run(*command(), "agree", "--coders", "A", "B", "--json", *project)
    bench.note("`qualcode agree`, whole process", spent)
    spent, _ = bench.run(*command(), "tables", "--out", bench.folder / "tables", *project)
    bench.note("`qualcode tables`, whole process", spent, limit=3)


def check_slices(bench: Bench, what: str) -> list[tuple[str, str, bool]]:
    _, found = bench.child("check")
    names = {
        "turns": "turns are the slices of their text",
        "tokens": "tokens are the slices of their text, whole",
    }
    return [
        (f"{what}: {found['counted'][kind]} {name}", ", ".join(wrong), not wrong)
        for kind, name in names.items()
        for wrong in [found["wrong"][kind]]
    ]


def check_originals(bench: Bench, originals: Path) -> list[tuple[str, str, bool]]:
    """Ingest Markdown files as they were published, and check them the same way."""
    shutil.rmtree(bench.folder / "study")
    shutil.rmtree(bench.folder / "md")
    shutil.copytree(originals, bench.folder / "md")
    (bench.folder / "turns.jsonl").write_text("")
    _, given = bench.child("ingest")
    refused = given["refused"]
    first = (f"originals: {given['added']} files ingested", "; ".join(refused), not refused)
    return [first, *check_slices(bench, "originals")]


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> int:
    """Measure, check, print two tables; fail where a check failed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--corpus", type=Path, help="a folder of .jsonl.gz; without one: invented")
    parser.add_argument("--originals", type=Path, help="a folder of Markdown files to check too")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--repeat", type=int, default=5, help="how often each is measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qualcode-spine-") as folder:
        bench = Bench(Path(folder))
        sizes = write_corpus(asked.corpus, bench.folder)
        bench.child("demo")
        checks: list[tuple[str, str, bool]] = []
        for turn in range(asked.repeat):
            tell(f"run {turn + 1} of {asked.repeat}")
            measure_start(bench)
            measure_study(bench)
            checks = measure_corpus(bench)
        checks += check_slices(bench, "corpus")
        if asked.originals:
            checks += check_originals(bench, asked.originals)
    return report(bench, sizes, checks, asked.json)


def report(
    bench: Bench, sizes: dict[str, int], checks: list[tuple[str, str, bool]], path: Path | None
) -> int:
    figures = list(bench.figures.values())
    loop = spread([loop for figure in figures for loop in figure.loops])
    machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} CPUs"
    print(f"{machine}; reference loop {loop[0]:.3f} s ({loop[1]:.3f} – {loop[2]:.3f})")
    print(", ".join(f"{count:,} {name}" for name, count in sizes.items()) + "\n")
    heads = ["Figure", "Requirement", "Median", "Min – max", "In loops", "Met", "Remark"]
    print(table(heads, [figure.row() for figure in figures]) + "\n")
    rows = [[what, "yes" if held else f"**no**: {wrong}"] for what, wrong, held in checks]
    print(table(["Check", "Holds"], rows))
    if path:
        value = {
            "machine": machine,
            "loop": loop,
            "corpus": sizes,
            "figures": [asdict(figure) | {"met": figure.met} for figure in figures],
            "checks": [{"what": what, "wrong": wrong} for what, wrong, _ in checks],
        }
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(held for *_, held in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
