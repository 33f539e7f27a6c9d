"""Random studies of hostile text go out as CSV and come into another study: nothing may differ.

    python benchmarks/exchange.py --studies 2000

Codings, readings, participants and brackets go out by their exports and in by their imports.
Compared is everything but origin and exposure. Exits 1 on a difference.
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
from typing import TYPE_CHECKING, NamedTuple

from qualcode.gathering.code_places import Place
from qualcode.model import Participant, Span
from qualcode.project import Project
from qualcode.store import work
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from qualcode.model import UnitKind

PIECES = [
    *"=+-@'\"\t,;，；、|＝＋－＠﻿\x85\u2028\u2029\u200b\x01\x0b\x1b\x7f\xa0\u3000",
    *(
        "_x0041_",
        "''=",
        "'\t",
        "sep=;",
        "😀",
        "👨‍👩‍👧",
        "𠮷",
        "é",
        "e\u0301",
        "ﬁ",
        "#N/A",
        "'",
        '""',
    ),
    *"规则居民参与ABc019 ",
]
CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
BOOK = "codes:\n" + "".join(f"  - {{id: c{n}, labels: {{zh: 码{n}}}}}\n" for n in range(4))
LABELS = ("受访者", "书记 A")
KINDS: tuple[UnitKind, ...] = ("turn", "sentence", "paragraph")
LIKE_OURS = (
    *("group", "组别", "Role", "transcript", "访谈", "speaker", "编码", "来源", "month", "日期"),
    *(
        "site",
        "attribute[x]",
        "consent[quote]",
        "attribute[",
        "]",
        "a;b;c;d;e;f;g;h",
        "\t".join("abcdefgh"),
    ),
)
"""Attributes whose names could be taken for a column of ours, or for a separator."""


def words(rng: random.Random, longest: int, *, lines: bool = False) -> str:
    """Return hostile words; with ``lines`` some of them break the line."""
    pieces = [*PIECES, "\n"] if lines else PIECES
    return "".join(rng.choice(pieces) for _ in range(rng.randint(1, longest)))


def name(rng: random.Random, taken: set[str], *, file: bool = False) -> str:
    """Return a name that no reader takes for another, and can be a file's where it must be."""
    while True:
        found = words(rng, 5).strip()
        if file:
            found = found.replace("\0", "").replace("/", "") + "甲"
        key = folded(found, case=False)
        if key and key not in taken and len(found.splitlines()) == 1:
            taken.add(key)
            return found


class Plan(NamedTuple):
    """What both studies have before anybody works: texts, coders, and rounds for all to see."""

    sources: dict[str, str]
    coders: tuple[str, ...]
    rounds: tuple[str, ...]


def planned(rng: random.Random, taken: set[str]) -> Plan:
    """Return two texts of hostile words, two coders, and now and then rounds of practice."""
    sources = {}
    for _ in range(2):
        turns = [f"访谈者：您好{rng.random()}？"]
        for label in LABELS:
            said = words(rng, 40, lines=True)
            if len(CONTROL.findall(said)) > 1:  # more in so short a file would be no text
                said = CONTROL.sub("", said)
            turns.append(f"{label}：{said}说完了。还有一句。")
        sources[name(rng, taken, file=True)] = "\n\n".join(turns) + "\n"
    coders = tuple(name(rng, taken) for _ in range(2))
    rounds = tuple(name(rng, taken) for _ in range(rng.choice((0, 0, 1, 2))))
    return Plan(sources, coders, rounds)


def made(folder: Path, empty: Path, plan: Plan) -> Project:
    """Return a study in which nobody has worked yet."""
    shutil.copytree(empty, folder)
    project = Project.open(folder)
    for title, text in plan.sources.items():
        report = project.transcripts.ingest_bytes(f"{title}.txt", text.encode())
        assert not report.refused, report
    for coder in plan.coders:
        project.coders.add(coder)
    for found in plan.rounds:
        project.rounds.open(found, "training")
    return project


def state(project: Project) -> dict[str, object]:
    """Return what must come back: codings, readings, people and brackets."""
    titles = {info.text_id: info.name for info in project.transcripts.list()}
    coders = [coder.name for coder in project.coders.list()]
    codings = [it for who in coders for it in project.codings.of(who)]
    readings = [it for who in coders for it in project.codings.readings(who)]
    with project.store.reading() as connection:
        kinds = work.kinds_read(connection)
    return {
        "codings": sorted(
            (titles[c.text_id], c.start, c.end, c.code, c.coder, c.round) for c in codings
        ),
        "readings": sorted(
            (titles[r.text_id], r.start, r.end, kinds[r.id], r.coder, r.round, r.codebook)
            for r in readings
        ),
        "people": sorted(
            (
                *(p.pseudonym, p.role, p.letter, p.group),
                *(sorted(p.attributes.items()), sorted(p.consent.items())),
            )
            for p in project.transcripts.participants()
        ),
        "speakers": sorted(
            (it.transcript, it.label, it.participant or "") for it in project.people.speakers()
        ),
        "brackets": {
            title: [(u.start, u.end) for u in project.brackets.of(title)]
            for title in titles.values()
        },
    }


def worked(rng: random.Random, project: Project, plan: Plan) -> None:
    """Code, read and bracket at random."""
    for info in project.transcripts.list():
        found = project.transcripts.get(info.name)
        for coder in plan.coders:
            round_name = rng.choice(plan.rounds) if plan.rounds else None
            spans = []
            for _ in range(4):
                start = rng.randrange(len(found.text))
                end = rng.randint(start + 1, len(found.text))
                spans.append(Place(info.text_id, start, end))
            project.codings.add_many(coder, spans, f"c{rng.randrange(4)}", round=round_name)
            for kind in rng.sample(KINDS, 2):
                units = project.transcripts.units(info.text_id, kind)
                chosen = rng.sample(units, rng.randint(1, len(units)))
                read = [Span(it.start, it.end) for it in chosen]
                project.codings.read(coder, info.name, read, round=round_name)
        turn = rng.choice(found.turns)
        project.brackets.set(info.name, [Span(turn.start, turn.end)])


def described(rng: random.Random, project: Project, taken: set[str]) -> None:
    """Say who the speakers are: some are one person, some are nobody's speaker."""
    people = [name(rng, taken) for _ in range(3)]
    for info in project.transcripts.list():
        for label in LABELS:
            if rng.random() < 0.8:
                project.transcripts.assign(info.name, label, rng.choice(people))
    if rng.random() < 0.3:
        people.append(name(rng, taken))
        project.transcripts.edit_participant(Participant(people[-1]))
    headings = [*rng.sample(LIKE_OURS, 3), words(rng, 6, lines=True), words(rng, 2)]
    for person in project.transcripts.participants():
        attributes = {
            heading: words(rng, 6, lines=True) for heading in headings if rng.random() < 0.7
        }
        consent = (
            {} if rng.random() < 0.7 else {rng.choice(("quote", "]", "=a")): rng.random() < 0.5}
        )
        project.transcripts.edit_participant(
            Participant(
                person.pseudonym,
                *(words(rng, 6, lines=True) if rng.random() < 0.8 else "" for _ in range(3)),
                attributes=attributes,
                consent=consent,
            )
        )


def exchanged(rng: random.Random, ours: Project, theirs: Project, folder: Path, plan: Plan) -> None:
    """Let everything that ours can export come into theirs."""
    language = rng.choice(("en", "zh"))
    people = folder / "p.csv"
    ours.transcripts.export_participants(people, as_typed=True, language=language)
    theirs.transcripts.import_participants(people, clear_empty=True)
    assert theirs.transcripts.import_participants(people, clear_empty=True).event is None
    ours.brackets.export_csv(folder / "b.csv", language=language)
    theirs.brackets.import_csv(folder / "b.csv")
    for coder in [None] if plan.rounds else plan.coders:
        ours.codings.export_csv(folder / "c.csv", coder=coder, language=language)
        theirs.codings.import_csv(folder / "c.csv")
        ours.codings.export_readings(folder / "r.csv", coder=coder, language=language)
        theirs.codings.import_readings(folder / "r.csv")


def one(seed: int, folder: Path, empty: Path) -> tuple[object, object]:
    """Return what a study was and what the other became."""
    rng, taken = random.Random(seed), set[str]()
    plan = planned(rng, taken)
    ours = made(folder / "ours", empty, plan)
    theirs = made(folder / "theirs", empty, plan)
    worked(rng, ours, plan)
    if rng.random() < 0.25:  # what was read so far was not read for this code
        for project in (ours, theirs):
            project.codebook.add_code("后来")
        worked(rng, ours, plan)
    described(rng, ours, taken)
    exchanged(rng, ours, theirs, folder, plan)
    found = state(ours), state(theirs)
    ours.close()
    theirs.close()
    return found


def begun(folder: Path) -> Path:
    """Return the folder of a study that has a codebook only."""
    with Project.create(folder) as project:
        project.codebook.loads(BOOK, "book")
    return folder


def main() -> int:
    """Try the studies and say how many differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    since, bad = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as top:
        empty = begun(Path(top) / "empty")
        for seed in range(given.first, given.first + given.studies):
            folder = Path(top) / str(seed)
            folder.mkdir()
            try:
                ours, theirs = one(seed, folder, empty)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                ours, theirs = f"{type(error).__name__}: {error}", None
            if ours != theirs:
                bad += 1
                print(f"study {seed}: {ours!r}\n  {theirs!r}"[:1500], flush=True)
            shutil.rmtree(folder)
    print(f"{given.studies} studies, {bad} differ, {time.monotonic() - since:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
