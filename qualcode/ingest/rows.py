"""The one reader of CSV files: strict cells with the lines on which they stand."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.errors import InputError, system_says
from qualcode.text import read_text
from qualcode.text.guard import unguarded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST = 200 * 1024 * 1024
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's own files begin."""

SEPARATORS = (",", "\t", ";")
"""What may stand between two cells; the first line tells which of them does."""

_QUOTED = re.compile('"[^"]*"')
_RECORD = re.compile('(?:[^"\r\n]|"[^"]*")+')
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NO_SEPARATORS = ("，", "；", "、", "|", "｜", ":", "\u3000")
"""What people and programs put between cells that is not read."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table as it was written, without rows that are blank: every row is as long as ``head``.

    ``lines`` is where each row begins in the file.
    """

    name: str
    head: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A table of trimmed cells; columns without a name and without a cell are left out.

    ``name`` is the file's, ``lines`` where each row stands.
    """

    name: str
    head: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, noun: str) -> int | None:
        """Return the place of the column that a noun names in any language, ``None`` without one.

        Raises:
            InputError: two columns have such a name.
        """
        known = names(noun)
        places = [n for n, label in enumerate(self.head) if heading(label) in known]
        if len(places) > 1:
            labels = tuple(self.head[place] for place in places)
            raise InputError("rows.column_twice", name=self.name, noun=noun, labels=labels)
        return places[0] if places else None

    def required(self, noun: str) -> int:
        """Return the place of a column that must be there."""
        place = self.column(noun)
        if place is None:
            raise InputError("rows.no_column", name=self.name, noun=noun, head=self.head)
        return place


def read_rows(path: Path) -> Rows:
    """Read a CSV file as ``grid`` does, with trimmed cells.

    Raises:
        InputError: there is no file, it is no table, or a row has another length than the first.
    """
    table = grid(table_bytes(path), path.name)
    head = tuple(map(_trimmed, table.head))
    cells = [tuple(map(_trimmed, row)) for row in table.cells]
    used = [n for n in range(len(head)) if head[n] or any(row[n] for row in cells)]
    return Rows(
        name=table.name,
        head=tuple(head[n] for n in used),
        cells=tuple(tuple(row[n] for n in used) for row in cells),
        lines=table.lines,
    )


def table_bytes(path: Path) -> bytes:
    """Return the bytes of a CSV file.

    Raises:
        InputError: there is no file, it is too large, empty or a workbook, or it cannot be read.
    """
    try:
        if not path.is_file():
            raise InputError("rows.no_file", path=path)
        if path.stat().st_size > LARGEST:
            raise InputError("rows.large", name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise InputError("rows.unreadable", path=path, reason=system_says(error)) from error
    _refuse_no_text(data, path.name)
    return data


def grid(data: bytes, name: str) -> Grid:
    """Return the table that the bytes of a CSV file hold, cells as they were written.

    Encodings are those of transcripts. Commas, tabs or semicolons separate the cells: what the
    first line has most of. A line ``sep=;`` before it, as Excel writes, is believed.

    Raises:
        InputError: it is no table, a quotation mark stays open or is followed by text, or a row
            has another length than the first; the sentence names the line.
    """
    _refuse_no_text(data, name)
    head, rows = streamed(read_text(data, name), name)
    lines, cells = zip(*rows, strict=True)
    return Grid(name, head, cells, lines)


def streamed(text: str, name: str) -> tuple[tuple[str, ...], Iterator[tuple[int, tuple[str, ...]]]]:
    """Return the head of a CSV's text, and its rows with their lines, read as they are asked for.

    Raises:
        InputError: as ``grid``, of a row when its turn comes.
    """
    csv.field_size_limit(LARGEST)  # the module's own limit is 131,072 characters
    text, separator, before = _separated(text, name)
    rows = _parsed(text, separator, name, before)
    _, head = next(rows, (1, []))
    if len(head) < 2:
        raise _no_columns(name, head[0] if head else "")
    table = _as_wide(rows, len(head), name)
    first = next(table, None)
    if first is None:
        raise InputError("rows.no_rows", name=name)
    return tuple(head), chain([first], table)


def _as_wide(
    rows: Iterable[tuple[int, list[str]]], width: int, name: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, row in rows:
        if len(row) < width or (len(row) > width and any(map(str.strip, row[width:]))):
            raise InputError("csv.width", file=name, line=line, columns=width, cells=len(row))
        yield line, tuple(row[:width])


def _refuse_no_text(data: bytes, name: str) -> None:
    if not data.strip():
        raise InputError("rows.empty", name=name)
    if data.startswith(WORKBOOKS):
        raise InputError("rows.workbook", name=name)


def _separated(text: str, name: str) -> tuple[str, str, int]:
    """Return the text, its separator, and how many lines were taken off before the heading."""
    first, end, rest = text.partition("\n")
    told = first.strip().casefold()
    if told.startswith("sep=") and end and len(told) <= len("sep=;"):
        separator = first.strip("\r\n ")[4:] or "\t"
        if separator not in SEPARATORS:
            raise InputError("csv.separator", file=name, found=separator)
        return rest, separator, 1
    outside = _outside(text)
    widths = [outside.count(separator) for separator in SEPARATORS]
    if not any(widths):  # quotation marks where none belong
        widths = [len(_first(text, separator)) for separator in SEPARATORS]
    return text, SEPARATORS[widths.index(max(widths))], 0


def _outside(text: str) -> str:
    """Return the first row that is not blank without what stands in quotation marks.

    A heading may hold more of another separator than the row has of its own.
    """
    for record in _RECORD.finditer(text):
        outside = _QUOTED.sub('""', record[0])
        if outside.strip(" \t\r\n,;"):
            return outside
    return ""


def _first(text: str, separator: str) -> list[str]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return next((row for row in rows if any(map(str.strip, row))), [])
    except csv.Error:
        return []


def _parsed(text: str, separator: str, name: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank with the line on which it begins."""
    written = (it[0] for it in _LINE.finditer(text))  # a file in memory takes the text once more
    reader = csv.reader(written, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + before + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise InputError("csv.unclosed", file=name, line=line) from error
            raise InputError("csv.quoted", file=name, line=line) from error
        if row is None:
            return
        if any(map(str.strip, row)):
            yield line, [it.replace("\r\n", "\n") if "\r" in it else it for it in row]


def _no_columns(name: str, first: str) -> InputError:
    counts = {mark: first.count(mark) for mark in _NO_SEPARATORS}
    mark = max(counts, key=lambda it: counts[it])
    if counts[mark]:
        return InputError("csv.separator", file=name, found=mark)
    return InputError("csv.one_column", file=name, found=first[:40])


def _trimmed(cell: str) -> str:
    return unguarded(cell.strip()).strip()
