"""What one layer found in the frame: units × codes, all of them and those of blind turns alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from qualcode import spans
from qualcode.agreement.matrix import UNREAD, OneCoder
from qualcode.frequency.design import Turns, totals
from qualcode.frequency.strata import COUNTING
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from qualcode.agreement.layout import Layout
    from qualcode.agreement.matrix import Marks
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.model import Codebook, Coding, Exposure, Reading
    from qualcode.study import Study

    Floats = npt.NDArray[np.float64]
    Booleans = npt.NDArray[np.bool_]

LADDER: tuple[Exposure, ...] = ("unaided", "discussed", "unknown", "assisted")
"""A positive has the first exposure whose codings, with those before it, give the code."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerFound:
    """Units × codes of one coder: 1, 0, ``UNREAD`` where not read as the code is meant now.

    ``blind`` holds only blind turns that were read whole, and without the machine: all else is
    ``UNREAD``. ``exposure`` (units × codes) is the index in ``LADDER`` of a positive. ``whole``
    are the blind turns that were read without the machine under any meaning, ``aided`` those
    that were read some other way.
    """

    codes: tuple[str, ...]
    values: Marks
    blind: Marks
    exposure: npt.NDArray[np.int8]
    whole: Booleans
    aided: Booleans

    def ratings(self, column: int) -> Floats:
        """Return the values of one code, NaN where not read."""
        return _ratings(self.values[:, column])

    def blinds(self, column: int) -> Floats:
        """Return the blind values of one code, NaN where there is none."""
        return _ratings(self.blind[:, column])

    def turns(self, frame: SamplingFrame, column: int) -> Turns:
        """Return the frame's turns with the positives of one code in the blind ones."""
        n = len(frame.turns)
        units = np.bincount(frame.turn_of, minlength=n)
        positives = totals(self.blinds(column), frame.turn_of, n)
        # a turn without a unit adds up to 0, which would pass for read
        positives[~frame.blind] = np.nan
        return Turns.of(frame.stratum, units, positives)

    def exposures(self, column: int, kept: Booleans | None = None) -> Counter[str]:
        """Return how many positives of a code have each exposure, of all units or of some."""
        has = self.values[:, column] == 1
        has = has if kept is None else has & kept
        return Counter(LADDER[index] for index in self.exposure[has, column].tolist())


def found(
    study: Study,
    frame: SamplingFrame,
    layout: Layout,
    codings: Sequence[Coding],
    readings: Sequence[Reading],
    book: Codebook,
    coder: str,
) -> LayerFound:
    """Return what ``coder`` found, from the codings and readings of one layer."""
    codes = tuple(code.id for code in book.codes)
    counts = reading_counts(study, book)
    one = OneCoder(layout)
    build = partial(one.found, coder=coder, codes=codes)
    values = build(codings, readings, counts_for=counts)
    alone = [reading for reading in readings if reading.exposure in COUNTING]
    inside = frame.blind[frame.turn_of]
    helped = _touched(frame, [coding for coding in codings if coding.exposure not in COUNTING])
    known = (build((), alone, counts_for=counts) != UNREAD) & (inside & ~helped)[:, None]
    n = len(frame.turns)
    turn_known = np.stack([_all(known[:, k], frame, n) for k in range(len(codes))], axis=1)
    blind = np.where(turn_known[frame.turn_of], values, np.int8(UNREAD))
    first = codes[:1] or ("",)
    ever, any_way = (
        one.found((), read, coder, first)[:, 0] != UNREAD for read in (alone, readings)
    )
    whole = _all(ever & ~helped, frame, n) & frame.blind
    aided = _all(any_way, frame, n) & frame.blind & ~whole
    exposure = _exposure(build, codings, readings, values)
    return LayerFound(codes, values, blind, exposure, whole, aided)


def _ratings(marks: Marks) -> Floats:
    return np.where(marks == UNREAD, np.nan, marks)


def _all(units: Booleans, frame: SamplingFrame, n: int) -> Booleans:
    """Return the turns all of whose units are so."""
    whole: Booleans = np.bincount(frame.turn_of[~units], minlength=n) == 0
    return whole


def _touched(frame: SamplingFrame, codings: Sequence[Coding]) -> Booleans:
    """Return the units that one of these codings overlaps."""
    touched = np.zeros(len(frame.units), dtype=np.bool_)
    for text in {coding.text_id for coding in codings}:
        rows = np.flatnonzero(frame.texts == text)
        marked = [(coding.start, coding.end) for coding in codings if coding.text_id == text]
        places = np.stack((frame.starts[rows], frame.ends[rows]), axis=1)
        touched[rows] = spans.touches(places, marked)
    return touched


def _exposure(
    build: Callable[..., Marks],
    codings: Sequence[Coding],
    readings: Sequence[Reading],
    values: Marks,
) -> npt.NDArray[np.int8]:
    index = np.full(values.shape, len(LADDER) - 1, dtype=np.int8)
    there = {coding.exposure for coding in codings}
    if len(there) <= 1:
        only = LADDER.index(next(iter(there))) if there else 0
        return np.full(values.shape, only, dtype=np.int8)
    for rung in range(len(LADDER) - 2, -1, -1):
        kept = [coding for coding in codings if coding.exposure in LADDER[: rung + 1]]
        index[build(kept, readings) == 1] = rung
    return index
