"""Which texts are active, and who speaks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from qualcode.store import schema as s
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.model import TranscriptKind


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a speaker of a transcript is; without a participant only the label says it."""

    label: str
    asks: bool
    participant: str = ""
    role: str = ""
    group: str = ""
    id: int = 0


class ActiveText(NamedTuple):
    """The text of an active transcript."""

    name: str
    sha256: str
    kind: TranscriptKind


def active(connection: Connection) -> dict[int, ActiveText]:
    """Return every active transcript, by its text, in the order of names."""
    of = s.transcript.c
    query = (
        select(s.text_version.c.id, of.name, s.text_version.c.sha256, of.kind)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == of.id)
        .where(of.status == "active")
        .order_by(of.name)
    )
    return {row[0]: ActiveText(*row[1:]) for row in plain(connection, query)}


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
