"""Enlarge the blind sample evenly, and say how much of it a model's help would need.

How many turns each stratum gives depends on sizes alone, never on what was found, so that the
blind turns of a stratum stay a simple random sample of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from math import ceil
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.frequency.assisted import GUARD

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Size:
    """How many turns a stratum has, how many are blind, and how many are left in reserve."""

    turns: int
    blind: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Needed:
    """How many positives and negatives are missing, and how many blind turns would give them.

    ``turns`` is ``None`` where the rate is unknown: nothing was read, or one kind never found.
    """

    positives: int
    negatives: int
    turns: int | None

    @property
    def enough(self) -> bool:
        """Whether nothing is missing."""
        return not self.positives and not self.negatives


def allocate(sizes: Mapping[str, Size], turns: int) -> dict[str, int]:
    """Return how many reserve turns of each stratum become blind, strata that give none left out.

    Every stratum with a reserve gives one; each further turn comes from the stratum whose blind
    share would then be lowest (ties by key), so that shares become as equal as whole turns and
    the reserve allow. More than ``turns`` are given where so few do not reach every stratum.

    Raises:
        InputError: ``turns`` is not positive, or more than the reserve holds.
    """
    left = sum(size.reserve for size in sizes.values())
    if not 1 <= turns <= left:
        raise InputError("top_up.turns", left=left, turns=turns)
    given = {key: 1 for key, size in sorted(sizes.items()) if size.reserve}
    queue = [(_share(sizes[key], 2), key) for key in given if sizes[key].reserve > 1]
    heapify(queue)
    for _ in range(turns - len(given)):
        key = queue[0][1]
        given[key] += 1
        if given[key] < sizes[key].reserve:
            heapreplace(queue, (_share(sizes[key], given[key] + 1), key))
        else:
            heappop(queue)
    return given


def needed(read: int, positives: int, negatives: int, least: int = GUARD) -> Needed:
    """Return what is missing until ``least`` read turns have, and ``least`` lack, a code.

    ``read`` blind turns gave ``positives`` and ``negatives`` (a turn of several units may be
    both); ``turns`` assumes that the next ones are like them.
    """
    missing = (max(0, least - positives), max(0, least - negatives))
    if not any(missing):
        return Needed(0, 0, 0)
    found = zip(missing, (positives, negatives), strict=True)
    rates = [(short, kind) for short, kind in found if short]
    if any(not kind for _, kind in rates):
        return Needed(*missing, None)
    # in whole numbers: 13 · 3 / 1 must not become 39.00000000000001 and then 40
    return Needed(*missing, max(-(-short * read // kind) for short, kind in rates))


def turns_of(share: float, turns: int) -> int:
    """Return how many turns a share of ``turns`` is, rounded up.

    Raises:
        InputError: the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise InputError("top_up.share", share=share)
    return ceil(round(share * turns, 9))


def _share(size: Size, given: int) -> float:
    return (size.blind + given) / size.turns
