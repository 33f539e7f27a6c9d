"""Write a table as CSV for spreadsheets, as Markdown for reading, as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from qualcode import cells
from qualcode.i18n import tr
from qualcode.text.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    del language
    columns = cells.columns(table, detail=detail is not False)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_harmless(column.label) for column in columns])
    writer.writerows([_harmless(row.get(c.id)) for c in columns] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def markdown(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return a GitHub table under its title, the notes below; text is never markup."""
    columns, empty = cells.printed(table, detail=detail)
    rules = ["---:" if cells.numeric(column, table.rows) else ":---" for column in columns]
    rows = [[column.label for column in columns]]
    rows += [[cells.shown(row.get(c.id), c) for c in columns] for row in table.rows]
    lines = [[_literal(text) for text in row] for row in rows]
    lines.insert(1, rules)
    parts = [
        f"**{_literal(table.title)}**",
        "\n".join(f"| {' | '.join(line)} |" for line in lines),
        *(_literal(note) for note in marked(noted(table, empty, language), language)),
    ]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


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
