"""Where something stands: its words, its turn, who speaks, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.store import Look
    from qualcode.store.places import Voice
    from qualcode.study.text_index import TextTurns


@dataclass(frozen=True, slots=True)
class Spot:
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


def spots(look: Look, wanted: Sequence[tuple[int, int, int]], *, around: int) -> tuple[Spot, ...]:
    """Return each (text, start, end) in its place, with at most ``around`` characters each side."""
    keys = {text for text, _, _ in wanted}
    names, turns, voices, sources = (
        look.names(),
        look.turns(keys),
        look.voices(),
        look.sources(keys),
    )
    return tuple(
        _spot(names[text], sources[text], turns[text], voices, (text, start, end), around)
        for text, start, end in wanted
    )


def called(voice: Voice | None) -> str:
    """Return how a speaker is called: the participant where one is named."""
    return (voice.participant or voice.label) if voice else ""


def voice_of(turns: TextTurns, voices: Sequence[Voice], row: int) -> Voice | None:
    """Return who speaks in a turn, ``None`` outside of all turns and where nobody is named."""
    speaker = int(turns.speakers[row]) if row >= 0 else -1
    return voices[speaker] if speaker >= 0 else None


def _spot(
    name: str,
    source: str,
    turns: TextTurns,
    voices: Sequence[Voice],
    place: tuple[int, int, int],
    around: int,
) -> Spot:
    text, start, end = place
    row = turns.at(start)
    first, last = (int(turns.starts[row]), int(turns.ends[row])) if row >= 0 else (start, end)
    left, right = max(first, start - around), max(end, min(last, end + around))
    voice = voice_of(turns, voices, row)
    return Spot(
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
