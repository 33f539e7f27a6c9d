"""References: maximal runs of touching or overlapping stretches within a turn; their one home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Span
from qualcode.spans.coverage import Stretches, bounds_of, ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.spans.coverage import Booleans, Positions, Stretch

NO_TURN = -1
"""The turn of what lies outside of all turns."""


@dataclass(frozen=True, slots=True, eq=False)
class TurnRuns:
    """The maximal runs of touching or overlapping stretches of one kind within a turn.

    They are sorted by kind and place. ``kind`` is that of their stretches, ``turn`` the row of
    their turn or ``NO_TURN``, ``first`` the row of the stretch with which each begins.
    """

    kind: Positions
    turn: Positions
    starts: Positions
    ends: Positions
    first: Positions
    _of: Positions
    _cut: Positions

    def with_any(self, marks: Booleans) -> Booleans:
        """Return which runs a marked stretch is part of; ``marks`` has one value a stretch."""
        if not len(self._cut):
            return np.zeros(0, dtype=np.bool_)
        found: Booleans = np.logical_or.reduceat(marks[self._of], self._cut)
        return found


def runs(turns: Stretches, marked: Stretches, kind: Positions) -> TurnRuns:
    """Return the references of many kinds at once: runs within a turn, as ``references`` says.

    ``turns`` are sorted and disjoint, ``marked`` none of them empty and each of a ``kind``.
    """
    first = np.searchsorted(turns.ends, marked.starts, side="right")
    last = np.searchsorted(turns.starts, marked.ends, side="left")
    outside = last <= first
    of = np.repeat(np.arange(len(kind)), np.where(outside, 1, last - first))
    turn = ranges(first, np.where(outside, first + 1, last))
    # turn i is home 2i + 1, the gap before it 2i
    home = np.where(outside[of], 2 * turn, 2 * turn + 1)
    starts, ends = marked.starts[of], marked.ends[of]
    if len(turns.starts):
        here, inside = np.minimum(turn, len(turns.starts) - 1), ~outside[of]
        starts = np.where(inside, np.maximum(starts, turns.starts[here]), starts)
        ends = np.where(inside, np.minimum(ends, turns.ends[here]), ends)
    order = np.lexsort((ends, starts, home, kind[of]))
    of, home, starts, ends = of[order], home[order], starts[order], ends[order]
    cut = np.flatnonzero(_begins(kind[of], home, starts, ends))
    return TurnRuns(
        kind=kind[of][cut],
        turn=np.where(home[cut] % 2, home[cut] // 2, NO_TURN),
        starts=starts[cut],
        ends=np.maximum.reduceat(ends, cut) if len(cut) else ends,
        first=of[cut],
        _of=of,
        _cut=cut,
    )


def references(turns: Sequence[Stretch], spans: Iterable[Stretch]) -> list[Span]:
    """Return the references: the maximal runs of touching or overlapping spans within a turn.

    A span over several turns is one reference in each, and what it holds between them (a label,
    a line break) is none. A span outside of all turns is a reference too.
    """
    marked = Stretches(*bounds_of(spans))
    marked = marked.only(marked.starts < marked.ends)
    found = runs(Stretches(*bounds_of(turns)), marked, np.zeros(len(marked.starts), dtype=np.int64))
    places = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    return [Span(start, end) for start, end in places]


def _begins(kind: Positions, home: Positions, starts: Positions, ends: Positions) -> Booleans:
    """Return which pieces, sorted, do not go on what came before them in the same place."""
    begins = np.ones(len(kind), dtype=np.bool_)
    begins[1:] = (kind[1:] != kind[:-1]) | (home[1:] != home[:-1])
    place = np.cumsum(begins)
    # each place by itself: what is far behind in one must not reach into the next
    far = place * (int(ends.max(initial=0)) + 2)
    reach = np.maximum.accumulate(ends + far) - far
    begins[1:] |= starts[1:] > reach[:-1]
    return begins
