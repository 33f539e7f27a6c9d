"""How far everybody is: turns read, codings, when last; of blind work only what was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.project.lookup import Part
from qualcode.project.reporting import events
from qualcode.store import progress, texts, work
from qualcode.study.access import sight
from qualcode.study.read_whole import turns_read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.model import Coder, Round, Source
    from qualcode.project.reporting.events import Day
    from qualcode.store import Connection
    from qualcode.store.progress import Places
    from qualcode.study import Study

SPOKEN = ("turn", "speaker")
"""The tables that say which turns are not the interviewer's."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a coder is with a transcript, in turns of the interviewed side.

    ``codings`` and ``last`` (ISO 8601 in UTC) are ``None`` where they are not for the viewer to
    know; ``last`` also where nothing was done yet.
    """

    transcript: str
    text_id: int
    coder: str
    turns: int
    read: int
    codings: int | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Total:
    """How far a coder is with the whole study: ``done`` are transcripts read to the end."""

    coder: str
    transcripts: int
    begun: int
    done: int
    turns: int
    read: int
    codings: int | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Blind:
    """How many blind turns there are, and how many the coder has read."""

    turns: int
    read: int


@dataclass(frozen=True, slots=True)
class Worked:
    """A round and the people who coded or read in it."""

    round: Round
    coders: tuple[str, ...]


class Progress(Part):
    """How far the coders are, and what happened in the study."""

    def of(self, viewer: str, round: str | None = None) -> tuple[Stand, ...]:
        """Return how far every coder is with every transcript, in the order of both.

        A turn is read where readings cover every sentence of it, under any version of the
        codebook. Without a round all count but those of training and of other people's coding
        again. Of what others do in an open independent round only the turns read are told.
        """
        with self.looking() as (connection, study):
            return self._stands(connection, study, viewer, round)

    def _stands(
        self, connection: Connection, study: Study, viewer: str, name: str | None
    ) -> tuple[Stand, ...]:
        people = [coder for coder in study.coders if coder.kind == "person"]
        seen = sight(study, viewer)
        counted = _counted(study, viewer, name)
        own, hidden = frozenset(counted & seen.own), counted - seen.shared
        turns = self.stepped(connection, "answers", SPOKEN, texts.answers)
        done = self.stepped(
            connection,
            ("turns read", seen.coder, own, frozenset(counted)),
            (*SPOKEN, "reading", "unit", "unit_set"),
            lambda it: _read(it, seen.coder, own, counted, texts.answers(it)),
        )
        codings = {
            (it.coder, it.text): it
            for it in progress.coded(connection, seen.coder, own, counted & seen.shared)
        }
        return tuple(
            _stand(
                *(info, person, turns.get(key, 0), done, codings),
                hide=bool(hidden) and person.id != seen.coder,
            )
            for key, info in study.sources.items()
            for person in people
        )

    def totals(self, viewer: str, round: str | None = None) -> tuple[Total, ...]:
        """Return how far every coder is with the whole study, in the order in which they came."""
        return summed(self.of(viewer, round))

    def rounds(self, viewer: str) -> tuple[Worked, ...]:
        """Return the rounds that are not hidden from the viewer, oldest first, and who worked."""
        listed = self.project.rounds.list(viewer or None)
        with self.looking() as (connection, study):
            names = [it.name for it in study.coders if it.kind == "person"]
            pairs = work.who_worked(connection)
        return tuple(
            Worked(it, tuple(name for name in names if (name, it.name) in pairs)) for it in listed
        )

    def blind(self, viewer: str) -> Blind:
        """Return how much of the blind sample a coder has read; without a sample there is none."""
        with self.looking() as (connection, study):
            turns = progress.blind_turns(connection)
            if not turns:
                return Blind(0, 0)
            person = _person(study, viewer)
            rounds = [found.id for found in study.rounds]
            spans = progress.read_spans(connection, person, rounds, (), list(turns))
            done = _turns_read(connection, turns, spans)
            return Blind(sum(map(len, turns.values())), sum(done.values()))

    def verified(self, coder: str) -> int:
        """Return how many suggestions a coder took, changed or turned down."""
        with self.looking() as (connection, study):
            return progress.decided(connection, _person(study, coder))

    def begun(self) -> bool:
        """Return whether anybody has coded anything, whoever may see it."""
        with self.store.reading() as connection:
            return bool(work.who_coded(connection))

    def asked(self, coder: str) -> bool:
        """Return whether suggestions were made that this coder may verify."""
        with self.looking() as (_, study):
            return study.newest_run(_person(study, coder)) is not None

    def happened(self, viewer: str, most: int = events.MOST) -> tuple[Day, ...]:
        """Return what was done, by day, person and kind, the newest day first.

        The last ``most`` days are told, back from the newest event. What others do in an open
        independent round is told as work, without a number.
        """
        with self.look() as look:
            return events.days(look, viewer, most)


def summed(stands: Iterable[Stand]) -> tuple[Total, ...]:
    """Return the totals of every coder."""
    of: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        of[stand.coder].append(stand)
    return tuple(
        Total(
            coder=coder,
            transcripts=len(rows),
            begun=sum(it.read > 0 or bool(it.codings) for it in rows),
            done=sum(it.read == it.turns for it in rows if it.turns),
            turns=sum(it.turns for it in rows),
            read=sum(it.read for it in rows),
            codings=_sum([it.codings for it in rows]),
            last=max((it.last for it in rows if it.last), default=None),
        )
        for coder, rows in of.items()
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _stand(
    info: Source,
    person: Coder,
    turns: int,
    done: dict[tuple[int, int], tuple[int, str]],
    codings: dict[tuple[int, int], progress.Coded],
    *,
    hide: bool,
) -> Stand:
    key = (person.id, info.text)
    read, last = done.get(key, (0, ""))
    coded = codings.get(key)
    if coded is not None:
        last = max(last, coded.last)
    return Stand(
        transcript=info.name,
        text_id=info.text,
        coder=person.name,
        turns=turns,
        read=read,
        codings=None if hide else coded.codings if coded else 0,
        last=None if hide else last or None,
    )


def _counted(study: Study, viewer: str, name: str | None) -> set[int]:
    """Return the rounds whose work counts."""
    if name is not None:
        return {study.round(name).id}
    return {it.id for it in study.rounds if not _aside(it, viewer)}


def _aside(found: Round, viewer: str) -> bool:
    again = found.recodes and (found.coder != viewer or found.status == "closed")
    return found.kind == "training" or found.settles or again


def _read(
    connection: Connection,
    viewer: int,
    own: Collection[int],
    others: Collection[int],
    turns: dict[int, int],
) -> dict[tuple[int, int], tuple[int, str]]:
    """Return by coder and text how many turns were read, and when last."""
    rows = progress.read(connection, viewer, own, others)
    done: dict[tuple[int, int], tuple[int, str]] = {}
    mixed: set[tuple[int, int]] = set()
    for row in rows:
        key = (row.coder, row.text)
        whole, last = done.get(key, (0, ""))
        done[key] = (row.units if row.kind == "turn" else whole, max(last, row.last))
        if row.kind != "turn":
            mixed.add(key)
    mixed = {key for key in mixed if done[key][0] < turns.get(key[1], 0)}
    if mixed:
        among = sorted({text for _, text in mixed})
        spans = progress.read_spans(connection, viewer, own, others, among)
        places = progress.frames(connection, "turn", among)
        for key, count in _turns_read(connection, places, spans).items():
            if key in mixed:
                done[key] = (count, done[key][1])
    return done


def _turns_read(
    connection: Connection, turns: dict[int, Places], read: dict[tuple[int, int], Places]
) -> dict[tuple[int, int], int]:
    """Return by coder and text how many of the given turns readings cover, by whole sentences."""
    sentences = progress.frames(connection, "sentence", list(turns))
    return {
        key: turns_read(turns[key[1]], sentences.get(key[1]), found) for key, found in read.items()
    }


def _person(study: Study, name: str) -> int:
    return next((it.id for it in study.coders if it.name == name), 0)
