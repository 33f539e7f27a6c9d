"""One trial on a labelled table: groups are held out once, and every figure is taken on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from qualcode.suggest import learn
from qualcode.suggest.curve.baseline import Plain
from qualcode.suggest.curve.holdout import holdout, samples
from qualcode.suggest.curve.measures import CurveMeasures, Scored, measure_all
from qualcode.suggest.curve.simulation import MOST, Simulation, simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model import Codebook
    from qualcode.suggest.curve.simulation import Reached
    from qualcode.suggest.examples import Context, Training

Model = Literal["ours", "plain"]

CHECKPOINTS = (60, 100, 200, 300)
"""After so many units both queues are measured; the default queue after every batch too."""

QUEUE = "mix"
AGAINST = "random"


class Taken(NamedTuple):
    """What a model is worth that learned from ``units`` with ``positives`` of each code."""

    model: Model
    size: int
    units: int
    positives: tuple[int, ...]
    measures: CurveMeasures


@dataclass(frozen=True, slots=True, eq=False)
class SimulationRun:
    """What may be read (``pool``, in reading order; ``order`` at random) and what never is.

    A queue reads ``most`` units, which is for all trials of a table the same.
    """

    book: Codebook
    pool: Training
    order: tuple[int, ...]
    test: Training
    context: Context
    seed: int
    most: int = MOST

    @classmethod
    def of(cls, book: Codebook, table: Training, context: Context, seed: int) -> SimulationRun:
        """Hold groups out; the context's pool are the units that may be read, without labels."""
        pool, test = holdout(table, seed)
        ordered = np.sort(pool)
        kept = table.part(ordered)
        places = np.searchsorted(ordered, pool)
        about = replace(context, pool=kept.examples)
        return cls(book, kept, tuple(places.tolist()), table.part(test), about, seed)

    @property
    def simulation(self) -> Simulation:
        """The same pool and test for the queues."""
        return Simulation(self.book, self.pool, self.test, self.context, self.seed, self.most)

    def steps(self, sizes: Sequence[int]) -> int:
        """Return how often something is fitted, and ``told`` called."""
        return 1 + 2 * len(sizes) + len(self._ends(QUEUE)) + len(self._ends(AGAINST))

    def take(self, sizes: Sequence[int], told: Callable[[str], None]) -> list[Taken]:
        """Return what both models are worth, ours without a label first."""
        taken = [self._ours(0, None)]
        told("no label")
        for size, rows in zip(sizes, samples(self.pool, np.array(self.order), sizes), strict=True):
            read = self.pool.part(np.sort(rows))
            taken.append(self._plain(size, read))
            told(f"{size} a code, baseline")
            taken.append(self._ours(size, read))
            told(f"{size} a code")
        return taken

    def queue(self, name: str, told: Callable[[str], None]) -> list[Reached]:
        """Return what is reached when a queue says what to read."""
        return simulate(self.simulation, name, self._ends(name), lambda: told(f"queue {name}"))

    def _ends(self, name: str) -> list[int]:
        ends = self.simulation.ends()
        if name == QUEUE:
            return ends
        return [end for end in ends if end in CHECKPOINTS or end == ends[-1]]

    def _ours(self, size: int, read: Training | None) -> Taken:
        learned = learn(self.book, read, self.context, seed=self.seed)
        sure = np.array([scale == "probability" for scale in learned.scales], dtype=np.bool_)
        scored = Scored(learned.score(self.test.examples), np.asarray(learned.cuts), sure)
        return self._taken("ours", size, read, scored)

    def _plain(self, size: int, read: Training) -> Taken:
        fitted = Plain.fit(read, seed=self.seed)
        return self._taken("plain", size, read, fitted.scored(self.test.examples))

    def _taken(self, model: Model, size: int, read: Training | None, scored: Scored) -> Taken:
        found = measure_all(self.test.labels == 1, scored)
        positives = (read.labels == 1).sum(axis=0).tolist() if read else [0] * len(self.pool.codes)
        return Taken(model, size, len(read.examples) if read else 0, tuple(positives), found)
