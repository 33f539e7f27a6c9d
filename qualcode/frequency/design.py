"""The turns that a share speaks of: which stratum each is in, and what was found in those read.

Blind turns were drawn by a seeded permutation in each stratum (a transcript, several short ones
together, or a later draw), so those of them that were read, n_h of N_h, stand for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Turns:
    """The frame, turn by turn: every in-frame turn of every stratum, read or not.

    ``stratum`` has any label; ``units`` is how many units of the counted kind the turn holds
    (1 where the turn itself is counted); ``positives`` is how many of these have the code, NaN
    where the turn was not blind or was not read to its end for this code.

    Raises:
        ValueError: the arrays differ in length, or a turn has more positives than units.
    """

    stratum: NDArray[np.int64]
    units: Floats
    positives: Floats

    @classmethod
    def of(cls, stratum: ArrayLike, units: ArrayLike, positives: ArrayLike) -> Turns:
        """Return turns from one value a turn."""
        labels = np.asarray(stratum).ravel()
        number = np.unique(labels, return_inverse=True)[1].ravel().astype(np.int64)
        m = np.asarray(units, dtype=np.float64).ravel()
        t = np.asarray(positives, dtype=np.float64).ravel()
        if not len(number) == len(m) == len(t):
            raise ValueError(f"{len(number)} strata, {len(m)} sizes and {len(t)} counts of turns")
        if (t > m).any() or (t < 0).any() or (m < 0).any():
            raise ValueError("a turn has from none to all of its units positive")
        return cls(number, m, t)

    @classmethod
    def from_units(cls, y: ArrayLike, turn: ArrayLike, stratum: ArrayLike) -> Turns:
        """Return turns from one value a unit: 1, 0, or NaN where it was not blind and read.

        ``turn`` is the index of the unit's turn in ``stratum``, which has one value a turn. A
        turn with an unread unit is not read.
        """
        number = np.asarray(turn, dtype=np.int64).ravel()
        labels = np.asarray(stratum).ravel()
        return cls.of(
            labels, np.bincount(number, minlength=len(labels)), totals(y, turn, len(labels))
        )

    @cached_property
    def read(self) -> NDArray[np.bool_]:
        """Which turns were blind and read."""
        return ~np.isnan(self.positives)

    @cached_property
    def size(self) -> NDArray[np.int64]:
        """N_h, turns of each stratum."""
        return np.bincount(self.stratum).astype(np.int64)

    @cached_property
    def drawn(self) -> NDArray[np.int64]:
        """n_h, blind and read turns of each stratum."""
        return np.bincount(self.stratum[self.read], minlength=len(self.size)).astype(np.int64)

    @property
    def missing(self) -> int:
        """How many turns lie in strata of which no blind turn was read; none stands for them."""
        return int(self.size[self.drawn == 0].sum())

    @property
    def equal(self) -> bool:
        """Whether every turn had the same probability, n_h / N_h, to the last digit."""
        return bool((self.drawn * self.size.sum() == self.size * self.drawn.sum()).all())

    def part(self) -> Turns:
        """Return the strata of which a blind turn was read; an estimate for them is of a part."""
        return self.only((self.drawn > 0)[self.stratum])

    def only(self, kept: NDArray[np.bool_]) -> Turns:
        """Return some of the turns, as a frame of their own: right for whole strata only."""
        return Turns.of(self.stratum[kept], self.units[kept], self.positives[kept])

    def domain(self, inside: NDArray[np.bool_]) -> Turns:
        """Return a domain, such as a group's turns: the others stay in the draw, without units.

        Strata without a turn of it are left out. How many of its turns a stratum's draw caught
        is chance, and counts as such.
        """
        held = np.bincount(self.stratum[inside], minlength=len(self.size)) > 0
        kept = held[self.stratum]
        m = np.where(inside, self.units, 0.0)[kept]
        t = np.where(inside | ~self.read, self.positives, 0.0)[kept]
        return Turns.of(self.stratum[kept], m, t)


def totals(y: ArrayLike, turn: ArrayLike, n: int) -> Floats:
    """Return the sum of a value over the units of each of ``n`` turns, NaN where one is NaN."""
    number = np.asarray(turn, dtype=np.int64).ravel()
    values = np.asarray(y, dtype=np.float64).ravel()
    # without units NumPy counts in whole numbers, weights or not
    return np.bincount(number, weights=values, minlength=n).astype(np.float64)
