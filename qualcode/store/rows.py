"""Many rows at once, as SQLite gives them."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Executable, Table


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, by one statement that is prepared once.

    Left out are columns that have a default of their own. To bind the names of rows, one by one,
    takes longer than SQLite does to write them.
    """
    statement, values = _prepared(table, tuple(rows[0]), connection.dialect)
    connection.exec_driver_sql(statement, [values(row) for row in rows])


def put_values(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows that are numbers, words and truths of the named columns already."""
    if rows:
        statement, _ = _prepared(table, tuple(names), connection.dialect)
        connection.exec_driver_sql(statement, list(rows))


@lru_cache(200)
def _prepared(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
    """Return the statement that inserts such rows, and what takes its values from a row."""
    makers = [table.c[it].type.dialect_impl(dialect).bind_processor(dialect) for it in names]
    quoted = dialect.identifier_preparer.quote
    said, places = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    statement = f"INSERT INTO {quoted(table.name)} ({said}) VALUES ({places})"  # noqa: S608 - our names
    if len(names) > 1 and not any(makers):
        return statement, itemgetter(*names)
    pairs = list(zip(names, makers, strict=True))
    return statement, lambda row: tuple([make(row[it]) if make else row[it] for it, make in pairs])


def plain(
    connection: Connection, query: Executable, values: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a query as tuples of numbers and words, a truth as 0 or 1.

    To name the columns of so many rows, one by one, takes three times as long.
    """
    result = connection.execute(query, values)
    cursor = result.cursor
    assert cursor is not None
    rows: list[tuple[Any, ...]] = list(cursor.fetchall())
    result.close()
    return rows
