"""A table of a paper as a frozen value; it knows no output format.

Values are at full precision; ``None`` is undefined and the row or the notes say why. Rounding
is the writer's business: a column says how many decimals a reader is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any

from qualcode import cells
from qualcode.cells import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["Cell", "Column", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A named, titled table with labelled columns, rows of cells and notes.

    ``rows`` hold one mapping from column id to cell; a missing id reads as ``None``.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...] = ()
    notes: tuple[str, ...] = field(default=())

    def noted(self, notes: Sequence[str]) -> Table:
        """Return the table with these notes before its own."""
        return replace(self, notes=(*notes, *self.notes))

    def to_json(self) -> dict[str, Any]:
        """Return values for JSON: column ids, rows at full precision, ``None`` for undefined."""
        ids = [column.id for column in self.columns]
        return {
            "name": self.name,
            "title": self.title,
            "columns": ids,
            "rows": [{i: _plain(row.get(i)) for i in ids} for row in self.rows],
            "notes": list(self.notes),
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return a DataFrame with the column ids as columns; undefined is missing."""
        import pandas as pd

        ids = [column.id for column in self.columns]
        return pd.DataFrame([[row.get(i) for i in ids] for row in self.rows], columns=ids)

    def _repr_html_(self) -> str:
        """Return HTML for a notebook, every text escaped; columns of detail are not shown."""
        columns = cells.columns(self, detail=False)
        right = {it.id for it in columns if cells.numeric(it, self.rows)}
        heads = "".join(f"<th>{escape(it.label)}</th>" for it in columns)
        lines = [
            "".join(
                f'<td style="text-align:{"right" if it.id in right else "left"}">'
                f"{escape(cells.shown(row.get(it.id), it))}</td>"
                for it in columns
            )
            for row in self.rows
        ]
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return (
            f"<table><caption>{escape(self.title)}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}"
        )


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, float) and cell != cell:  # noqa: PLR0124 - NaN is the one value that differs from itself
        return None
    return cell
