"""Measure how long a coder waits for the next card, in a project of 10,000 units and 30 codes.

The interviews and the codebook are the invented ones of `suggest.py`; cards are answered code
first, so that each brings a reading, a first answer and what was decided.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from suggest import TRANSCRIPTS, UNITS, invented

from qualcode import Project, codefile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model import Codebook

WHO = "A"
MOST_MS = 100


def main() -> None:
    """Make the project, ask for suggestions once, and walk the cards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = walked(Path(folder), asked.cards)
    for name, row in found.items():
        sys.stdout.write(f"{name}: " + "  ".join(f"{k} {v:.1f}" for k, v in row.items()) + "\n")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")


def walked(folder: Path, cards: int) -> dict[str, dict[str, float]]:
    """Return milliseconds of each act: median, 95th percentile and the slowest."""
    book, table = invented()
    interviews = folder / "interviews"
    interviews.mkdir()
    each = UNITS // TRANSCRIPTS
    said = [unit.text + "。" for unit in table.examples]
    for n in range(TRANSCRIPTS):
        turns = [f"受访者：{one}" for one in said[n * each : (n + 1) * each]]
        (interviews / f"{n:03}.txt").write_text("访谈者：请讲。\n" + "\n".join(turns), "utf-8")
    with Project.create(folder / "study", _written(book, folder / "codebook.yaml")) as project:
        project.transcripts.ingest([interviews])
        project.coders.add(WHO)
        project.suggestions.run(WHO, seed=1)
        taken: dict[str, list[float]] = {"next": [], "answer": [], "finish": []}
        for name, ms in _acts(project, cards):
            taken[name].append(ms)
    return {name: _summary(times[1:]) for name, times in taken.items()}


def _acts(project: Project, cards: int) -> Iterator[tuple[str, float]]:
    for _ in range(cards + 1):
        began = time.perf_counter()
        card = project.suggestions.next(WHO)
        yield "next", (time.perf_counter() - began) * 1e3
        if card is None:
            return
        began = time.perf_counter()
        project.suggestions.answer(WHO, card.pick, ["c1"], ms=1)
        yield "answer", (time.perf_counter() - began) * 1e3
        began = time.perf_counter()
        project.suggestions.finish(WHO, card.pick, ms=1)
        yield "finish", (time.perf_counter() - began) * 1e3


def _written(book: Codebook, path: Path) -> Path:
    path.write_text(codefile.dumps(book), "utf-8")
    return path


def _summary(times: list[float]) -> dict[str, float]:
    return {
        "median": median(times),
        "p95": quantiles(times, n=20)[-1],
        "slowest": max(times),
        "over": float(sum(ms > MOST_MS for ms in times)),
    }


if __name__ == "__main__":
    main()
