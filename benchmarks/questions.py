"""What a question costs in a small study and in a large one, each in a process of its own.

    python benchmarks/questions.py --json figures.json

The large study has 500 interviews and 50,000 codings, the small one the same closed round of 20
alone. Printed are processor seconds, the statements on the file, and the peak of memory; the
first question of a process, which has loaded all modules as the app has, reads what it needs,
``again`` comes after a coding.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project

WHO = "A"
COUNT = "SELECT code, count(*), count(DISTINCT text) FROM coding GROUP BY code"
SHARED = 20
SIZES = {"20 interviews": (20, 7_140), "500 interviews": (500, 50_000)}
"""Interviews and codings; in both every coder coded the first 20 in the closed round, alike."""


def agree(project: Project) -> object:
    """Compare the coders of the closed round."""
    return project.agreement.table()


def diagnosis(project: Project) -> object:
    """Say why they differ."""
    return project.agreement.diagnosis()


def frequency(project: Project) -> object:
    """Count one coder's codes."""
    return project.tables.get("frequency", coder=WHO, viewer=WHO)


def frequencies(project: Project) -> object:
    """Count them as shares with intervals."""
    return project.tables.get("frequencies", coder=WHO, viewer=WHO)


def search(project: Project) -> object:
    """Look for a word in every text."""
    return project.search.find("支部", WHO)


QUESTIONS: dict[str, Callable[[Project], object]] = {
    made.__name__: made for made in (agree, diagnosis, frequency, frequencies, search)
}


def ask(folder: Path, name: str) -> dict[str, Any]:
    """Ask once, and once more after a coding; return what that cost."""
    import resource

    from sqlalchemy import Engine, event

    from qualcode.i18n import LANGUAGES, catalogue
    from qualcode.project import Project

    counted = 0

    def count(*_given: object) -> None:
        nonlocal counted
        counted += 1

    Project.load()  # as the app does before its first visitor, and so the next
    for language in LANGUAGES:
        catalogue(language)
    with Project.open(folder) as project:
        event.listen(Engine, "before_cursor_execute", count)
        costs: list[tuple[float, int]] = []
        texts, code = project.transcripts.list(), project.codebook.current().codes[0].id
        for text in (*texts[3:6], None):
            begun, counted = time.process_time(), 0
            QUESTIONS[name](project)
            costs.append((time.process_time() - begun, counted))
            if text is not None:
                start = time.time_ns() % (text.characters - 9)
                project.codings.add(WHO, text.name, start, start + 5, code)
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return {
        "first": costs[0][0],
        "again": median(cost for cost, _ in costs[1:]),
        "statements": costs[0][1],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale,
    }


def measured(folder: Path, name: str, runs: int) -> dict[str, Any]:
    """Return the medians of some processes."""
    command = [sys.executable, __file__, "--ask", name, "--study", str(folder)]
    told = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    return {key: median(it[key] for it in told) for key in told[0]}


def against_sql(folder: Path, runs: int = 9) -> tuple[float, float]:
    """Return the seconds of the table of code frequencies after a coding, and of counting by SQL.

    The count is of rows by code, which says nothing of turns, people, units or what was read.
    """
    from qualcode.project import Project

    ours: list[float] = []
    plain: list[float] = []
    with Project.open(folder) as project:
        text, code = project.transcripts.list()[3], project.codebook.current().codes[0].id
        frequency(project)
        for run in range(runs):
            project.codings.add(WHO, text.name, 7 * run, 7 * run + 5, code)
            begun = time.process_time()
            frequency(project)
            ours.append(time.process_time() - begun)
            with closing(sqlite3.connect(project.path)) as file:
                begun = time.process_time()
                file.execute(COUNT).fetchall()
                plain.append(time.process_time() - begun)
    return median(ours), median(plain)


def main() -> None:
    """Make both studies, ask every question of each, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    parser.add_argument("--study", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        print(json.dumps(ask(given.study, given.ask)))
        return
    import large

    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size, (interviews, codings) in SIZES.items():
            folder = large.make(
                Path(scratch) / size, interviews=interviews, codings=codings, shared=SHARED
            )
            found[size] = {name: measured(folder, name, given.runs) for name in QUESTIONS}
            for name, it in found[size].items():
                print(
                    f"{size} · {name}: first {it['first']:.2f} s, again {it['again']:.3f} s, "
                    f"{it['statements']:.0f} statements, {it['peak']:.0f} MB",
                    flush=True,
                )
        folder = large.make(Path(scratch) / "100", interviews=100, codings=4_000, codes=40)
        ours, plain = against_sql(folder)
        found["100 interviews, 40 codes"] = {"frequency again": ours, "counted by SQL": plain}
        print(f"100 interviews, 40 codes: frequency again {ours:.3f} s, SQL {plain:.3f} s")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
