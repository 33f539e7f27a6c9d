"""Read a labelled table as a coder would: batch by batch, each planned by what was read before.

The labels of a unit are hidden until it is picked. Learning and picking are ``learn`` and
``queue.plan``, as in a project.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.suggest import Training, learn
from qualcode.suggest.curve.measures import average_precision, mean
from qualcode.suggest.queue import BATCH, QueueState, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qualcode.model import Codebook
    from qualcode.suggest.examples import Context, Floats

MOST = 300
"""A simulation ends when so many units were read."""


class Reached(NamedTuple):
    """The mean average precision on unseen groups after so many units were read."""

    read: int
    mean_average_precision: float


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """What is read from (``pool``, in reading order) and what is measured on."""

    book: Codebook
    pool: Training
    test: Training
    context: Context
    seed: int
    most: int = MOST
    batch: int = BATCH

    def ends(self) -> list[int]:
        """Return after how many units each batch ends."""
        most = min(self.most, len(self.pool.examples))
        return [min(start + self.batch, most) for start in range(0, most, self.batch)]


def simulate(
    simulation: Simulation,
    queue: str,
    at: Collection[int],
    told: Callable[[], None] = lambda: None,
) -> list[Reached]:
    """Return what is reached ``at`` these ends of batches, with units picked by a queue.

    The suggester is refitted at these ends only. A code that the test has never, or always,
    is left out of the mean. ``told`` is called after each fit; what it raises stops the work.
    """
    reader = _Reader(simulation)
    rng = np.random.default_rng(simulation.seed)
    reached = []
    for end in simulation.ends():
        picked = plan(queue, reader.state(), end - reader.count, rng)
        reader.read([each.row for each in picked])
        if end in at:
            reader.refit()
            reached.append(Reached(end, mean(reader.tested())))
            told()
    return reached


class _Reader:
    """A coder with a suggester: which units of the pool were read, and what is said of them."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._known = np.full(simulation.pool.labels.shape, np.nan)
        self._open = np.arange(len(simulation.pool.examples))
        self.refit()

    @property
    def count(self) -> int:
        return len(self._known) - len(self._open)

    def refit(self) -> None:
        """Learn from what was read, and score what is open."""
        at, pool = self._simulation, self._simulation.pool
        training = Training(pool.examples, self._known, pool.codes, pool.groups)
        self._learned = learn(at.book, training if self.count else None, at.context, seed=at.seed)
        self._scores = self._learned.sheet(pool.examples)

    def state(self) -> QueueState:
        """Return what a queue may know: nothing of a unit's labels before it was read."""
        scores = self._scores[self._open]
        positives = np.nansum(self._known, axis=0).astype(np.int64)
        return QueueState(
            scores,
            scores,
            positives,
            self._simulation.pool.codes,
            self._open,
            self.count,
            first=not self.count,
        )

    def read(self, rows: Sequence[int]) -> None:
        chosen = self._open[list(rows)]
        self._known[chosen] = self._simulation.pool.labels[chosen]
        self._open = np.setdiff1d(self._open, chosen)

    def tested(self) -> Floats:
        test = self._simulation.test
        return average_precision(test.labels == 1, self._learned.score(test.examples))
