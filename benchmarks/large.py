"""Make a large invented project: 500 interviews, 50,000 codings, as a study of some years has.

``python large.py FOLDER`` makes it, ``make`` in Python; the numbers may be small for a test. The
sentences are those of the example study, shuffled. One seed gives the same texts, codings and
readings; what depends on the clock or on chance in any project (moments, salts, keys that travel)
differs. It is written fast, many acts a transaction, but every act with its event through the
store, so that the project opens and passes ``verify_log`` as any other.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import Project, codefile, ingest, text
from qualcode.example import study
from qualcode.model import Code, Codebook, Group, Participant
from qualcode.store import Act, texts
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model import Coder, Round, Unit
    from qualcode.store import Connection, Store

GROUPS = ("街道干部", "社区干部", "互助站", "网格员", "居民")
MOST_BOTH = 20
"""So many interviews, at most, every coder has coded, in the round that is closed."""
OFTEN = 0.8
"""How often a coder gives a sentence the code that it has for everybody."""


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of the example study: what is asked, what is answered."""

    asked: tuple[str, ...]
    answered: tuple[str, ...]


def make(  # noqa: PLR0913 - each number by itself
    folder: Path,
    *,
    interviews: int = 500,
    codings: int = 50_000,
    codes: int = 30,
    coders: int = 4,
    characters: tuple[int, int] = (6_000, 12_000),
    suggestions: bool = False,
    shared: int | None = None,
    seed: int = 2026,
) -> Path:
    """Make the project in ``folder``, which must hold none, and return ``folder``.

    ``characters`` are the least and the most of an interview. Coders are ``A``, ``B`` and so on;
    each has read and coded the first interviews in ``R1``, which is closed, and a share of the
    others in ``R2``, which is open and independent; the last of each share is read half. There
    are ``codings`` codings in all, fewer where sentences run out. With ``suggestions``
    coder ``A`` asks for them once, which takes minutes at full size. ``shared`` is how many
    interviews every coder reads, else 20 at most.
    """
    chance = random.Random(seed)
    said = _said()
    with tempfile.TemporaryDirectory() as scratch:
        names = _write(Path(scratch), said, chance, interviews, characters)
        path = Path(scratch) / "codebook.yaml"
        path.write_text(codefile.dumps(_book(codes)), "utf-8")
        with Project.create(folder, path) as project:
            project.transcripts.ingest([Path(scratch) / "texts"])
            _people(project.store, names, chance)
            people = [chr(ord("A") + n) for n in range(coders)]
            for name in people:
                project.coders.add(name)
            _code(project, people, names, codings, chance, shared)
            _memos(project.store, people, names, codings // 150, chance)
            if suggestions:
                project.suggestions.run(people[0], seed=seed)
    return folder


def _said() -> Said:
    asked: list[str] = []
    answered: list[str] = []
    for path in sorted((study() / "transcripts").iterdir()):
        if path.suffix in ingest.READERS and path.stem != "README":
            one = ingest.read(path)
            for turn in one.turns:
                units = text.units(one.text, (turn,), "sentence")
                words = [one.text[u.start : u.end].replace("\n", "") for u in units]
                (asked if turn.asks else answered).extend(words)
    return Said(tuple(asked), tuple(answered))


def _write(
    folder: Path, said: Said, chance: random.Random, interviews: int, characters: tuple[int, int]
) -> list[str]:
    (folder / "texts").mkdir()
    names = [f"{n:03} {GROUPS[n % len(GROUPS)]}访谈" for n in range(1, interviews + 1)]
    for name in names:
        (folder / "texts" / f"{name}.txt").write_text(_interview(said, chance, characters), "utf-8")
    return names


def _interview(said: Said, chance: random.Random, characters: tuple[int, int]) -> str:
    wanted, written, lines = chance.randint(*characters), 0, []
    while written < wanted:
        answer = "".join(chance.choices(said.answered, k=chance.randint(2, 12)))
        lines += [f"访谈者：{chance.choice(said.asked)}", f"受访者：{answer}"]
        written += len(answer)
    return "\n\n".join(lines) + "\n"


def _book(codes: int) -> Codebook:
    """Return main categories, categories below them and concepts below those, in groups."""
    made: list[Code] = []
    groups = tuple(Group(f"g{n}", {"zh": f"第{n}组", "en": f"Group {n}"}) for n in range(1, 6))
    for n in range(1, codes + 1):
        level = ("main", "category", "concept")[min((n - 1) % 6, 2)]
        above = {"main": None, "category": n - 1, "concept": n - (n - 1) % 6 + 1}[level]
        made.append(
            Code(
                f"c{n:02}",
                labels={"zh": f"编码{n:02}", "en": f"Code {n:02}"},
                group=groups[(n - 1) // 6 % len(groups)].id,
                level=level,
                parent=None if above is None else f"c{above:02}",
                colour=f"#{(n * 2654435761) % 0xFFFFFF:06x}",
            )
        )
    return Codebook(groups=groups, codes=tuple(made))


def _people(store: Store, names: Sequence[str], chance: random.Random) -> None:
    """Describe who was interviewed: one participant an interview, with group, site and sex."""
    with store.acting("participant.import") as act:
        for n, name in enumerate(names):
            group = GROUPS[n % len(GROUPS)]
            about = {"site": f"S{chance.randint(1, 12):02}", "sex": chance.choice("男女")}
            texts.put_participant(
                act, Participant(name, role=group, letter=f"{n}", group=group, attributes=about)
            )


def _code(
    project: Project,
    people: Sequence[str],
    names: Sequence[str],
    codings: int,
    chance: random.Random,
    shared: int | None,
) -> None:
    both = shared or max(1, min(MOST_BOTH, len(names) // 10))
    shares = {who: names[both + n :: len(people)] for n, who in enumerate(people)}
    first = [(who, name) for who in people for name in names[:both]]
    rest = [(who, name) for who, share in shares.items() for name in share]
    halves = {(who, share[-1]) for who, share in shares.items() if share}
    left = len(first) + len(rest)
    for works in (first, rest):
        project.rounds.open()
        for work in works:
            codings -= _work(project, *work, codings // left, chance, half=work in halves)
            left -= 1
        if works is first:
            project.rounds.close()


def _work(
    project: Project, who: str, name: str, wanted: int, chance: random.Random, *, half: bool
) -> int:
    """Let a coder read and code an interview; return how many codings there are."""
    with project.store.caching() as connection:
        study = project.store.study(connection)
        at = At(
            connection,
            project.store.replica,
            study.coder(who),
            study.open_round(None),
            study.text(name),
        )
        _read(at, half=half)
        return _put(at, study.codes, wanted, chance)


@dataclass(frozen=True, slots=True)
class At:
    """Who works where, inside a transaction."""

    connection: Connection
    replica: str
    person: Coder
    found: Round
    text_id: int

    @contextmanager
    def act(self, kind: str) -> Iterator[Act]:
        """Give one act with its event, as ``Store.acting`` does; the transaction goes on."""
        made = Act(self.connection, self.replica, kind, self.person.name)
        made.round_id = self.found.id
        yield made
        made.record()


def _read(at: At, *, half: bool) -> None:
    turns = texts.units(at.connection, at.text_id, "turn")
    rows = [
        {
            "coder": at.person.id,
            "unit": unit.id,
            "round": at.found.id,
            "codebook": 1,
            "exposure": "unaided",
            "done_at": now(),
        }
        for unit in turns[: len(turns) // 2 if half else None]
    ]
    with at.act("coding.read") as act:
        act.insert_many("reading", rows)


def _put(at: At, keys: dict[str, int], each: int, chance: random.Random) -> int:
    """Code sentences, each by an act of its own, until there are enough; return how many."""
    units = [u for u in texts.units(at.connection, at.text_id, "sentence") if u.in_frame]
    codes = sorted(keys)
    often = list(accumulate(1 / rank for rank in range(1, len(codes) + 1)))
    taken: set[tuple[int, int, str]] = set()
    for _ in range(4 * each):
        if len(taken) == each:
            break
        unit = chance.choice(units)
        usual = random.Random(unit.id).choices(codes, cum_weights=often)[0]
        code = usual if chance.random() < OFTEN else chance.choices(codes, cum_weights=often)[0]
        span = _span(unit, chance)
        if (*span, code) not in taken:
            taken.add((*span, code))
            with at.act("coding.add") as act:
                act.insert("coding", **_row(at, span, keys[code], chance))
    return len(taken)


def _span(unit: Unit, chance: random.Random) -> tuple[int, int]:
    """Return the whole sentence, or a part of it that holds its middle."""
    if unit.end - unit.start < 8 or chance.random() < 0.7:
        return unit.start, unit.end
    quarter = (unit.end - unit.start) // 4
    return unit.start + chance.randint(0, quarter), unit.end - chance.randint(0, quarter)


def _row(at: At, span: tuple[int, int], code: int, chance: random.Random) -> dict[str, Any]:
    return {
        "uuid": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "round": at.found.id,
        "coder": at.person.id,
        "text": at.text_id,
        "start": span[0],
        "end": span[1],
        "code": code,
        "codebook": 1,
        "origin": "manual",
        "exposure": "unaided",
        "created": now(),
    }


def _memos(
    store: Store, people: Sequence[str], names: Sequence[str], memos: int, chance: random.Random
) -> None:
    """Write memos on the project and on interviews."""
    for n in range(memos):
        who = people[n % len(people)]
        kind, target = ("project", "") if n % 10 == 0 else ("transcript", chance.choice(names))
        with store.acting("memo.add", who) as act:
            act.insert(
                "memo",
                uuid=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                coder=act.study.coder(who).id,
                target_kind=kind,
                target=target,
                text=f"备忘 {n + 1}",
                created=now(),
            )


def main() -> None:
    """Make the project in a folder and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=500)
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--suggestions", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    make(
        asked.folder,
        interviews=asked.interviews,
        codings=asked.codings,
        suggestions=asked.suggestions,
    )
    print(f"{asked.folder}: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
