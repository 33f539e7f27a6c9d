"""Where something stands: its words, its turn, who speaks, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.study.text_index import TextTurns


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a speaker of a transcript is; without a participant only the label says it."""

    label: str
    asks: bool
    participant: str = ""
    role: str = ""
    group: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class InContext:
    """Words in their place: ``[start, end)`` in code points, and what its turn says around them.

    ``turn`` is the number of the turn in which they begin, ``None`` outside of all turns;
    ``speaker`` the participant's pseudonym, else the label. ``cut`` says whether the turn says
    more ``before`` and ``after`` than is given here.
    """

    transcript: str
    text_id: int
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""
    turn: int | None = None
    speaker: str = ""
    asks: bool = False
    cut: tuple[bool, bool] = (False, False)


def contexts(
    wanted: Sequence[tuple[int, int, int]],
    *,
    names: Mapping[int, str],
    turns: Mapping[int, TextTurns],
    sources: Mapping[int, str],
    voices: Sequence[Voice],
    around: int,
) -> tuple[InContext, ...]:
    """Return each (text, start, end) in its place, with at most ``around`` characters each side.

    ``voices`` are all speakers, which the turns name by their rows.
    """
    return tuple(
        _context(names[text], sources[text], turns[text], voices, (text, start, end), around)
        for text, start, end in wanted
    )


def called(voice: Voice | None) -> str:
    """Return how a speaker is called: the participant where one is named."""
    return (voice.participant or voice.label) if voice else ""


def voice_of(turns: TextTurns, voices: Sequence[Voice], row: int) -> Voice | None:
    """Return who speaks in a turn, ``None`` outside of all turns and where nobody is named."""
    speaker = int(turns.speakers[row]) if row >= 0 else -1
    return voices[speaker] if speaker >= 0 else None


def _context(
    name: str,
    source: str,
    turns: TextTurns,
    voices: Sequence[Voice],
    place: tuple[int, int, int],
    around: int,
) -> InContext:
    text, start, end = place
    row = turns.at(start)
    first, last = (int(turns.starts[row]), int(turns.ends[row])) if row >= 0 else (start, end)
    left, right = max(first, start - around), max(end, min(last, end + around))
    voice = voice_of(turns, voices, row)
    return InContext(
        transcript=name,
        text_id=text,
        start=start,
        end=end,
        text=source[start:end],
        before=source[left:start],
        after=source[end:right],
        turn=int(turns.numbers[row]) if row >= 0 else None,
        speaker=called(voice),
        asks=voice.asks if voice else False,
        cut=(left > first, right < last),
    )
