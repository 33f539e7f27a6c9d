"""How often somebody used each code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt


class Use(NamedTuple):
    """How often a coder used a code: codings, transcripts, and participants who said them."""

    codings: int = 0
    transcripts: int = 0
    participants: int = 0


def uses(
    rows: npt.NDArray[np.int64], turns: npt.NDArray[np.int64], name_of: Callable[[int], str]
) -> dict[str, Use]:
    """Return how often each code was used, by the name that its key is read as.

    ``rows`` are codings (key of the code, text, start), ``turns`` those that somebody named says
    (text, start, participant), both sorted.
    """
    said_by = _said_by(rows, turns)
    keys: dict[str, list[int]] = {}
    for key in np.unique(rows[:, 0]).tolist():
        keys.setdefault(name_of(key), []).append(key)
    found: dict[str, Use] = {}
    for name, stored in keys.items():
        mine = np.isin(rows[:, 0], stored)
        people = np.unique(said_by[mine])
        texts = len(np.unique(rows[mine, 1]))
        found[name] = Use(int(mine.sum()), texts, int(np.count_nonzero(people)))
    return found


def _said_by(rows: npt.NDArray[np.int64], turns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the participant in whose turn each coding begins, 0 where nobody is named."""
    if not len(turns):
        return np.zeros(len(rows), dtype=np.int64)
    wide = np.int64(2**32)
    at = np.searchsorted(turns[:, 0] * wide + turns[:, 1], rows[:, 1] * wide + rows[:, 2], "right")
    before = np.maximum(at - 1, 0)
    same = turns[before, 0] == rows[:, 1]
    return np.where(same, turns[before, 2], 0)
