"""Who speaks in the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualcode.store import schema as s
from qualcode.store.rows import plain
from qualcode.study.context import Voice

if TYPE_CHECKING:
    from sqlalchemy import Connection


def voices(connection: Connection) -> tuple[Voice, ...]:
    """Return who every speaker is, in the order of their keys."""
    person = s.participant.c
    query = (
        select(
            *(s.speaker.c.label, s.speaker.c.asks, person.pseudonym, person.role, person.group),
            s.speaker.c.id,
        )
        .outerjoin_from(s.speaker, s.participant, s.speaker.c.participant == person.id)
        .order_by(s.speaker.c.id)
    )
    return tuple(
        Voice(label, bool(asks), who or "", role or "", group or "", key)
        for label, asks, who, role, group, key in plain(connection, query)
    )
