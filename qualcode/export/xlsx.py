"""Write a table as an Excel sheet; the one home of openpyxl among the writers."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from qualcode import cells
from qualcode.export.archive import MADE, steady
from qualcode.export.plain import marked
from qualcode.export.shown import Shown
from qualcode.i18n import tr
from qualcode.text.guard import is_formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.i18n import Language
    from qualcode.table import Cell, Column, Table

LONGEST = 32_767
"""The most characters that an Excel cell holds."""

_WIDEST = 60  # half-width characters
_LINE, _HIGHEST = 15, 409  # points; Excel allows no higher row
# Excel's own escape: _x000D_ is a line end, so a text that looks like one must not be taken for it.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x01-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"_x[0-9A-F]{4}_")
_LONGEST_ESCAPE = 7
_SHEET, _END = "xl/worksheets/sheet1.xml", "</row>"
_NOT_IN_A_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")


def render(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return a workbook of one sheet: labels, rows, notes; undefined is an empty cell.

    Numbers keep full precision and are shown with the column's decimals. Text is text, even
    where it begins like a formula, looks like an escape of Excel's own (``_x0041_``), or has
    control characters.
    """
    file = io.BytesIO()
    save(Shown(table), file, language, detail=detail)
    return file.getvalue()


def save(shown: Shown, file: IO[bytes], language: Language, *, detail: bool | None = None) -> None:
    """Write a workbook to a file.

    openpyxl makes all but the rows, which are written as they come: its own writer for that,
    too, makes elements of what is words in the end.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    table = shown.table
    columns = cells.columns(table, detail=detail is not False)
    book = Workbook()
    book.properties.creator = "qualcode"
    book.properties.created = book.properties.modified = MADE
    book.properties.title = cells.clean(table.title)
    sheet = book.active
    sheet.title = _sheet_name(table)
    sheet.freeze_panes = "A2"
    made = [_Cells.of(sheet, *it, shown) for it in enumerate(columns, start=1)]
    cut = sum(_is_cut(row.get(it.id)) for row in table.rows for it in columns)
    notes = [*table.notes, *([tr("table.cut", language, n=cut)] if cut else [])]
    _add_notes(sheet, marked(tuple(notes), language), len(table.rows) + 3)
    last = max(sheet.max_row, 1 + len(table.rows))
    whole = f"A1:{get_column_letter(sheet.max_column)}{last}"
    sheet.calculate_dimension = lambda: whole
    empty = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(empty, "w")).save()
    rows = chain([_END], _rows(shown, made))
    steady(empty.getvalue(), file, part=_SHEET, mark=_END.encode(), fills=[rows])


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the cells of a column are written: their letter, room and styles by their kind."""

    column: Column
    letter: str
    room: int
    text: int
    guarded: int
    number: int

    @classmethod
    def of(cls, sheet: Any, position: int, column: Column, shown: Shown) -> _Cells:
        """Set a column's header and width, and the styles of its cells."""
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        head, letter, number = (
            sheet.cell(1, position),
            get_column_letter(position),
            shown.numeric(column),
        )
        _set_text(head, column.label)
        head.font = Font(bold=True)
        head.alignment = Alignment(horizontal="right" if number else "left", vertical="center")
        widest = max(shown.widths(column), default=0)
        room = max(1, min(max(cells.width(column.label), widest), _WIDEST))
        sheet.column_dimensions[letter].width = room + 2
        body = Alignment(vertical="top", wrap_text=not number)
        looks: tuple[dict[str, Any], ...]
        looks = ({}, {"quotePrefix": True}, {"number_format": _format(column)})
        styles = (_style(sheet, alignment=body, **look) for look in looks)
        return cls(column, letter, room, *styles)

    def cell(self, line: int, value: Cell) -> str:
        """Return the XML of a cell."""
        if isinstance(value, str):
            style = self.guarded if is_formula(value) else self.text
            return f'<c r="{self.letter}{line}" s="{style}" t="inlineStr">{_inline(value)}</c>'
        return f'<c r="{self.letter}{line}" s="{self.number}" t="n">{_plain(value)}</c>'

    def lines(self, shown: Shown) -> Iterator[int]:
        """Yield how many lines each cell takes."""
        for text, width in zip(shown.texts(self.column), shown.widths(self.column), strict=True):
            wide = map(cells.width, text.split("\n")) if "\n" in text else (width,)
            yield sum(max(1, ceil(it / self.room)) for it in wide)


def _style(sheet: Any, **look: Any) -> int:
    """Return the number of a style of the workbook."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    for name, value in look.items():
        setattr(cell, name, value)
    return int(cell.style_id)


def _format(column: Column) -> str:
    return "General" if column.decimals is None else f"{0:.{column.decimals}f}"


def _rows(shown: Shown, columns: Sequence[_Cells]) -> Iterator[str]:
    """Yield the XML of each row, as high as its words need."""
    lines = [it.lines(shown) for it in columns]
    for line, row in enumerate(shown.table.rows if columns else (), start=2):
        count = max(map(next, lines))
        high = min(count * _LINE, _HIGHEST)
        height = f' ht="{high}" customHeight="1"' if count > 1 else ""
        made = "".join([it.cell(line, row.get(it.column.id)) for it in columns])
        yield f'<row r="{line}"{height}>{made}</row>'


def _inline(text: str) -> str:
    kept = _kept(text)
    space = ' xml:space="preserve"' if kept.strip() != kept else ""
    return f"<is><t{space}>{escape(kept)}</t></is>" if kept else ""


def _plain(value: float | None) -> str:
    number = cells.number(value)
    if number is None:
        return ""
    # openpyxl itself would write 16 digits, one too few
    return f"<v>{float(number)!r}</v>" if isinstance(number, float) else f"<v>{number:d}</v>"


def _set_text(cell: Any, text: str) -> None:
    cell.value = _kept(text)
    cell.data_type = "s"  # a text that begins with "=" was taken for a formula, "#N/A" for an error
    cell.quotePrefix = is_formula(text)


def _is_cut(value: Cell) -> bool:
    """Tell whether a cell holds more than Excel does."""
    if not isinstance(value, str) or len(value) * _LONGEST_ESCAPE <= LONGEST:
        return False
    return len(_escaped(value)) > LONGEST


def _kept(text: str) -> str:
    """Return a text as a sheet holds it, cut where Excel holds no more."""
    return f"{_escaped(text, LONGEST - 1)}…" if _is_cut(text) else _escaped(text)


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
