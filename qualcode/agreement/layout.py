"""Texts laid end to end, so that one pass over all of them answers a question about a coder."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qualcode.model import Span
from qualcode.spans import Stretches, word_characters
from qualcode.study.text_index import TextUnits, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.model import Coding, Reading, Unit
    from qualcode.spans import Booleans, Stretch

Positions = NDArray[np.int64]
Sheet = tuple[int, str, "Sequence[Unit]"] | tuple[int, str, "Sequence[Unit]", "Sequence[Stretch]"]
"""A text's key, its words and its units, and where they matter the stretches that were spoken."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Several texts as one, a line break between two, with the units in the frame.

    ``words`` are the word characters of the whole, ``units`` where the units begin and end in it;
    ``unit_ids`` and ``text_ids`` name unit and text of each, ``spans`` (n × 2) say where it
    stands in its own text, ``base`` where that text begins in the whole. ``places`` gives
    beginning and length of every text.
    """

    words: Booleans
    units: Stretches
    unit_ids: Positions
    text_ids: Positions
    spans: Positions
    base: Positions
    places: dict[int, tuple[int, int]]

    def place(self, stretch: Coding | Reading) -> Span | None:
        """Return where a stretch of its text stands in the whole, cut at the text's ends.

        ``None`` where the text was not laid out.
        """
        found = self.places.get(stretch.text_id)
        if found is None:
            return None
        base, length = found
        start, end = stretch.start, stretch.end
        if start < 0 or end > length:
            start, end = min(max(start, 0), length), min(max(end, 0), length)
        return Span(base + start, base + end)


def spoken(words: Booleans, stretches: Iterable[Stretch]) -> Booleans:
    """Return the word characters that lie in the stretches: no label, no heading.

    A unit over several turns is read and coded by what the interviewed side says in it.
    """
    inside = np.zeros(len(words), dtype=np.bool_)
    for stretch in stretches:
        inside[stretch.start : stretch.end] = True
    return words & inside


def lay(texts: Iterable[Sheet]) -> Layout:
    """Lay texts end to end; units outside of the frame are left out."""
    sheets = list(texts)
    words = word_characters("\n".join(sheet[1] for sheet in sheets))
    there: list[TextUnits] = []
    bases: list[int] = []
    places: dict[int, tuple[int, int]] = {}
    base = 0
    for text_id, text, units, *rest in sheets:
        places[text_id] = (base, len(text))
        there.append(TextUnits.of(units).framed())
        bases.append(base)
        for stretches in rest:
            here = slice(base, base + len(text))
            words[here] = spoken(words[here], stretches)
        base += len(text) + 1
    counts = [len(units) for units in there]
    at = np.repeat(np.array(bases, dtype=np.int64), counts)
    starts, ends = (joined(it.bounds[side] for it in there) for side in (0, 1))
    return Layout(
        words=words,
        units=Stretches(starts + at, ends + at),
        unit_ids=joined(it.keys for it in there),
        text_ids=np.repeat(np.array(list(places), dtype=np.int64), counts),
        spans=np.stack((starts, ends), axis=1),
        base=at,
        places=places,
    )


class Work:
    """What coders marked and read in a layout, sorted by coder, code and codebook."""

    def __init__(
        self, layout: Layout, codings: Iterable[Coding], readings: Iterable[Reading]
    ) -> None:
        """Place codings and readings; those of texts that were not laid out are passed over."""
        self._marked: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
        self._read: defaultdict[tuple[str, int], list[Span]] = defaultdict(list)
        self._example: dict[tuple[str, int], Reading] = {}
        for coding in codings:
            if place := layout.place(coding):
                self._marked[coding.coder, coding.code].append(place)
        for reading in readings:
            if place := layout.place(reading):
                self._read[reading.coder, reading.codebook].append(place)
                self._example.setdefault((reading.coder, reading.codebook), reading)

    def everything(self) -> list[Span]:
        """Return whatever anybody marked or read."""
        return [
            span for kind in (self._marked, self._read) for own in kind.values() for span in own
        ]

    def marked(self, coder: str, code: str) -> list[Span]:
        """Return what a coder gave a code."""
        return self._marked.get((coder, code), [])

    def read(
        self, coder: str, codes: Sequence[str], counts_for: Callable[[Reading, str], bool] | None
    ) -> list[tuple[list[int], list[Span]]]:
        """Return what a coder read, each with the columns of the codes for which it counts."""
        books = [book for who, book in self._read if who == coder]
        columns: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for column, code in enumerate(codes):
            valid = tuple(
                book
                for book in books
                if counts_for is None or counts_for(self._example[coder, book], code)
            )
            columns[valid].append(column)
        return [
            (own, [span for book in valid for span in self._read[coder, book]])
            for valid, own in columns.items()
        ]
