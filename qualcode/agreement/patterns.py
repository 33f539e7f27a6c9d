"""Rating patterns: the distinct rows of a rating table and how often each occurs.

Every coefficient of a table units × coders depends only on its distinct rows and their
numbers, and two coders with one binary code have at most nine of them however many units
there are. Resampling units is then one multinomial draw, and leaving a transcript out is a
subtraction. Symbols as in Krippendorff 2019, chapter 12: n_uk coders give unit u the value k,
m_u in all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

Ratings = NDArray[np.float64]
Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

CHUNK = 1 << 13
"""Rows coded at a time, so that what is in work fits the processor's cache."""
NARROW = 1 << 12
"""Whole numbers in a range under this are coded without sorting."""
LARGEST_TABLE = 1 << 21
"""Cells of the largest table that is counted directly; beyond it the keys are sorted."""
LARGEST_KEY = 1 << 53
"""Beyond it a row is no longer one exact number."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct rating patterns, and their weight in each group of units.

    ``values`` are the q categories in ascending order, also those that nobody gave, if they
    were named. ``codes`` is patterns × coders: the number of the category, −1 where missing;
    ``None`` where only counts are known. ``counts`` is patterns × categories, n_uk.
    ``weights`` is groups × patterns: how many units, one group when none were named.
    """

    values: NDArray[np.float64]
    codes: Numbers | None
    counts: NDArray[np.float64]
    weights: Weights

    @classmethod
    def of(
        cls,
        ratings: ArrayLike | Patterns,
        *,
        groups: ArrayLike | None = None,
        weights: ArrayLike | None = None,
        categories: Sequence[float] | None = None,
        ordered: bool = True,
    ) -> Patterns:
        """Return the patterns of units × coders, NaN where a coder did not rate the unit.

        ``groups`` numbers each unit's group from 0, ``weights`` says how often each row
        counts, ``categories`` names the whole set of categories where some were not used. Without
        ``ordered`` it may be forgotten which coder gave which rating, which is faster.

        Raises:
            InputError: the table is not two-dimensional, or a rating is in no category.
        """
        if isinstance(ratings, Patterns):
            return ratings if categories is None else ratings.within(categories)
        table = np.asarray(ratings, dtype=np.float64)
        if table.ndim != 2:
            raise InputError("coefficient.dimensions", found=table.ndim)
        if not ordered and groups is None and weights is None:
            tallied = _tallied_counts(table)
            if tallied is not None:
                found = cls(tallied[0], None, *tallied[1:]).used()
                return found if categories is None else found.within(categories)
        values, keys = _keyed(table)
        codes, counted = _tallied(keys, len(values), table.shape[1], groups, weights)
        found = cls(values, codes, _counts(codes, len(values)), counted).used()
        return found if categories is None else found.within(categories)

    @classmethod
    def of_contingency(cls, table: ArrayLike, categories: Sequence[float]) -> Patterns:
        """Return the patterns of two coders' contingency table, rows the first coder's."""
        cells = np.asarray(table, dtype=np.float64)
        q = len(cells)
        codes = np.stack(np.divmod(np.arange(q * q), q), axis=1)
        values = np.asarray(categories, dtype=np.float64)
        return cls(values, codes, _counts(codes, q), cells.reshape(1, -1)).in_order()

    @classmethod
    def of_counts(cls, counts: ArrayLike, categories: Sequence[float]) -> Patterns:
        """Return the patterns of units × categories, where only n_uk is known."""
        rows, number = np.unique(np.asarray(counts, np.float64), axis=0, return_inverse=True)
        values = np.asarray(categories, dtype=np.float64)
        weights = np.bincount(number.ravel(), minlength=len(rows)).reshape(1, -1)
        return cls(values, None, rows, weights.astype(np.float64)).in_order()

    @cached_property
    def total(self) -> Weights:
        """The weight of each pattern over all groups."""
        return np.asarray(self.weights.sum(axis=0))

    @cached_property
    def m(self) -> Weights:
        """m_u: how many coders rated a unit of each pattern."""
        return np.asarray(self.counts.sum(axis=1))

    @property
    def n_coders(self) -> int:
        """How many coders there are; where only counts are known, the most of any unit."""
        return int(self.m.max(initial=0)) if self.codes is None else self.codes.shape[1]

    @cached_property
    def shares(self) -> Weights:
        """Patterns × categories: n_uk / m_u, zero where nobody rated."""
        return self.counts / np.maximum(self.m, 1)[:, None]

    def coders(self, *chosen: int) -> Patterns:
        """Return the patterns of some of the coders."""
        assert self.codes is not None
        return self._merged(self.codes[:, chosen])

    def unordered(self) -> Patterns:
        """Return the patterns without regard to who gave which rating: fewer, and known by n_uk."""
        rows = np.sort(self.codes, axis=1) if self.codes is not None else None
        return self if rows is None else replace(self._merged(rows), codes=None)

    def only(self, value: float) -> Patterns:
        """Return the patterns of one category (1) against all others (0)."""
        match = self.values == value
        mine = self.counts @ match
        counts = np.stack([self.m - mine, mine], axis=1)
        codes = _renumbered(self.codes, match.astype(np.int64))
        return Patterns(np.array([0.0, 1.0]), codes, counts, self.weights)

    def within(self, categories: Sequence[float]) -> Patterns:
        """Return the same patterns over a named set of categories."""
        values = np.unique(np.asarray(categories, dtype=np.float64))
        strange = np.setdiff1d(self.values, values)
        if len(strange):
            raise InputError("coefficient.category", n=len(values), found=f"{strange[0]:g}")
        place = np.searchsorted(values, self.values)
        counts = np.zeros((len(self.counts), len(values)))
        counts[:, place] = self.counts
        return Patterns(values, _renumbered(self.codes, place), counts, self.weights)

    def in_groups(self, chosen: NDArray[np.bool_]) -> Patterns:
        """Return the patterns of some of the groups."""
        return Patterns(self.values, self.codes, self.counts, self.weights[chosen])

    def in_order(self) -> Patterns:
        """Return the same patterns with the categories in ascending order."""
        order = np.argsort(self.values, kind="stable")
        codes = _renumbered(self.codes, np.argsort(order))
        return Patterns(self.values[order], codes, self.counts[:, order], self.weights)

    def used(self) -> Patterns:
        """Return the same patterns over the categories that somebody gave."""
        given = self.total @ self.counts > 0
        keep = self.total > 0
        if given.all() and keep.all():
            return self
        kept = None if self.codes is None else self.codes[keep]
        codes = _renumbered(kept, np.cumsum(given) - 1)
        counts = self.counts[keep][:, given]
        return Patterns(self.values[given], codes, counts, self.weights[:, keep])

    def _merged(self, codes: Numbers) -> Patterns:
        """Return the patterns with these codes, those that have become the same added up."""
        q, width = len(self.values), codes.shape[1]
        large = (q + 1) ** width >= LARGEST_KEY
        keys = codes + 1 if large else (codes + 1) @ (q + 1) ** np.arange(width)[::-1]
        rows, number = _distinct(keys, q, width)
        weights = [np.bincount(number, row, minlength=len(rows)) for row in self.weights]
        return Patterns(self.values, rows, _counts(rows, q), np.stack(weights))


def _keyed(table: Ratings) -> tuple[NDArray[np.float64], Numbers]:
    """Return the categories, and for each row a number whose digits are its ratings.

    A digit is the place of the rating among the categories from 1, and 0 where it is missing.
    Where the number would be too large, the rows themselves are returned.
    """
    narrow = _narrow(table)
    if narrow is not None:
        return narrow
    rated = ~np.isnan(table)
    values = np.unique(table[rated])
    places = np.where(rated, np.searchsorted(values, table) + 1, 0)
    base = len(values) + 1
    if base ** table.shape[1] >= LARGEST_KEY:
        return values, places
    return values, places @ base ** np.arange(table.shape[1])[::-1]


def _narrow(table: Ratings) -> tuple[NDArray[np.float64], Numbers] | None:
    """Return the same for whole numbers in a narrow range, without sorting; else ``None``."""
    low, q = _range(table)
    width = table.shape[1]
    if not q or (q + 1) ** width >= LARGEST_KEY:
        return None
    keys = np.empty(len(table), dtype=np.int64)
    for start in range(0, len(table), CHUNK):
        filled = np.fmax(table[start : start + CHUNK], low - 1)
        if (filled != np.floor(filled)).any():
            return None
        places = filled - (low - 1)
        key = places[:, 0]
        for column in range(1, width):
            key = key * (q + 1) + places[:, column]
        keys[start : start + CHUNK] = key
    return low + np.arange(q, dtype=np.float64), keys


def _tallied_counts(table: Ratings) -> tuple[NDArray[np.float64], Weights, Weights] | None:
    """Return the categories, the distinct rows of n_uk and their weights; ``None`` if too many.

    A row's key has one digit for each category, which counts the coders who gave it.
    """
    low, q = _range(table)
    width = table.shape[1]
    base = width + 1
    if not q or base**q >= LARGEST_TABLE:
        return None
    digits = np.append(0, base ** np.arange(q, dtype=np.int64))
    keys = np.empty(len(table), dtype=np.int64)
    for start in range(0, len(table), CHUNK):
        filled = np.fmax(table[start : start + CHUNK], low - 1)
        places = filled.astype(np.int64)
        if (places != filled).any():
            return None
        places -= int(low) - 1
        given = digits.take(places)
        key = keys[start : start + CHUNK]
        key[:] = given[:, 0]
        for column in range(1, width):
            key += given[:, column]
    times = np.bincount(keys, minlength=base**q)
    present = np.flatnonzero(times != 0)
    rows = present[:, None] // digits[1:] % base
    weights = times[present].reshape(1, -1)
    return low + np.arange(q, dtype=np.float64), rows.astype(np.float64), weights.astype(np.float64)


def _range(table: Ratings) -> tuple[float, int]:
    """Return the lowest rating and the width of the range.

    The width is zero if it is wide, if there is none, or if it does not begin at a whole number
    whose neighbours are exact.
    """
    if not table.size:
        return 0.0, 0
    low = float(np.fmin.reduce(table, axis=None))
    width = float(np.fmax.reduce(table, axis=None)) - low
    narrow = low.is_integer() and abs(low) < LARGEST_KEY / 2 and width < NARROW
    return low, int(width) + 1 if narrow else 0


def _tallied(
    keys: Numbers, q: int, width: int, groups: ArrayLike | None, weights: ArrayLike | None
) -> tuple[Numbers, Weights]:
    """Return the distinct rows, −1 where missing, and their weight in each group."""
    n_cells = (q + 1) ** width
    if groups is None and weights is None and keys.ndim == 1 and n_cells < LARGEST_TABLE:
        times = np.bincount(keys, minlength=n_cells)
        present = np.flatnonzero(times)
        return _decoded(present, q + 1, width), times[present].reshape(1, -1).astype(np.float64)
    rows, number = _distinct(keys, q, width)
    group = np.zeros(len(keys), np.int64) if groups is None else np.asarray(groups, np.int64)
    n_groups = int(group.max(initial=0)) + 1
    counted = None if weights is None else np.asarray(weights, np.float64)
    cells = np.bincount(group * len(rows) + number, counted, minlength=n_groups * len(rows))
    return rows, cells.reshape(n_groups, len(rows)).astype(np.float64)


def _distinct(keys: Numbers, q: int, width: int) -> tuple[Numbers, Numbers]:
    """Return the distinct rows of keys, and each row's number among them."""
    base = q + 1
    if keys.ndim == 2:
        rows, number = np.unique(keys, axis=0, return_inverse=True)
        return rows.astype(np.int64) - 1, number.ravel()
    if base**width < LARGEST_TABLE:
        present = np.bincount(keys, minlength=base**width) > 0
        return _decoded(np.flatnonzero(present), base, width), (np.cumsum(present) - 1)[keys]
    found, number = np.unique(keys, return_inverse=True)
    return _decoded(found, base, width), number.ravel()


def _decoded(keys: Numbers, base: int, width: int) -> Numbers:
    """Return the rows of keys as category numbers, −1 where missing."""
    if base == 1 or base**width >= LARGEST_TABLE:
        powers = base ** np.arange(width, dtype=np.int64)[::-1]
        return keys[:, None] // powers % base - 1
    codes = np.empty((len(keys), width), dtype=np.int64)
    for column, digit in enumerate(np.unravel_index(keys, (base,) * width)):
        np.subtract(digit, 1, out=codes[:, column])
    return codes


def _renumbered(codes: Numbers | None, place: Numbers) -> Numbers | None:
    """Return the codes with the categories' new numbers, −1 as it is."""
    return None if codes is None else np.append(place, -1)[codes]


def _counts(codes: Numbers, q: int) -> NDArray[np.float64]:
    """Return n_uk of each pattern."""
    cells = codes + 1 + np.arange(len(codes))[:, None] * (q + 1)
    counted = np.bincount(cells.ravel(), minlength=len(codes) * (q + 1))
    return counted.reshape(len(codes), q + 1)[:, 1:].astype(np.float64)
