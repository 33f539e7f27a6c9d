"""The rows of a CSV file with the lines on which they end, for tables from outside a project."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES, tr
from qualcode.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 200 * 1024 * 1024
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's own files begin."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A table as it was written: trimmed cells, empty rows and empty columns left out.

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
        places = [n for n, label in enumerate(self.head) if label.casefold() in names(noun)]
        if len(places) > 1:
            labels = ", ".join(self.head[place] for place in places)
            raise InputError(
                f"The first line of {self.name} must have one column for the {noun}, but has "
                f"{labels}; keep one and rename or remove the others."
            )
        return places[0] if places else None

    def required(self, noun: str) -> int:
        """Return the place of a column that must be there."""
        place = self.column(noun)
        if place is None:
            raise InputError(
                f"{self.name} must have a column {noun}, but its first line has "
                f"{', '.join(self.head)}; add or rename it."
            )
        return place


def names(noun: str) -> frozenset[str]:
    """Return what a column may be called: the words of both languages."""
    return frozenset(
        word for language in LANGUAGES for word in tr(f"calculator.header.{noun}", language).split()
    )


def read_rows(path: Path) -> Rows:
    """Read a CSV file in UTF-8, UTF-16 with BOM, GB18030 or Big5; tabs may separate cells too.

    Raises:
        InputError: there is no file, it is no table, or a row has another length than the first.
    """
    data = table_bytes(path)
    csv.field_size_limit(LARGEST)  # the module's own limit is 131,072 characters
    text = decode(data, path.name)
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, row) for row in _loose(reader)]
    except csv.Error as error:
        raise InputError(
            f"{path.name} line {reader.line_num} is not CSV ({error}); save it as CSV again."
        ) from error
    return _table(path.name, rows)


def table_bytes(path: Path) -> bytes:
    """Return the bytes of a CSV file.

    Raises:
        InputError: there is no file, it is too large, empty or a workbook, or it cannot be read.
    """
    try:
        if not path.is_file():
            raise InputError(f"{path} must be a file, but there is none; check the name.")
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path.name} must be under 200 MB; split it.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} must be a file that can be read, but {error.strerror or error}; check its "
            "permissions."
        ) from error
    if not data.strip():
        raise InputError(f"{path.name} must hold a table, but it is empty; save it as CSV again.")
    if data.startswith(WORKBOOKS):
        raise InputError(
            f"{path.name} must be CSV, but it is a workbook; open it and save it as CSV UTF-8."
        )
    return data


def _loose(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Trim cells, and drop the guard against formulas that an export puts before some."""
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield [c[1:] if c[:1] == "'" and c[1:2] in "=+-@" and c[1:] else c for c in cells]


def _table(name: str, rows: list[tuple[int, list[str]]]) -> Rows:
    (_, head), *below = rows or [(0, [""])]
    if len(head) < 2:
        raise InputError(
            f"{name} must hold a table, but its first line has one column only ({head[0][:40]!r}); "
            "separate the columns with half-width commas or tabs, and save it as CSV."
        )
    width = len(head)
    for line, row in below:
        if len(row) < width or any(row[width:]):
            raise InputError(
                f"{name} line {line} must have {width} cells as the first line has, but has "
                f"{len(row)}; write empty cells too, and quote cells that hold a comma."
            )
    if not below:
        raise InputError(
            f"{name} must hold rows below its first line, but there is none; the first line names "
            "the columns, so add it if it is missing."
        )
    used = [n for n in range(width) if head[n] or any(row[n] for _, row in below)]
    return Rows(
        name=name,
        head=tuple(head[n] for n in used),
        cells=tuple(tuple(row[n] for n in used) for _, row in below),
        lines=tuple(line for line, _ in below),
    )
