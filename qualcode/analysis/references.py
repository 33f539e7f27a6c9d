"""The references of every code: what was coded within one turn, as columns and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.spans import ranges

if TYPE_CHECKING:
    from qualcode.analysis.laid import Laid
    from qualcode.spans import Booleans, Positions, Stretches

NO_TURN = -1


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """References as columns, by code and in the order of the texts.

    ``code`` is a row of the codebook, ``text`` of the corpus, ``turn`` of all its turns,
    ``NO_TURN`` where it stands outside of all; ``starts`` and ``ends`` place it in the whole.
    ``assisted`` says whether a coding made with suggestions in view is part of it.
    """

    code: Positions
    text: Positions
    turn: Positions
    starts: Positions
    ends: Positions
    assisted: Booleans

    def only(self, kept: Booleans) -> References:
        """Return some of them, by a mask."""
        return References(
            self.code[kept],
            self.text[kept],
            self.turn[kept],
            self.starts[kept],
            self.ends[kept],
            self.assisted[kept],
        )


def references(
    laid: Laid, text: Positions, marked: Stretches, code: Positions, assisted: Booleans
) -> References:
    """Return the references of codings; each has a text, a stretch of the whole and a code.

    As ``spans.references`` has it: the maximal runs of touching or overlapping codings within a
    turn. A coding over several turns is one in each, and one outside of all turns is one too.
    """
    first = np.searchsorted(laid.turns.ends, marked.starts, side="right")
    last = np.searchsorted(laid.turns.starts, marked.ends, side="left")
    outside = last <= first
    of = np.repeat(np.arange(len(code)), np.where(outside, 1, last - first))
    turn = ranges(first, np.where(outside, first + 1, last))
    home = np.where(outside[of], 2 * turn, 2 * turn + 1)
    here = np.minimum(turn, len(laid.turns.starts) - 1)
    inside = ~outside[of]
    starts, ends = marked.starts[of], marked.ends[of]
    if len(laid.turns.starts):
        starts = np.where(inside, np.maximum(starts, laid.turns.starts[here]), starts)
        ends = np.where(inside, np.minimum(ends, laid.turns.ends[here]), ends)
    order = np.lexsort((ends, starts, home, code[of]))
    of, home, starts, ends = of[order], home[order], starts[order], ends[order]
    begins = _begins(code[of], home, starts, ends)
    rows = np.flatnonzero(begins)
    if not len(rows):
        none = np.zeros(0, dtype=np.int64)
        return References(none, none, none, none, none, np.zeros(0, dtype=np.bool_))
    found = References(
        code=code[of][rows],
        text=text[of][rows],
        turn=np.where(home[rows] % 2, home[rows] // 2, NO_TURN),
        starts=starts[rows],
        ends=np.maximum.reduceat(ends, rows),
        assisted=np.logical_or.reduceat(assisted[of], rows),
    )
    _outside_of_turns(found, marked, code, assisted)
    return found


def _begins(code: Positions, home: Positions, starts: Positions, ends: Positions) -> Booleans:
    """Return which pieces, sorted, do not go on what came before them in the same place."""
    begins = np.ones(len(code), dtype=np.bool_)
    begins[1:] = (code[1:] != code[:-1]) | (home[1:] != home[:-1])
    place = np.cumsum(begins)
    # each place by itself: what is far behind in one must not reach into the next
    far = place * (int(ends.max(initial=0)) + 2)
    reach = np.maximum.accumulate(ends + far) - far
    begins[1:] |= starts[1:] > reach[:-1]
    return begins


def _outside_of_turns(
    found: References, marked: Stretches, code: Positions, assisted: Booleans
) -> None:
    """Mark those outside of all turns that a coding with suggestions in view reaches into."""
    for row in np.flatnonzero(found.turn == NO_TURN).tolist():
        reaching = (marked.starts < found.ends[row]) & (marked.ends > found.starts[row])
        found.assisted[row] |= bool((assisted & reaching & (code == found.code[row])).any())
