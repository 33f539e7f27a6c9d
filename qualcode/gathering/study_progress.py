"""How far everybody is: turns read, codings, when last; of blind work only what was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.store.across import progress
from qualcode.study.read_whole import turns_read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.model import Coder, Round, Source
    from qualcode.store import Connection
    from qualcode.store.across.progress import Places
    from qualcode.study import Study


SPOKEN = ("turn", "speaker")
"""The tables that say which turns are not the interviewer's."""


@dataclass(frozen=True, slots=True)
class TranscriptProgress:
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
class StudyTotal:
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
class BlindProgress:
    """How many blind turns there are, and how many the coder has read."""

    turns: int
    read: int


@dataclass(frozen=True, slots=True)
class WorkedRound:
    """A round and the people who coded or read in it."""

    round: Round
    coders: tuple[str, ...]


def summed(stands: Iterable[TranscriptProgress]) -> tuple[StudyTotal, ...]:
    """Return the totals of every coder."""
    of: dict[str, list[TranscriptProgress]] = defaultdict(list)
    for stand in stands:
        of[stand.coder].append(stand)
    return tuple(
        StudyTotal(
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


def progress_of(
    info: Source,
    person: Coder,
    turns: int,
    done: dict[tuple[int, int], tuple[int, str]],
    codings: dict[tuple[int, int], progress.Coded],
    *,
    hide: bool,
) -> TranscriptProgress:
    """Return how far a coder is with a transcript."""
    key = (person.id, info.text)
    read, last = done.get(key, (0, ""))
    coded = codings.get(key)
    if coded is not None:
        last = max(last, coded.last)
    return TranscriptProgress(
        transcript=info.name,
        text_id=info.text,
        coder=person.name,
        turns=turns,
        read=read,
        codings=None if hide else coded.codings if coded else 0,
        last=None if hide else last or None,
    )


def rounds_counted(study: Study, viewer: str, name: str | None) -> set[int]:
    """Return the rounds whose work counts."""
    if name is not None:
        return {study.round(name).id}
    return {it.id for it in study.rounds if not _aside(it, viewer)}


def _aside(found: Round, viewer: str) -> bool:
    again = found.recodes and (found.coder != viewer or found.status == "closed")
    return found.kind == "training" or found.settles or again


def read_of(
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
        for key, count in turns_read_of(connection, places, spans).items():
            if key in mixed:
                done[key] = (count, done[key][1])
    return done


def turns_read_of(
    connection: Connection, turns: dict[int, Places], read: dict[tuple[int, int], Places]
) -> dict[tuple[int, int], int]:
    """Return by coder and text how many of the given turns readings cover, by whole sentences."""
    sentences = progress.frames(connection, "sentence", list(turns))
    return {
        key: turns_read(turns[key[1]], sentences.get(key[1]), found) for key, found in read.items()
    }


def key_of(study: Study, name: str) -> int:
    """Return the key of a coder, 0 for nobody."""
    return next((it.id for it in study.coders if it.name == name), 0)
