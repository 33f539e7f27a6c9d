"""Who the speakers are: the participants table of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model import Participant
from qualcode.project.part import text_named
from qualcode.store import texts

if TYPE_CHECKING:
    from qualcode.model import Speaker
    from qualcode.project import Project
    from qualcode.project.exchange import Line
    from qualcode.store import Act, Connection

REQUIRED = ("transcript", "pseudonym")
OWN_COLUMNS = frozenset({*REQUIRED, "speaker", "role", "letter", "group"})


def import_participants(project: Project, lines: list[Line]) -> int:
    """Take the lines of a participants table, all or none; return how many people they name."""
    with project.store.acting("participant.import") as act:
        for line in lines:
            try:
                _put(act, line)
            except InputError as error:
                raise InputError(f"{line.place}: {error}") from error
    return len({line["pseudonym"].strip() for line in lines})


def assign(project: Project, transcript: str, speaker: str, pseudonym: str) -> None:
    """Say which participant a speaker's label of a transcript stands for."""
    with project.store.acting("participant.assign") as act:
        known = texts.participant_id(act.connection, pseudonym)
        if known is None:
            known = texts.put_participant(act, Participant(pseudonym=pseudonym))
        _point(act, transcript, speaker, known)


def _put(act: Act, line: Line) -> None:
    pseudonym = line["pseudonym"].strip()
    if not pseudonym:
        raise InputError("a participant must have a pseudonym, but it is empty; give one.")
    known = {p.pseudonym: p.consent for p in texts.participants(act.connection)}
    person = Participant(
        pseudonym=pseudonym,
        role=line["role"].strip(),
        letter=line["letter"].strip(),
        group=line["group"].strip(),
        attributes={
            name: value.strip()
            for name, value in line.values.items()
            if name not in OWN_COLUMNS and value.strip()
        },
        consent=known.get(pseudonym, {}),
    )
    key = texts.put_participant(act, person)
    _point(act, line["transcript"].strip(), line["speaker"].strip(), key)


def _point(act: Act, transcript: str, label: str, participant: int) -> None:
    speaker = _speaker(act.connection, transcript, label)
    act.update("speaker", speaker.id, participant=participant)
    if speaker.participant:
        texts.drop_unused_participants(act, {speaker.participant})


def _speaker(connection: Connection, transcript: str, label: str) -> Speaker:
    found = texts.transcript(connection, text_named(connection, transcript))
    assert found is not None
    answering = [speaker for speaker in found.speakers if not speaker.asks]
    chosen = [s for s in found.speakers if s.label == label] if label else answering
    if len(chosen) != 1:
        labels = ", ".join(s.label for s in found.speakers) or "no labels"
        raise InputError(
            f"speaker must be one label of {transcript} ({labels}), but it is {label!r}; "
            "correct it."
        )
    return chosen[0]
