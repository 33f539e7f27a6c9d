"""Krippendorff's alpha_U of 1995 and 2004, for comparison with older papers.

Krippendorff 2004, *Content Analysis*, 2nd edition, pp. 251–256; the form of 1995 (Sociological
Methodology 25:47–76) agrees with it on long texts. Every code is a text of its own, so that units
of different codes may overlap and are never compared. Disagreement grows with the square of the
distances between boundaries. Its authors replaced it for three or more coders
(``qualcode.agreement.unitizing``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import Estimate, undefined

if TYPE_CHECKING:
    from qualcode.agreement.estimate import Reason
    from qualcode.agreement.unitizing.continuum import Continuum, Integers


@dataclass(frozen=True, slots=True)
class AlphaU2004:
    """Alpha with the disagreements that it compares, as shares of L²; NaN where undefined."""

    alpha: Estimate
    observed: float
    expected: float


@dataclass(frozen=True, slots=True, eq=False)
class _Coder:
    """One coder's units of one code in order, and the lengths of the gaps between them."""

    start: Integers
    end: Integers
    gaps: Integers

    @property
    def size(self) -> Integers:
        return self.end - self.start


def alpha_u_2004(continuum: Continuum, code: str | None = None) -> AlphaU2004:
    """Return alpha_U of one code, or of all codes from their summed disagreements.

    Undefined with fewer than two coders (``one_coder``), when nobody used the code
    (``not_applied``; ``nothing_coded`` for all), and when no other placement of the units
    would disagree, as with units of one character (``no_chance_disagreement``).
    """
    units = continuum.units
    codes = units.codes if code is None else tuple(c for c in units.codes if c == code)
    if len(units.coders) < 2:
        return _undefined("one_coder")
    if not codes:
        return _undefined("nothing_coded" if code is None else "not_applied")
    coders = [_coders(continuum, each) for each in codes]
    observed = sum(_observed(each, continuum.length) for each in coders)
    expected = sum(_expected(each, continuum.length) for each in coders)
    if not expected:
        return AlphaU2004(undefined("no_chance_disagreement"), observed, expected)
    return AlphaU2004(Estimate(1 - observed / expected), observed, expected)


def _undefined(reason: Reason) -> AlphaU2004:
    return AlphaU2004(undefined(reason), np.nan, np.nan)


def _coders(continuum: Continuum, code: str) -> list[_Coder]:
    units = continuum.units
    has = units.code == units.codes.index(code)
    found = []
    for coder in range(len(units.coders)):
        mine = has & (units.coder == coder)
        start, end = units.start[mine], units.end[mine]
        gaps = np.append(start, continuum.length) - np.append(0, end)
        found.append(_Coder(start, end, gaps[gaps > 0]))
    return found


def _observed(coders: list[_Coder], length: int) -> float:
    """Return D_o: squared distances between the ends of units that overlap, over coder pairs.

    A unit that lies within another coder's gap disagrees by its squared length, in both orders.
    """
    total = 0
    for mine in coders:
        for other in coders:
            if other is not mine:
                total += _apart(mine, other)
    m = len(coders)
    return total / (m * (m - 1) * length**2)


def _apart(mine: _Coder, other: _Coder) -> int:
    first = np.searchsorted(other.end, mine.start, side="right")
    count = np.searchsorted(other.start, mine.end, side="left") - first
    g = np.arange(len(count)).repeat(count)
    h = np.arange(len(g)) - np.repeat(np.cumsum(count) - count - first, count)
    distances = (mine.start[g] - other.start[h]) ** 2 + (mine.end[g] - other.end[h]) ** 2
    return int(distances.sum()) + 2 * int((mine.size[count == 0] ** 2).sum())


def _expected(coders: list[_Coder], length: int) -> float:
    """Return D_e: the same over all ways to move units along the text."""
    size = np.concatenate([coder.size for coder in coders]).astype(np.float64)
    gaps = np.sort(np.concatenate([coder.gaps for coder in coders])).astype(np.float64)
    beyond = np.searchsorted(gaps, size, side="left")
    longer = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)[beyond]
    room = longer - (size - 1) * (len(gaps) - beyond)
    crossing = (len(size) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
    positions = float(len(coders) * length)
    pairs = positions * (positions - 1) - float((size * (size - 1)).sum())
    return float(2 * (crossing + size**2 * room).sum() / (length * pairs)) if pairs else 0.0
