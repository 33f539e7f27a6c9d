"""What a project file must consist of: its tables, columns and indexes, and nothing that acts.

A trigger or a view of somebody else would change what is stored, or what is read, without an
event; a table or a column that is missing or altered cannot hold what the log says.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from qualcode.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = tuple[frozenset[Any], ...]

STAMP = "alembic_version"

_ACTS = re.compile(
    r"\b(CHECK|COLLATE|GENERATED|DEFAULT|CONFLICT|STRICT|WITHOUT|VIRTUAL|STORED|AS)\b",
    re.IGNORECASE,
)
"""Words of a table's definition that none of ours has: they would change or refuse values."""


def differences(raw: sqlite3.Connection) -> Iterator[str]:
    """Yield what of the schema is missing, altered or foreign, a clause each."""
    found = {
        (str(kind), str(name)): (str(table), str(sql or ""))
        for kind, name, table, sql in raw.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master"
        )
    }
    names = {name for kind, name in found if kind == "table"}
    for name in sorted(schema.metadata.tables.keys() | {STAMP}):
        if name not in names:
            yield f"the table {name} is missing"
    for (kind, name), (table, sql) in sorted(found.items()):
        if kind == "index":
            if table not in schema.metadata.tables and table != STAMP:
                yield f"the index {name} is not the project's"
        elif kind != "table" or not _ours(name, sql):
            yield f"the {kind} {name} is not the project's"
        elif name in schema.metadata.tables:
            yield from _altered(raw, name, sql)


def foreign(raw: sqlite3.Connection) -> Iterator[str]:
    """Yield what acts by itself in a file of any version: triggers, views and virtual tables."""
    for kind, name, sql in raw.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind not in ("table", "index") or str(sql or "").upper().startswith("CREATE VIRTUAL"):
            yield f"the {kind} {name}"


def columns(raw: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns of our schema that a table of the file has, ``()`` where it is missing."""
    there = {str(row[1]) for row in raw.execute(f'PRAGMA table_info("{table}")')}
    return tuple(it.name for it in schema.metadata.tables[table].c if it.name in there)


def _ours(name: str, sql: str) -> bool:
    if name.startswith("sqlite_"):  # SQLite's own; nobody else can make one
        return True
    known = name in schema.metadata.tables or name == STAMP
    return known and not sql.upper().startswith("CREATE VIRTUAL")


def _altered(raw: sqlite3.Connection, name: str, sql: str) -> Iterator[str]:
    expected, found = _expected()[name], _shape(raw, name)
    for what, due, there in zip(("column", "reference", "index"), expected, found, strict=True):
        if due != there:
            yield f"a {what} of the table {name} is missing or was changed"
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|`[^`]*`', "x", sql)
    if (word := _ACTS.search(plain)) or ("AUTOINCREMENT" in plain) != _counts(name):
        said = word[0].upper() if word else "AUTOINCREMENT"
        yield f"the table {name} was defined anew ({said})"


def _shape(raw: sqlite3.Connection, table: str) -> Shape:
    """Return columns, references and indexes of a table, whatever their order."""
    indexes = []
    for _, index, unique, origin, partial in raw.execute(
        f'PRAGMA index_list("{table}")'
    ).fetchall():
        escaped = str(index).replace('"', '""')
        parts = raw.execute(f'PRAGMA index_xinfo("{escaped}")').fetchall()
        keys = tuple((str(it[2]), it[3], str(it[4])) for it in parts if it[5])
        indexes.append((unique, origin == "c", partial, keys))
    return (
        frozenset((*it[1:6], it[6]) for it in raw.execute(f'PRAGMA table_xinfo("{table}")')),
        frozenset(it[2:8] for it in raw.execute(f'PRAGMA foreign_key_list("{table}")')),
        frozenset(indexes),
    )


@cache
def _expected() -> dict[str, Shape]:
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as raw:
        _make(raw)
        return {name: _shape(raw, name) for name in schema.metadata.tables}


@cache
def _counts(name: str) -> bool:
    """Return whether the keys of a table are counted on and never given twice."""
    return bool(schema.metadata.tables[name].dialect_options["sqlite"]["autoincrement"])


def _make(raw: sqlite3.Connection) -> None:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    schema.metadata.create_all(engine)
