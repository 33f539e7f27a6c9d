"""What a table of participants changes: people, their fields, and who speaks for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a participant before and after an import; ``""`` is empty."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What an import changes of one participant; ``new`` where they were not in the study."""

    pseudonym: str
    new: bool
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A speaker who stands for another participant from now on; ``None`` was nobody."""

    transcript: str
    label: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A date or a length of the table that cannot be read for certain; it is kept as typed."""

    pseudonym: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lines of a table that say different things of a participant, or of one speaker.

    ``about`` is the participant, or the transcript and the speaker's label; the later line holds.
    """

    about: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """What a table of participants did, or with ``dry_run`` would do.

    ``participants`` counts who is named in it. ``left`` are those whom a folder ingested again
    left as they are, though its table says otherwise. ``event`` takes the import back with
    ``Project.undo_event``; it is ``None`` where nothing was changed. ``silent`` are those of a
    line without a transcript who speak in none.
    """

    participants: int = 0
    changes: tuple[PersonChange, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    left: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    clashes: tuple[Clash, ...] = ()
    event: int | None = None
    dry_run: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain values for programs."""
        return {
            "participants": self.participants,
            "changes": [
                {
                    "pseudonym": change.pseudonym,
                    "new": change.new,
                    "fields": {it.name: [it.before, it.after] for it in change.fields},
                }
                for change in self.changes
            ],
            "assigned": [
                {name: getattr(it, name) for name in ("transcript", "label", "before", "after")}
                for it in self.assigned
            ],
            "left": list(self.left),
            "silent": list(self.silent),
            "unread": [
                {"pseudonym": it.pseudonym, "column": it.column, "value": it.value}
                for it in self.unread
            ],
            "clashes": [
                {name: getattr(it, name) for name in ("about", "column", "before", "after")}
                for it in self.clashes
            ],
            "event": self.event,
            "dry_run": self.dry_run,
        }
