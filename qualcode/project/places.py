"""Where something stands: its words, its turn, who speaks, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Span
from qualcode.store import places, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy.typing as npt

    from qualcode.store import Connection
    from qualcode.store.places import Voice


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


@dataclass(frozen=True, slots=True, eq=False)
class TextTurns:
    """The turns of one text: numbers, borders and speakers (0 for none) as arrays, and as spans."""

    sha256: str
    numbers: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    speakers: npt.NDArray[np.int64]
    spans: tuple[Span, ...]

    def at(self, start: int) -> int:
        """Return the row of the turn in which a position lies, −1 where it lies in none."""
        row = int(np.searchsorted(self.starts, start, side="right")) - 1
        return row if row >= 0 and start < self.ends[row] else -1


class Places:
    """The turns of a project's texts, looked up once: a text never changes."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[int, TextTurns] = {}

    def turns(
        self,
        connection: Connection,
        named: dict[int, tuple[str, str]],
        wanted: Collection[int] | None = None,
    ) -> dict[int, TextTurns]:
        """Return the turns of texts; ``named`` are the active ones with their SHA-256.

        What is kept is believed only of a text with the same digest: another file may have been
        put in this one's place.
        """
        keys = [key for key in named if wanted is None or key in wanted]
        fresh = [
            key
            for key in keys
            if key not in self._known or self._known[key].sha256 != named[key][1]
        ]
        for key, rows in places.turns(connection, fresh).items() if fresh else ():
            self._known[key] = _turns(named[key][1], rows)
        return {key: self._known[key] for key in keys}


def spots(
    connection: Connection,
    known: Places,
    named: dict[int, tuple[str, str]],
    wanted: Sequence[tuple[int, int, int]],
    *,
    around: int,
) -> tuple[Spot, ...]:
    """Return each (text, start, end) in its place, with at most ``around`` characters each side."""
    keys = {text for text, _, _ in wanted}
    turns = known.turns(connection, named, keys)
    voices = places.voices(connection)
    sources = {key: texts.source(connection, key) for key in keys}
    return tuple(
        _spot(named[text][0], sources[text], turns[text], voices, (text, start, end), around)
        for text, start, end in wanted
    )


def called(voice: Voice | None) -> str:
    """Return how a speaker is called: the participant where one is named."""
    return (voice.participant or voice.label) if voice else ""


def _spot(
    name: str,
    source: str,
    turns: TextTurns,
    voices: dict[int, Voice],
    place: tuple[int, int, int],
    around: int,
) -> Spot:
    text, start, end = place
    row = turns.at(start)
    first, last = (int(turns.starts[row]), int(turns.ends[row])) if row >= 0 else (start, end)
    left, right = max(first, start - around), max(end, min(last, end + around))
    voice = voices.get(int(turns.speakers[row])) if row >= 0 else None
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


def _turns(sha256: str, rows: Iterable[tuple[int, int, int, int]]) -> TextTurns:
    table = np.array(list(rows), dtype=np.int64).reshape(-1, 4)
    spans = tuple(Span(start, end) for _, start, end, _ in table.tolist())
    numbers, starts, ends, speakers = table.T.copy()
    return TextTurns(sha256, numbers, starts, ends, speakers, spans)
