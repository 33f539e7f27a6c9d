"""Two coders' free spans against each other: who finds a partner, and how much slack it takes.

A *segment* is a coder's span of one code in one text, as ``Continuum`` has merged them. Two
segments are compared only within the same text and code, and how well they meet is a ratio from
0 to 1: the characters that they share, divided by what the rule in ``OVERLAPS`` says. A text
counts only when both coders read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import POSITIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.agreement.unitizing.continuum import Continuum

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Overlap = Literal["union", "longer", "own"]

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the slack curve is read; 0 stands for any overlap at all."""

CELLS = Patterns.of([[0, 0], [0, 1], [1, 0], [1, 1]])
"""The cells of a two-by-two table as patterns: neither, only the second, only the first, both."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """One coder's segments, sorted; ``group`` numbers the text and the code, text by text."""

    start: Integers
    end: Integers
    group: Integers

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.start)

    @property
    def length(self) -> Integers:
        """Return the length of each segment in characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """The segments of two coders, and every two of them that share characters.

    ``a`` and ``b`` index into ``first`` and ``second``; ``shared`` counts characters. ``lengths``
    are those of the texts. The pairs are in the order of the text, and because the segments of a
    coder are disjoint within a code, no two pairs cross.
    """

    first: Segments
    second: Segments
    a: Integers
    b: Integers
    shared: Integers
    codes: tuple[str, ...]
    lengths: tuple[int, ...]

    def code_of(self, groups: Integers) -> Integers:
        """Return the number of the code of each group."""
        return groups % max(len(self.codes), 1)

    def by_group(self, groups: Integers, weights: Integers | None = None) -> Integers:
        """Return texts × codes: how many of these groups there are, or the sum of weights."""
        shape = (len(self.lengths), len(self.codes))
        summed = np.bincount(groups, weights, minlength=shape[0] * shape[1])
        return summed.astype(np.int64).reshape(shape)


@dataclass(frozen=True, slots=True)
class Matched:
    """How many segments of a code were matched one to one, and how many stayed alone."""

    both: int
    only_a: int
    only_b: int

    @property
    def f1(self) -> Estimate:
        """Return Dice's coefficient of the matched segments; undefined when nobody has any."""
        cells = np.array([0, self.only_b, self.only_a, self.both], dtype=np.float64)
        return POSITIVE.estimate(CELLS, cells) if cells.any() else undefined("not_applied")

    def __add__(self, other: Matched) -> Matched:
        """Return the counts of both together, as of several codes."""
        alone = self.only_a + other.only_a, self.only_b + other.only_b
        return Matched(self.both + other.both, *alone)


@dataclass(frozen=True, slots=True, eq=False)
class Slack:
    """How many segments find a partner with the same code, by the overlap that is asked for.

    ``partners`` is codes × thresholds, ``n`` the segments of both coders for each code.
    """

    thresholds: tuple[float, ...]
    codes: tuple[str, ...]
    partners: Integers
    n: Integers

    def share(self, code: str | None = None) -> Floats:
        """Return the share with a partner at each threshold, for a code or over all codes.

        NaN where nobody used the code.
        """
        at = slice(None) if code is None else [self.codes.index(code)]
        n = int(self.n[at].sum())
        found: Floats = self.partners[at].sum(axis=0) / (n or nan)
        return found


def overlap(one: tuple[int, int], other: tuple[int, int], rule: Overlap = "union") -> float:
    """Return how well ``one`` meets ``other`` under a rule of ``OVERLAPS``, from 0 to 1.

    ``own`` asks how much of ``one`` lies in ``other``; the others are the same in both directions.
    """
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    lengths = np.array([[one[1] - one[0]], [other[1] - other[0]]], dtype=np.int64)
    return float(OVERLAPS[rule](np.array([shared], dtype=np.int64), *lengths)[0])


def matched(
    one: tuple[int, int],
    other: tuple[int, int],
    threshold: float = 0.9,
    rule: Overlap = "union",
) -> bool:
    """Return whether two segments meet: they share something, and at least the threshold."""
    return bool(_meets(np.array([overlap(one, other, rule)]), threshold)[0])


def meet(texts: Sequence[Continuum], first: str, second: str, codes: Iterable[str] = ()) -> Meeting:
    """Return the segments of two coders and the pairs that share characters.

    ``codes`` come first, used or not; codes that only the spans have follow in sorted order.
    """
    read = [text for text in texts if first in text.spans and second in text.spans]
    listed = tuple(dict.fromkeys(codes))
    used = {code for text in read for by in (first, second) for _, _, code in text.spans[by]}
    listed += tuple(sorted(used - set(listed), key=str))
    number = {code: n for n, code in enumerate(listed)}
    lengths = tuple(text.length for text in read)
    one, two = (_segments(read, coder, number) for coder in (first, second))
    return Meeting(one, two, *_pairs(one, two, max(lengths, default=0)), listed, lengths)


def partners(meeting: Meeting, rule: Overlap = "union") -> tuple[Floats, Floats]:
    """Return for every segment of each coder how well its best partner meets it, 0 without one."""
    a, b, shared = meeting.a, meeting.b, meeting.shared
    own, others = meeting.first.length[a], meeting.second.length[b]
    best = np.zeros(len(meeting.first)), np.zeros(len(meeting.second))
    np.maximum.at(best[0], a, OVERLAPS[rule](shared, own, others))
    np.maximum.at(best[1], b, OVERLAPS[rule](shared, others, own))
    return best


def slack(
    meeting: Meeting, rule: Overlap = "union", thresholds: Sequence[float] = THRESHOLDS
) -> Slack:
    """Return the share of segments that find a partner, against the overlap that is asked for.

    A segment may serve as the partner of several. The curve falls with the threshold; where it
    falls late or not at all, coders disagree about codes, where it falls at once about borders.
    """
    best = np.concatenate(partners(meeting, rule))
    code = meeting.code_of(np.concatenate((meeting.first.group, meeting.second.group)))
    n_codes = len(meeting.codes)
    found = [
        np.bincount(code[_meets(best, threshold)], minlength=n_codes) for threshold in thresholds
    ]
    columns = np.array(found, dtype=np.int64).reshape(len(thresholds), n_codes).T
    n = np.bincount(code, minlength=n_codes)
    return Slack(tuple(thresholds), meeting.codes, columns, n)


def matching(
    meeting: Meeting, threshold: float = 0.0, rule: Overlap = "union"
) -> tuple[Integers, Integers]:
    """Return a one-to-one matching within the codes, as indexes into both coders' segments.

    Of all matchings of segments that meet in both directions it has the most pairs, and of those
    the most shared characters (the earliest where that is equal), so it depends neither on the
    order of the spans nor on whom one calls the first. Over one half, with ``union`` or
    ``longer``, a segment has at most one partner and there is nothing to choose.
    """
    a, b, shared = meeting.a, meeting.b, meeting.shared
    own, others = meeting.first.length[a], meeting.second.length[b]
    ratio = np.minimum(OVERLAPS[rule](shared, own, others), OVERLAPS[rule](shared, others, own))
    kept = np.flatnonzero(_meets(ratio, threshold))
    chosen = kept[_best_chain(a[kept].tolist(), b[kept].tolist(), shared[kept].tolist())]
    return a[chosen], b[chosen]


def by_code(
    meeting: Meeting, threshold: float = 0.0, rule: Overlap = "union"
) -> dict[str, Matched]:
    """Return for every code how many segments were matched one to one and how many were not."""
    n_codes = len(meeting.codes)
    pairs, _ = matching(meeting, threshold, rule)
    both, in_a, in_b = (
        np.bincount(meeting.code_of(groups), minlength=n_codes).tolist()
        for groups in (meeting.first.group[pairs], meeting.first.group, meeting.second.group)
    )
    counted = zip(meeting.codes, both, in_a, in_b, strict=True)
    return {code: Matched(n, n_a - n, n_b - n) for code, n, n_a, n_b in counted}


def _segments(texts: Sequence[Continuum], coder: str, number: dict[str, int]) -> Segments:
    parts = [np.empty((3, 0), dtype=np.int64)]
    for n, text in enumerate(texts):
        units = text.units
        mine = units.coder == units.coders.index(coder)
        numbers = np.array([number.get(code, -1) for code in units.codes], dtype=np.int64)
        group = n * len(number) + numbers[units.code[mine]]
        parts.append(np.stack((group, units.start[mine], units.end[mine])))
    group, start, end = np.concatenate(parts, axis=1)
    order = np.lexsort((start, group))
    return Segments(start[order], end[order], group[order])


def _pairs(first: Segments, second: Segments, reach: int) -> tuple[Integers, Integers, Integers]:
    """Return the indexes of the segments that overlap, and by how much.

    Every text and code has its own stretch of one long line, on which either coder's segments
    are disjoint: those that overlap a given one are neighbours.
    """
    lines = [segments.group * (reach + 1) for segments in (first, second)]
    starts = first.start + lines[0], second.start + lines[1]
    ends = first.end + lines[0], second.end + lines[1]
    low = np.searchsorted(ends[1], starts[0], side="right")
    times = np.maximum(np.searchsorted(starts[1], ends[0], side="left") - low, 0)
    a = np.repeat(np.arange(len(first)), times)
    b = np.arange(len(a)) - np.repeat(np.cumsum(times) - times, times) + low[a]
    shared = np.minimum(ends[0][a], ends[1][b]) - np.maximum(starts[0][a], starts[1][b])
    return a, b, shared


def _meets(ratio: Floats, threshold: float) -> NDArray[np.bool_]:
    return (ratio > 0) & (ratio >= threshold)


def _best_chain(a: list[int], b: list[int], shared: list[int]) -> list[int]:
    """Return which pairs to keep so that no segment is in two, by weighted interval scheduling.

    Pairs in the order of the text that exclude pair t are the run just before it that has the
    same a or the same b, so the best choice up to t needs only two earlier ones.
    """
    one = sum(shared) + 1
    best, taken = [0], []
    same_a = same_b = 0
    for t in range(len(a)):
        same_a = same_a if t and a[t] == a[t - 1] else t
        same_b = same_b if t and b[t] == b[t - 1] else t
        free = min(same_a, same_b)
        with_it = best[free] + one + shared[t]
        taken.append(free if with_it > best[-1] else -1)
        best.append(max(with_it, best[-1]))
    chosen, t = [], len(a)
    while t:
        before = taken[t - 1]
        chosen += [t - 1] if before >= 0 else []
        t = before if before >= 0 else t - 1
    return chosen[::-1]


OVERLAPS: dict[Overlap, Callable[[Integers, Integers, Integers], Floats]] = {
    "union": lambda shared, own, other: shared / (own + other - shared),
    "longer": lambda shared, own, other: shared / np.maximum(own, other),
    "own": lambda shared, own, _: shared / own,
}
"""What the shared characters are divided by: all that either has, the longer, or one's own."""
