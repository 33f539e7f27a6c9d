"""What was drawn from and what was drawn: the strata of the blind sample, told from its draws."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode import spans

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.model import Reading, Run, SampleRole
    from qualcode.spans import Booleans

SHORT = 4
"""Transcripts with so few answers are drawn from together: apart they would be all blind."""


COUNTING = frozenset({"unaided", "discussed"})
"""Under these exposures a blind turn was read without the machine; after talk with people, too.

Of readings that came from elsewhere nobody knows.
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: its seed, and the hash of every turn that it drew from."""

    id: int
    seed: int
    frame_hash: str
    created: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A turn that was drawn; ``id`` is the key of the draw's row, ``turn`` that of the turn."""

    id: int
    draw: int
    turn: int
    text: int
    n: int
    start: int
    end: int
    stratum: str
    position: int
    role: SampleRole


@dataclass(frozen=True, slots=True)
class SampleStatus:
    """How much was set aside, in turns, and how many blind turns somebody read whole."""

    drawn: bool = False
    blind: int = 0
    reserve: int = 0
    turns: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Stratum:
    """What was drawn from by itself: one transcript, or several short ones together.

    ``frame`` has the key of every turn that could be drawn, in reading order; ``drawn`` the
    blind and reserve turns by position in the permutation; ``draw`` is 1 for the first draw,
    more for transcripts that came later.
    """

    key: str
    draw: int
    seed: int
    texts: tuple[int, ...]
    frame: tuple[int, ...]
    drawn: tuple[Drawn, ...]

    @property
    def blind(self) -> tuple[Drawn, ...]:
        """The blind turns."""
        return tuple(turn for turn in self.drawn if turn.role == "blind")

    @property
    def reserve(self) -> tuple[Drawn, ...]:
        """The turns that a top-up takes next, in this order."""
        return tuple(turn for turn in self.drawn if turn.role == "reserve")


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """What the sample is read from: draws, drawn turns, answering turns by text, digests, runs."""

    draws: tuple[Draw, ...]
    drawn: tuple[Drawn, ...]
    answers: Mapping[int, list[int]]
    digests: Mapping[int, str]
    runs: tuple[Run, ...]


def strata(it: SampleFacts) -> tuple[Stratum, ...]:
    """Return what the sample was drawn from and what was drawn, in the order of the draws."""
    rows = {key: list(group) for key, group in groupby(it.drawn, _home)}
    answers, digests = it.answers, it.digests
    number = {found.id: place + 1 for place, found in enumerate(it.draws)}
    settled: set[int] = set()
    found: list[Stratum] = []
    for made in it.draws:
        free = {text: digests[text] for text in sorted(answers) if text not in settled}
        short = {text: digest for text, digest in free.items() if len(answers[text]) <= SHORT}
        covered = {
            text for run in it.runs if run.created <= made.created for text in run.params["texts"]
        }
        late = {text: digest for text, digest in short.items() if text not in covered}
        for (home, key), turns in rows.items():
            if home == made.id:
                alone = tuple(text for text, digest in free.items() if digest == key)
                members = alone or _together(key, late) or _together(key, short) or _seen(turns)
                frame = _turns_of(members, digests, answers)
                if frame:
                    here = (key, number[home], made.seed, members, frame, tuple(turns))
                    found.append(Stratum(*here))
                settled.update(members)
    return tuple(found)


def _home(turn: Drawn) -> tuple[int, str]:
    return turn.draw, turn.stratum


def _together(key: str, short: Mapping[int, str]) -> tuple[int, ...]:
    """Return the short transcripts that a key stands for: those that were there first.

    Which they were is not written down, but the key is the hash of their texts.
    """
    members = list(short)
    for size in range(len(members), 0, -1):
        if _key([short[text] for text in members[:size]]) == key:
            return tuple(members[:size])
    return ()


def _seen(turns: Sequence[Drawn]) -> tuple[int, ...]:
    """Return the texts of drawn turns: all that is left to go by where a transcript is gone."""
    return tuple(sorted({turn.text for turn in turns}))


def _turns_of(
    members: Sequence[int], digests: Mapping[int, str], answers: Mapping[int, list[int]]
) -> tuple[int, ...]:
    ordered = sorted(members, key=lambda text: digests[text])
    return tuple(turn for text in ordered for turn in answers.get(text, ()))


def _key(digests: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(sorted(digests)).encode()).hexdigest()


def frame(it: SampleFacts, covered: Collection[int]) -> dict[str, list[int]]:
    """Return the answering turns to draw from, by stratum: a transcript, or the short ones."""
    digests = it.digests
    frame: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for text, turns in drawable(it, covered).items():
        home = frame if len(turns) > SHORT else short
        home[digests[text]] = turns
    together = [turn for digest in sorted(short) for turn in short[digest]]
    if together:
        frame[_key(list(short))] = together
    return frame


def drawable(it: SampleFacts, covered: Collection[int]) -> dict[int, list[int]]:
    """Return the answering turns of each transcript without sample that no run has covered."""
    out = {*covered} | {text for each in strata(it) for text in each.texts}
    return {text: turns for text, turns in it.answers.items() if text not in out}


def by_coder(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Return readings by the name of who read."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.coder, []).append(reading)
    return found


def read_turns(words: Booleans, turns: Sequence[Drawn], readings: Sequence[Reading]) -> set[int]:
    """Return the keys of those turns of one text of which readings cover every word."""
    whole = spans.read(turns, readings, words)
    return {turn.turn for turn, read in zip(turns, whole.tolist(), strict=True) if read}
