"""Write a table as Parquet, for programs; the one home of pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import cells

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.table import Cell, Column, Table


def render(table: Table, *, language: Language = "zh", detail: bool | None = None) -> bytes:
    """Return every column by its id, numbers at full precision, undefined as missing.

    A column has the type that is declared, so that the files of two studies fit together; one that
    holds text beside numbers is text. Title, labels and notes stand in the schema's metadata,
    ``qualcode`` as JSON.
    """
    import json

    import pyarrow as pa
    import pyarrow.parquet as pq

    del language
    columns = cells.columns(table, detail=detail is not False)
    arrays = [_array(pa, it, [row.get(it.id) for row in table.rows]) for it in columns]
    about = {
        "name": table.name,
        "title": cells.clean(table.title),
        "labels": {it.id: cells.clean(it.label) for it in columns},
        "notes": [cells.clean(note) for note in table.notes],
    }
    told = json.dumps(about, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    schema = pa.schema(
        [(it.id, array.type) for it, array in zip(columns, arrays, strict=True)],
        metadata={"qualcode": told},
    )
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, schema=schema), sink)
    made: bytes = sink.getvalue().to_pybytes()
    return made


def _array(pa: Any, column: Column, found: list[Cell]) -> Any:
    numbers = [it for it in map(cells.number, found) if it is not None]
    whole = all(isinstance(it, int) and abs(it) < 1 << 63 for it in numbers)
    if any(isinstance(cell, str) for cell in found) or (column.kind == "text" and not numbers):
        return pa.array([None if it is None else _text(it) for it in found], pa.string())
    if whole and (column.kind != "figure"):
        return pa.array(list(map(cells.number, found)), pa.int64())
    exact = map(cells.number, found)
    return pa.array([None if it is None else float(it) for it in exact], pa.float64())


def _text(cell: str | float) -> str:
    return cells.clean(cell) if isinstance(cell, str) else str(cell)
