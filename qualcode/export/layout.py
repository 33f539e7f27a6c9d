"""Share a page's width among the columns of a table; widths are in twentieths of a point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING

from qualcode.cells import width

if TYPE_CHECKING:
    from collections.abc import Sequence

HALF = 90
"""A half-width character of 9 pt type."""

DIGIT = 120
"""A digit of 9 pt type in the widest serif type that stands in for a missing Times New Roman."""

MARGIN = 80
"""The space left and right of a cell's text."""

_PADDING = 2 * MARGIN + HALF
_SHORTEST = 8  # half-width characters, four Chinese ones: a narrower column of text is hard to read
_LONGEST_WORD = 24
_WORD = re.compile("[^\\s\u2e80-\U0003ffff/-]+[/-]?")  # a line may break before and after Chinese


@dataclass(frozen=True, slots=True)
class Extent:
    """How much room the words of a column take, in half-width characters but for the word.

    ``head`` and ``body`` are the widest of its header and of its cells, ``mean`` is that of all
    of them; ``word`` is how many characters the longest word has.
    """

    head: int
    body: int
    mean: float
    word: int

    @classmethod
    def of(cls, label: str, texts: Sequence[str], widths: Sequence[int]) -> Extent:
        """Measure a column: its header, its cells and how wide each of those is."""
        head = width(label)
        words = (len(word) for text in chain([label], texts) for word in _WORD.findall(text))
        mean = (head + sum(widths)) / (1 + len(widths))
        return cls(head, max(widths, default=0), mean, max(words, default=0))


def least(columns: Sequence[Extent], numeric: Sequence[bool]) -> list[int]:
    """Return the widths under which some word or number of a column would be broken."""
    return [_floor(*pair) for pair in zip(columns, numeric, strict=True)]


def parts(floors: Sequence[int], heads: int, page: int) -> list[list[int]]:
    """Return the columns of each part of a table that is wider than a page, by their places.

    The first ``heads`` columns say what a row is and stand in every part. A part has one column
    more at least, so one that is wider than the page alone is squeezed there.
    """
    first, found = list(range(heads)), [list(range(heads))]
    for place in range(heads, len(floors)):
        wide = sum(floors[it] for it in found[-1]) + floors[place]
        if wide > page and len(found[-1]) > heads:
            found.append(list(first))
        found[-1].append(place)
    return found


def share(columns: Sequence[Extent], numeric: Sequence[bool], page: int) -> list[int]:
    """Return the columns' widths, together ``page``.

    If not every column can have its text on one line, each gets room by the root of its mean
    length, so that a quotation gets more than a label and never everything; no word is broken.
    """
    floors = least(columns, numeric)
    wanted = [
        max(_twips(max(it.head, it.body)), floor) for it, floor in zip(columns, floors, strict=True)
    ]
    if sum(wanted) > page:
        wanted = _squeeze(wanted, floors, [sqrt(it.mean + 1) for it in columns], page)
    return _fill(wanted, page)


def number_indent(column: Extent, room: int) -> int:
    """Return the right indent that sets right-aligned numbers under a centred header."""
    return max(0, (room - 2 * MARGIN - column.body * DIGIT) // 2)


def _twips(characters: int) -> int:
    return characters * HALF + _PADDING


def _floor(column: Extent, is_number: bool) -> int:
    """Return the width under which a word or a number would be broken."""
    word = min(column.word, _LONGEST_WORD)
    if is_number:
        digits = column.body * DIGIT + _PADDING
        return max(digits, _twips(max(word, (column.head + 1) // 2)))
    return _twips(max(word, min(max(column.head, column.body), _SHORTEST)))


def _squeeze(
    wanted: Sequence[int], floors: Sequence[int], weights: Sequence[float], page: int
) -> list[int]:
    """Give each column its weight's part, never under its floor nor over what it wants."""
    low, high = 0.0, float(page)
    for _ in range(40):
        scale = (low + high) / 2
        found = [
            min(want, max(floor, int(scale * weight)))
            for want, floor, weight in zip(wanted, floors, weights, strict=True)
        ]
        low, high = (scale, high) if sum(found) <= page else (low, scale)
    return found


def _fill(widths: Sequence[int], page: int) -> list[int]:
    scale = page / sum(widths)
    filled = [int(value * scale) for value in widths]
    filled[-1] += page - sum(filled)
    return filled
