"""Workbooks of spreadsheets, read as tables of what was said; the one home of python-calamine."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.ingest.rows import grid
from qualcode.ingest.utterance_tables import SpokenSheet, record_of
from qualcode.ingest.utterances import written
from qualcode.text import encoding
from qualcode.text.guard import unguarded
from qualcode.turns import Encoding, Written

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_workbook(data: bytes, name: str) -> Written:
    """Return the text of what is said in a workbook; a formula counts by its last value.

    Raises:
        InputError: it is no workbook, damaged, protected or too large, or nothing is said in it.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        with load_workbook(io.BytesIO(data)) as book:
            sheets = [_sheet(book.get_sheet_by_name(it), it) for it in book.sheet_names]
    except PasswordError:
        raise InputError("ingesting.workbook_password", name=name) from None
    except (CalamineError, ValueError, OSError) as error:
        raise InputError("ingesting.workbook_damaged", name=name) from error
    return written(record_of(sheets, name), Encoding("Excel"))


def read_table(data: bytes, name: str) -> Written:
    """Return the text of what is said in a CSV file.

    Raises:
        InputError: it is no table, or nothing in it tells what was said.
    """
    table = grid(data, name)
    rows = (table.head, *table.cells)
    sheet = SpokenSheet("", tuple(tuple(map(unguarded, it)) for it in rows))
    return written(record_of([sheet], name), Encoding(encoding(data, name)))


def _sheet(sheet: object, name: str) -> SpokenSheet:
    rows = [tuple(map(_cell, row)) for row in sheet.iter_rows()]  # type: ignore[attr-defined]
    while rows and not any(rows[0]):
        rows.pop(0)
    width = max(map(len, rows), default=0)
    return SpokenSheet(name, tuple(_wide(rows, width)))


def _wide(rows: Iterable[tuple[str, ...]], width: int) -> Iterable[tuple[str, ...]]:
    return (row + ("",) * (width - len(row)) for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)
