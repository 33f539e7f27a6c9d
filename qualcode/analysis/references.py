"""The references of every code: what was coded within one turn, as columns and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode import spans
from qualcode.spans import NO_TURN

if TYPE_CHECKING:
    from qualcode.analysis.laid import Laid
    from qualcode.spans import Booleans, Positions, Stretches


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

    What a reference is, ``spans.references`` says.
    """
    runs = spans.runs(laid.turns, marked, code)
    found = References(
        code=runs.kind,
        text=text[runs.first],
        turn=runs.turn,
        starts=runs.starts,
        ends=runs.ends,
        assisted=runs.with_any(assisted),
    )
    _outside_of_turns(found, marked, code, assisted)
    return found


def _outside_of_turns(
    found: References, marked: Stretches, code: Positions, assisted: Booleans
) -> None:
    """Mark those outside of all turns that a coding with suggestions in view reaches into."""
    for row in np.flatnonzero(found.turn == NO_TURN).tolist():
        reaching = (marked.starts < found.ends[row]) & (marked.ends > found.starts[row])
        found.assisted[row] |= bool((assisted & reaching & (code == found.code[row])).any())
