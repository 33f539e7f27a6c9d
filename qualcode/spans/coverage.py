"""What of a text is covered, touched or read, in word characters.

Positions are code point indexes, half-open ``[start, end)``. Coverage is counted in *word
characters*: letters, digits, ideographs, symbols and emoji, but no space and no punctuation.
Units and turns are sorted and disjoint; spans come in any order and may overlap.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import ArrayLike

Booleans = NDArray[np.bool_]
Positions = NDArray[np.integer[Any]]
Bounds = tuple[Positions, Positions]


_JUDGED = np.zeros(0x110000, dtype=np.uint8)
"""Of every code point that was met: 1 where it is no word character, 2 where it is one."""


class Stretch(Protocol):
    """Anything from ``start`` to ``end``: a span, a unit, a turn, a coding, a reading."""

    @property
    def start(self) -> int:
        """Return the first position."""

    @property
    def end(self) -> int:
        """Return the position after the last."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Where many stretches begin and end, as arrays."""

    starts: Positions
    ends: Positions

    @property
    def bounds(self) -> Bounds:
        """Beginnings and ends."""
        return self.starts, self.ends

    def only(self, kept: Booleans) -> Stretches:
        """Return some of them, by a mask."""
        return Stretches(self.starts[kept], self.ends[kept])


def word_characters(text: str) -> Booleans:
    """Return for every code point whether it is neither space nor punctuation.

    Marks, joiners and variation selectors belong to the character before them and are not
    counted. Private-use and unassigned code points count: rare ideographs are written so, and
    the answer must not depend on the Unicode version of this Python.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    judged = _JUDGED[points]
    if not judged.all():
        for point in np.unique(points[judged == 0]).tolist():
            _JUDGED[point] = 2 if _is_word(chr(point)) else 1
        judged = _JUDGED[points]
    found: Booleans = judged == 2
    return found


def covered(words: Booleans, units: Sequence[Stretch], spans: Iterable[Stretch]) -> Booleans:
    """Return for every unit whether it has the code whose spans these are.

    It has when the spans together cover at least half of its word characters, or when at least
    half of one span's word characters lie in it. Without word characters nothing matches.
    """
    return Frame(words, units).covered(spans)


def overlapping(words: Booleans, units: Sequence[Stretch], spans: Iterable[Stretch]) -> Booleans:
    """Return for every unit whether any of its word characters is in a span.

    This is the sensitivity check of ``covered``, which it always includes.
    """
    return Frame(words, units).overlapping(spans)


def read(
    units: Sequence[Stretch], readings: Iterable[Stretch], words: Booleans | None = None
) -> Booleans:
    """Return for every unit whether the readings together cover all of it.

    With ``words`` a unit is also read when every word character of it is: the spaces between
    the sentences that somebody read do not leave their turn unread.
    """
    if words is None:
        return _whole(bounds_of(units), _union(bounds_of(readings)))
    return Frame(words, units).read(readings)


def touches(units: ArrayLike, turns: ArrayLike) -> NDArray[np.bool_]:
    """Return which units of a text overlap one of the turns.

    Both are (n, 2) positions ``[start, end)``; units of any kind, in any order, may overlap.
    """
    unit = np.asarray(units, dtype=np.int64).reshape(-1, 2)
    turn = np.asarray(turns, dtype=np.int64).reshape(-1, 2)
    if not len(turn):
        return np.zeros(len(unit), dtype=np.bool_)
    turn = turn[np.argsort(turn[:, 0], kind="stable")]
    furthest = np.concatenate([[-1], np.maximum.accumulate(turn[:, 1])])
    before = np.searchsorted(turn[:, 0], unit[:, 1], side="left")
    overlap: NDArray[np.bool_] = furthest[before] > unit[:, 0]
    return overlap


class Frame:
    """The units of one text, prepared to be asked about many codes and coders."""

    def __init__(self, words: Booleans, units: Sequence[Stretch] | Stretches) -> None:
        """Take a text's word characters and its units."""
        self._units = bounds_of(units)
        self._before = np.zeros(len(words) + 1, dtype=np.int32)
        np.cumsum(words, out=self._before[1:], dtype=np.int32)
        self._earlier = self._before[self._units[0]]
        self._own = self._before[self._units[1]] - self._earlier

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self._own)

    def covered(self, spans: Iterable[Stretch] | Stretches) -> Booleans:
        """Answer as the function ``covered`` does."""
        bounds = bounds_of(spans)
        found = self._holding_half(bounds)
        near, own, inside = self._inside(_union(bounds))
        found[near] |= (own > 0) & (2 * inside >= own)
        return found

    def coded(self, spans: Stretches, codes: Positions) -> tuple[Positions, Positions]:
        """Return which unit has which code, as pairs of rows by code and unit: ``covered`` at once.

        ``codes`` are numbers from 0, one for each span.
        """
        far = len(self._before) + 1
        bounds = spans.starts + codes * far, spans.ends + codes * far
        runs = _union(bounds)  # those of two codes never touch
        of = runs[0] // far
        own = runs[0] - of * far, runs[1] - of * far
        starts, ends = self._units
        first = np.searchsorted(ends, own[0], side="right")
        last = np.searchsorted(starts, own[1], side="left")
        unit = ranges(first, last)
        pairs = np.unique(np.repeat(of, np.maximum(last - first, 0)) * len(self) + unit)
        code, unit = np.divmod(pairs, max(len(self), 1))
        near = starts[unit], ends[unit]
        inside = _covered_between(self._before, own, near, (of * far, code * far))
        size = self._own[unit]
        half = pairs[(size > 0) & (2 * inside >= size)]
        held = self._holders(spans.bounds)
        whole = [codes[span] * len(self) + at for span, at in held]
        found = np.unique(np.concatenate([half, *whole]))
        return np.divmod(found, max(len(self), 1))

    def overlapping(self, spans: Iterable[Stretch] | Stretches) -> Booleans:
        """Answer as the function ``overlapping`` does."""
        found = np.zeros(len(self), dtype=np.bool_)
        near, _, inside = self._inside(_union(bounds_of(spans)))
        found[near] = inside > 0
        return found

    def read(self, readings: Iterable[Stretch] | Stretches) -> Booleans:
        """Answer as the function ``read`` does with ``words``."""
        runs = _union(bounds_of(readings))
        found = _whole(self._units, runs)
        near, own, inside = self._inside(runs)
        found[near] |= (own > 0) & (inside == own)
        return found

    def _inside(self, runs: Bounds) -> tuple[Positions, Positions, Positions]:
        """Return the units near the runs, their word characters, and how many are in the runs.

        So what is asked costs what was marked, not the text.
        """
        starts, ends = self._units
        first = np.searchsorted(ends, runs[0], side="right")
        last = np.searchsorted(starts, runs[1], side="left")
        near = np.unique(ranges(first, last))
        bounds = starts[near], ends[near]
        return near, self._own[near], _covered_between(self._before, runs, bounds)

    def _holding_half(self, spans: Bounds) -> Booleans:
        """Return the units that hold at least half of the word characters of one span."""
        holding = np.zeros(len(self), dtype=np.bool_)
        for _, unit in self._holders(spans):
            holding[unit] = True
        return holding

    def _holders(self, spans: Bounds) -> Iterator[tuple[Positions, Positions]]:
        """Yield rows of spans with the units that hold at least half of their word characters.

        Such a unit holds one of the span's two middle word characters: two look-ups suffice.
        """
        before, (unit_starts, unit_ends) = self._before, self._units
        size = _between(before, *spans)
        rows = np.flatnonzero(size > 0)
        if not len(unit_starts) or not len(rows):
            return
        starts, ends, size = spans[0][rows], spans[1][rows], size[rows]
        for middle in ((size - 1) // 2, size // 2):
            nth = (before[starts] + middle).astype(before.dtype)
            unit = np.maximum(np.searchsorted(self._earlier, nth, side="right") - 1, 0)
            first, last = np.maximum(starts, unit_starts[unit]), np.minimum(ends, unit_ends[unit])
            held = (self._earlier[unit] <= nth) & (nth < self._earlier[unit] + self._own[unit])
            half = 2 * _between(before, first, last) >= size
            yield rows[held & half], unit[held & half]


def homes(stretches: Sequence[Stretch], positions: Sequence[int]) -> list[int]:
    """Return the row of the stretch that holds each position, −1 where none does.

    The stretches are sorted and disjoint.
    """
    starts, ends = bounds_of(stretches)
    if not len(starts):
        return [-1] * len(positions)
    at = np.array(positions, dtype=np.int64)
    rows = np.searchsorted(starts, at, side="right") - 1
    found: list[int] = np.where((rows >= 0) & (at < ends[rows]), rows, -1).tolist()
    return found


def ranges(first: Positions, last: Positions) -> Positions:
    """Return the numbers from each ``first`` up to its ``last``, which is none of them."""
    counts = np.maximum(last - first, 0)
    ends = np.cumsum(counts)
    numbers: Positions = np.arange(ends[-1] if len(ends) else 0)
    numbers += np.repeat(first - (ends - counts), counts)
    return numbers


def characters(stretches: Iterable[Stretch]) -> int:
    """Return the total length in code points; references never share one."""
    return sum(stretch.end - stretch.start for stretch in stretches)


def _is_word(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LNS" or kind in {"Co", "Cn"}


def bounds_of(stretches: Iterable[Stretch] | Stretches) -> Bounds:
    """Return where stretches begin and end, as arrays."""
    there: Bounds | None = getattr(stretches, "bounds", None)
    if there is not None:
        return there
    assert not isinstance(stretches, Stretches)
    pairs = [(stretch.start, stretch.end) for stretch in stretches]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _between(before: Positions, starts: Positions, ends: Positions) -> Positions:
    return before[ends] - before[starts]


def _union(bounds: Bounds) -> Bounds:
    """Return the maximal runs of touching or overlapping stretches, sorted."""
    kept = bounds[1] > bounds[0]
    starts, ends = bounds[0][kept], bounds[1][kept]
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])
    first = np.ones(len(starts), dtype=np.bool_)
    first[1:] = starts[1:] > reach[:-1]
    last = np.roll(first, -1)
    return starts[first], reach[last]


def _covered_between(
    before: Positions,
    runs: Bounds,
    bounds: Bounds,
    apart: tuple[Positions, Positions] | None = None,
) -> Positions:
    """Return how many word characters of each stretch lie in the runs.

    With ``apart`` only the runs of its own kind count for a stretch: how far each run and each
    stretch is moved, so that every kind lies behind the one before it.
    """
    if not len(runs[0]):
        return np.zeros(len(bounds[0]), dtype=np.int64)
    of_runs, of_bounds = apart or (np.zeros_like(runs[0]), np.zeros_like(bounds[0]))
    starts, ends = runs[0] + of_runs, runs[1] + of_runs
    earlier = np.concatenate(([0], np.cumsum(_between(before, *runs))))

    def covered_before(positions: Positions) -> Positions:
        moved = positions + of_bounds
        run = np.searchsorted(starts, moved, side="right") - 1
        at = np.maximum(run, 0)
        until = np.clip(moved, starts[at], ends[at]) - of_runs[at]
        part = _between(before, runs[0][at], until)
        return np.where(run < 0, 0, earlier[at] + part)

    inside = covered_before(bounds[1])
    inside -= covered_before(bounds[0])
    return inside


def _whole(bounds: Bounds, runs: Bounds) -> Booleans:
    if not len(runs[0]):
        return np.zeros(len(bounds[0]), dtype=np.bool_)
    run = np.searchsorted(runs[0], bounds[0], side="right") - 1
    whole: Booleans = (run >= 0) & (bounds[1] <= runs[1][np.maximum(run, 0)])
    return whole
