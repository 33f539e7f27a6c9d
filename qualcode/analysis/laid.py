"""The texts of a corpus laid end to end, so that one pass answers a question about all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Span
from qualcode.spans import Frame, Stretches, ranges
from qualcode.study.text_index import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import TextData
    from qualcode.model import Coding, Reading
    from qualcode.spans import Booleans, Positions
    from qualcode.study.text_index import TextTurns, TextUnits

NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Texts as one, a place free between two, with their counted units and their turns.

    ``row`` is the place of a text among them by its key, ``base`` where each begins, ``lengths``
    how long it is. Of units, ``frame`` has those that are counted, of which ``unit_text`` names
    the text and ``unit_row`` the row among its counted units. Of turns, ``turn_text`` names the
    text, ``turn_row`` the row in it, ``person`` who speaks as a row of ``people``, ``NOBODY``
    where that is unknown or the interviewer, and ``asks`` whether it is the latter.
    """

    row: dict[int, int]
    base: Positions
    lengths: Positions
    frame: Frame
    units: Stretches
    unit_text: Positions
    unit_row: Positions
    turns: Stretches
    turn_text: Positions
    turn_row: Positions
    person: Positions
    asks: Booleans
    people: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[TextData]) -> Laid:
        """Lay texts end to end."""
        lengths = [len(text.text) for text in texts]
        base = list(accumulate((n + 1 for n in lengths), initial=0))[:-1]
        between = np.zeros(1, dtype=np.bool_)
        words = [part for text in texts for part in (text.words, between)]
        units, turns = [text.counted for text in texts], [text.turns for text in texts]
        people: dict[str, int] = {}
        person = [it.persons(people) for it in turns]
        starts = np.array(base, dtype=np.int64)
        placed = _placed(units, starts)
        return cls(
            row={text.text_id: row for row, text in enumerate(texts)},
            base=starts,
            lengths=np.array(lengths, dtype=np.int64),
            frame=Frame(np.concatenate([between, *words])[1:], placed),
            units=placed,
            unit_text=_homes(units),
            unit_row=_rows(units),
            turns=_placed(turns, starts),
            turn_text=_homes(turns),
            turn_row=_rows(turns),
            person=joined(person),
            asks=np.concatenate([np.zeros(0, dtype=np.bool_), *(it.asks for it in turns)]),
            people=tuple(people),
        )

    def place(self, stretches: Sequence[Coding | Reading]) -> tuple[Positions, Stretches]:
        """Return the text of each stretch, −1 where it is not laid out, and where it stands."""
        text = np.array([self.row.get(it.text_id, -1) for it in stretches], dtype=np.int64)
        starts = np.array([it.start for it in stretches], dtype=np.int64)
        ends = np.array([it.end for it in stretches], dtype=np.int64)
        if not len(self.base):
            return text, Stretches(starts, ends)
        base, length = self.base[text], self.lengths[text]
        starts, ends = np.clip(starts, 0, length), np.clip(ends, 0, length)
        return text, Stretches(starts + base, ends + base)

    def span(self, text: int, start: int, end: int) -> Span:
        """Return a stretch of the whole as one of its text."""
        base = int(self.base[text])
        return Span(start - base, end - base)

    def speakers(self, units: Positions) -> tuple[Positions, Positions]:
        """Return the rows of units and of the people in whose turns they are, pair by pair."""
        starts, ends = self.units.starts[units], self.units.ends[units]
        first = np.searchsorted(self.turns.ends, starts, side="right")
        last = np.searchsorted(self.turns.starts, ends, side="left")
        who = self.person[ranges(first, last)]
        of = np.repeat(units, np.maximum(last - first, 0))
        return of[who != NOBODY], who[who != NOBODY]


def _placed(parts: Sequence[TextTurns] | Sequence[TextUnits], base: Positions) -> Stretches:
    at = np.repeat(base, [len(part) for part in parts])
    starts, ends = (joined(part.bounds[side] for part in parts) for side in (0, 1))
    return Stretches(starts + at, ends + at)


def _homes(parts: Sequence[TextTurns] | Sequence[TextUnits]) -> Positions:
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def _rows(parts: Sequence[TextTurns] | Sequence[TextUnits]) -> Positions:
    return joined(np.arange(len(part)) for part in parts)
