"""A table as its cells are shown: each text is made and measured once, for every format."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from qualcode import cells
from qualcode.export.layout import Extent

if TYPE_CHECKING:
    from qualcode.table import Column, Table


class Shown:
    """A table with what its writers ask of each column, which is kept from the first on."""

    def __init__(self, table: Table) -> None:
        """Show nothing yet."""
        self.table = table
        self._texts: dict[Column, list[str]] = {}
        self._widths: dict[Column, array[int]] = {}
        self._extents: dict[Column, Extent] = {}
        self._numeric: dict[Column, bool] = {}

    def texts(self, column: Column) -> list[str]:
        """Return the words of a column's cells."""
        if column not in self._texts:
            shown = (cells.shown(row.get(column.id), column) for row in self.table.rows)
            self._texts[column] = list(shown)
        return self._texts[column]

    def widths(self, column: Column) -> array[int]:
        """Return how wide the words of each cell are, in half-width characters."""
        if column not in self._widths:
            self._widths[column] = array("l", map(cells.width, self.texts(column)))
        return self._widths[column]

    def extent(self, column: Column) -> Extent:
        """Return how much room a column's words take."""
        if column not in self._extents:
            label, texts = cells.clean(column.label), self.texts(column)
            self._extents[column] = Extent.of(label, texts, self.widths(column))
        return self._extents[column]

    def numeric(self, column: Column) -> bool:
        """Tell whether a column is of numbers and has no text."""
        if column not in self._numeric:
            self._numeric[column] = cells.numeric(column, self.table.rows)
        return self._numeric[column]
