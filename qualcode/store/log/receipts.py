"""Which acts arrived: what is sent twice, after a lost answer or a reload, is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from qualcode.store import schema as s
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from sqlalchemy import Connection


def received_from(connection: Connection, uuid: str) -> int | None:
    """Return the key of the coder whose act of this uuid is stored, ``None`` where none is."""
    return connection.scalar(select(s.receipt.c.coder).where(s.receipt.c.uuid == uuid))


def add_receipt(connection: Connection, uuid: str, coder: int) -> bool:
    """Write that an act arrived, in the transaction that stores it; return whether it is new."""
    said = insert(s.receipt).values(uuid=uuid, coder=coder, at=now())
    return bool(connection.execute(said.on_conflict_do_nothing(index_elements=["uuid"])).rowcount)
