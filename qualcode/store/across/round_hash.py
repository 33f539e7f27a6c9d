"""The hash of a round: every coding, reading and decision of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store import adjudications, work
from qualcode.store.log.journal import canonical, sha256

if TYPE_CHECKING:
    from qualcode.model import Round
    from qualcode.store import Connection


def broken(connection: Connection) -> tuple[str, ...]:
    """Return the names of closed rounds that no longer give their hash.

    The rounds are those of the file itself, whatever its log says.
    """
    return tuple(
        found.name
        for found in work.rounds(connection)
        if found.status == "closed" and round_hash(connection, found) != found.hash
    )


def round_hash(connection: Connection, found: Round) -> str:
    """Return the SHA-256 over every coding, reading and decision of a round, as they are stored.

    A later merge of codes changes no row, and so no hash.
    """
    codings = sorted(work.as_coded(connection, found.id))
    readings = sorted(work.as_read(connection, found.id))
    decisions = sorted(
        [d.unit_id, d.code, d.result, d.reason, d.flag, d.note, d.member]
        for d in adjudications.adjudications(connection, round_id=found.id)
    )
    value = {"round": found.name, "codings": codings, "readings": readings}
    return sha256(canonical({**value, "decisions": decisions} if decisions else value))
