"""A batch of units that come up for a coder: picked by a queue, blind turns in between."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.errors import InputError
from qualcode.suggest import queue as queues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from qualcode.frequency.model_scores import ScoreSheet
    from qualcode.suggest.queue import Picked, QueueState
    from qualcode.suggest.unread import Ints, UnreadUnits

BATCH = 20
"""So many units are planned at once, a blind turn that does not fit made whole."""

BLIND = "blind"
"""The part of every queue that brings the sentences of blind turns."""


@dataclass(frozen=True, slots=True)
class BatchAsked:
    """A queue, narrowed to one transcript's text and to one code where they are given."""

    queue: str = "mix"
    text: int | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        """Refuse a queue that is none."""
        if self.queue not in queues.QUEUES:
            raise InputError("queue_batch.unknown", queues=tuple(queues.QUEUES), queue=self.queue)

    @property
    def label(self) -> str:
        """What the picks of this queue are stored under, before the part that made each."""
        return f"{self.queue}:{self.code}" if self.code else self.queue


class Offered(NamedTuple):
    """What a batch is picked from: what is left, a run's scores of it, and what was done before.

    ``codes`` are those of which the run may speak, ``cuts`` their thresholds, ``coded`` how often
    the coder gave each code, ``passed`` the units that they left for later, ``first`` says that
    no batch came before.
    """

    left: UnreadUnits
    sheet: ScoreSheet
    codes: tuple[str, ...]
    cuts: Mapping[str, float]
    coded: Mapping[str, int]
    passed: Collection[int]
    first: bool


def generator(seed: int, coder: str, number: int) -> np.random.Generator:
    """Return what decides a batch: the same for one sample, coder and number of the batch."""
    drawn = sha256(f"batch\0{seed}\0{coder}\0{number}".encode("utf-8", "surrogatepass")).digest()
    return np.random.default_rng(int.from_bytes(drawn[:8], "big"))


def planned(asked: BatchAsked, of: Offered, rng: np.random.Generator) -> list[Picked]:
    """Return the batch; what a new meaning has opened again comes after what was never read."""
    there = of.left
    aside = np.isin(there.keys, list(of.passed))
    inside = np.array([asked.text in (None, unit.text_id) for unit in there.units], dtype=np.bool_)
    for done in (there.ever, there.read):
        free = inside & ~done & ~aside
        rows = np.flatnonzero(there.open & free)
        turns = [kept for turn in there.turns if len(kept := turn[free[turn]])]
        if len(rows) or turns:
            break
    waiting = sum(map(len, turns))
    wanted = BATCH * waiting / max(waiting + len(rows), 1)
    codes = tuple(code for code in of.codes if asked.code in {None, code})
    scores = _scores(of.sheet, there.keys[rows], codes)
    if asked.code is not None:
        kept = scores.max(axis=1, initial=0.0) >= max(of.cuts.get(asked.code, 0.0), 1e-9)
        rows, scores = rows[kept], scores[kept]
    state = queues.QueueState(
        scores=scores,
        similarity=scores,
        positives=np.array([of.coded.get(code, 0) for code in codes], dtype=np.int64),
        codes=codes,
        position=rows,
        read=int(there.ever.sum()),
        first=of.first,
    )
    if asked.queue == "reading":
        return _in_order(queues.plan(asked.queue, state, BATCH, rng), rows, turns)
    return _interleaved(asked.queue, state, rows, turns, wanted, rng)


def _scores(sheet: ScoreSheet, units: Ints, codes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return what a run scored (units × codes), 0 where it scored nothing."""
    scores = np.zeros((len(units), len(codes)))
    if not len(sheet.units) or not len(units):
        return scores
    place = np.minimum(np.searchsorted(sheet.units, units), len(sheet.units) - 1)
    found = sheet.units[place] == units
    for column, code in enumerate(codes):
        scores[found, column] = np.nan_to_num(sheet.column(code)[place[found]])
    return scores


def _interleaved(
    queue: str,
    state: QueueState,
    rows: Ints,
    turns: Sequence[Ints],
    wanted: float,
    rng: np.random.Generator,
) -> list[Picked]:
    """Return open units as the queue plans them, whole blind turns at random places between.

    ``wanted`` is the blind sentences' share of a batch; one turn at least comes in each.
    """
    chosen: list[Ints] = []
    for place in rng.permutation(len(turns)).tolist():
        if chosen and sum(map(len, chosen)) >= wanted:
            break
        chosen.append(turns[place])
    blind = sum(map(len, chosen))
    picked = queues.plan(queue, state, max(BATCH - blind, BATCH // 2), rng) if len(rows) else []
    slots = rng.choice(len(picked) + len(chosen), size=len(chosen), replace=False)
    share = len(chosen) / max(len(turns), 1)
    at = dict(zip(sorted(slots.tolist()), chosen, strict=True))
    opened = iter(picked)
    batch: list[Picked] = []
    for slot in range(len(picked) + len(chosen)):
        if slot in at:
            batch += _blind(at[slot], share)
        else:
            each = next(opened)
            batch.append(queues.Picked(int(rows[each.row]), each.probability, each.queue))
    return batch


def _in_order(picked: Sequence[Picked], rows: Ints, turns: Sequence[Ints]) -> list[Picked]:
    """Return open units in reading order, and the blind turns that stand before the last one."""
    batch = [queues.Picked(int(rows[each.row]), each.probability, each.queue) for each in picked]
    last = max((each.row for each in batch), default=-1)
    before = [turn for turn in turns if turn[0] < last]
    for turn in before or ([] if batch else turns[:BATCH]):
        batch += _blind(turn, 1.0)
    return sorted(batch, key=lambda each: each.row)


def _blind(turn: Iterable[int], share: float) -> list[Picked]:
    return [queues.Picked(int(row), share, BLIND) for row in turn]
