"""Score the reading of transcript files against what a person reads in them.

Each case is a folder with one file and ``expected.json``, a list of turns with ``speaker``,
``text``, ``asks`` and, where it matters, ``time``.

    python benchmarks/reading.py CASES [--verbose]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import ingest
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model import Transcript

_OTHER = {"expected.json", "README.txt", "README"}


def cases(folder: Path) -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    """Yield name, file and expected turns of every case."""
    for expected in sorted(folder.glob("*/expected.json")):
        files = [it for it in expected.parent.iterdir() if it.name not in _OTHER]
        turns = json.loads(expected.read_text(encoding="utf-8"))
        if files and turns:
            yield expected.parent.name, files[0], turns


def faults(transcript: Transcript, expected: list[dict[str, Any]]) -> list[str]:
    """Return where a reading differs from what was expected, a line a difference."""
    found = [
        (it.speaker, transcript.text[it.start : it.end], it.asks, it.time)
        for it in transcript.turns
    ]
    due = [(it["speaker"], it["text"], it["asks"], it.get("time")) for it in expected]
    wrong = [] if len(found) == len(due) else [f"{len(found)} turns for {len(due)}"]
    for is_, must in zip(found, due, strict=False):
        same = is_[:3] == must[:3] and (must[3] is None or is_[3] == must[3])
        wrong += [] if same else [f"{is_} for {must}"]
    return wrong


def score(folder: Path, *, verbose: bool = False) -> tuple[int, int]:
    """Print a line a case, and return how many were read right and how many could be read."""
    right = read = 0
    for name, path, expected in cases(folder):
        if path.suffix.lower() not in ingest.READERS:
            print(f"{name}  {path.name}: no reader yet")
            continue
        read += 1
        try:
            wrong = faults(ingest.read(path), expected)
        except InputError as error:
            wrong = [str(error)]
        right += not wrong
        print(f"{name}  {path.name}: {'right' if not wrong else 'WRONG'}")
        for line in wrong if verbose else ():
            print("      ", line)
    return right, read


def main() -> None:
    """Score the cases of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    if not chosen.cases.is_dir():
        print("no cases at hand")
        return
    right, read = score(chosen.cases, verbose=chosen.verbose)
    print(f"{right} of {read} read right")


if __name__ == "__main__":
    main()
