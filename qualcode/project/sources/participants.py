"""Take a table of participants: what it does not mention stays, and what changes is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualcode.analysis import attributes
from qualcode.errors import InputError
from qualcode.gathering.coding_lines import found_text
from qualcode.ingest import people_columns as columns
from qualcode.ingest.line_places import at
from qualcode.ingest.people_table import bare, differences, kept_as, placed, untouched
from qualcode.model import Participant
from qualcode.project.sources import people
from qualcode.store import speakers, texts
from qualcode.study.people_changes import (
    Assigned,
    Clash,
    PeopleReport,
    PersonChange,
    Unread,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.ingest.lines import Line
    from qualcode.project.lookup import Whole
    from qualcode.store import Act
    from qualcode.store.speakers import SpeakerInfo


class _OnlyLooked(Exception):  # noqa: N818 - no error: it takes a look back
    """A dry run ends, and all that it did is taken back."""


@dataclass(slots=True)
class _Import:
    """An import under way: its lines against the study as it was before."""

    act: Act
    clear_empty: bool
    fresh: Collection[str] | None
    before: dict[str, Participant] = field(default_factory=dict)
    pointed: dict[int, SpeakerInfo] = field(default_factory=dict)
    described: set[str] = field(default_factory=set)
    left: dict[str, None] = field(default_factory=dict)
    silent: dict[str, None] = field(default_factory=dict)
    unread: dict[Unread, None] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    clashes: dict[Clash, None] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        pseudonym = line["pseudonym"].strip()
        if not pseudonym:
            raise InputError("people.no_pseudonym")
        spoken = self._spoken(line)
        known = speakers.participant(self.act.connection, pseudonym)
        described = self._described(line, known or Participant(pseudonym))
        if spoken is not None and self._stays(spoken):
            if spoken.participant != pseudonym or described != known:
                self.left[pseudonym] = None
            return
        key = self._put(line, known, described)
        if spoken is None:
            self.silent[pseudonym] = None
            return
        self.pointed.setdefault(spoken.id, spoken)
        self._say(f"{spoken.transcript}, {spoken.label}", "pseudonym", pseudonym)
        people.point(self.act, spoken, key)

    def _spoken(self, line: Line) -> SpeakerInfo | None:
        """Return the speaker that a line names, ``None`` where it names no transcript."""
        if placed(line):
            where = self.act.connection, self.act.study
            return people.speaker_named(*where, line["transcript"], line["speaker"])
        if line["speaker"].strip():
            raise InputError("people_table.no_transcript", speaker=line["speaker"])
        return None

    def _put(self, line: Line, known: Participant | None, described: Participant) -> int:
        """Write what a line says of a participant, and return the key."""
        pseudonym = described.pseudonym
        if self.fresh is None or known is None or pseudonym in self.described or bare(known):
            self.described.add(pseudonym)
            self._doubt(line, pseudonym)
            for name, value in line.values.items():
                if name not in columns.WHO:
                    self._say(pseudonym, name, value.strip())
            return texts.put_participant(self.act, described)
        if described != known:
            self.left[pseudonym] = None
        return known.id

    def _say(self, about: str, column: str, value: str) -> None:
        """Note what a line says, and where an earlier one said something else."""
        if not value:
            return
        before = self.said.setdefault((about, column), value)
        if before != value:
            self.clashes[Clash(about, column, before, value)] = None
            self.said[about, column] = value

    def _stays(self, spoken: SpeakerInfo) -> bool:
        """Return whether a folder that came again leaves a speaker as a person described them."""
        if self.fresh is None or spoken.transcript in self.fresh or spoken.id in self.pointed:
            return False
        known = self.before.get(spoken.participant or "")
        return known is None or not untouched(known, spoken)

    def _described(self, line: Line, person: Participant) -> Participant:
        """Return a participant with what the line says; what it does not mention stays."""
        said = {
            name: value.strip()
            for name, value in line.values.items()
            if name not in columns.WHO and (value.strip() or self.clear_empty)
        }
        own: dict[str, Any] = {name: said.pop(name) for name in columns.FIELDS if name in said}
        kept, consent = dict(person.attributes), dict(person.consent)
        here = {columns.attribute_in(name) for name in line.values}
        for name, value in said.items():
            about, purpose = columns.attribute_in(name), columns.consent_in(name)
            if about is not None:
                own_name = kept_as(about, kept, here)
                here.add(own_name)
                kept[own_name] = value
            elif purpose is not None:
                consent.pop(purpose, None)
                consent |= {purpose: columns.consents(value)} if value else {}
        kept = {name: value for name, value in kept.items() if value}
        return replace(person, attributes=kept, consent=consent, **own)

    def _doubt(self, line: Line, pseudonym: str) -> None:
        for name, value in line.values.items():
            about = attributes.noun(columns.attribute_in(name) or "")
            if value.strip() and not attributes.readable(about, value.strip()):
                self.unread[Unread(pseudonym, name, value.strip())] = None


def import_participants(
    project: Whole,
    lines: Sequence[Line],
    *,
    clear_empty: bool = False,
    dry_run: bool = False,
    fresh: Collection[str] | None = None,
) -> PeopleReport:
    """Take the lines of a participants table, all or none.

    A column that is absent changes nothing, nor does an empty cell, except that with
    ``clear_empty`` it empties. ``fresh`` names the transcripts that just came in with the table's
    folder: of all others who was described already stays as they are.
    """
    report = PeopleReport()
    try:
        with project.store.acting("participant.import") as act:
            before = {it.pseudonym: it for it in texts.participants(act.connection)}
            taken = _Import(act, clear_empty, fresh, before)
            # who speaks nowhere comes last: somebody's label may stand for them until then
            for line in sorted(lines, key=placed, reverse=True):
                at(line, lambda it, taken: taken.take(it), taken)
            report = _report(taken, lines, dry_run=dry_run)
            _look_only(dry_run=dry_run)
    except _OnlyLooked:
        return report
    return replace(report, event=act.event)


def changes(
    project: Whole, lines: Sequence[Line], *, clear_empty: bool = False
) -> PeopleReport | None:
    """Return what a table would change, ``None`` where it names a transcript not stored yet."""
    with project.store.reading() as connection:
        study = project.store.study(connection)
    named = {line["transcript"] for line in lines if placed(line)}
    if any(found_text(study, name) is None for name in named):
        return None
    return import_participants(project, lines, clear_empty=clear_empty, dry_run=True)


def _look_only(*, dry_run: bool) -> None:
    if dry_run:
        raise _OnlyLooked


def _report(taken: _Import, lines: Sequence[Line], *, dry_run: bool) -> PeopleReport:
    after = {it.pseudonym: it for it in texts.participants(taken.act.connection)}
    names = dict.fromkeys(line["pseudonym"].strip() for line in lines)
    changes = []
    for name in names:
        if name in after:
            old = taken.before.get(name)
            fields = differences(old or Participant(name), after[name])
            if fields or old is None:
                changes.append(PersonChange(name, old is None, fields))
    now = {it.id: it.participant for it in speakers.speakers(taken.act.connection)}
    assigned = tuple(
        Assigned(it.transcript, it.label, it.participant, now[it.id] or "")
        for it in taken.pointed.values()
        if it.participant != now[it.id]
    )
    return PeopleReport(
        participants=len(names),
        changes=tuple(changes),
        assigned=assigned,
        left=tuple(taken.left),
        silent=tuple(it for it in taken.silent if it not in now.values()),
        unread=tuple(taken.unread),
        clashes=tuple(taken.clashes),
        dry_run=dry_run,
    )
