"""Many rows at once, as SQLite gives them."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Executable, Table

FEW = 8
"""So few rows are written as fast without a statement of their own."""


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, by one statement that is prepared once.

    Left out are columns that have a default of their own. To bind the names of so many rows, one
    by one, takes longer than SQLite does to write them.
    """
    if len(rows) <= FEW:
        connection.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    dialect = connection.dialect
    of = (table.c[it].type.dialect_impl(dialect).bind_processor(dialect) for it in names)
    made = {name: make for name, make in zip(names, of, strict=True) if make is not None}
    if made:
        rows = [{**row, **{it: make(row[it]) for it, make in made.items()}} for row in rows]
    quoted = dialect.identifier_preparer.quote
    said = ", ".join(map(quoted, names))
    places = ", ".join("?" * len(names))
    values = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    statement = f"INSERT INTO {quoted(table.name)} ({said}) VALUES ({places})"  # noqa: S608 - our names
    connection.exec_driver_sql(statement, [values(row) for row in rows])


def plain(connection: Connection, query: Executable) -> list[tuple[Any, ...]]:
    """Return the rows of a query as tuples of numbers and words, a truth as 0 or 1.

    To name the columns of so many rows, one by one, takes three times as long.
    """
    result = connection.execute(query)
    cursor = result.cursor
    assert cursor is not None
    rows: list[tuple[Any, ...]] = list(cursor.fetchall())
    result.close()
    return rows
