"""Transcripts, their turns and units, and the people in them, as the file holds them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from qualcode.model import Participant, Speaker, Transcript, Turn, Unit
from qualcode.store import brackets
from qualcode.store import schema as s
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from qualcode.model import TranscriptKind, UnitKind
    from qualcode.store.log.journal import Recording

UNIT_RULES: Mapping[str, str] = {"turn": "turn-1", "sentence": "sentence-1", "paragraph": "line-1"}
"""The unit sets of every project: kind and the name of the rule that cut them."""


@dataclass(frozen=True, slots=True)
class TranscriptInfo:
    """A transcript without its text: sizes in code points and turns."""

    id: int
    text_id: int
    name: str
    kind: TranscriptKind
    characters: int
    turns: int
    participants: tuple[str, ...] = ()


def add_unit_sets(act: Recording) -> None:
    """Insert the unit sets that every project has."""
    for kind, rule in UNIT_RULES.items():
        act.insert("unit_set", kind=kind, rule=rule)


def unit_set_ids(connection: Connection) -> dict[str, int]:
    """Return the key of each unit set by its kind; of brackets the set that was made last."""
    query = select(s.unit_set).order_by(s.unit_set.c.id)
    return {row.kind: row.id for row in connection.execute(query)}


def known_texts(connection: Connection) -> dict[str, str]:
    """Return the transcript name of every stored text by its SHA-256."""
    query = select(s.text_version.c.sha256, s.transcript.c.name).join_from(
        s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id
    )
    return {row.sha256: row.name for row in connection.execute(query)}


def name_of(connection: Connection, sha256: str) -> str | None:
    """Return the name of the transcript that has this text, ``None`` where none has."""
    query = (
        select(s.transcript.c.name)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.text_version.c.sha256 == sha256)
    )
    return connection.scalar(query)


def names(connection: Connection) -> set[str]:
    """Return the name of every transcript."""
    return set(connection.scalars(select(s.transcript.c.name)))


def source(connection: Connection, text: int) -> str:
    """Return a text alone: its turns and speakers take ten times as long."""
    query = select(s.text_version.c.text).where(s.text_version.c.id == text)
    return str(connection.scalars(query).one())


def answers(connection: Connection) -> dict[int, int]:
    """Return how many turns of each text are not the interviewer's."""
    query = (
        select(s.turn.c.text, func.count())
        .outerjoin_from(s.turn, s.speaker, s.turn.c.speaker == s.speaker.c.id)
        .where(func.coalesce(s.speaker.c.asks, False).is_(False))
        .group_by(s.turn.c.text)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def add_transcript(
    act: Recording,
    transcript: Transcript,
    units: Mapping[UnitKind, Sequence[tuple[int, int, int, bool]]],
    participants: Mapping[str, int],
) -> int:
    """Insert a transcript with its text, speakers, turns and units; return its text key.

    Units are rows of number, start, end and whether they are in the frame. ``participants`` maps
    a speaker's label to the key of the participant it stands for.
    """
    key = act.insert(
        "transcript",
        uuid=str(uuid.uuid4()),
        name=transcript.name,
        kind=transcript.kind,
        status=transcript.status,
    )
    text = act.insert(
        "text_version",
        transcript=key,
        sha256=transcript.sha256,
        text=transcript.text,
        created=now(),
    )
    labels = [speaker.label for speaker in transcript.speakers]
    rows = [
        {
            "transcript": key,
            "label": speaker.label,
            "participant": participants.get(speaker.label),
            "asks": speaker.asks,
        }
        for speaker in transcript.speakers
    ]
    keys = act.insert_many("speaker", rows)
    speakers: dict[str | None, int] = dict(zip(labels, keys, strict=True))
    turns = [(it.n, it.start, it.end, speakers.get(it.speaker), it.time) for it in transcript.turns]
    act.bulk_values("turn", ("n", "start", "end", "speaker", "time"), turns, text=text)
    sets = unit_set_ids(act.connection)
    for kind, members in units.items():
        names = ("n", "start", "end", "in_frame")
        act.bulk_values("unit", names, members, text=text, unit_set=sets[kind])
    return text


LISTED = ("transcript", "text_version", "turn", "speaker", "participant")
"""The tables that ``transcripts`` reads."""


def transcripts(connection: Connection) -> tuple[TranscriptInfo, ...]:
    """Return every active transcript in the order of its name."""
    turns = select(s.turn.c.text, func.count().label("turns")).group_by(s.turn.c.text).subquery()
    query = (
        select(
            s.transcript,
            s.text_version.c.id.label("text_id"),
            func.length(s.text_version.c.text).label("characters"),
            func.coalesce(turns.c.turns, 0).label("turns"),
        )
        .join_from(s.transcript, s.text_version, s.text_version.c.transcript == s.transcript.c.id)
        .outerjoin(turns, turns.c.text == s.text_version.c.id)
        .where(s.transcript.c.status == "active")
        .order_by(s.transcript.c.name)
    )
    people = _participants_by_transcript(connection)
    return tuple(
        TranscriptInfo(
            id=row.id,
            text_id=row.text_id,
            name=row.name,
            kind=row.kind,
            characters=row.characters,
            turns=row.turns,
            participants=people.get(row.id, ()),
        )
        for row in connection.execute(query)
    )


def _participants_by_transcript(connection: Connection) -> dict[int, tuple[str, ...]]:
    query = (
        select(s.speaker.c.transcript, s.participant.c.pseudonym)
        .join_from(s.speaker, s.participant, s.speaker.c.participant == s.participant.c.id)
        .order_by(s.speaker.c.id)
    )
    people: dict[int, list[str]] = {}
    for row in connection.execute(query):
        names = people.setdefault(row.transcript, [])
        if row.pseudonym not in names:
            names.append(row.pseudonym)
    return {key: tuple(names) for key, names in people.items()}


def transcript(connection: Connection, text: int) -> Transcript | None:
    """Return the transcript whose current text has this key."""
    query = (
        select(s.transcript, s.text_version.c.text, s.text_version.c.sha256)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.text_version.c.id == text)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Transcript(
        name=row.name,
        text=row.text,
        sha256=row.sha256,
        turns=turns(connection, text),
        speakers=speakers(connection, row.id),
        kind=row.kind,
        status=row.status,
        id=row.id,
        text_id=text,
    )


def speakers(connection: Connection, transcript_id: int) -> tuple[Speaker, ...]:
    """Return the speakers of a transcript in order of first appearance."""
    query = (
        select(s.speaker, s.participant.c.pseudonym)
        .outerjoin_from(s.speaker, s.participant, s.speaker.c.participant == s.participant.c.id)
        .where(s.speaker.c.transcript == transcript_id)
        .order_by(s.speaker.c.id)
    )
    return tuple(
        Speaker(label=row.label, asks=row.asks, participant=row.pseudonym, id=row.id)
        for row in connection.execute(query)
    )


def turns(connection: Connection, text: int) -> tuple[Turn, ...]:
    """Return the turns of a text in order."""
    turn, speaker = s.turn.c, s.speaker.c
    asks = func.coalesce(speaker.asks, False)
    query = (
        # in the order of the fields: to name the columns of so many rows takes half as long again
        select(turn.n, turn.start, turn.end, speaker.label, turn.time, asks, turn.id)
        .outerjoin_from(s.turn, s.speaker, turn.speaker == speaker.id)
        .where(turn.text == text)
        .order_by(turn.n)
    )
    return tuple(Turn(*row) for row in connection.execute(query))


def units(connection: Connection, text: int, kind: UnitKind) -> tuple[Unit, ...]:
    """Return the units of one kind of a text in order; brackets are those of the set in force."""
    unit, of_kind = s.unit.c, s.unit_set.c.kind == kind
    if kind == brackets.KIND:
        of_kind = unit.unit_set == brackets.in_force(connection, text)
    query = (
        select(s.unit_set.c.kind, unit.n, unit.start, unit.end, unit.in_frame, unit.text, unit.id)
        .join_from(s.unit, s.unit_set, unit.unit_set == s.unit_set.c.id)
        .where(unit.text == text, of_kind)
        .order_by(unit.n)
    )
    return tuple(Unit(*row) for row in connection.execute(query))


def participants(connection: Connection) -> tuple[Participant, ...]:
    """Return every participant in the order in which they speak, the silent ones last."""
    first = (
        select(s.speaker.c.participant, func.min(s.speaker.c.id).label("first"))
        .group_by(s.speaker.c.participant)
        .subquery()
    )
    query = (
        select(s.participant)
        .outerjoin_from(s.participant, first, first.c.participant == s.participant.c.id)
        .order_by(first.c.first.is_(None), first.c.first, s.participant.c.id)
    )
    return tuple(to_participant(row) for row in connection.execute(query))


def to_participant(row: Row[Any]) -> Participant:
    """Return the participant that a row of the table holds."""
    return Participant(
        pseudonym=row.pseudonym,
        role=row.role,
        letter=row.letter,
        group=row.group,
        attributes=row.attributes,
        consent=row.consent,
        id=row.id,
    )


def participant_ids(connection: Connection) -> dict[str, int]:
    """Return the key of each participant by pseudonym."""
    columns = select(s.participant.c.pseudonym, s.participant.c.id)
    return {row.pseudonym: row.id for row in connection.execute(columns)}


def participant_id(connection: Connection, pseudonym: str) -> int | None:
    """Return the key of the participant with this pseudonym, ``None`` where there is none."""
    query = select(s.participant.c.id).where(s.participant.c.pseudonym == pseudonym)
    found: int | None = connection.scalar(query)
    return found


def put_participant(act: Recording, person: Participant) -> int:
    """Insert a participant, or change the one with this pseudonym; return the key."""
    values = {
        "role": person.role,
        "letter": person.letter,
        "group": person.group,
        "attributes": dict(person.attributes),
        "consent": dict(person.consent),
    }
    known = participant_id(act.connection, person.pseudonym)
    if known is None:
        return act.insert("participant", pseudonym=person.pseudonym, **values)
    act.update("participant", known, **values)
    return known


def drop_unused_participants(act: Recording, names: Iterable[str]) -> None:
    """Delete those of the named participants that no speaker stands for any more."""
    used = set(act.connection.scalars(select(s.speaker.c.participant).distinct()))
    for name, key in participant_ids(act.connection).items():
        if name in names and key not in used:
            act.delete("participant", key)
