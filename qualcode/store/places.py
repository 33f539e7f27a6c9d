"""Where things stand: the texts, their turns as plain rows, and who speaks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a speaker of a transcript is; without a participant only the label says it."""

    label: str
    asks: bool
    participant: str = ""
    role: str = ""
    group: str = ""


def active(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return name and SHA-256 of every active transcript, by its text, in the order of names."""
    query = (
        select(s.text_version.c.id, s.transcript.c.name, s.text_version.c.sha256)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.transcript.c.status == "active")
        .order_by(s.transcript.c.name)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def turns(
    connection: Connection, texts: Collection[int]
) -> dict[int, list[tuple[int, int, int, int]]]:
    """Return number, start, end and speaker (0 for none) of every turn of the texts, in order."""
    turn = s.turn.c
    query = (
        select(turn.text, turn.n, turn.start, turn.end, func.coalesce(turn.speaker, 0))
        .where(turn.text.in_(texts))
        .order_by(turn.text, turn.n)
    )
    found: dict[int, list[tuple[int, int, int, int]]] = {text: [] for text in texts}
    for text, *row in connection.execute(query):
        found[text].append((row[0], row[1], row[2], row[3]))
    return found


def voices(connection: Connection) -> dict[int, Voice]:
    """Return who every speaker is, by the speaker's key."""
    person = s.participant.c
    query = select(
        s.speaker.c.id, s.speaker.c.label, s.speaker.c.asks, person.pseudonym, person.role,
        person.group,
    ).outerjoin_from(s.speaker, s.participant, s.speaker.c.participant == person.id)  # fmt: skip
    return {
        row[0]: Voice(row[1], row[2], *(part or "" for part in row[3:]))
        for row in connection.execute(query)
    }


def sources(connection: Connection, texts: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the texts one by one, in the order in which they are given."""
    of = s.text_version.c
    for text in texts:
        yield text, str(connection.scalars(select(of.text).where(of.id == text)).one())
