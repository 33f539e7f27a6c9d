"""How to tell that nothing has changed: the newest event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection

Stamp = tuple[int, str]
"""The number and the hash of an event; as long as it is the same, nothing has changed."""


HEAD = "head"
"""Where a connection keeps the stamp of everything, as long as its transaction lasts.

Nobody else's event is seen in a transaction that has begun to read, and its own are noted here.
"""


def head(connection: Connection, replica: str) -> Stamp:
    """Return the stamp of everything as a transaction sees it, looked up once in each."""
    known: Stamp | None = connection.info.get(HEAD)
    if known is None:
        known = connection.info[HEAD] = newest(connection, replica)
    return known


def newest(connection: Connection, replica: str) -> Stamp:
    """Return the stamp of everything in the file."""
    log = s.event.c
    query = select(log.seq, log.hash).where(log.replica == replica)
    row = connection.execute(query.order_by(log.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, "")
