"""Write a table as CSV for spreadsheets, as Markdown for reading, as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import IO, TYPE_CHECKING

from qualcode import cells
from qualcode.export.shown import Shown
from qualcode.i18n import tr
from qualcode.text.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.i18n import Language
    from qualcode.table import Cell, Column, Table

_MARKDOWN = re.compile(r"([\\`*_\[\]~|])")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def csv_bytes(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return UTF-8 with a byte order mark, which Excel needs to read Chinese; no notes.

    Numbers are at full precision and undefined is empty. Text that a spreadsheet would run as
    a formula gets an apostrophe before it.
    """
    file = io.BytesIO()
    save_csv(Shown(table), file, language, detail=detail)
    return file.getvalue()


def save_csv(
    shown: Shown, file: IO[bytes], language: Language, *, detail: bool | None = None
) -> None:
    """Write a table as ``csv_bytes`` gives it to a file, row by row."""
    del language
    columns = cells.columns(shown.table, detail=detail is not False)
    words = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(words)
    writer.writerow([_harmless(column.label) for column in columns])
    writer.writerows([_harmless(row.get(c.id)) for c in columns] for row in shown.table.rows)
    words.detach()


def markdown(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return a GitHub table under its title, the notes below; text is never markup."""
    file = io.BytesIO()
    save_markdown(Shown(table), file, language, detail=detail)
    return file.getvalue()


def save_markdown(
    shown: Shown, file: IO[bytes], language: Language, *, detail: bool | None = None
) -> None:
    """Write a table as ``markdown`` gives it to a file, row by row."""
    table = shown.table
    columns, empty = cells.printed(table, detail=detail)
    rules = ["---:" if shown.numeric(column) else ":---" for column in columns]
    words = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    words.write(f"**{_literal(table.title)}**\n\n")
    words.write(_line(_literal(column.label) for column in columns))
    words.write(f"\n{_line(rules)}")
    for row in zip(*map(shown.texts, columns), strict=True):
        words.write(f"\n{_line(map(_literal, row))}")
    for note in marked(noted(table, empty, language), language):
        words.write(f"\n\n{_literal(note)}")
    words.write("\n")
    words.detach()


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def json_bytes(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return ``Table.to_json``: every column by its id, numbers at full precision."""
    del language, detail
    body = table.to_json()
    body["rows"] = [
        {name: cell if isinstance(cell, str) else cells.number(cell) for name, cell in row.items()}
        for row in body["rows"]
    ]
    text = json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def noted(table: Table, empty: Sequence[Column], language: Language) -> tuple[str, ...]:
    """Return a table's notes, and which columns are not printed since no row has a value."""
    if not empty:
        return table.notes
    names = tr("note.comma", language).join(column.label for column in empty)
    return (*table.notes, tr("table.empty_columns", language, n=len(empty), names=names))


def marked(notes: tuple[str, ...], language: Language) -> list[str]:
    """Return the notes with ``注：`` before the first, as a table of a paper has them."""
    return [
        note if position else tr("table.note", language, note=note)
        for position, note in enumerate(notes)
    ]


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cells.number(cell)
    return guarded(_UNWRITABLE.sub("", cell))


def _literal(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", cells.clean(text)).translate(_HTML)
    return "<br>".join(escaped.splitlines())
