"""The codings that every program is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.segments import Meeting, meet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.agreement.matrix import Matrix
    from qualcode.agreement.other_tools.figure import Cells
    from qualcode.agreement.unitizing.continuum import Span
    from qualcode.agreement.unitizing.segments import Overlap


@dataclass(frozen=True, eq=False)
class Material:
    """The same codings for every program; a text counts for the coders who read it.

    ``codes`` are the codebook's, those that nobody used too. ``domains`` are sets of codes of
    which a passage should have one (ATLAS.ti's semantic domains); codes in none of them are left
    out of cu and Csu, and without any domain all codes are one. ``excerpts`` are the codings by
    unit, for programs that fix the units beforehand. MAXQDA takes two segments for the same where
    what they share is at least ``threshold`` of one of ``overlaps``, of which it does not say.
    """

    texts: Sequence[Continuum]
    coders: tuple[str, ...]
    codes: tuple[str, ...] = ()
    domains: Mapping[str, Sequence[str]] = field(default_factory=dict)
    excerpts: Matrix | None = None
    overlaps: tuple[Overlap, ...] = ("union", "longer", "own")
    threshold: float = 0.9

    @cached_property
    def read(self) -> list[Continuum]:
        """The texts that at least two of the coders read."""
        return [t for t in self.texts if sum(coder in t.spans for coder in self.coders) > 1]

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The codebook's codes, then those that only the spans have."""
        used = {code for text in self.read for _, _, code in self._spans(text)}
        return (*self.codes, *sorted(used - set(self.codes), key=str))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Each pair of coders on the texts that both read."""
        pairs = combinations(self.coders, 2)
        return tuple(meet(self.read, a, b, self.listed) for a, b in pairs)

    def renamed(self, names: Mapping[str, str]) -> list[Continuum]:
        """Return the texts with these coders and codes only, the codes under new names."""
        return [
            Continuum(text.length, _only(text, self.coders, names), text.start)
            for text in self.read
        ]

    def _spans(self, text: Continuum) -> list[Span]:
        return [span for coder in self.coders for span in text.spans.get(coder, ())]


def areas(meeting: Meeting) -> Cells:
    """Return texts × codes × 4 numbers of characters: neither, only the second, the first, both.

    The order is that of ``segments.CELLS``.
    """
    first, second = meeting.first, meeting.second
    both = meeting.by_group(first.group[meeting.a], meeting.shared)
    one, other = (meeting.by_group(each.group, each.length) for each in (first, second))
    size = np.array(meeting.lengths, dtype=np.int64)[:, None]
    cells = size - one - other + both, other - both, one - both, both
    return np.stack(cells, axis=-1).astype(np.float64)


def _only(
    text: Continuum, coders: Sequence[str], names: Mapping[str, str]
) -> dict[str, list[Span]]:
    return {
        coder: [(a, b, names[code]) for a, b, code in text.spans[coder] if code in names]
        for coder in coders
        if coder in text.spans
    }
