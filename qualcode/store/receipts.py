"""Which acts arrived: what is sent twice, after a lost answer or a reload, is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from qualcode.store import schema as s
from qualcode.store.journal import now

if TYPE_CHECKING:
    from sqlalchemy import Connection


def received_from(connection: Connection, uuid: str) -> int | None:
    """Return the key of the coder whose act of this uuid is stored, ``None`` where none is."""
    return connection.scalar(select(s.receipt.c.coder).where(s.receipt.c.uuid == uuid))


def add_receipt(connection: Connection, uuid: str, coder: int) -> None:
    """Write that an act arrived, in the transaction that stores it."""
    connection.execute(insert(s.receipt).values(uuid=uuid, coder=coder, at=now()))
