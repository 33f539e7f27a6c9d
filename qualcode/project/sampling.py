"""The blind sample: turns set aside before the first suggestion, to measure the machine by."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import frequency
from qualcode import spans as coverage
from qualcode.store import machine, texts, work
from qualcode.store.journal import now, sha256

if TYPE_CHECKING:
    from qualcode.store import Act, Connection


SHORT = 4
"""Transcripts with so few answers are drawn from together: apart they would be all blind."""


@dataclass(frozen=True, slots=True)
class SampleStatus:
    """How much was set aside, in turns, and how many blind turns this project's coders read."""

    drawn: bool = False
    blind: int = 0
    reserve: int = 0
    turns: int = 0
    read: int = 0


def draw(act: Act, seed: int | None = None) -> None:
    """Set turns aside in every transcript that has no sample yet, before anything is suggested.

    A transcript that a run has covered already can never become blind.
    """
    connection = act.connection
    frame = _frame(connection)
    if not frame:
        return
    seed = secrets.randbelow(2**31) if seed is None else seed
    key = act.insert(
        "sample",
        unit_set=texts.unit_set_ids(connection)["turn"],
        seed=seed,
        frame_hash=frequency.frame_hash(frame),
        created=now(),
    )
    drawn = frequency.draw_sample(frame, seed=seed)
    act.insert_many(
        "sampled_turn",
        [
            {
                "sample": key,
                "turn": turn.turn_id,
                "stratum": turn.stratum,
                "position": turn.position,
                "role": turn.role,
            }
            for turn in drawn
        ],
    )


def _frame(connection: Connection) -> dict[str, list[int]]:
    """Return the answering turns to draw from, by stratum: a transcript, or the short ones."""
    settled = machine.sampled_texts(connection)
    settled |= {text for run in machine.runs(connection) for text in run.params["texts"]}
    digests = texts.digests(connection)
    frame: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for info in texts.transcripts(connection):
        if info.text_id not in settled:
            answers = [turn.id for turn in texts.turns(connection, info.text_id) if not turn.asks]
            home = frame if len(answers) > SHORT else short
            home[digests[info.text_id]] = answers
    together = [turn for digest in sorted(short) for turn in short[digest]]
    if together:
        frame[sha256(" ".join(sorted(short)))] = together
    return frame


def status(connection: Connection) -> SampleStatus:
    """Return how much was set aside and read; a turn read by any coder counts as read."""
    roles = machine.sampled_roles(connection)
    if not roles:
        return SampleStatus()
    blind = machine.sealed_spans(connection, role="blind")
    read = 0
    for text in work.read_texts(connection) & blind.keys():
        readings = work.readings(connection, text=text)
        read += int(coverage.read(blind[text], readings).sum())
    answers = texts.answers(connection)
    return SampleStatus(True, roles.get("blind", 0), roles.get("reserve", 0), answers, read)
