"""Random rating tables for the tests of agreement, patterns written out, results compared."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import strategies as st

from qualcode.agreement import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from qualcode.agreement import Estimate, Patterns, Ratings

PRESENCE = (0.0, 1.0)
COUNTING = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
SCALES = {
    "presence": PRESENCE,
    "whole": COUNTING,
    "negative": (-3.0, -1.0, 0.0, 2.0),
    "fractions": (-0.5, 0.1, 1 / 3, 1.1, 2.75),
    "apart": (0.0, 7.0, 60.0, 3000.0),
    "far apart": (-1e6, 0.0, 4096.0, 1e9),
    "beyond whole doubles": (2.0**53, 2.0**53 + 2, 1e300),
    "within rounding": (0.0, 1e-20, 1.0),
}
"""Whole numbers in a narrow range are counted in another way than others, and few patterns in
another way than many."""
COMMON = ("presence", "whole", "apart")

Row = tuple[float | None, ...]


class Table(NamedTuple):
    """Ratings, and the categories that they are drawn from."""

    ratings: Ratings
    values: tuple[float, ...]


@st.composite
def tables(
    draw: st.DrawFn,
    *,
    coders: tuple[int, int] = (2, 5),
    rows: tuple[int, int] = (0, 20),
    missing: bool = True,
    scales: Iterable[str] = tuple(SCALES),
) -> Table:
    """Draw units × coders with one to all categories of a scale, NaN where missing."""
    scale = SCALES[draw(st.sampled_from(list(scales)))]
    values = scale[: draw(st.integers(1, len(scale)))]
    cell = st.sampled_from([*values, np.nan] if missing else values)
    width = draw(st.integers(*coders))
    row = st.lists(cell, min_size=width, max_size=width)
    drawn = draw(st.lists(row, min_size=rows[0], max_size=rows[1]))
    return Table(np.array(drawn, dtype=float).reshape(-1, width), values)


def shared_rows(ratings: Ratings) -> Ratings:
    """Return the rows with at least two ratings."""
    return ratings[read_by_two(ratings)]


def varies(ratings: Ratings) -> bool:
    """Return whether more than one value was given."""
    return len(np.unique(ratings[~np.isnan(ratings)])) > 1


def written(ratings: Ratings) -> Counter[Row]:
    """Return how often each row occurs, ``None`` where it is missing."""
    return Counter(tuple(None if np.isnan(it) else it for it in row) for row in ratings.tolist())


def written_out(patterns: Patterns, weights: NDArray[np.float64] | None = None) -> Counter[Row]:
    """Return the same of patterns, all groups together or by other weights."""
    assert patterns.codes is not None
    rows: Counter[Row] = Counter()
    total = patterns.total if weights is None else weights
    for codes, times in zip(patterns.codes, total, strict=True):
        if times:
            rows[tuple(None if c < 0 else float(patterns.values[c]) for c in codes)] += times
    return rows


def read_by_two(ratings: Ratings) -> NDArray[np.bool_]:
    """Return which rows have at least two ratings."""
    return (~np.isnan(ratings)).sum(axis=1) >= 2


def transcripts(*texts: str) -> tuple[Ratings, NDArray[np.int64]]:
    """Return ratings of two coders, and each unit's transcript.

    ``2`` is a unit that both gave the code, ``1`` the first alone, ``0`` neither.
    """
    pairs = {"2": (1, 1), "1": (1, 0), "0": (0, 0)}
    ratings = [pairs[unit] for text in texts for unit in text]
    groups = [number for number, text in enumerate(texts) for _ in text]
    return np.array(ratings, dtype=float).reshape(-1, 2), np.array(groups, dtype=np.int64)


def same(a: Estimate, b: Estimate) -> bool:
    return a.reason == b.reason and a.value == pytest.approx(b.value, rel=1e-9, nan_ok=True)


def is_said(found: Estimate) -> bool:
    """Return whether it is a value, or NaN with a reason that has words."""
    if isnan(found.value):
        return found.reason in REASONS
    return found.reason is None and found.value <= 1 + 1e-12
