"""Codings in and out as CSV: every line is checked before the first is written."""

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from qualcode import export
from qualcode.errors import InputError, RuleError
from qualcode.i18n import tr
from qualcode.ingest.lines import NOUNS, each_line, label
from qualcode.store import work
from qualcode.store.journal import now
from qualcode.study import access
from qualcode.study.study import refuse_others
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import pandas as pd

    from qualcode.i18n import Language
    from qualcode.ingest.lines import Line
    from qualcode.model import Coder, Coding, Round
    from qualcode.project import Project
    from qualcode.store import Act, Look
    from qualcode.study import Study
    from qualcode.study.text_index import TextTurns
    from qualcode.table import Cell

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
            known = ", ".join(code.id for code in self.book.codes) or "none yet"
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


def import_codings(project: Project, path: Path | str) -> Imported:
    """Import codings, all or none; one that is there already, or twice in the file, is left.

    Whatever the file says about it, the origin of each is ``imported``: the project did not see
    how it was made. The events of the act, one for ``PART`` codings, keep what the file said.
    """
    lines = each_line(path, COLUMNS[:5], COLUMNS)
    with project.store.acting("code.import") as act:
        project.rounds.begun(act)
        names = Names(project.store.look(act.connection), ())
        read, new = _checked(lines, names)
        for key in _there(act, names):
            new.pop(key, None)
        left = iter(new.items())
        while batch := list(islice(left, PART)):
            said: dict[str, str] = {}
            act.part()
            act.insert_many("coding", [_row(key, it, names, said) for key, it in batch])
            if said:
                act.note("origin", said)
        return Imported(len(new), read - len(new))


def _checked(lines: Iterable[Line], names: Names) -> tuple[int, dict[bytes, str]]:
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


def _there(act: Act, names: Names) -> Iterator[bytes]:
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


def _row(key: bytes, origin: str, names: Names, said: dict[str, str]) -> dict[str, Any]:
    """Return the row of a coding; ``said`` takes what the file says of its origin."""
    row: dict[str, Any] = dict(zip(_FIELDS, _KEY.unpack(key), strict=True))
    row |= {"uuid": str(uuid.uuid4()), "codebook": names.book.version, "created": now()}
    row |= {"origin": "imported", "exposure": "unknown"}
    if origin:
        said[row["uuid"]] = origin
    return row


def at(line: Line, build: Any, known: Any) -> Any:
    """Return what ``build`` makes of a line and what is known; an error says where it stands."""
    try:
        return build(line, known)
    except InputError as error:
        raise InputError("exchange.at", place=line.place, problem=error) from error
    except RuleError as error:
        raise RuleError("exchange.at", place=line.place, problem=error) from error


def positions_of(line: Line) -> tuple[int, int]:
    """Return the start and the end that a line gives, wherever they are."""
    try:
        return int(line["start"]), int(line["end"])
    except ValueError:
        raise InputError("coding_rows.whole", start=line["start"], end=line["end"]) from None


def place_of(line: Line, words: str) -> tuple[int, int]:
    """Return where a line says that something is, which must be in the transcript's ``words``.

    Raises:
        InputError: it is not, or the line's column ``text`` reads something else.
    """
    start, end = positions_of(line)
    if not 0 <= start < end <= len(words):
        raise InputError("exchange.outside", start=start, end=end, length=len(words))
    refuse_other_words(line, words[start:end], start, end)
    return start, end


def refuse_other_words(line: Line, words: str, start: int, end: int) -> None:
    """Raise ``InputError`` where a line's column ``text`` does not read what stands there."""
    if not reads(line["text"], words):
        raise InputError(
            "exchange.words", start=start, end=end, words=_short(words), found=_short(line["text"])
        )


def reads(cell: str, words: str) -> bool:
    """Return whether a cell that repeats words of a transcript is empty or has those words.

    A cell that a spreadsheet trimmed still does.
    """
    told = cell.replace("\r\n", "\n").replace("\r", "\n")
    return told in ("", words) or (told.strip() == words.strip() and bool(told.strip()))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def export_codings(
    project: Project,
    path: Path | str,
    *,
    coder: str | None,
    round_name: str | None,
    language: Language,
) -> int:
    """Write codings with their slices, each once; return how many.

    What a merge of codes made one coding is one line, that of the oldest.

    Raises:
        RuleError: an open independent round holds codings of several coders and none is named.
    """
    rows = [row for _, row in _exported(project, coder, round_name)]
    export.write(table_of("codings", COLUMNS, rows, language), Path(path))
    return len(rows)


def frame(project: Project, *, coder: str | None, round_name: str | None) -> pd.DataFrame:
    """Return what ``export_codings`` writes, and more of each coding, as a data frame."""
    import pandas as pd

    rows = [(*row, it.exposure, it.uuid) for it, row in _exported(project, coder, round_name)]
    return pd.DataFrame(rows, columns=[*COLUMNS, "exposure", "uuid"])


def _exported(
    project: Project, coder: str | None, round_name: str | None
) -> list[tuple[Coding, list[str | int]]]:
    """Return the codings that may leave, each once, with the cells of its line."""
    with project.store.reading() as connection:
        look = project.store.look(connection)
        person = look.study.coder(coder) if coder else None
        codings = work.codings(connection, coder=person.id if person else None)
        if round_name:
            codings = tuple(c for c in codings if c.round == round_name)
        refuse_export(look.study, {(c.round, c.coder) for c in codings})
        there = [c for c in once(codings) if c.text_id in look.names()]
        return list(zip(there, _export_rows(look, there), strict=True))


def table_of(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    language: Language,
    nouns: Collection[str] = NOUNS,
) -> Table:
    """Return rows as the table of that name; each of its columns is known again by its heading.

    ``nouns`` are the columns that have a heading in each language.
    """
    cells = tuple(dict(zip(columns, row, strict=True)) for row in rows)
    headed = tuple(Column(it, label(it, language) if it in nouns else it) for it in columns)
    return Table(name, tr(f"exchange.title.{name}", language), headed, cells)


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
        raise RuleError("exchange.mixed", round=found.round.name, coders=", ".join(found.coders))
    if found is not None:
        raise access.hidden_while(found.round)


def _export_rows(look: Look, codings: Sequence[Coding]) -> Iterator[list[str | int]]:
    names, sources = look.names(), look.sources({c.text_id for c in codings})
    for c in codings:
        words = sources[c.text_id][c.start : c.end]
        yield [names[c.text_id], c.start, c.end, c.code, c.coder, c.round, c.origin, words]
