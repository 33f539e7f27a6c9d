"""Who speaks in the transcripts, without their texts; and what stands on who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, exists, func, literal, or_, select

from qualcode.store import schema as s
from qualcode.store.texts import to_participant

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.model import Participant
    from qualcode.store.log.journal import Recording

FIRST_WORDS = 40


@dataclass(frozen=True, slots=True)
class SpeakerInfo:
    """A speaker of one transcript: how many turns they have, and how the first one begins."""

    id: int
    transcript: str
    text_id: int
    label: str
    asks: bool
    participant: str | None
    turns: int
    words: str


def speakers(connection: Connection, text: int | None = None) -> tuple[SpeakerInfo, ...]:
    """Return every speaker of the active transcripts, or of one text, in order of appearance."""
    turn = s.turn.c
    spoken = select(
        turn.speaker,
        func.count().label("turns"),
        func.min(turn.start).label("start"),
        func.min(turn.end).label("end"),
    ).group_by(turn.speaker)
    if text is not None:
        spoken = spoken.where(turn.text == text)
    of = spoken.subquery()
    long = of.c.end - of.c.start
    room = case((long > FIRST_WORDS, FIRST_WORDS), else_=long)
    query = (
        select(
            s.speaker.c.id,
            s.transcript.c.name,
            s.text_version.c.id,
            s.speaker.c.label,
            s.speaker.c.asks,
            s.participant.c.pseudonym,
            func.coalesce(of.c.turns, 0),
            func.coalesce(func.substr(s.text_version.c.text, of.c.start + 1, room), ""),
        )
        .join_from(s.speaker, s.transcript, s.speaker.c.transcript == s.transcript.c.id)
        .join(s.text_version, s.text_version.c.transcript == s.transcript.c.id)
        .outerjoin(s.participant, s.speaker.c.participant == s.participant.c.id)
        .outerjoin(of, of.c.speaker == s.speaker.c.id)
        .where(s.transcript.c.status == "active")
        .order_by(s.transcript.c.name, s.speaker.c.id)
    )
    if text is not None:
        query = query.where(s.text_version.c.id == text)
    return tuple(SpeakerInfo(*row) for row in connection.execute(query))


def one_sided(connection: Connection) -> int:
    """Return in how many active transcripts with speakers nobody asks, or everybody."""
    asking = func.sum(case((s.speaker.c.asks, 1), else_=0))
    query = (
        select(s.speaker.c.transcript)
        .join_from(s.speaker, s.transcript, s.speaker.c.transcript == s.transcript.c.id)
        .where(s.transcript.c.status == "active")
        .group_by(s.speaker.c.transcript)
        .having(or_(asking == 0, asking == func.count()))
    )
    return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def say_asks(act: Recording, speaker: int, text: int, *, asks: bool) -> None:
    """Say whether a speaker asks; the units of their turns leave the frame or come into it."""
    act.update("speaker", speaker, asks=asks)
    unit, turn = s.unit.c, s.turn.c
    inside = (turn.text == text) & (turn.speaker == speaker)
    query = (
        select(unit.id, unit.unit_set)
        .join_from(s.unit, s.turn, unit.text == turn.text)
        .where(inside, unit.text == text, turn.start <= unit.start, unit.end <= turn.end)
        .order_by(unit.id)
    )
    found: dict[int, list[int]] = {}
    for key, unit_set in act.connection.execute(query):
        found.setdefault(unit_set, []).append(key)
    for unit_set, keys in found.items():
        act.revise("unit", keys, {"in_frame": not asks}, text=text, unit_set=unit_set)


def in_closed_round(connection: Connection, text: int) -> bool:
    """Return whether a closed round holds codings or readings of a text."""
    closed = select(s.round_.c.id).where(s.round_.c.status == "closed")
    read = (
        select(literal(1))
        .select_from(s.reading)
        .join(s.unit, s.reading.c.unit == s.unit.c.id)
        .where(s.unit.c.text == text, s.reading.c.round.in_(closed))
    )
    coded = select(literal(1)).where(s.coding.c.text == text, s.coding.c.round.in_(closed))
    query = select(or_(exists(coded), exists(read)))
    return bool(connection.scalar(query))


def participant(connection: Connection, pseudonym: str) -> Participant | None:
    """Return the participant with this pseudonym, ``None`` where there is none."""
    row = connection.execute(
        select(s.participant).where(s.participant.c.pseudonym == pseudonym)
    ).first()
    return None if row is None else to_participant(row)


def standing_for(connection: Connection, participant: int) -> int:
    """Return how many speakers stand for a participant."""
    query = select(func.count()).where(s.speaker.c.participant == participant)
    return connection.scalar(query) or 0
