"""A table of participants against what is known: what differs, what a name is kept as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import turns as grammar
from qualcode.analysis import attributes
from qualcode.ingest import people_columns as columns
from qualcode.study.people_changes import (
    FieldChange,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.ingest.lines import Line
    from qualcode.model import Participant
    from qualcode.store.speakers import SpeakerInfo


def differences(old: Participant, new: Participant) -> tuple[FieldChange, ...]:
    """Return the fields in which a participant differs from before."""
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in columns.FIELDS]
    pairs += [
        (name, old.attributes.get(name, ""), new.attributes.get(name, ""))
        for name in dict.fromkeys([*old.attributes, *new.attributes])
    ]
    consent_in = columns.consent_cell
    pairs += [
        (columns.consent_column(name), consent_in(old, name), consent_in(new, name))
        for name in dict.fromkeys([*old.consent, *new.consent])
    ]
    return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])


def placed(line: Line) -> bool:
    """Return whether a line names a transcript."""
    return bool(line["transcript"].strip())


def kept_as(name: str, kept: dict[str, str], here: Collection[str | None]) -> str:
    """Return under which name an attribute is kept already: month and 月份 are one.

    Where the table itself tells them apart, each is kept under its own: ``here`` are the names
    that it has.
    """
    about = attributes.noun(name)
    if name in kept or about is None:
        return name
    alike = (it for it in kept if it not in here and attributes.noun(it) == about)
    return next(alike, name)


def bare(person: Participant) -> bool:
    """Return whether nothing is known of a participant but what a label says."""
    return not (person.group or person.attributes)


def untouched(person: Participant, spoken: SpeakerInfo) -> bool:
    """Return whether a participant is as the speaker's label made them."""
    role, letter = grammar.role_and_letter(spoken.label)
    if grammar.anonymous(spoken.label):
        alone = spoken.transcript.strip()
        made = ("", "", {alone, f"{spoken.transcript}·{spoken.label}".strip()})
    else:
        made = (role, letter, {f"{role} {letter}" if letter else role})
    return bare(person) and (person.role, person.letter) == made[:2] and person.pseudonym in made[2]
