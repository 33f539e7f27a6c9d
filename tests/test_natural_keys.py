"""What travels between copies is named by a uuid or by its own columns, never by a number."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from older_material import OLDER, populated
from tampering_material import copied

from qualcode.project import Project
from qualcode.store import FILE_NAME, schema

if TYPE_CHECKING:
    from pathlib import Path

    Names = dict[int, Any]

pytest_plugins = ("tampering_material",)

LOGGED = [name for name in schema.metadata.tables if name not in schema.UNLOGGED]


def refers(table: str, column: str) -> str | None:
    """Return the table that a column refers to."""
    for key in schema.metadata.tables[table].c[column].foreign_keys:
        return key.column.table.name
    return None


class Named:
    """The names of the rows of a file."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._known: dict[str, Names] = {}

    def of(self, table: str) -> Names:
        if table not in self._known:
            columns = schema.KEYS.get(table, ())
            listed = ", ".join(f'"{it}"' for it in ("id", *columns))
            rows = self._raw.execute(f'SELECT {listed} FROM "{table}"').fetchall()
            parts = [partial(self._part, table, it) for it in columns]
            found = {
                row[0]: tuple(part(value) for part, value in zip(parts, row[1:], strict=True))
                for row in rows
            }
            if "uuid" in schema.metadata.tables[table].c:
                query = f'SELECT id, uuid FROM "{table}" WHERE uuid IS NOT NULL'
                found.update(self._raw.execute(query))
            self._known[table] = found
        return self._known[table]

    def _part(self, table: str, column: str, value: Any) -> Any:
        other = refers(table, column)
        return value if other is None or value is None else self.of(other)[value]


def names(path: Path) -> dict[str, Names]:
    with closing(sqlite3.connect(path)) as raw:
        named = Named(raw)
        return {table: named.of(table) for table in LOGGED}


@pytest.mark.parametrize("table", LOGGED)
def test_every_row_that_an_act_wrote_has_a_name(table: str) -> None:
    """Its columns are there, and one that is a number of this file refers to what has a name."""
    columns = schema.metadata.tables[table].c
    if table not in schema.KEYS:
        assert not columns.uuid.nullable
        return
    for name in schema.KEYS[table]:
        assert name != "id"
        assert refers(table, name) is None or refers(table, name) in LOGGED


@pytest.mark.parametrize("revision", [*OLDER, "worked"])
def test_no_two_rows_of_a_table_have_one_name(revision: str, worked: Path, tmp_path: Path) -> None:
    if revision == "worked":
        path = copied(worked, tmp_path) / FILE_NAME
    else:
        path = populated(revision, tmp_path)
        Project.open(tmp_path).close()
    for table, found in names(path).items():
        assert len(set(found.values())) == len(found), table


def test_names_do_not_depend_on_the_numbers_of_a_file(worked: Path, tmp_path: Path) -> None:
    """A copy whose every key is another has the same rows by name."""
    path = copied(worked, tmp_path) / FILE_NAME
    before = names(path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for name, table in schema.metadata.tables.items():
            for column in table.c:
                if column.name == "id" or column.foreign_keys:
                    moved = f'UPDATE "{name}" SET "{column.name}" = -"{column.name}" - 7000'
                    raw.execute(moved)
        raw.commit()
    after = names(path)
    for table, found in before.items():
        assert found.keys().isdisjoint(after[table])
        assert set(found.values()) == set(after[table].values())
    assert sum(map(len, before.values())) > 200
