"""Divide a labelled table as a study would meet it: groups to learn from, groups never seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from qualcode.suggest.examples import Training

    Integers = npt.NDArray[np.intp]

TEST = 0.4
"""The share of the groups that is held out."""

LARGEST = 2_000
"""At most so many units are tested on, drawn at random from the groups held out."""


class Holdout(NamedTuple):
    """Rows of a table: ``pool`` may be read, in random order; ``test`` never is, in order."""

    pool: Integers
    test: Integers


def holdout(table: Training, seed: int) -> Holdout:
    """Return 40 % of the groups as test, at most 2,000 units of them, and the rest as pool.

    Raises:
        InputError: there are fewer than two groups.
    """
    rng = np.random.default_rng(seed)
    groups = np.array(table.groups)
    names = np.unique(groups)
    if len(names) < 2:
        raise InputError("curve_holdout.groups", n_names=len(names))
    wanted = min(max(round(TEST * len(names)), 1), len(names) - 1)
    outside = np.isin(groups, rng.permutation(names)[:wanted])
    pool, test = np.flatnonzero(~outside), np.flatnonzero(outside)
    if len(test) > LARGEST:
        test = np.sort(rng.choice(test, LARGEST, replace=False))
    return Holdout(rng.permutation(pool), test)


def samples(table: Training, pool: Integers, sizes: Sequence[int]) -> list[Integers]:
    """Return for each size, smallest first, rows of the pool with so many positives of each code.

    Codes in order take the next rows of the pool that have them until ``size`` of the rows taken
    do, as far as the pool goes; then rows without any code join at their share in the pool. A
    larger size keeps what a smaller one has taken.
    """
    coded = table.labels[pool] == 1
    empty = np.flatnonzero(~coded.any(axis=1))
    share = len(empty) / max(len(pool) - len(empty), 1)
    taken = np.zeros(len(pool), dtype=np.bool_)
    drawn = []
    for size in sizes:
        for column in coded.T:
            missing = max(size - int((taken & column).sum()), 0)
            taken[np.flatnonzero(column & ~taken)[:missing]] = True
        joined = taken.copy()
        joined[empty[: round(share * int(taken.sum()))]] = True
        drawn.append(pool[np.flatnonzero(joined)])
    return drawn
