"""Alpha where a rating is a set of codes, as when several codes may be given to one unit.

Distances are not squared (Krippendorff's alpha with a distance of its own; Passonneau 2006,
LREC, p. 831; the same as NLTK's). No standard says how far empty sets are apart: here two empty
sets are equal and an empty set is as far from any other as can be, so that finding nothing is a
judgement of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode.agreement.estimate import Estimate, undefined
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from qualcode.agreement.patterns import Ratings

    Floats = NDArray[np.float64]

SetDistance = Literal["masi", "jaccard"]
SET_DISTANCES: tuple[SetDistance, ...] = get_args(SetDistance)
FEW = 256
"""Sizes under this fit one byte."""


def masi_distance(a: AbstractSet[object], b: AbstractSet[object]) -> float:
    """Return the distance of two sets of codes, 1 − J·M (Passonneau 2006, p. 832).

    J is Jaccard's index; M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they
    overlap, else 0.
    """
    return _of_two(a, b, "masi")


def jaccard_distance(a: AbstractSet[object], b: AbstractSet[object]) -> float:
    """Return the share of the union of two sets of codes that they have not in common."""
    return _of_two(a, b, "jaccard")


def alpha_of_sets(
    rows: Sequence[Sequence[Collection[object] | None]], distance: SetDistance = "masi"
) -> Estimate:
    """Return alpha of units × coders whose ratings are sets of codes, ``None`` where missing."""
    cells = [cell for row in rows for cell in row if cell is not None]
    place = {code: n for n, code in enumerate(dict.fromkeys(it for cell in cells for it in cell))}
    n_coders = max(map(len, rows), default=0)
    members = np.full((len(rows), len(place), n_coders), np.nan)
    for unit, row in enumerate(rows):
        for coder, cell in enumerate(row):
            if cell is not None:
                members[unit, :, coder] = 0
                for code in cell:
                    members[unit, place[code], coder] = 1
    read = np.array([[cell is not None for cell in row] for row in rows], dtype=np.bool_)
    return alpha_of_members(members, distance, read.reshape(len(rows), n_coders))


def alpha_of_members(
    members: Ratings, distance: SetDistance = "masi", read: NDArray[np.bool_] | None = None
) -> Estimate:
    """Return the same from units × codes × coders, 1 where the code is in the set.

    A coder who did not judge every code of a unit has no set there, unless ``read`` says so.
    Undefined where no unit has two sets, or all sets are equal.
    """
    if distance not in SET_DISTANCES:
        raise InputError("coefficient.set_distance", known=tuple(SET_DISTANCES), distance=distance)
    known = np.asarray(~np.isnan(members).any(axis=1)) if read is None else read
    m = known.sum(axis=1)
    paired = m >= 2
    if not paired.any():
        return undefined("no_overlap")
    chosen = np.nan_to_num(members[paired])
    known, m = known[paired], m[paired]
    n = int(m.sum())
    expected = _between(chosen.transpose(0, 2, 1)[known], distance)
    if expected == 0:
        return undefined("no_variation")
    observed = float((_within(chosen, known, distance) / (m - 1)).sum())
    return Estimate(1 - (n - 1) * observed / expected)


def distances(members: Ratings, distance: SetDistance) -> Floats:
    """Return sets × sets: how far any two are apart, from sets × codes."""
    sizes = members.sum(axis=1)
    return _distance(members @ members.T, sizes[:, None], sizes[None, :], distance)


def _of_two(a: AbstractSet[object], b: AbstractSet[object], distance: SetDistance) -> float:
    shared, first, second = np.array([[len(a & b)], [len(a)], [len(b)]], dtype=np.float64)
    return float(_distance(shared, first, second, distance)[0])


def _distance(shared: Floats, a: Floats, b: Floats, distance: SetDistance) -> Floats:
    """Return distances from the sizes of the intersection and of both sets."""
    union = a + b - shared
    likeness = shared / np.maximum(union, 1)
    if distance == "masi":
        inside = shared == np.minimum(a, b)
        likeness = likeness * np.where(shared == union, 1, np.where(inside, 2 / 3, 1 / 3))
    return np.where(union == 0, 0, 1 - likeness)


def _within(chosen: Floats, known: NDArray[np.bool_], distance: SetDistance) -> Floats:
    """Return for each unit the sum over ordered pairs of coders of their sets' distance."""
    sizes = chosen.sum(axis=1)
    total = np.zeros(len(chosen))
    for one in range(chosen.shape[2]):
        for other in range(one):
            shared = (chosen[:, :, one] * chosen[:, :, other]).sum(axis=1)
            apart = _distance(shared, sizes[:, one], sizes[:, other], distance)
            total += 2 * np.where(known[:, one] & known[:, other], apart, 0)
    return total


def _between(sets: Floats, distance: SetDistance) -> float:
    """Return the sum over ordered pairs of all sets of their distance.

    The distance depends on three sizes only, so sets of one size are compared at once.
    """
    _, first, times = np.unique(
        np.packbits(sets.astype(np.bool_), axis=1), axis=0, return_index=True, return_counts=True
    )
    kinds, times = sets[first].astype(np.float32), times.astype(np.float64)
    size = kinds.sum(axis=1)
    by_size = [(float(a), kinds[size == a], times[size == a]) for a in np.unique(size)]
    total = 0.0
    for place, (a, these, weights) in enumerate(by_size):
        for b, those, others in by_size[: place + 1]:
            shared = np.arange(b + 1)
            apart = _distance(shared, np.full_like(shared, a), np.full_like(shared, b), distance)
            met = apart.take((these @ those.T).astype(np.uint8 if b < FEW else np.int64))
            total += (1 if a == b else 2) * float(weights @ met @ others)
    return total
