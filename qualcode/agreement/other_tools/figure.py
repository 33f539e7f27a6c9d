"""One figure that a program reports, and how figures for every code are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.agreement.estimate import Estimate

Cells = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Counted = Literal["characters", "segments", "documents", "excerpts"]
Level = Literal["overall", "domain", "code"]


class ToolFigure(NamedTuple):
    """One figure of one program: over all codes, for a domain of codes, or for one code.

    ``code`` names the code or the domain, ``""`` over all. ``counts`` holds how many of
    ``counted`` there are (``n``), on how many both agree (``agreeing``) and, where the rule has
    such a table, ``both``, ``only_a``, ``only_b``, ``neither``. ``documented`` is false where
    the program does not say all that this value needed. Where it does not say which of several
    rules it follows, ``estimate`` and the counts are of the rule with the smallest value, and
    ``most`` is the largest.
    """

    tool: str
    figure: str
    level: Level
    code: str
    estimate: Estimate
    counted: Counted
    counts: Mapping[str, int]
    documented: bool
    most: float | None = None

    @property
    def ranges(self) -> bool:
        """Return whether the value depends on a rule that the program does not tell."""
        return self.most is not None and self.most > self.estimate.value


def for_codes(
    name: tuple[str, str],
    codes: Sequence[str],
    estimates: Sequence[Estimate],
    counts: Sequence[Mapping[str, int]],
    documented: Sequence[bool],
    counted: Counted,
) -> list[ToolFigure]:
    """Return a program's figure for each code, then the one over all; ``name`` is both names.

    ``estimates`` and ``counts`` have one more entry than there are codes, the one over all,
    which is documented when every code's is.
    """
    levels: list[tuple[Level, str]] = [*(("code", code) for code in codes), ("overall", "")]
    known = [*documented, all(documented)]
    return [
        ToolFigure(*name, *level, estimate, counted, tally, is_known)
        for level, estimate, tally, is_known in zip(levels, estimates, counts, known, strict=True)
    ]


def tallies(cells: Cells) -> list[dict[str, int]]:
    """Return the counts of each row of codes × 4, as in ``areas``, then those of their sum."""
    found = []
    for row in (*cells, cells.sum(axis=0)):
        neither, only_b, only_a, both = (int(cell) for cell in row)
        four = {"both": both, "only_a": only_a, "only_b": only_b, "neither": neither}
        found.append({"n": int(row.sum()), "agreeing": neither + both, **four})
    return found
