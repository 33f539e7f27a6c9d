"""What is known of a participant: cleaned as a file gives it back, and filled from another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.study.names import written

if TYPE_CHECKING:
    from qualcode.model import Participant


def clean(person: Participant) -> Participant:
    """Return what is known of a participant as a table gives it back; what is empty goes."""
    told = {written(name): written(value) for name, value in person.attributes.items()}
    return replace(
        person,
        role=written(person.role),
        letter=written(person.letter),
        group=written(person.group),
        attributes={name: value for name, value in told.items() if value},
    )


def filled(kept: Participant, other: Participant) -> Participant:
    """Return a participant with what is empty taken from another who is the same person."""
    return replace(
        kept,
        role=kept.role or other.role,
        letter=kept.letter or other.letter,
        group=kept.group or other.group,
        attributes={**other.attributes, **kept.attributes},
        consent={**other.consent, **kept.consent},
    )
