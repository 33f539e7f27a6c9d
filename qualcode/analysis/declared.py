"""How the tables of a paper are declared: all share the words of one section of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.table_spec import TableSpec, text_columns

if TYPE_CHECKING:
    from qualcode.table_spec import ColumnSpec

CODE = (*text_columns("code", appendix=True), *text_columns("label"))
"""Which code a row is of: the id for programs, the label for readers."""
CATEGORY = text_columns("group_label", head="category")
CATEGORY_ID = text_columns("group", head="category_id", appendix=True)
"""The groups of codes, where ``group`` is no group of people."""


def paper(name: str, *columns: ColumnSpec, notes: tuple[str, ...] = ()) -> TableSpec:
    """Declare a table of a paper; ``notes`` are its own sentences beside what all tables say."""
    return TableSpec(name, columns, "table", notes, f"table.title.{name}", said="note")
