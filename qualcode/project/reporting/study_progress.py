"""How far everybody is: turns read, codings, when last; of blind work only what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gathering import events
from qualcode.gathering.study_progress import (
    SPOKEN,
    BlindProgress,
    StudyTotal,
    TranscriptProgress,
    WorkedRound,
    key_of,
    progress_of,
    read_of,
    rounds_counted,
    summed,
    turns_read_of,
)
from qualcode.project.lookup import Part
from qualcode.store import Look, texts, work
from qualcode.store.across import progress
from qualcode.study.access import sight

if TYPE_CHECKING:
    from qualcode.gathering.events import Day


class Progress(Part):
    """How far the coders are, and what happened in the study."""

    def of(self, viewer: str, round: str | None = None) -> tuple[TranscriptProgress, ...]:
        """Return how far every coder is with every transcript, in the order of both.

        A turn is read where readings cover every sentence of it, under any version of the
        codebook. Without a round all count but those of training and of other people's coding
        again. Of what others do in an open independent round only the turns read are told.
        """
        with self.look() as look:
            return self._stands(look, viewer, round)

    def _stands(self, look: Look, viewer: str, name: str | None) -> tuple[TranscriptProgress, ...]:
        people = [coder for coder in look.study.coders if coder.kind == "person"]
        seen = sight(look.study, viewer)
        counted = rounds_counted(look.study, viewer, name)
        own, hidden = frozenset(counted & seen.own), counted - seen.shared
        turns = self.stepped(look.connection, "answers", SPOKEN, texts.answers)
        done = self.stepped(
            look.connection,
            ("turns read", seen.coder, own, frozenset(counted)),
            (*SPOKEN, "reading", "unit", "unit_set"),
            lambda it: read_of(it, seen.coder, own, counted, texts.answers(it)),
        )
        codings = {
            (it.coder, it.text): it
            for it in progress.coded(look.connection, seen.coder, own, counted & seen.shared)
        }
        return tuple(
            progress_of(
                *(info, person, turns.get(key, 0), done, codings),
                hide=bool(hidden) and person.id != seen.coder,
            )
            for key, info in look.study.sources.items()
            for person in people
        )

    def totals(self, viewer: str, round: str | None = None) -> tuple[StudyTotal, ...]:
        """Return how far every coder is with the whole study, in the order in which they came."""
        return summed(self.of(viewer, round))

    def rounds(self, viewer: str) -> tuple[WorkedRound, ...]:
        """Return the rounds that are not hidden from the viewer, oldest first, and who worked."""
        from qualcode.project.comparing.rounds import Rounds

        listed = self.project.part(Rounds).list(viewer or None)
        with self.looking() as (connection, study):
            names = [it.name for it in study.coders if it.kind == "person"]
            pairs = work.who_worked(connection)
        return tuple(
            WorkedRound(it, tuple(name for name in names if (name, it.name) in pairs))
            for it in listed
        )

    def blind(self, viewer: str) -> BlindProgress:
        """Return how much of the blind sample a coder has read; without a sample there is none."""
        with self.looking() as (connection, study):
            turns = progress.blind_turns(connection)
            if not turns:
                return BlindProgress(0, 0)
            person = key_of(study, viewer)
            rounds = [found.id for found in study.rounds]
            spans = progress.read_spans(connection, person, rounds, (), list(turns))
            done = turns_read_of(connection, turns, spans)
            return BlindProgress(sum(map(len, turns.values())), sum(done.values()))

    def verified(self, coder: str) -> int:
        """Return how many suggestions a coder took, changed or turned down."""
        with self.looking() as (connection, study):
            return progress.decided(connection, key_of(study, coder))

    def begun(self) -> bool:
        """Return whether anybody has coded anything, whoever may see it."""
        with self.store.reading() as connection:
            return bool(work.who_coded(connection))

    def asked(self, coder: str) -> bool:
        """Return whether suggestions were made that this coder may verify."""
        with self.looking() as (_, study):
            return study.newest_run(key_of(study, coder)) is not None

    def happened(self, viewer: str, most: int = events.MOST) -> tuple[Day, ...]:
        """Return what was done, by day, person and kind, the newest day first.

        The last ``most`` days are told, back from the newest event. What others do in an open
        independent round is told as work, without a number.
        """
        with self.look() as look:
            return events.days(look, viewer, most)
