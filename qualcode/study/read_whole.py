"""What is read whole: turns by their sentences, and units by several readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qualcode import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.spans import Stretch

Places = npt.NDArray[np.integer[Any]]
"""Starts and ends (n × 2), in the order of the text."""


def turns_read(turns: Places, sentences: Places | None, read: Places) -> int:
    """Return how many turns have all of their sentences inside what was read.

    A turn without a sentence is none; without sentences there is none.
    """
    if sentences is None:
        return 0
    first, after = _within(sentences, read)
    done = np.zeros(len(sentences) + 1, dtype=np.int64)
    np.add.at(done, first, 1)
    np.add.at(done, after, -1)
    covered = np.concatenate(([0], np.cumsum(np.cumsum(done)[:-1] > 0)))
    first, after = _within(sentences, turns)
    held = after - first
    return int(np.sum((held > 0) & (covered[after] - covered[first] == held)))


def _within(sentences: Places, places: Places) -> tuple[Places, Places]:
    """Return for each place the run of sentences that begin and end inside it: first, after."""
    first = np.searchsorted(sentences[:, 0], places[:, 0], side="left")
    after = np.searchsorted(sentences[:, 1], places[:, 1], side="right")
    return first, np.maximum(after, first)


def read_twice(units: Sequence[Stretch], readers: Iterable[Iterable[Stretch]]) -> bool:
    """Return whether any unit of a text is read whole by two readers or more."""
    times = sum(
        (spans.read(units, own).astype(int) for own in readers), np.zeros(len(units), dtype=int)
    )
    return bool((times > 1).any())
