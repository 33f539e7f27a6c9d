"""The tables as the log gives them: its payloads, played forward, whatever was done to them."""

from __future__ import annotations

import json
import marshal
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from qualcode.store import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.store.log.journal import Row

Scope = tuple[tuple[str, int], ...]

HOSTILE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a value that nobody of ours wrote may raise where it is read."""

UNREADABLE = (*HOSTILE, AssertionError, sqlite3.Error, SQLAlchemyError)
"""What a file that holds such values may raise where it is asked."""

_scan: Callable[[str, int], tuple[Any, int]] = vars(json.JSONDecoder())["scan_once"]

_ALL = frozenset({""})
"""What was touched of a row that was made or deleted."""


@dataclass(slots=True)
class Replay:
    """Rows and digests that the log gives, and the newest event that it can say nothing about.

    A row is kept packed, in about 250 bytes: what this takes grows with the rows that there are,
    not with the events that made them.
    """

    tables: dict[str, dict[Any, bytes | Row]] = field(default_factory=lambda: defaultdict(dict))
    bulks: dict[tuple[str, Scope], tuple[str, int]] = field(default_factory=dict)
    _silent: tuple[int, str, Row] = (0, "", {})
    """The place of the newest event without a payload that can be read, and what it lacks."""
    _touched: dict[str, dict[Any, frozenset[str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """The columns of each row that the log spoke of since."""
    _columns: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def play(self, place: int, body: object, event: Row) -> bool:
        """Play the payload of the event at a place of the log; return whether it is one.

        One that is none is silent from where it cannot be read.
        """
        changes: Sequence[Any] = ()
        done = 0
        try:
            value = _document(str(body))
            changes, bulks = list(value["changes"]), [_bulk(it) for it in value["bulk"]]
            for change in changes:
                self._apply(change)
                done += 1
        except HOSTILE:
            self.miss(place, "unreadable", event)
            self._touch(changes[:done])
            return False
        self.bulks.update({key: (digest, place) for key, digest in bulks})
        if self._silent[0]:
            self._touch(changes)
        return True

    def miss(self, place: int, lacking: str, event: Row) -> None:
        """Take note of an event at a place of the log whose payload is ``lacking``."""
        self._silent = place, lacking, event
        self._touched.clear()

    def explains(self, table: str, key: object, fields: Iterable[str] = ()) -> str | None:
        """Return the event that may have changed a row since the log last spoke of it.

        Of ``fields`` it is one that may have changed them all; ``None`` where no event without a
        payload came after the last change that the log has.
        """
        touched = self._touched.get(table, {}).get(key, frozenset())
        return None if touched.intersection(("", *fields)) else self.since(0)

    def since(self, place: int) -> str | None:
        """Return the newest event without a payload after a place of the log."""
        newest, lacking, event = self._silent
        return f"the {lacking} payload of {named(event)}" if newest > place else None

    def _apply(self, change: Sequence[Any]) -> None:
        op, table = change[0], change[1]
        rows = self.tables[table]
        if op == "insert":
            rows[change[2]["id"]] = packed(table, change[2])
        elif op == "delete":
            rows.pop(change[2]["id"], None)
        else:
            _, _, key, _, new = change
            row = unpacked(table, rows.setdefault(key, {"id": key}))
            row.update(new)
            rows[key] = packed(table, row)
            dict.fromkeys(new)  # names that cannot be names are no change

    def _touch(self, changes: Iterable[Sequence[Any]]) -> None:
        """Take note of what changes spoke of; only what came after silence is ever asked for."""
        for change in changes:
            op, table = change[0], change[1]
            whole = op in ("insert", "delete")
            key = change[2]["id"] if whole else change[2]
            rows = self._touched[table]
            told = rows.get(key, frozenset()).union(_ALL if whole else change[4])
            rows[key] = self._columns.setdefault(told, told)


def _document(text: str) -> Any:
    """Return what ``json.loads`` does, which looks for white space around it first."""
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        end = -1
    return value if end == len(text) else json.loads(text)


def named(event: Row) -> str:
    """Return how an event of the log is named."""
    return f"event {event.get('seq')} ({event.get('kind')}, {event.get('at')})"


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that the log repeats, sorted; ``()`` of a table of no project.

    That is their order in a payload.
    """
    if table not in schema.metadata.tables:
        return ()
    outside = schema.OUTSIDE_LOG.get(table, frozenset())
    return tuple(sorted({*schema.metadata.tables[table].c.keys()} - outside))


@lru_cache(1000)
def _spread(
    table: str, given: tuple[str, ...]
) -> Callable[[tuple[Any, ...]], Iterable[Any]] | None:
    """Return what takes the values of a row and a ``None``, and gives those of all columns.

    A row that was written before a column was there has one for it; ``None`` is returned where
    the row has what is no column.
    """
    names = columns(table)
    if not given or not set(given) <= set(names):
        return None
    return itemgetter(*(given.index(it) if it in given else -1 for it in names))


def packed(table: str, row: Mapping[str, Any]) -> bytes | Row:
    """Return a row in few bytes; one that no version of ours wrote stays a row of its own.

    Columns that it does not have are packed as ``None``, as the log means them.
    """
    found, given = None, tuple(row)
    if given == columns(table):
        found = pack(row.values())
    elif spread := _spread(table, given):
        found = pack(spread((*row.values(), None)))
    return dict(row) if found is None else found


def pack(values: Iterable[Any]) -> bytes | None:
    """Return plain values as bytes, ``None`` where they are nested too deep for that.

    What has the same bytes has the same values of the same types; the reverse need not hold.
    """
    try:
        written = marshal.dumps(tuple(values), 2)  # a later version writes one object only once
    except ValueError:
        return None
    return memoryview(written).tobytes()  # what is written lies in a block of twice its size


def unpacked(table: str, row: bytes | Row) -> Row:
    """Return the row that was packed."""
    if isinstance(row, dict):
        return row
    return dict(zip(columns(table), marshal.loads(row), strict=True))  # noqa: S302 - our own bytes


def _bulk(entry: Row) -> tuple[tuple[str, Scope], str]:
    scope = tuple(sorted((str(name), int(key)) for name, key in entry["scope"].items()))
    table = schema.metadata.tables[entry["table"]]
    if table.name not in schema.BULK or any(name not in table.c for name, _ in scope):
        raise LookupError(table.name)
    return (table.name, scope), str(entry["digest"])
