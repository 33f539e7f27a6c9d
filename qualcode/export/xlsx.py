"""Write a table as an Excel sheet; the one home of openpyxl among the writers."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from math import ceil
from typing import TYPE_CHECKING, Any

from qualcode import cells
from qualcode.export.archive import MADE, steady
from qualcode.export.plain import marked
from qualcode.i18n import tr
from qualcode.text.guard import is_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.i18n import Language
    from qualcode.table import Cell, Column, Table

LONGEST = 32_767
"""The most characters that an Excel cell holds."""

_WIDEST = 60  # half-width characters
_LINE, _HIGHEST = 15, 409  # points; Excel allows no higher row
# Excel's own escape: _x000D_ is a line end, so a text that looks like one must not be taken for it.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x01-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"_x[0-9A-F]{4}_")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")


def render(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return a workbook of one sheet: labels, rows, notes; undefined is an empty cell.

    Numbers keep full precision and are shown with the column's decimals. Text is text, even
    where it begins like a formula, looks like an escape of Excel's own (``_x0041_``), or has
    control characters.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    columns = cells.columns(table, detail=detail is not False)
    book = Workbook()
    book.properties.creator = "qualcode"
    book.properties.created = book.properties.modified = MADE
    book.properties.title = cells.clean(table.title)
    sheet = book.active
    sheet.title = _sheet_name(table)
    sheet.freeze_panes = "A2"
    cut = _fill(sheet, columns, table)
    _fit(sheet, columns, table)
    notes = [*table.notes, *([tr("table.cut", language, n=cut)] if cut else [])]
    _add_notes(sheet, marked(tuple(notes), language), len(table.rows) + 3)
    file = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(file, "w")).save()
    return steady(file.getvalue())


def _fill(sheet: Any, columns: Sequence[Column], table: Table) -> int:
    """Fill header and rows; return how many texts were cut at Excel's limit."""
    from openpyxl.styles import Alignment, Font

    cut = 0
    for position, column in enumerate(columns, start=1):
        head = sheet.cell(1, position)
        _set(head, column.label, column)
        head.font = Font(bold=True)
        number = cells.numeric(column, table.rows)
        head.alignment = Alignment(horizontal="right" if number else "left", vertical="center")
        body = Alignment(vertical="top", wrap_text=not number)
        for line, row in enumerate(table.rows, start=2):
            cell = sheet.cell(line, position)
            cut += _set(cell, row.get(column.id), column)
            cell.alignment = body
    return cut


def _fit(sheet: Any, columns: Sequence[Column], table: Table) -> None:
    """Make columns as wide as their text, up to a limit, and rows as high as then is needed."""
    from openpyxl.utils import get_column_letter

    lines = [1] * len(table.rows)
    for position, column in enumerate(columns, start=1):
        texts = [cells.shown(row.get(column.id), column) for row in table.rows]
        room = max(1, min(max(map(cells.width, [column.label, *texts])), _WIDEST))
        sheet.column_dimensions[get_column_letter(position)].width = room + 2
        for index, text in enumerate(texts):
            needed = sum(max(1, ceil(cells.width(line) / room)) for line in text.split("\n"))
            lines[index] = max(lines[index], needed)
    for index, count in enumerate(lines):
        if count > 1:
            sheet.row_dimensions[index + 2].height = min(count * _LINE, _HIGHEST)


def _set(cell: Any, value: Cell, column: Column) -> bool:
    """Set one cell; return whether its text had to be cut."""
    if not isinstance(value, str):
        _set_number(cell, cells.number(value))
        if column.decimals is not None:
            cell.number_format = f"{0:.{column.decimals}f}"
        return False
    return _set_text(cell, value)


def _set_number(cell: Any, value: float | None) -> None:
    if isinstance(value, float):
        cell.value = repr(value)  # openpyxl itself would write 16 digits, one too few
        cell.data_type = "n"
    else:
        cell.value = value


def _set_text(cell: Any, text: str) -> bool:
    """Set a cell to a text; return whether it had to be cut."""
    whole = _escaped(text)
    kept = whole if len(whole) <= LONGEST else f"{_escaped(text, LONGEST - 1)}…"
    cell.value = kept
    cell.data_type = "s"  # a text that begins with "=" was taken for a formula, "#N/A" for an error
    cell.quotePrefix = is_formula(text)
    return kept != whole


def _escaped(text: str, longest: int = sys.maxsize) -> str:
    """Return a text as a sheet holds it, at most so long; no escape is cut."""
    escaped = _LIKE_AN_ESCAPE.sub(lambda it: f"_x{ord(it[0]):04X}_", text)
    whole = cells.clean(escaped)
    if len(whole) <= longest:
        return whole
    cut = next((it for it in _ESCAPE.finditer(whole) if it.end() > longest), None)
    return whole[: cut.start() if cut and cut.start() < longest else longest]


def _add_notes(sheet: Any, notes: Sequence[str], first: int) -> None:
    for line, note in enumerate(notes, start=first):
        _set_text(sheet.cell(line, 1), note)


def _sheet_name(table: Table) -> str:
    name = _NOT_IN_A_SHEET_NAME.sub(" ", cells.clean(table.title)).strip("' \t\r\n")[:31]
    return name.strip("' ") or "table"
