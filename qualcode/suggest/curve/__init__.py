"""What suggestions are worth on a labelled table: with no label, with few, and what to read next.

Ours goes through ``learn`` and ``queue.plan`` as in a project; the plain baseline learns from the
same units and is measured on the same ones. One trial a seed; figures are their mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.errors import InputError
from qualcode.suggest.curve.measures import mean
from qualcode.suggest.curve.simulation import MOST
from qualcode.suggest.curve.trial import AGAINST, QUEUE, SimulationRun
from qualcode.suggest.evaluation import SEED
from qualcode.suggest.examples import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from qualcode.model import Codebook
    from qualcode.suggest.curve.simulation import Reached
    from qualcode.suggest.curve.trial import Model, Taken
    from qualcode.suggest.examples import Encode, Training, Vectors

    OnStep = Callable[[int, int, str], None]

SIZES = (5, 20, 50)
SEEDS = 3
_PART = 500
FIGURES = ("mean_average_precision", "recall_at_3", "macro_f1", "calibration_error")


class Spread(NamedTuple):
    """A figure over the seeds: mean, lowest and highest of those that are defined, else NaN."""

    mean: float = nan
    low: float = nan
    high: float = nan
    by_seed: tuple[float, ...] = ()

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Return the spread of one value a seed."""
        every = tuple(values)
        known = [value for value in every if not np.isnan(value)]
        if not known:
            return cls(by_seed=every)
        return cls(mean(known), min(known), max(known), every)


@dataclass(frozen=True, slots=True)
class Point:
    """A model with ``size`` positives a code (0: no label), over the seeds.

    ``units`` and ``positives`` (by code) are what was learned from, the mean; ``figures`` by the
    names of ``FIGURES``; ``average_precision`` by code; ``calibrated`` is how many codes had
    probabilities, the mean.
    """

    model: Model
    size: int
    units: float
    positives: dict[str, float]
    figures: dict[str, Spread]
    average_precision: dict[str, Spread]
    calibrated: float


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue, and the mean average precision on unseen groups after so many units were read."""

    name: str
    reached: dict[int, Spread]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many units the default queue needs for what random reading reaches after ``read``.

    ``needed`` is the end of the first batch at which the mean over the seeds is as high,
    ``None`` where it never is; ``by_seed`` the same within each seed.
    """

    read: int
    quality: float
    needed: int | None
    by_seed: tuple[int | None, ...]

    @property
    def percent(self) -> float:
        """The share of units that need not be read, in per cent; NaN where it is not reached."""
        return nan if self.needed is None else 100 * (1 - self.needed / self.read)


@dataclass(frozen=True, slots=True)
class Curve:
    """All figures of one table.

    ``unused`` are codes of the codebook that no row has; ``undefined`` used ones that the units
    held out by some seed have never, or always: they are left out of that seed's means.
    ``short`` are codes with fewer positives than the largest size in a seed's pool.
    """

    units: int
    groups: int
    coded: int
    codes: tuple[str, ...]
    unused: tuple[str, ...]
    undefined: tuple[str, ...]
    short: tuple[str, ...]
    seeds: tuple[int, ...]
    tested: float
    points: tuple[Point, ...]
    queues: tuple[Queue, ...]
    saved: Saved

    @property
    def better(self) -> bool:
        """Whether our mean average precision is the higher one at every size."""
        name = FIGURES[0]
        pairs = zip(self._of("plain"), self._of("ours")[1:], strict=True)
        return all(ours.figures[name].mean > plain.figures[name].mean for plain, ours in pairs)

    def _of(self, model: Model) -> list[Point]:
        return [point for point in self.points if point.model == model]


@dataclass(slots=True)
class _Steps:
    """Counts what is done, over all trials."""

    tell: OnStep | None
    of: int = 0
    done: int = 0

    def __call__(self, what: str) -> None:
        self.done += 1
        if self.tell is not None:
            self.tell(self.done, self.of, what)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What one trial found."""

    trial: SimulationRun
    taken: list[Taken]
    reached: dict[str, list[Reached]] = field(default_factory=dict)


def curve(
    book: Codebook,
    table: Training,
    context: Context | None = None,
    *,
    sizes: Sequence[int] = SIZES,
    seeds: int = SEEDS,
    on_step: OnStep | None = None,
) -> Curve:
    """Measure ours and the plain baseline on a table of which every unit was read.

    ``table`` has the codebook's codes in order; ``context`` brings patterns and embeddings, its
    pool is replaced. ``on_step`` hears (done, of, what) after each fit; what it raises stops the
    work. The same table, sizes and number of seeds give the same figures.

    Raises:
        InputError: there is no group to hold out, or nothing is coded.
    """
    if not (table.labels == 1).any():
        raise InputError("curve_rows.no_codes")
    sizes = sorted(set(sizes))
    about = context or Context()
    kept = Kept(about.encode) if about.encode else None
    about = replace(about, encode=kept)
    trials = [SimulationRun.of(book, table, about, SEED + number) for number in range(seeds)]
    most = min(MOST, *(len(trial.pool.examples) for trial in trials))
    trials = [replace(trial, most=most) for trial in trials]
    parts = range(0, len(table.examples) if kept else 0, _PART)
    told = _Steps(on_step, len(parts) + sum(trial.steps(sizes) for trial in trials))
    for start in parts:
        if kept:
            kept([example.text for example in table.examples[start : start + _PART]])
        told("embeddings")
    found = []
    for trial in trials:
        one = _Found(trial, trial.take(sizes, told))
        for name in (AGAINST, QUEUE):
            one.reached[name] = trial.queue(name, told)
        found.append(one)
    return _curve(table, sizes, found)


def _curve(table: Training, sizes: Sequence[int], found: Sequence[_Found]) -> Curve:
    truth = table.labels == 1
    queues = tuple(_queue(name, found) for name in (AGAINST, QUEUE))
    undefined = np.any([_undefined(one.trial.test) for one in found], axis=0)
    short = np.any([_fewer(one.trial.pool, max(sizes)) for one in found], axis=0)
    used = truth.any(axis=0)

    def named(columns: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(code for code, is_it in zip(table.codes, columns, strict=True) if is_it)

    return Curve(
        units=len(table.examples),
        groups=len(set(table.groups)),
        coded=int(truth.any(axis=1).sum()),
        codes=table.codes,
        unused=named(~used),
        undefined=named(undefined & used),
        short=named(short & used),
        seeds=tuple(one.trial.seed for one in found),
        tested=mean([float(len(one.trial.test.examples)) for one in found]),
        points=tuple(_points(table.codes, found)),
        queues=queues,
        saved=saved(*queues),
    )


def _points(codes: Sequence[str], found: Sequence[_Found]) -> Iterator[Point]:
    for taken in zip(*(one.taken for one in found), strict=True):
        measures = [one.measures for one in taken]
        precision = zip(*(one.average_precision for one in measures), strict=True)
        positives = np.mean([one.positives for one in taken], axis=0).tolist()
        yield Point(
            taken[0].model,
            taken[0].size,
            mean([float(one.units) for one in taken]),
            dict(zip(codes, positives, strict=True)),
            {name: Spread.of(float(getattr(one, name)) for one in measures) for name in FIGURES},
            dict(zip(codes, (Spread.of(map(float, values)) for values in precision), strict=True)),
            mean([float(one.calibrated) for one in measures]),
        )


def _queue(name: str, found: Sequence[_Found]) -> Queue:
    by_seed = [dict(one.reached[name]) for one in found]
    return Queue(name, {end: Spread.of(seed[end] for seed in by_seed) for end in by_seed[0]})


def saved(against: Queue, queue: Queue) -> Saved:
    """Return when a queue reaches what another has reached at its end."""
    read = max(against.reached)
    goal = against.reached[read]
    by_seed = [
        _first({end: at.by_seed[seed] for end, at in queue.reached.items()}, wanted)
        for seed, wanted in enumerate(goal.by_seed)
    ]
    needed = _first({end: at.mean for end, at in queue.reached.items()}, goal.mean)
    return Saved(read, goal.mean, needed, tuple(by_seed))


def _first(reached: dict[int, float], goal: float) -> int | None:
    return next((end for end, quality in reached.items() if quality >= goal), None)


def _undefined(test: Training) -> npt.NDArray[np.bool_]:
    truth = test.labels == 1
    undefined: npt.NDArray[np.bool_] = ~truth.any(axis=0) | truth.all(axis=0)
    return undefined


def _fewer(pool: Training, size: int) -> npt.NDArray[np.bool_]:
    fewer: npt.NDArray[np.bool_] = (pool.labels == 1).sum(axis=0) < size
    return fewer


class Kept:
    """An encoder that encodes each text once."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, Vectors] = {}

    def __call__(self, said: Sequence[str]) -> Vectors:
        """Return the vectors of texts, in order."""
        new = sorted(set(said) - self._known.keys())
        if new:
            self._known.update(zip(new, self._encode(new), strict=True))
        known = [self._known[text] for text in said]
        return np.array(known, dtype=np.float32) if known else self._encode([])
