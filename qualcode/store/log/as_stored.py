"""Rows of a project file as SQLite has them, of any type and in any bytes, one after another.

What is read is not held: a table of any length takes the memory of a few rows.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Integer, String, Text

from qualcode.store import schema
from qualcode.store.file import shape
from qualcode.store.log.replay import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qualcode.store.log.journal import Row
    from qualcode.store.log.replay import Scope


_PLAIN = frozenset({Integer, Boolean, String, Text})
"""Columns whose values SQLite writes as JSON as we do."""
_AT_ONCE = 100
"""So many rows are held at once; texts and payloads, which may be long, one by one."""


class AsStored:
    """The tables of a file: the columns that are there, and what stands in them."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Read through an open connection, inside ``readable``."""
        self.raw = raw
        self._columns: dict[str, tuple[str, ...]] = {}

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of our schema that a table has, ``()`` where it is missing."""
        if table not in self._columns:
            with self.any_bytes():
                self._columns[table] = shape.columns(self.raw, table)
        return self._columns[table]

    @contextmanager
    def any_bytes(self) -> Iterator[None]:
        """Read text that is not UTF-8 too; it differs from every text."""
        before = self.raw.text_factory
        self.raw.text_factory = _any_bytes
        try:
            yield
        finally:
            self.raw.text_factory = before

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table by their keys, nothing of a table that has no keys."""
        names = self.columns(table)
        for values in self.values(table, names):
            yield dict(zip(names, values, strict=True))

    def values(
        self, table: str, names: Sequence[str], scope: Scope = ()
    ) -> Iterator[Sequence[Any]]:
        """Yield the values of columns by the keys of their rows; what is no value stays as it is.

        ``scope`` are columns with the value that they must have.
        """
        there = self.columns(table)
        if not names or any(it not in there for it in ("id", *names, *dict(scope))):
            return
        listed = ", ".join(f'"{it}"' for it in names)
        condition = " AND ".join(f'"{it}" = ?' for it, _ in scope) or "1"
        query = f'SELECT {listed} FROM "{table}" WHERE {condition} ORDER BY id'  # noqa: S608 - our names
        readers = _readers(table, names)
        size = 1 if table in schema.OUTSIDE_LOG else _AT_ONCE
        for batch in self.batches(query, [key for _, key in scope], size):
            read = batch
            for place, reader in readers:
                read = [
                    it if it[place] is None else (*it[:place], reader(it[place]), *it[place + 1 :])
                    for it in read
                ]
            yield from read

    def written(self, table: str, names: Sequence[str], scope: Scope) -> str | None:
        """Return what ``values`` gives as ``canonical`` writes it, the rows without brackets.

        SQLite writes it itself, in a fifth of the time: whole numbers, truths and text alone are
        then written as we do, or else unlike any values of these kinds. ``None`` where there are
        no rows, columns of another kind, or values that cannot be written.
        """
        kinds = {name: type(schema.metadata.tables[table].c[name].type) for name in names}
        if not _PLAIN.issuperset(kinds.values()):
            return None
        # 1.0 and '1' would pass for 1, but are quoted otherwise
        listed = ", ".join(
            f"""CASE quote("{it}") WHEN '1' THEN json('true') WHEN '0' THEN json('false')"""
            f""" ELSE "{it}" END"""
            if kind is Boolean
            else f'"{it}"'
            for it, kind in kinds.items()
        )
        condition = " AND ".join(f'"{it}" = ?' for it, _ in scope) or "1"
        rows = f'SELECT json_array({listed}) AS said FROM "{table}" WHERE {condition} ORDER BY id'  # noqa: S608 - our names
        with suppress(sqlite3.Error):
            query = f"SELECT group_concat(said) FROM ({rows})"  # noqa: S608 - our names
            said: str | None = self.raw.execute(query, [key for _, key in scope]).fetchone()[0]
            return said
        return None

    def batches(
        self, query: str, values: Sequence[object] = (), size: int = 1
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield what a query gives, always in one order, so many rows at once.

        Where text is not UTF-8 it is read as ``any_bytes`` from there on: that takes a call for
        every text.
        """
        given = 0
        found = self.raw.execute(query, values)
        while True:
            try:
                batch = found.fetchmany(size)
            except sqlite3.OperationalError as error:
                if "decode" not in str(error) or self.raw.text_factory is _any_bytes:
                    raise
                self.raw.text_factory = _any_bytes
                found = self.raw.execute(query, values)
                deque(islice(found, given), maxlen=0)
                continue
            if not batch:
                return
            given += len(batch)
            yield batch


@contextmanager
def readable(raw: sqlite3.Connection) -> Iterator[AsStored]:
    """Give the tables of an open file to read; afterwards it reads text as before."""
    before = raw.text_factory
    raw.text_factory = str
    try:
        yield AsStored(raw)
    finally:
        raw.text_factory = before


def _any_bytes(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


def _readers(table: str, names: Sequence[str]) -> list[tuple[int, Callable[[object], object]]]:
    columns = [schema.metadata.tables[table].c[it] for it in names]
    kinds = [(place, type(it.type), it.nullable) for place, it in enumerate(columns)]
    return [
        (place, _perhaps if missing and kind is JSON else _READERS[kind])
        for place, kind, missing in kinds
        if kind in _READERS
    ]


def _logical(value: object) -> object:
    return bool(value) if value in (0, 1) and isinstance(value, int) else value


def _document(value: object) -> object:
    """Return the value of a JSON text; one that holds no JSON stays text."""
    with suppress(*HOSTILE):
        return json.loads(value) if isinstance(value, str) else value
    return value


def _perhaps(value: object) -> object:
    """Return the value of a JSON text that may be missing; one that says so itself stays text."""
    found = _document(value)
    return value if found is None else found


_READERS: dict[type, Callable[[object], object]] = {Boolean: _logical, JSON: _document}
