"""The matrix that every coefficient reads: units × codes × coders, missing where unread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.layout import Layout, Positions, Work, lay
from qualcode.errors import InputError
from qualcode.spans import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.agreement.layout import Sheet
    from qualcode.model import Coding, Reading, Span
    from qualcode.spans import Booleans

    CountsFor = Callable[[Reading, str], bool]
    Ask = Callable[[Sequence[Span]], Booleans]

Ratings = NDArray[np.float64]
Marks = NDArray[np.int8]
"""Ratings in an eighth of the room: 1, 0, or ``UNREAD``."""
UNREAD = -1
Rule = Literal["half", "any", "character", "given"]
"""When a unit has a code; ``given`` where a file says so itself."""

RULES = {"half": Frame.covered, "any": Frame.overlapping}
"""How spans give a unit its code: the rule, and its sensitivity check."""


def _none() -> Positions:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Who found which code in which unit.

    ``values`` is units × codes × coders: 1 has the code, 0 read and has it not, NaN not read.
    ``unit_ids``, ``text_ids`` and ``spans`` (n × 2, −1 where unknown) name unit, transcript and
    place, row by row. ``weights`` says how many observations a row stands for: 1 for a unit; the
    word characters of a stretch where ``rule`` is ``character``. ``coded_unread`` counts the
    cells, each with its weight, where a coder coded but did not read; they are missing too.
    """

    values: Ratings
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    unit_ids: NDArray[np.int64]
    text_ids: NDArray[np.int64]
    coded_unread: int = 0
    rule: Rule = "half"
    spans: NDArray[np.int64] = field(default_factory=_none)
    weights: NDArray[np.int64] = field(default_factory=_none)

    def __post_init__(self) -> None:
        n = len(self.values)
        if len(self.spans) != n:
            object.__setattr__(self, "spans", np.full((n, 2), -1, dtype=np.int64))
        if len(self.weights) != n:
            object.__setattr__(self, "weights", np.ones(n, dtype=np.int64))

    def code(self, code: str) -> Ratings:
        """Return the ratings of one code, units × coders."""
        return self.values[:, self.codes.index(code), :]

    @property
    def disputed(self) -> NDArray[np.bool_]:
        """Units × codes: where some who read gave the code and others did not."""
        return np.asarray((self.values == 1).any(axis=2) & (self.values == 0).any(axis=2))

    @property
    def read(self) -> NDArray[np.bool_]:
        """Units: where somebody read it, for one of the codes at least."""
        return np.asarray((~np.isnan(self.values)).any(axis=(1, 2)))

    def only(self, code: str) -> Matrix:
        """Return the matrix of one code."""
        values = self.values[:, [self.codes.index(code)], :]
        return replace(self, values=values, codes=(code,))

    def pooled(self) -> Ratings:
        """Return all units of the first code, then of the second …, as one set of ratings."""
        return self.values.transpose(1, 0, 2).reshape(-1, len(self.coders))

    def pooled_text_ids(self) -> NDArray[np.int64]:
        """Return the transcript of every row of ``pooled``."""
        return np.tile(self.text_ids, len(self.codes))

    def pooled_weights(self) -> NDArray[np.int64]:
        """Return the weight of every row of ``pooled``."""
        return np.tile(self.weights, len(self.codes))


def build(
    texts: Iterable[Sheet] | Layout,
    codings: Iterable[Coding],
    readings: Iterable[Reading],
    coders: Sequence[str],
    codes: Sequence[str],
    *,
    counts_for: CountsFor | None = None,
    rule: Literal["half", "any"] = "half",
) -> Matrix:
    """Build the matrix of one round from each text's id, words and units, or a layout of them.

    A text may come with a fourth part, the stretches of the interviewed side: then nothing else
    in it counts as words (a bracket over several turns holds labels and questions too).
    Codings and readings of other coders, codes or texts are passed over; of one round only is
    the caller's care. Units outside of the frame are left out. ``counts_for`` says whether a
    reading counts for a code, false when the code meant something else in the codebook that was
    read; it is asked once for each codebook version. Without it every reading counts.
    """
    layout = texts if isinstance(texts, Layout) else lay(texts)
    work = Work(layout, codings, readings)
    frame = Frame(layout.words, layout.units)
    has = partial(RULES[rule], frame)
    weights = np.ones(len(frame), dtype=np.int64)
    values = np.zeros((len(weights), len(codes), len(coders)))
    unread = _fill((values, np.nan), weights, work, coders, codes, has, frame.read, counts_for)
    return Matrix(
        values,
        tuple(coders),
        tuple(codes),
        layout.unit_ids,
        layout.text_ids,
        unread,
        rule,
        layout.spans,
        weights,
    )


def characters(
    texts: Iterable[Sheet],
    codings: Iterable[Coding],
    readings: Iterable[Reading],
    coders: Sequence[str],
    codes: Sequence[str],
    *,
    counts_for: CountsFor | None = None,
) -> Matrix:
    """Build the matrix of characters, a row for each stretch over which nobody's work changes.

    Arguments as for ``build``, with turns as the units: a row never leaves its turn, which
    ``unit_ids`` names. ``weights`` are its word characters, without spaces and punctuation; a
    character has a code when a coding covers it, and is missing for whom it is in no reading.
    No character gets a row of its own.
    """
    layout = lay(texts)
    work = Work(layout, codings, readings)
    cut = _Stretches(layout, work.everything())
    values = np.zeros((len(cut.weights), len(codes), len(coders)))
    inside = cut.inside
    unread = _fill((values, np.nan), cut.weights, work, coders, codes, inside, inside, counts_for)
    first = cut.changes(values)
    home = cut.home[first]
    last = np.append(first[1:], len(cut.home))[: len(first)] - 1
    spans = np.stack((cut.starts[first], cut.ends[last]), axis=1) - layout.base[home][:, None]
    return Matrix(
        values[first],
        tuple(coders),
        tuple(codes),
        layout.unit_ids[home],
        layout.text_ids[home],
        unread,
        "character",
        spans,
        np.add.reduceat(cut.weights, first) if len(first) else _none(),
    )


class OneCoder:
    """A layout to be asked several times what one coder found in it."""

    def __init__(self, layout: Layout) -> None:
        """Prepare the units."""
        self._layout = layout
        self._frame = Frame(layout.words, layout.units)

    def found(
        self,
        codings: Iterable[Coding],
        readings: Iterable[Reading],
        coder: str,
        codes: Sequence[str],
        counts_for: CountsFor | None = None,
    ) -> Marks:
        """Return units × codes as ``build`` finds them, 1 or 0, ``UNREAD`` where not read."""
        values = np.zeros((len(self._frame), len(codes), 1), dtype=np.int8)
        weights = np.ones(len(self._frame), dtype=np.int64)
        work, frame = Work(self._layout, codings, readings), self._frame
        _fill(
            (values, UNREAD), weights, work, (coder,), codes, frame.covered, frame.read, counts_for
        )
        return values[:, :, 0]


class _Stretches:
    """The pieces between any two neighbouring borders that lie in a unit and hold words."""

    def __init__(self, layout: Layout, marks: Sequence[Span]) -> None:
        pairs = np.array([(s.start, s.end) for s in marks], dtype=np.int64)
        self._edges = np.unique(np.concatenate((*layout.units.bounds, pairs.reshape(-1))))
        before = np.concatenate(([0], np.cumsum(layout.words)))
        starts, ends = self._edges[:-1], self._edges[1:]
        weights = before[ends] - before[starts]
        first, last = layout.units.bounds
        home = np.searchsorted(first, starts, side="right") - 1
        within = home >= 0
        within[within] = ends[within] <= last[home[within]]
        self._kept = np.flatnonzero(within & (weights > 0))
        self.starts, self.ends = starts[self._kept], ends[self._kept]
        self.weights, self.home = weights[self._kept], home[self._kept]

    def inside(self, spans: Sequence[Span]) -> Booleans:
        """Return for every piece whether it lies in one of the spans."""
        borders = np.array([(s.start, s.end) for s in spans], dtype=np.int64).reshape(-1, 2)
        place, n = np.searchsorted(self._edges, borders), len(self._edges)
        depth = np.bincount(place[:, 0], minlength=n) - np.bincount(place[:, 1], minlength=n)
        covered: Booleans = np.cumsum(depth)[self._kept] > 0
        return covered

    def changes(self, values: Ratings) -> Positions:
        """Return the first piece of each run within a unit over which no value changes."""
        if not len(values):
            return _none()
        state = np.nan_to_num(values, nan=2).astype(np.int8).reshape(len(values), -1)
        new = (state[1:] != state[:-1]).any(axis=1) | (self.home[1:] != self.home[:-1])
        return np.flatnonzero(np.concatenate(([True], new)))


def _fill(
    into: tuple[Ratings, float] | tuple[Marks, int],
    weights: Positions,
    work: Work,
    coders: Sequence[str],
    codes: Sequence[str],
    has: Ask,
    read: Ask,
    counts_for: CountsFor | None,
) -> int:
    """Fill zeros with what was found and what is missing; ``into`` says how the latter is told.

    Return the weight of the cells that were coded unread.
    """
    _check_different(coders)
    values, nothing = into
    unread = 0
    for place, coder in enumerate(coders):
        for column, code in enumerate(codes):
            if stretches := work.marked(coder, code):
                values[:, column, place] = has(stretches)
        for columns, stretches in work.read(coder, codes, counts_for):
            rows = np.flatnonzero(~read(stretches))
            missing = (rows[:, None], np.array(columns), place)
            unread += int(values[missing].sum(axis=1) @ weights[rows])
            values[missing] = nothing
    return unread


def _check_different(coders: Sequence[str]) -> None:
    twice = [coder for coder, times in Counter(coders).items() if times > 1]
    if twice:
        raise InputError("compared.coder_twice", name=twice[0])
