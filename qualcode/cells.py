"""How a cell is shown to a reader, whatever the format."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Cell = str | int | float | None
"""What a cell may hold."""

Kind = Literal["text", "count", "figure"]
"""Words; whole numbers; numbers that a reader is shown with so many decimals."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable id for programs, its label for people, and how it is shown.

    ``decimals`` is ``None`` for text and whole numbers; ``detail`` columns are shown on request,
    as in an appendix. ``kind`` is what the cells are, ``None`` where they have to tell.
    """

    id: str
    label: str
    decimals: int | None = None
    detail: bool = False
    kind: Kind | None = None


class Tabular(Protocol):
    """Anything with columns and rows of cells, such as a table."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in their order."""

    @property
    def rows(self) -> tuple[Mapping[str, Cell], ...]:
        """Return one mapping from column id to cell a row."""


UNDEFINED = "—"
"""What a reader sees where a value is undefined; the notes say why."""


class _Widths(dict[int, str]):
    """For each character that was met as many marks as it is wide, and a line's end for itself."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        wide = unicodedata.east_asian_width(character) in "WFA"
        self[point] = "" if unicodedata.combining(character) else "--" if wide else "-"
        return self[point]


_WIDTHS = _Widths({ord("\n"): "\n"})
_EVERY_FLOAT = Context(prec=400)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Drop the characters that XML cannot hold: control characters and lone surrogates."""
    return _ILLEGAL.sub("", text)


def number(cell: Cell) -> int | float | None:
    """Return a finite number at full precision, ``None`` for text and for undefined."""
    if isinstance(cell, str) or cell is None or not math.isfinite(cell):
        return None
    return cell


def shown(cell: Cell, column: Column) -> str:
    """Return the words of a cell: rounded half up by the column's decimals, ``—`` undefined."""
    if isinstance(cell, str):
        return clean(cell)
    value = number(cell)
    if value is None:
        return UNDEFINED
    if column.decimals is None:
        return str(int(value)) if value == int(value) else str(value)
    step = Decimal(1).scaleb(-column.decimals)
    exact = Decimal(repr(value)).quantize(step, ROUND_HALF_UP, context=_EVERY_FLOAT)
    return f"{exact or abs(exact):f}"


def numeric(column: Column, rows: Iterable[Mapping[str, Cell]]) -> bool:
    """Tell whether a column is of numbers, as declared or else by its cells, and has no text."""
    cells = [row.get(column.id) for row in rows]
    declared = column.decimals is not None or column.kind in {"count", "figure"}
    told = declared or any(number(cell) is not None for cell in cells)
    return told and not any(isinstance(cell, str) for cell in cells)


def width(text: str) -> int:
    """Return the width of the longest line in half-width characters; Chinese counts double."""
    return max(map(len, text.translate(_WIDTHS).split("\n")))


def columns(table: Tabular, *, detail: bool) -> tuple[Column, ...]:
    """Return the columns to show; a table of nothing but detail is shown whole."""
    plain = tuple(column for column in table.columns if detail or not column.detail)
    return plain or table.columns


def printed(
    table: Tabular, *, detail: bool | None
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns that are printed, and those left out because no row has a value in them.

    What is left out is to be named below the table; with ``detail`` nothing is.
    """
    there = columns(table, detail=detail is True)
    if detail is True or not table.rows:
        return there, ()
    empty = tuple(it for it in there if all(_nothing(row.get(it.id)) for row in table.rows))
    kept = tuple(it for it in there if it not in empty)
    return (kept, empty) if kept else (there, ())


def _nothing(cell: Cell) -> bool:
    return not cell.strip() if isinstance(cell, str) else number(cell) is None
