"""Where the turns of a text begin and end: kept, since a text is frozen."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import spans
from qualcode.errors import InputError
from qualcode.model import Span
from qualcode.store import brackets, texts
from qualcode.store.across import worksheets

if TYPE_CHECKING:
    import numpy as np

    from qualcode.model import Source
    from qualcode.store import Look

MOST = 512
"""So many texts' borders are kept: a few hundred kilobytes each at most."""
MOST_READ = 24
"""So many texts are kept ready to say which of their turns are read, which takes more room."""


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """The turns of one text: their numbers and positions, in order and disjoint."""

    source: Source
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def turn(self, number: object) -> Span:
        """Return a turn by its number.

        Raises:
            InputError: there is no such turn.
        """
        if type(number) is int and number in self.numbers:
            at = self.numbers.index(number)
            return Span(self.starts[at], self.ends[at])
        raise InputError("borders.no_turn", name=self.source.name, number=number)

    def inside(self, start: object, end: object) -> Span:
        """Return a span that lies within one turn, for one that was claimed to.

        Raises:
            InputError: it does not, or it is no span at all.
        """
        if type(start) is int and type(end) is int and 0 <= start < end:
            at = bisect_right(self.starts, start) - 1
            if at >= 0 and end <= self.ends[at]:
                return Span(start, end)
        raise InputError("borders.one_turn", name=self.source.name, start=start, end=end)


@dataclass(frozen=True, slots=True, eq=False)
class Readable:
    """A text prepared to say which of its turns are read: its units by key, its words."""

    among: tuple[int, int]
    places: dict[int, Span]
    frame: spans.Frame
    numbers: tuple[int, ...]

    def read(self, units: set[int]) -> np.ndarray:
        """Return for every turn whether these units together cover what is said in it."""
        return self.frame.read(self.places[unit] for unit in units if unit in self.places)


def of(look: Look, text: int) -> Borders:
    """Return the borders of an active text by its key.

    Raises:
        InputError: no active transcript has it.
    """
    found = look.study.sources.get(text)
    if found is None:
        raise InputError("borders.no_transcript")

    def make() -> Borders:
        rows = worksheets.turns(look.connection, text)
        numbers, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
        return Borders(found, numbers, starts, ends)

    return look.keep(("borders", found), make, MOST)


def readable(look: Look, text: int) -> Readable:
    """Return an active text prepared to say which of its turns are read.

    Its units are others once its brackets are.
    """
    borders = of(look, text)

    def make() -> Readable:
        units = worksheets.units(look.connection, text)
        turns = [Span(*it) for it in zip(borders.starts, borders.ends, strict=True)]
        words = spans.word_characters(texts.source(look.connection, text))
        return Readable(
            among=(units[0][0], units[-1][0]) if units else (0, -1),
            places={unit: Span(start, end) for unit, start, end in units},
            frame=spans.Frame(words, turns),
            numbers=borders.numbers,
        )

    in_force = brackets.chosen(look.study.settings).get(text)
    return look.keep(("readable", borders.source, in_force), make, MOST_READ)
