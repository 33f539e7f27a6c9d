"""The heads of a table's columns, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.i18n import tr
from qualcode.table import Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from qualcode.i18n import Language

OF_CODES = {"group_label": "category", "group": "category_id"}
"""The words for the groups of codes, where ``group`` is no group of people."""


def heads(
    language: Language,
    names: Iterable[str],
    *,
    detail: Collection[str] = (),
    words: Mapping[str, str] | None = None,
) -> tuple[Column, ...]:
    """Return a column for each name; ``words`` names another key of the catalogue for some."""
    keys = words or {}
    return tuple(
        Column(name, tr(f"table.column.{keys.get(name, name)}", language), detail=name in detail)
        for name in names
    )
