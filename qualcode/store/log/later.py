"""Which later event stands in the way of taking an act back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

Touched = set[tuple[str, int]]


def standing_on(connection: Connection, replica: str, seq: int, body: Mapping[str, Any]) -> int:
    """Return the first event after ``seq`` that changed or needs what ``body`` did, else 0.

    It needs a row that it refers to, or that a memo is on. An event that was taken back and the
    event that took it back are nothing together.
    """
    touched = {_row(change) for change in body["changes"]}
    uuids = {change[2].get("uuid") for change in body["changes"] if change[0] != "update"} - {None}
    query = (
        select(s.payload.c.seq, s.payload.c.body)
        .where(s.payload.c.replica == replica, s.payload.c.seq > seq)
        .order_by(s.payload.c.seq)
    )
    gone = _cancelled(connection, replica, seq)
    for later, text in connection.execute(query):
        if later in gone:
            continue
        for change in json.loads(text)["changes"]:
            about = str(_values(change).get("target", "")) if change[1] == "memo" else ""
            if _row(change) in touched or touched & set(_needs(change)) or about in uuids:
                return int(later)
    return 0


def _cancelled(connection: Connection, replica: str, seq: int) -> set[int]:
    """Return the events after ``seq`` that were taken back, and those that did so."""
    log = s.event.c
    query = (
        select(log.seq, log.undoes)
        .where(log.replica == replica, log.seq > seq, log.undoes > seq)
        .order_by(log.seq.desc())
    )
    found: set[int] = set()
    for later, undone in connection.execute(query):
        if later not in found:
            found |= {later, undone}
    return found


def rounds_in(body: Mapping[str, Any]) -> set[int]:
    """Return the keys of the rounds that the changed rows belong to."""
    found = {_values(change).get("round") for change in body["changes"]}
    return {key for key in found if isinstance(key, int)}


def _row(change: list[Any]) -> tuple[str, int]:
    key = change[2] if change[0] == "update" else change[2]["id"]
    return change[1], int(key)


def _values(change: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = change[4] if change[0] == "update" else change[2]
    return found


def _needs(change: list[Any]) -> Iterator[tuple[str, int]]:
    """Yield the rows that a change refers to."""
    values = _values(change)
    for column in s.metadata.tables[change[1]].c:
        key = values.get(column.name)
        if key is not None:
            yield from ((foreign.column.table.name, int(key)) for foreign in column.foreign_keys)
