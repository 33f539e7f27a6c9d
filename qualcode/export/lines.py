"""Rows as a table whose columns are known again by their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.i18n import tr
from qualcode.ingest.lines import NOUNS, label
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.i18n import Language
    from qualcode.table import Cell


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
