"""What to read next: strategies that pick a batch from the units that are still open.

Measuring and selecting are two things: a state holds what the suggester says of the open units, a
strategy picks rows of it. The default mix begins with what is nearest to each code, seeks those
that have few positives, and then asks where the suggester is least sure; a part of every later
batch is drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggest.examples import Floats

Integers = npt.NDArray[np.intp]

BATCH = 20
"""So many units make a batch."""

FEW = 5
"""A code with fewer positives than this is scarce: it cannot be learned yet."""

SEEDS = 3
"""The first batch of the mix brings so many units a code."""

CERTAIN = 1.0
_EDGE = 1e-6


class Picked(NamedTuple):
    """A row of the state, the probability with which it came, and the part that brought it.

    ``probability`` is that of the row to be in *this* batch, given the state and thus everything
    that was read before: 1.0 where a rule chose it and would choose it again with any seed, else
    m / (n - c), where m of the n - c rows that no rule had chosen were drawn at random. So the
    random rows of a batch are a simple random sample of what the rules left, and the sum of
    y / probability over a batch estimates the total of the n open units without bias. It is no
    probability over several batches (earlier answers steer later rules), and rows that a rule
    chose stand only for themselves.
    """

    row: int
    probability: float
    queue: str


@dataclass(frozen=True, slots=True, eq=False)
class QueueState:
    """What is known when a batch is planned; rows are open units, columns are ``codes``.

    ``scores`` (units × codes in [0, 1]) are the suggester's, ``similarity`` (the same shape, any
    scale) those of its cold start; NaN is nothing known. ``positives`` is how many units a person
    gave each code so far, ``position`` where each unit stands in reading order, ``read`` how many
    units were read, ``first`` whether this is the first batch of all.
    """

    scores: Floats
    similarity: Floats
    positives: npt.NDArray[np.int64]
    codes: tuple[str, ...]
    position: Integers
    read: int = 0
    first: bool = False

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        shape = (len(self.position), len(self.codes))
        if self.scores.shape != shape or self.similarity.shape != shape:
            raise ValueError(
                f"scores and similarity must be {shape[0]} units × {shape[1]} codes, found "
                f"{self.scores.shape} and {self.similarity.shape}"
            )
        if self.positives.shape != shape[1:]:
            raise ValueError(f"positives must be one number a code, found {self.positives.shape}")

    @property
    def scarce(self) -> Integers:
        """The columns of the codes with too few positives."""
        return np.flatnonzero(self.positives < FEW)

    def best(self, values: Floats) -> Integers:
        """Return the rows, the highest value first, equal ones as they are read."""
        return np.lexsort((self.position, -values))


Strategy = Callable[[QueueState, int, np.random.Generator], list[Picked]]
"""Pick at most so many rows, none twice; all of them where there are fewer."""


def plan(name: str, state: QueueState, size: int, rng: np.random.Generator) -> list[Picked]:
    """Return a batch of ``min(size, open units)`` rows, picked by a strategy of ``QUEUES``.

    The same state and the same state of ``rng`` give the same batch.
    """
    return QUEUES[name](state, min(size, len(state.position)), rng)


def entropy(scores: Floats) -> Floats:
    """Return each row's sum of the binary entropies of its scores, in bits."""
    p = np.clip(np.nan_to_num(scores), 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = -(p * np.log2(p) + (1 - p) * np.log2(1 - p))
    summed: Floats = np.nan_to_num(bits).sum(axis=1)
    return summed


def nearness(state: QueueState) -> Floats:
    """Return units × codes: the logit of the score plus the similarity in standard deviations."""
    p = np.clip(np.nan_to_num(state.scores), _EDGE, 1 - _EDGE)
    near: Floats = np.log(p / (1 - p)) + _standardised(state.similarity)
    return near


def _standardised(values: Floats) -> Floats:
    """Return z-scores by column; what is not known (NaN, infinite) stands at the mean."""
    known = np.isfinite(values)
    n = np.maximum(known.sum(axis=0), 1)
    middle = np.where(known, values, 0.0).sum(axis=0) / n
    off: Floats = np.where(known, values - middle, 0.0)
    spread = np.sqrt((off**2).sum(axis=0) / n)
    z: Floats = off / np.where(spread > 0, spread, 1.0)
    return z


def _uncertain(state: QueueState, size: int, _rng: np.random.Generator) -> list[Picked]:
    rows = state.best(entropy(state.scores))[:size]
    return [Picked(row, CERTAIN, "uncertain") for row in rows.tolist()]


def _reading(state: QueueState, size: int, _rng: np.random.Generator) -> list[Picked]:
    rows = np.argsort(state.position, kind="stable")[:size]
    return [Picked(row, CERTAIN, "reading") for row in rows.tolist()]


def _random(state: QueueState, size: int, rng: np.random.Generator) -> list[Picked]:
    return _with_random([], state, size, rng)


def _scarce(state: QueueState, size: int, rng: np.random.Generator) -> list[Picked]:
    """Seek the scarce codes, or those with the fewest positives where none is scarce."""
    columns = state.scarce
    if not len(columns) and len(state.codes):
        columns = np.flatnonzero(state.positives == state.positives.min())
    picked = _sought(state, nearness(state), columns, size, "scarce")
    return _with_random(picked, state, size, rng)


def _mix(state: QueueState, size: int, rng: np.random.Generator) -> list[Picked]:
    if state.first:
        columns = np.arange(len(state.codes))
        seeds = min(size, SEEDS * len(columns))
        picked = _sought(state, nearness(state), columns, seeds, "seed")
    elif len(state.scarce):
        picked = _sought(state, nearness(state), state.scarce, size // 2, "scarce")
    else:
        picked = _uncertain(state, size - ceil(size / 4), rng)
    batch = _with_random(picked, state, size, rng)
    # who stops within a batch leaves a random part of it, and nobody can tell which was drawn
    return [batch[place] for place in rng.permutation(len(batch)).tolist()]


def _sought(
    state: QueueState, near: Floats, columns: Integers, size: int, queue: str
) -> list[Picked]:
    """Pick the nearest units of each code in turn, ``size`` in all where there are so many.

    A code that tells no unit from the others has no nearest ones. With more codes than places
    the turn goes on in the next batch where this one ends, by what was read.
    """
    if not len(columns) or not size:
        return []
    columns = np.roll(columns, -(state.read % len(columns)))
    queues = [_nearest(state, near[:, column]) for column in columns.tolist()]
    rows: dict[int, None] = {}
    while queues and len(rows) < size:
        for each in list(queues):
            row = next((row for row in each if row not in rows), None)
            if row is None:
                queues.remove(each)
            elif len(rows) < size:
                rows[row] = None
    return [Picked(row, CERTAIN, queue) for row in rows]


def _nearest(state: QueueState, near: Floats) -> Iterator[int]:
    """Yield the rows of a code that are nearer than its farthest, the nearest first."""
    order = state.best(near)
    return iter(order[near[order] > near.min()].tolist())


def _with_random(
    picked: Sequence[Picked], state: QueueState, size: int, rng: np.random.Generator
) -> list[Picked]:
    """Fill the batch with rows drawn at random, without replacement, from those left."""
    left = np.setdiff1d(np.arange(len(state.position)), [each.row for each in picked])
    wanted = size - len(picked)
    if not wanted:
        return list(picked)
    drawn = rng.choice(left, size=wanted, replace=False)
    share = wanted / len(left)
    return [*picked, *(Picked(row, share, "random") for row in drawn.tolist())]


QUEUES: dict[str, Strategy] = {
    "mix": _mix,
    "uncertain": _uncertain,
    "scarce": _scarce,
    "random": _random,
    "reading": _reading,
}
"""Every way to pick what comes next; the first is the default. A new one is a row here."""
