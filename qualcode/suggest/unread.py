"""What a coder has left to read: open units, and the blind turns, by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode import spans
from qualcode.model import Span
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest.material import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from qualcode.model import Unit
    from qualcode.study.text_index import Positions, TextUnits

    Ints = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]

ReadRow = tuple[int, int, int, str, int, int]
"""A reading: key of its unit, text, version of the codebook, kind of unit, start, end."""


@dataclass(frozen=True, slots=True, eq=False)
class TextFrame:
    """The sentences of a text that are coded, and which of them say enough for a suggestion."""

    units: tuple[Unit, ...]
    keys: Positions
    starts: Positions
    ends: Positions
    long: Booleans


def frame(units: TextUnits, words: Booleans) -> TextFrame:
    """Return the sentences of a text; ``words`` are its word characters."""
    before = np.concatenate(([0], np.cumsum(words)))
    long = before[units.ends] - before[units.starts] >= SHORTEST
    return TextFrame(tuple(units), units.keys, units.starts, units.ends, long)


@dataclass(frozen=True, slots=True, eq=False)
class UnreadUnits:
    """Sentences in reading order with what stands to be read: ``open`` ones, and blind ``turns``.

    ``ever`` says which the coder has read at all, ``read`` which under the meanings that the
    codes have now. ``turns`` gives the rows of each blind turn, in reading order.
    """

    units: tuple[Unit, ...]
    keys: Ints
    open: Booleans
    ever: Booleans
    read: Booleans
    turns: tuple[Ints, ...]


def left(
    order: Sequence[int],
    found: Sequence[TextFrame],
    sealed: Mapping[int, Sequence[tuple[int, int, str]]],
    rows: Sequence[ReadRow],
    versions: Collection[int],
) -> UnreadUnits:
    """Return what is left in texts, in their order.

    ``sealed`` are start, end and role of drawn turns, ``rows`` what the coder read, ``versions``
    those of the codebook under which a reading speaks for every code.
    """
    units = tuple(unit for frame in found for unit in frame.units)
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(frame.keys for frame in found)])
    long = np.concatenate([np.zeros(0, dtype=np.bool_), *(frame.long for frame in found)])
    counted = [row for row in rows if row[2] in versions]
    ever = _covered(rows, order, found)
    read = ever if len(counted) == len(rows) else _covered(counted, order, found)
    closed: list[Booleans] = []
    turns: list[Ints] = []
    offset = 0
    for text, frame in zip(order, found, strict=True):
        shut = np.zeros(len(frame.units), dtype=np.bool_)
        for start, end, role in sealed.get(text, ()):
            # sentences are disjoint and in order, so those that touch a turn are a run of them
            first = int(np.searchsorted(frame.ends, start, side="right"))
            last = int(np.searchsorted(frame.starts, end, side="left"))
            shut[first:last] = True
            if role == "blind":
                turns.append(np.arange(first, last) + offset)
        closed.append(shut)
        offset += len(shut)
    sealed_rows = np.concatenate([np.zeros(0, dtype=np.bool_), *closed])
    return UnreadUnits(units, keys, long & ~sealed_rows, ever, read, tuple(turns))


def _covered(
    rows: Sequence[ReadRow],
    order: Sequence[int],
    found: Sequence[TextFrame],
) -> Booleans:
    direct = np.array([row[0] for row in rows if row[3] == UNIT_KIND] or [0], dtype=np.int64)
    wider: dict[int, list[Span]] = {}
    for _, text, _, kind, start, end in rows:
        if kind != UNIT_KIND:
            wider.setdefault(text, []).append(Span(start, end))
    parts = [
        np.isin(frame.keys, direct)
        | (spans.read(frame.units, wider[text]) if text in wider else False)
        for text, frame in zip(order, found, strict=True)
    ]
    return np.concatenate([np.zeros(0, dtype=np.bool_), *parts])
