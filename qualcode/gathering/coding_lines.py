"""Codings as lines of a file: what a file names, what is there already, and what may leave."""

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING, Any

from qualcode.errors import Clause, InputError, RuleError
from qualcode.ingest.line_places import at, place_of
from qualcode.store import work
from qualcode.store.log.journal import now
from qualcode.study import access
from qualcode.study.study import refuse_others

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from qualcode.ingest.lines import Line
    from qualcode.model import Coder, Coding, Round
    from qualcode.store import Act, Look
    from qualcode.study import Study
    from qualcode.study.text_index import TextTurns


PART = 10_000
"""So many codings of an import are in one payload."""


_FIELDS = ("round", "coder", "text", "start", "end", "code")


_KEY = struct.Struct("<6q")


COLUMNS = ("transcript", "start", "end", "code", "coder", "round", "origin", "text")


class Names:
    """What a whole file names, looked up once, so that a long import stays quick."""

    def __init__(self, look: Look, lines: Iterable[Line]) -> None:
        """Read the transcripts that the lines name, as far as there are any."""
        self.look = look
        self.study = look.study
        self.book = look.study.book
        self.codes = look.study.codes
        self.sources = look.sources(self._named(lines))
        self.work = cache(self._work)
        self.code = cache(self._code)
        self.text_key = cache(partial(text_of, look.study))

    def read(self, lines: Iterable[Line]) -> None:
        """Read the transcripts that further lines name."""
        more = self.look.sources(self._named(lines) - self.sources.keys())
        self.sources = self.sources | more

    def _named(self, lines: Iterable[Line]) -> set[int]:
        cells = {line["transcript"] for line in lines}
        named = {found_text(self.study, cell) for cell in cells}
        return {key for key in named if key is not None}

    def _work(self, coder: str, found: str) -> tuple[int, int]:
        """Return the keys of the coder and of the round that two cells name."""
        person, where = self.coder(coder), self.round(found)
        refuse_others(where, person)
        return person.id, where.id

    def coder(self, name: str) -> Coder:
        """Return the coder that a cell names."""
        return self.study.coder(name.strip())

    def text(self, name: str) -> tuple[int, str]:
        """Return the key and the words of the transcript that a cell names."""
        key = self.text_key(name)
        return key, self.sources[key]

    def round(self, name: str) -> Round:
        """Return the open round that a cell names, the newest for none."""
        return self.study.open_round(name.strip() or None)

    def _code(self, name: str) -> int:
        """Return the key of the code that a cell names."""
        name = name.strip()
        if self.book.code(name) is None:
            known = tuple(code.id for code in self.book.codes) or Clause("error.word.none_yet")
            raise InputError("coding_rows.no_code", name=name, known=known)
        return self.codes[name]


def text_of(study: Study, name: str) -> int:
    """Return the text key of the transcript that a cell names, with or without space around it."""
    known = found_text(study, name)
    return study.text(name.strip()) if known is None else known


def found_text(study: Study, name: str) -> int | None:
    """Return the text key of the transcript that a cell names, ``None`` where there is none."""
    known = study.text_key(name)
    return study.text_key(name.strip()) if known is None else known


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: how many are new, and how many of its own were there already."""

    new: int
    known: int


def checked(lines: Iterable[Line], names: Names) -> tuple[int, dict[bytes, str]]:
    """Return how many lines there are, and the codings that they name with what they say of them.

    Each is a few bytes, so that a file of any length is checked before its first line is written.
    """
    read, new = 0, dict[bytes, str]()
    left = iter(lines)
    while batch := list(islice(left, PART)):
        names.read(batch)
        for line in batch:
            new.setdefault(_KEY.pack(*at(line, _place, names)), intern(line["origin"].strip()))
        read += len(batch)
    return read, new


def already(act: Act, names: Names) -> Iterator[bytes]:
    """Yield the codings that there are, as what they are read as, in the same few bytes."""
    rounds = {it.name: it.id for it in names.study.rounds}
    coders = {it.name: it.id for it in names.study.coders}
    for found, coder, text, start, end, code in work.places(act.connection, names.sources):
        if code in names.codes:
            yield _KEY.pack(rounds[found], coders[coder], text, start, end, names.codes[code])


def _place(line: Line, names: Names) -> tuple[int, int, int, int, int, int]:
    coder, found = names.work(line["coder"], line["round"])
    text, words = names.text(line["transcript"])
    start, end = place_of(line, words)
    return found, coder, text, start, end, names.code(line["code"])


def coding_row(key: bytes, origin: str, names: Names, said: dict[str, str]) -> dict[str, Any]:
    """Return the row of a coding; ``said`` takes what the file says of its origin."""
    row: dict[str, Any] = dict(zip(_FIELDS, _KEY.unpack(key), strict=True))
    row |= {"uuid": str(uuid.uuid4()), "codebook": names.book.version, "created": now()}
    row |= {"origin": "imported", "exposure": "unknown"}
    if origin:
        said[row["uuid"]] = origin
    return row


def exported(
    look: Look, coder: str | None, round_name: str | None
) -> list[tuple[Coding, list[str | int]]]:
    """Return the codings that may leave, each once, with the cells of its line."""
    person = look.study.coder(coder) if coder else None
    codings = work.codings(look.connection, coder=person.id if person else None)
    if round_name:
        codings = tuple(c for c in codings if c.round == round_name)
    refuse_export(look.study, {(c.round, c.coder) for c in codings})
    there = [c for c in once(codings) if c.text_id in look.names()]
    return list(zip(there, _export_rows(look, there), strict=True))


def turn_at(turns: TextTurns, start: int) -> int | str:
    """Return the number of the turn in which a place is, ``""`` where it is in none."""
    row = turns.at(start)
    return "" if row < 0 else int(turns.numbers[row])


def once(codings: Iterable[Coding]) -> list[Coding]:
    """Return of the same passage, code, coder and round the oldest coding, in their order."""
    first: dict[tuple[Any, ...], Coding] = {}
    for it in codings:
        key = (it.text_id, it.start, it.end, it.code, it.coder, it.round)
        first[key] = min(first.get(key, it), it, key=lambda coding: coding.id)
    return list(first.values())


def refuse_export(study: Study, done: Collection[tuple[str, str]]) -> None:
    """Raise ``RuleError`` where a file must not hold the work of these rounds and coders."""
    found = access.withheld(done, study.rounds)
    if found is not None and len(found.coders) > 1:
        raise RuleError("exchange.mixed", round=found.round.name, coders=tuple(found.coders))
    if found is not None:
        raise access.hidden_while(found.round)


def _export_rows(look: Look, codings: Sequence[Coding]) -> Iterator[list[str | int]]:
    names, sources = look.names(), look.sources({c.text_id for c in codings})
    for c in codings:
        words = sources[c.text_id][c.start : c.end]
        yield [names[c.text_id], c.start, c.end, c.code, c.coder, c.round, c.origin, words]
