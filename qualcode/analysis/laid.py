"""The texts of a corpus laid end to end, so that one pass answers a question about all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Span
from qualcode.spans import Frame, Stretches
from qualcode.study.text_index import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.text_data import TextData
    from qualcode.spans import Booleans, Positions
    from qualcode.study.coded import CodedRows, ReadRows
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
        lengths = np.array([len(text.text) for text in texts], dtype=np.int64)
        base = np.cumsum(lengths + 1) - lengths - 1
        between = np.zeros(1, dtype=np.bool_)
        words = [part for text in texts for part in (text.words, between)]
        units, turns = [text.units for text in texts], [text.turns for text in texts]
        kept = np.concatenate([np.zeros(0, dtype=np.bool_), *(it.in_frame for it in units)])
        home, turn_home = _homes(units)[kept], _homes(turns)
        people: dict[str, int] = {}
        person = [it.persons(people) for it in turns]
        placed = _placed(units, base).only(kept)
        return cls(
            row={text.text_id: row for row, text in enumerate(texts)},
            base=base,
            lengths=lengths,
            frame=Frame(np.concatenate([between, *words])[1:], placed),
            units=placed,
            unit_text=home,
            unit_row=_rows(home, len(texts)),
            turns=_placed(turns, base),
            turn_text=turn_home,
            turn_row=_rows(turn_home, len(texts)),
            person=joined(person),
            asks=np.concatenate([np.zeros(0, dtype=np.bool_), *(it.asks for it in turns)]),
            people=tuple(people),
        )

    def place(self, work: CodedRows | ReadRows) -> tuple[Positions, Stretches]:
        """Return the text of each stretch, −1 where it is not laid out, and where it stands."""
        keys, of = np.unique(work.text_id, return_inverse=True)
        text = np.array([self.row.get(it, -1) for it in keys.tolist()], dtype=np.int64)[of]
        starts, ends = work.start, work.end
        if not len(self.base):
            return text, Stretches(starts, ends)
        base, length = self.base[text], self.lengths[text]
        starts, ends = np.clip(starts, 0, length), np.clip(ends, 0, length)
        return text, Stretches(starts + base, ends + base)

    def span(self, text: int, start: int, end: int) -> Span:
        """Return a stretch of the whole as one of its text."""
        base = int(self.base[text])
        return Span(start - base, end - base)

    def whole(self, done: Booleans) -> frozenset[str]:
        """Return who has a counted unit in their turns, and none but those that are ``done``."""
        first = np.searchsorted(self.units.ends, self.turns.starts, side="right")
        last = np.searchsorted(self.units.starts, self.turns.ends, side="left")
        undone = np.concatenate([[0], np.cumsum(~done)])
        spoken = (last > first) & (self.person != NOBODY)
        lacking = self.person[spoken & (undone[np.maximum(first, last)] > undone[first])]
        found = np.setdiff1d(self.person[spoken], lacking)
        return frozenset(self.people[row] for row in found.tolist())


def _placed(parts: Sequence[TextTurns] | Sequence[TextUnits], base: Positions) -> Stretches:
    at = np.repeat(base, [len(part) for part in parts])
    starts, ends = (joined(part.bounds[side] for part in parts) for side in (0, 1))
    return Stretches(starts + at, ends + at)


def _homes(parts: Sequence[TextTurns] | Sequence[TextUnits]) -> Positions:
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def _rows(homes: Positions, texts: int) -> Positions:
    """Return the rows within their texts of what lies in these texts, in order."""
    counts = np.bincount(homes, minlength=texts)
    return np.arange(len(homes)) - np.repeat(np.cumsum(counts) - counts, counts)
