"""Who the speakers are: the participants of a study, and who asks the questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qualcode import turns as grammar
from qualcode.errors import Clause, InputError, RuleError
from qualcode.frequency.strata import strata
from qualcode.gathering import blind_sample
from qualcode.gathering.coding_lines import text_of
from qualcode.model import Participant
from qualcode.project.lookup import Part
from qualcode.store import brackets, speakers, texts
from qualcode.study.names import new_name, written
from qualcode.study.people import clean, filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model import Transcript
    from qualcode.project.lookup import Whole
    from qualcode.store import Act, Connection, Look
    from qualcode.store.speakers import SpeakerInfo
    from qualcode.study import Study

Fixed = Literal["closed", "sample", "brackets"]
"""Why it can no longer be changed who asks: what was counted or drawn stands on it."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What is said anew of one speaker, ``None`` where it stays as it is.

    ``pseudonym`` names the participant, ``""`` nobody; a new name renames a participant whom no
    other speaker stands for. ``attributes`` are those that change; an empty value takes one away.
    """

    speaker: int
    asks: bool | None = None
    pseudonym: str | None = None
    role: str | None = None
    letter: str | None = None
    group: str | None = None
    attributes: Mapping[str, str] | None = None


class People(Part):
    """The speakers of the transcripts and the participants that they are."""

    def speakers(self, transcript: str | None = None) -> tuple[SpeakerInfo, ...]:
        """Return every speaker with how often they speak and their first words, without texts."""
        with self.looking() as (connection, study):
            text = study.text(transcript) if transcript else None
            return self.stepped(
                *(connection, ("speakers", text), texts.LISTED),
                lambda it: speakers.speakers(it, text),
            )

    def one_sided(self) -> int:
        """Return in how many transcripts with named speakers nobody asks, or everybody does."""
        with self.store.reading() as connection:
            return speakers.one_sided(connection)

    def fixed(self, transcript: str) -> Fixed | None:
        """Return why nobody can say any more who asks in a transcript, ``None`` where one can.

        ``closed``: a closed round holds work on it; ``sample``: blind turns were drawn from it or
        suggestions were asked for; ``brackets``: somebody cut it by hand.
        """
        with self.look() as look:
            return _fixed(look, look.study.text(transcript))

    def mend(self, mendings: Sequence[Mending]) -> int:
        """Say anew who speakers are and who asks, all or nothing; return how many have changed.

        Whoever asks is no participant; who answers is given one, named after the label.

        Raises:
            RuleError: who asks can no longer be changed in a transcript; see ``fixed``.
        """
        with self.store.acting("participant.edit") as act:
            known = {it.id: it for it in speakers.speakers(act.connection)}
            for mending in mendings:
                found = known.get(mending.speaker)
                if found is None:
                    raise InputError("person.speaker_gone")
                _mend(act, found, mending)
        return len(mendings)

    def asks(self, transcript: str, label: str, *, asks: bool) -> None:
        """Say whether a label of a transcript is on the interviewer's side.

        The turns of whoever asks are not counted in any table; codings and readings stay.

        Raises:
            RuleError: what was counted or drawn stands on it; see ``fixed``.
        """
        with self.store.acting("speaker.asks") as act:
            found = speaker_named(act.connection, act.study, transcript, label)
            _say_asks(act, found, asks=asks)

    def join(self, keep: str, others: Sequence[str]) -> None:
        """Say that participants are one person: all that ``others`` said is said by ``keep``.

        What is known of ``keep`` stays; where it is empty, it is filled from the others.
        """
        with self.store.acting("participant.join") as act:
            kept = _named(act.connection, keep)
            gone = [name for name in dict.fromkeys(others) if name != keep]
            for name in gone:
                kept = filled(kept, _named(act.connection, name))
            texts.put_participant(act, kept)
            for found in speakers.speakers(act.connection):
                if found.participant in gone:
                    act.update("speaker", found.id, participant=kept.id)
            texts.drop_unused_participants(act, gone)


def assign(project: Whole, transcript: str, speaker: str, pseudonym: str) -> None:
    """Say which participant a speaker's label of a transcript stands for."""
    pseudonym = written(pseudonym)
    with project.store.acting("participant.assign") as act:
        known = texts.participant_id(act.connection, pseudonym)
        if known is None:
            refuse_alike(act.connection, pseudonym)
            known = texts.put_participant(act, Participant(pseudonym=pseudonym))
        point(act, speaker_named(act.connection, act.study, transcript, speaker), known)


def of_transcript(act: Act, transcript: Transcript) -> dict[str, int]:
    """Return the participant of each answering speaker, made from the label where it is new."""
    answering = [speaker.label for speaker in transcript.speakers if not speaker.asks]
    nameless = Counter(grammar.anonymous(label) for label in answering)[True]
    return {label: _person(act, label, transcript.name, alone=nameless == 1) for label in answering}


def _person(act: Act, label: str, transcript: str, *, alone: bool) -> int:
    """Put the participant that a label names: 受访者 is another person in every transcript."""
    role, letter = grammar.role_and_letter(label)
    if grammar.anonymous(label):
        name = (transcript if alone else f"{transcript}·{label}").strip()
        person = Participant(pseudonym=name)
    else:
        name = f"{role} {letter}" if letter else role
        person = Participant(pseudonym=name, role=role, letter=letter)
    known = texts.participant_id(act.connection, name)
    return known if known is not None else texts.put_participant(act, person)


def put(act: Act, person: Participant) -> None:
    """Add a participant, or change the one with this pseudonym."""
    if not person.pseudonym.strip():
        raise InputError("person.pseudonym")
    name = written(person.pseudonym)  # refused before it is looked for
    if texts.participant_id(act.connection, person.pseudonym) is None:
        person = replace(person, pseudonym=name)
        refuse_alike(act.connection, person.pseudonym)
    texts.put_participant(act, clean(person))


def refuse_alike(connection: Connection, pseudonym: str) -> None:
    """Raise ``InputError`` where a new pseudonym is too long or looks like another."""
    new_name(pseudonym, (it.pseudonym for it in texts.participants(connection)))


def _mend(act: Act, found: SpeakerInfo, mending: Mending) -> None:
    if mending.asks is not None and mending.asks != found.asks:
        _say_asks(act, found, asks=mending.asks)
        if mending.asks:
            return
        found = replace(found, asks=False, participant=_stands_for(act.connection, found))
    if found.asks:
        return
    name = found.participant
    if mending.pseudonym is not None and mending.pseudonym.strip() != (name or ""):
        name = _rename(act, found, mending.pseudonym.strip())
    if name:
        _describe(act, name, mending)


def _say_asks(act: Act, found: SpeakerInfo, *, asks: bool) -> None:
    if found.asks == asks:
        return
    why = _fixed(act.look, found.text_id)
    if why is not None:
        raise _held(why, found.transcript)
    speakers.say_asks(act, found.id, found.text_id, asks=asks)
    if asks:
        act.update("speaker", found.id, participant=None)
        texts.drop_unused_participants(act, {found.participant or ""})
    else:
        others = speakers.speakers(act.connection, found.text_id)
        nameless = [it for it in others if not it.asks and grammar.anonymous(it.label)]
        person = _person(act, found.label, found.transcript, alone=len(nameless) == 1)
        act.update("speaker", found.id, participant=person)


def _rename(act: Act, found: SpeakerInfo, pseudonym: str) -> str | None:
    """Let a speaker stand for another participant, or give theirs another name."""
    old = found.participant
    if pseudonym:
        refuse_alike(act.connection, pseudonym)
    known = texts.participant_id(act.connection, pseudonym) if pseudonym else None
    key = texts.participant_id(act.connection, old) if old else None
    if known is None and pseudonym and key and speakers.standing_for(act.connection, key) == 1:
        act.update("participant", key, pseudonym=pseudonym)
        return pseudonym
    if known is None and pseudonym:
        known = texts.put_participant(act, _like(act.connection, old, pseudonym))
    act.update("speaker", found.id, participant=known)
    texts.drop_unused_participants(act, {old or ""})
    return pseudonym or None


def _describe(act: Act, name: str, mending: Mending) -> None:
    said = {
        field: value
        for field in ("role", "letter", "group")
        if (value := getattr(mending, field)) is not None
    }
    if not said and not mending.attributes:
        return
    person = _named(act.connection, name)
    attributes = {**person.attributes, **(mending.attributes or {})}
    texts.put_participant(act, clean(replace(person, attributes=attributes, **said)))


def _like(connection: Connection, old: str | None, pseudonym: str) -> Participant:
    """Return a new participant in the role of the one that the speaker stood for so far."""
    if old is None:
        return Participant(pseudonym)
    was = _named(connection, old)
    return Participant(pseudonym, role=was.role, letter=was.letter, group=was.group)


def _named(connection: Connection, name: str) -> Participant:
    found = speakers.participant(connection, name)
    if found is None:
        raise InputError("person.unknown", name=name)
    return found


def _stands_for(connection: Connection, found: SpeakerInfo) -> str | None:
    of_text = speakers.speakers(connection, found.text_id)
    return next(it.participant for it in of_text if it.id == found.id)


def _fixed(look: Look, text: int) -> Fixed | None:
    connection = look.connection
    if speakers.in_closed_round(connection, text):
        return "closed"
    facts = blind_sample.facts(look)
    drawn = {each for stratum in strata(facts) for each in stratum.texts}
    if text in drawn | blind_sample.covered(connection, facts):
        return "sample"
    return None if brackets.in_force(connection, text) is None else "brackets"


def _held(why: Fixed, transcript: str) -> RuleError:
    """Return why it cannot be said anew who asks in a transcript."""
    if why == "closed":
        return RuleError("asks_fixed.closed", transcript=transcript)
    if why == "sample":
        return RuleError("asks_fixed.sample", transcript=transcript)
    return RuleError("asks_fixed.brackets", transcript=transcript)


def point(act: Act, speaker: SpeakerInfo, participant: int) -> None:
    """Let a speaker stand for a participant; whom nobody stands for any more is dropped."""
    act.update("speaker", speaker.id, participant=participant)
    if speaker.participant:
        texts.drop_unused_participants(act, {speaker.participant})


def speaker_named(connection: Connection, study: Study, transcript: str, label: str) -> SpeakerInfo:
    """Return the speaker with a label; without one, the only one who answers.

    Both may have space around them that is not theirs.
    """
    found = speakers.speakers(connection, text_of(study, transcript))
    named = label if any(it.label == label for it in found) else label.strip()
    chosen = [it for it in found if (it.label == named if named else not it.asks)]
    if len(chosen) != 1:
        labels = tuple(it.label for it in found) or Clause("error.word.no_labels")
        raise InputError("person.label", transcript=transcript.strip(), labels=labels, named=named)
    return chosen[0]
