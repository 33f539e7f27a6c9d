"""How to tell that nothing has changed: the newest event, of any kind or of what is not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection

Stamp = tuple[int, str]
"""The number and the hash of an event; as long as it is the same, nothing has changed."""

WORK = ("adjudication.", "card.", "coding.", "memo.", "pick.", "read.", "round.", "suggestion.")
"""The beginnings of the kinds of acts that leave texts, turns and people as they are."""

REVERSALS = ("undo", "redo")
"""Only acts of work and brackets are taken back."""


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


def of_texts(connection: Connection, replica: str) -> Stamp:
    """Return the stamp of the texts, their turns and units but brackets, and the people."""
    log = s.event.c
    aside = [log.kind.not_like(f"{kind}%") for kind in WORK]
    query = select(log.seq, log.hash).where(
        log.replica == replica, log.kind.not_in(REVERSALS), and_(*aside)
    )
    row = connection.execute(query.order_by(log.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, "")
