"""Codings and readings in and out as CSV: every line is checked before the first is written."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import export
from qualcode.errors import InputError, RuleError
from qualcode.ingest.rows import LARGEST, table_bytes
from qualcode.model import ORIGINS, Span
from qualcode.project.part import (
    coder_named,
    current_book,
    hidden_own,
    hidden_while,
    open_round,
    recoding_of,
    refuse_others,
    text_named,
)
from qualcode.project.reading import put_readings
from qualcode.store import codebooks, texts, work
from qualcode.store.journal import now
from qualcode.table import Column, Table
from qualcode.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.model import Coder, Round
    from qualcode.project import Project
    from qualcode.store import Connection

COLUMNS = ("transcript", "start", "end", "code", "coder", "round", "origin", "text")
READ_COLUMNS = ("coder", "transcript", "turn", "round")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV with its place, so that an error can name it."""

    place: str
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column) or ""


def read_rows(path: Path | str, required: tuple[str, ...]) -> list[Line]:
    """Return the lines of a CSV file, in any encoding; ``required`` columns must be there."""
    path = Path(path)
    return rows_of(table_bytes(path), path.name, required)


def rows_of(data: bytes, name: str, required: tuple[str, ...]) -> list[Line]:
    """Return the lines of a CSV's bytes; ``name`` is what an error calls it."""
    if not data.strip():
        raise InputError(f"{name} must hold a table, but it is empty; save it as CSV again.")
    csv.field_size_limit(LARGEST)  # a coding may be longer than the module's 131,072 characters
    reader = csv.DictReader(io.StringIO(decode(data, name), newline=""))
    columns = list(reader.fieldnames or ())
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise InputError(
            f"{name} line 1 must name each column once, but {twice[0]!r} stands twice; "
            "remove one and import again."
        )
    missing = [column for column in required if column not in columns]
    if missing:
        raise InputError(
            f"{name} must have the columns {', '.join(required)}, but {', '.join(missing)} "
            "is missing in line 1; add it and import again."
        )
    try:
        return [
            _line(row, f"{name} line {reader.line_num}", required)
            for row in reader
            if any(isinstance(value, str) and value.strip() for value in row.values())
        ]
    except csv.Error as error:
        raise InputError(
            f"{name} line {reader.line_num} is not CSV ({error}); "
            "save it as CSV again and import it."
        ) from error


def _line(row: dict[str, Any], place: str, required: tuple[str, ...]) -> Line:
    if None in row:
        raise InputError(
            f"{place} has more cells than line 1 has columns; quote cells that hold a comma."
        )
    line = Line(place, {column: _loose(value or "") for column, value in row.items()})
    empty = [column for column in required if not line[column].strip()]
    if empty:
        raise InputError(f"{place}: {empty[0]} must not be empty; fill it in and import again.")
    return line


class _Names:
    """Names looked up once for a whole file, so that a long import stays quick."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.book = current_book(connection)
        self.codes = codebooks.code_ids(connection)
        self._coders: dict[str, Coder] = {}
        self._texts: dict[str, tuple[int, str]] = {}
        self._rounds: dict[str, Round] = {}

    def coder(self, name: str) -> Coder:
        if name not in self._coders:
            self._coders[name] = coder_named(self.connection, name)
        return self._coders[name]

    def text(self, name: str) -> tuple[int, str]:
        if name not in self._texts:
            key = text_named(self.connection, name)
            self._texts[name] = (key, texts.source(self.connection, key))
        return self._texts[name]

    def round(self, name: str) -> Round:
        if name not in self._rounds:
            self._rounds[name] = open_round(self.connection, name or None)
        return self._rounds[name]

    def code(self, name: str) -> int:
        if self.book.code(name) is None:
            known = ", ".join(code.id for code in self.book.codes) or "none yet"
            raise InputError(
                f"A code must be in the codebook, but {name!r} is not (codes: {known}); "
                "correct it or add the code."
            )
        return self.codes[name]


def import_codings(project: Project, path: Path | str) -> int:
    """Import codings, all or none; a coding that is there already is left as it is."""
    lines = read_rows(path, COLUMNS[:5])
    project.rounds.ensure()
    with project.store.acting("code.import") as act:
        names = _Names(act.connection)
        rows = [_at(line, _coding_row, names) for line in lines]
        known = {
            (c.round, c.coder, c.text_id, c.start, c.end, c.code)
            for c in work.codings(act.connection)
        }
        new: dict[tuple[Any, ...], dict[str, Any]] = {}
        for line, row in zip(lines, rows, strict=True):
            found = names.round(line["round"].strip()).name
            coder = line["coder"].strip()
            code = line["code"].strip()
            key = (found, coder, row["text"], row["start"], row["end"], code)
            if key not in known:
                new.setdefault(key, row)
        act.insert_many("coding", list(new.values()))
        return len(new)


def _at(line: Line, build: Any, names: _Names) -> Any:
    """Build a row from a line; an error says where the line stands."""
    try:
        return build(line, names)
    except InputError as error:
        raise InputError(f"{line.place}: {error}") from error
    except RuleError as error:
        raise RuleError(f"{line.place}: {error}") from error


def _coding_row(line: Line, names: _Names) -> dict[str, Any]:
    person = names.coder(line["coder"].strip())
    found = names.round(line["round"].strip())
    refuse_others(found, person)
    text, words = names.text(line["transcript"].strip())
    start, end = _positions(line, len(words))
    if line["text"] and line["text"] != _loose(words[start:end]):
        raise InputError(
            f"the text column must be the transcript's [{start}, {end}), which reads "
            f"{_short(words[start:end])!r}, but it reads {_short(line['text'])!r}; positions are "
            "code points from 0, the end not included."
        )
    return {
        "uuid": str(uuid.uuid4()),
        "round": found.id,
        "coder": person.id,
        "text": text,
        "start": start,
        "end": end,
        "code": names.code(line["code"].strip()),
        "codebook": names.book.version,
        "origin": _origin(line["origin"].strip(), person),
        "exposure": "unknown",
        "created": now(),
    }


def positions_of(line: Line) -> tuple[int, int]:
    """Return the start and the end that a line gives, wherever they are."""
    try:
        return int(line["start"]), int(line["end"])
    except ValueError:
        raise InputError(
            f"start and end must be whole numbers, but they are {line['start']!r} and "
            f"{line['end']!r}; positions are code points from 0, the end not included."
        ) from None


def _positions(line: Line, length: int) -> tuple[int, int]:
    start, end = positions_of(line)
    if not 0 <= start < end <= length:
        raise InputError(
            f"a coding must lie in the transcript, 0 ≤ start < end ≤ {length}, but "
            f"[{start}, {end}) was given; correct the positions."
        )
    return start, end


def _origin(origin: str, person: Coder) -> str:
    if not origin:
        return "imported"
    if origin not in ORIGINS:
        raise InputError(
            f"origin must be empty or one of {', '.join(ORIGINS)}, but it is {origin!r}; "
            "correct it."
        )
    if (origin == "consensus") != (person.kind == "panel"):
        raise InputError(
            f"consensus belongs to a panel, but {person.name} is a {person.kind} and the origin is "
            f"{origin}; correct the coder or the origin."
        )
    return origin


def _loose(text: str) -> str:
    """Return a text without what a spreadsheet or our guard against formulas adds to it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t" else text


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def export_codings(
    project: Project, path: Path | str, *, coder: str | None, round_name: str | None
) -> int:
    """Write codings with their slices; return how many.

    Raises:
        RuleError: an open independent round holds codings of several coders and none is named.
    """
    with project.store.reading() as connection:
        person = coder_named(connection, coder) if coder else None
        codings = work.codings(connection, coder=person.id if person else None)
        if round_name:
            codings = tuple(c for c in codings if c.round == round_name)
        pairs = {(c.round, c.coder) for c in codings}
        if person is None:
            _refuse_mixing(connection, pairs)
        _refuse_recalling(connection, pairs)
        rows = list(_export_rows(connection, codings))
    columns = tuple(Column(name, name) for name in COLUMNS)
    cells = tuple(dict(zip(COLUMNS, row, strict=True)) for row in rows)
    export.write(Table("codings", "codings", columns, cells), Path(path))
    return len(rows)


def _refuse_mixing(connection: Connection, pairs: set[tuple[str, str]]) -> None:
    for found in work.rounds(connection):
        people = sorted(who for name, who in pairs if name == found.name)
        if found.status == "open" and found.kind == "independent" and len(people) > 1:
            raise RuleError(
                f"Round {found.name} is open and independent, so an export may hold one coder's "
                f"codings only; add --coder NAME ({', '.join(people)}) or close the round."
            )


def _refuse_recalling(connection: Connection, pairs: set[tuple[str, str]]) -> None:
    for coder in sorted({who for _, who in pairs}):
        hidden, recoding = hidden_own(connection, coder), recoding_of(connection, coder)
        if recoding and any(who == coder and name in hidden for name, who in pairs):
            raise hidden_while(recoding)


def _export_rows(connection: Connection, codings: Any) -> Iterator[list[str | int]]:
    names = {info.text_id: info.name for info in texts.transcripts(connection)}
    slices: dict[int, str] = {}
    for c in codings:
        if c.text_id not in names:
            continue
        if c.text_id not in slices:
            slices[c.text_id] = texts.source(connection, c.text_id)
        words = slices[c.text_id][c.start : c.end]
        yield [names[c.text_id], c.start, c.end, c.code, c.coder, c.round, c.origin, words]


def import_readings(project: Project, path: Path | str) -> int:
    """Import what was read, all or none; an empty turn means the whole transcript."""
    lines = read_rows(path, READ_COLUMNS[:2])
    project.rounds.ensure()
    with project.store.acting("read.import") as act:
        names = _Names(act.connection)
        wanted: dict[tuple[str, str, int], dict[int, Span]] = {}
        for line in lines:
            key, units = _at(line, _read_units, names)
            wanted.setdefault(key, {}).update(units)
        return sum(
            put_readings(act, names.coder(who), names.round(where), text, units, exposure="unknown")
            for (who, where, text), units in wanted.items()
        )


def _read_units(line: Line, names: _Names) -> tuple[tuple[str, str, int], dict[int, Span]]:
    person = names.coder(line["coder"].strip())
    refuse_others(names.round(line["round"].strip()), person)
    text, _ = names.text(line["transcript"].strip())
    turns = texts.units(names.connection, text, "turn")
    wanted = line["turn"].strip()
    if wanted:
        chosen = [unit for unit in turns if str(unit.n) == wanted]
        if not chosen:
            raise InputError(
                f"turn must be one of {turns[0].n} to {turns[-1].n} of this transcript, but it is "
                f"{wanted!r}; correct it or leave it empty for the whole transcript."
            )
        turns = tuple(chosen)
    key = (line["coder"].strip(), line["round"].strip(), text)
    return key, {unit.id: Span(unit.start, unit.end) for unit in turns}
