"""Random studies of hostile text go out as CSV and come into another study: nothing may differ.

    python benchmarks/exchange.py --studies 2000

Codings and brackets go out by their exports; readings and participants, which have none, by the
writer of all tables. Compared is everything but origin and exposure. Exits 1 on a difference.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import export
from qualcode.model import Span
from qualcode.project import Project
from qualcode.project.placing import Place
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

PIECES = [
    *"=+-@'\"\t,;，；、|＝＋－＠﻿\x85\u2028\u2029\u200b\x01\x0b\x1b\x7f\xa0\u3000",
    *("_x0041_", "''=", "'\t", "sep=;", "😀", "👨‍👩‍👧", "𠮷", "é", "é", "ﬁ", "#N/A", "'", '""'),
    *"规则居民参与ABc019 ",
]
CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
BOOK = "codes:\n" + "".join(f"  - {{id: c{n}, labels: {{zh: 码{n}}}}}\n" for n in range(4))


def words(rng: random.Random, longest: int, *, lines: bool = False) -> str:
    """Return hostile words; with ``lines`` some of them break the line."""
    pieces = [*PIECES, "\n"] if lines else PIECES
    return "".join(rng.choice(pieces) for _ in range(rng.randint(1, longest)))


def name(rng: random.Random, taken: set[str], *, file: bool = False) -> str:
    """Return a name that is new, and can be a file's where it must be."""
    while True:
        found = words(rng, 5).strip()
        if file:
            found = found.replace("\0", "").replace("/", "") + "甲"
        if found and found not in taken and len(found.splitlines()) == 1:
            taken.add(found)
            return found


def made(folder: Path, empty: Path, sources: dict[str, str], coders: Sequence[str]) -> Project:
    """Return a study with these texts and coders."""
    shutil.copytree(empty, folder)
    project = Project.open(folder)
    for title, text in sources.items():
        report = project.transcripts.ingest_bytes(f"{title}.txt", text.encode())
        assert not report.refused, report
    for coder in coders:
        project.coders.add(coder)
    return project


def written(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """Write rows as a table of the project is written."""
    cells = tuple(dict(zip(columns, row, strict=True)) for row in rows)
    return export.write(Table("t", "t", tuple(Column(it, it) for it in columns), cells), path)


def state(project: Project) -> dict[str, object]:
    """Return what must come back: codings, readings, people and brackets."""
    titles = {info.text_id: info.name for info in project.transcripts.list()}
    coders = [coder.name for coder in project.coders.list()]
    codings = [it for who in coders for it in project.codings.of(who)]
    readings = [it for who in coders for it in project.codings.readings(who)]
    return {
        "codings": sorted((titles[c.text_id], c.start, c.end, c.code, c.coder) for c in codings),
        "readings": sorted((titles[r.text_id], r.start, r.end, r.coder) for r in readings),
        "people": sorted(
            (p.pseudonym, p.role, p.letter, p.group, *sorted(p.attributes.items()))
            for p in project.transcripts.participants()
        ),
        "brackets": {
            title: [(u.start, u.end) for u in project.brackets.of(title)]
            for title in titles.values()
        },
    }


def one(seed: int, folder: Path, empty: Path) -> tuple[object, object]:
    """Return what a study was and what the other became."""
    rng, taken = random.Random(seed), set[str]()
    sources = {}
    for _ in range(2):
        said = words(rng, 40, lines=True)
        if len(CONTROL.findall(said)) > 2:  # more in so short a file would be no text
            said = CONTROL.sub("", said)
        turns = [f"访谈者：您好{rng.random()}？", f"受访者：{said}说完了。"]
        sources[name(rng, taken, file=True)] = "\n\n".join(turns) + "\n"
    coders = [name(rng, taken) for _ in range(2)]
    ours = made(folder / "ours", empty, sources, coders)
    theirs = made(folder / "theirs", empty, sources, coders)
    people, readings = [], []
    keys = {info.name: info.text_id for info in ours.transcripts.list()}
    for title, key in keys.items():
        text = ours.transcripts.get(title).text
        for coder in coders:
            spans = []
            for _ in range(4):
                start = rng.randrange(len(text))
                spans.append(Place(key, start, rng.randint(start + 1, len(text))))
            ours.codings.add_many(coder, spans, f"c{rng.randrange(4)}")
        turn = rng.choice(ours.transcripts.get(title).turns)
        ours.brackets.set(title, [Span(turn.start, turn.end)])
        answer = ours.transcripts.get(title).turns[-1]
        ours.codings.read(coders[0], title, [Span(answer.start, answer.end)])
        readings.append((coders[0], title, str(answer.n)))
        people.append((title, name(rng, taken), *(words(rng, 6, lines=True) for _ in range(3))))
    columns = ("transcript", "pseudonym", "role", "group", "=备注")
    ours.transcripts.import_participants(written(folder / "p.csv", columns, people))
    theirs.transcripts.import_participants(written(folder / "p.csv", columns, people))
    told = {(p.pseudonym, p.role, p.group) for p in theirs.transcripts.participants()}
    assert {(it[1], it[2].strip(), it[3].strip()) for it in people} <= told, seed
    readings_file = written(folder / "r.csv", ("coder", "transcript", "turn"), readings)
    theirs.codings.import_readings(readings_file)
    for coder in coders:
        ours.codings.export_csv(folder / "c.csv", coder=coder)
        theirs.codings.import_csv(folder / "c.csv")
    ours.brackets.export_csv(folder / "b.csv")
    theirs.brackets.import_csv(folder / "b.csv")
    found = state(ours), state(theirs)
    ours.close()
    theirs.close()
    return found


def main() -> int:
    """Try the studies and say how many differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    begun, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as top:
        with Project.create(Path(top) / "empty") as project:
            project.codebook.loads(BOOK, "book")
        for seed in range(given.first, given.first + given.studies):
            folder = Path(top) / str(seed)
            folder.mkdir()
            try:
                ours, theirs = one(seed, folder, Path(top) / "empty")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                ours, theirs = str(error), None
            if ours != theirs:
                bad += 1
                print(f"study {seed}: {ours!r}\n  {theirs!r}"[:1500])
            shutil.rmtree(folder)
    print(f"{given.studies} studies, {bad} differ, {time.monotonic() - begun:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
