"""A text as several coders marked it: spans of free length, each with a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Integers = NDArray[np.int64]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The spans of one text as arrays, sorted by coder, code and position, from position 0.

    ``coder`` and ``code`` number the names in ``coders`` and ``codes``. Units of one code by one
    coder are disjoint; those of different codes may overlap.
    """

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    coder: Integers
    code: Integers
    start: Integers
    end: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Continuum:
    """One text of ``length`` code points from ``start``, and every coder's spans in it.

    ``spans`` gives for each coder who read the text ``(start, end, code)``, half-open, in any
    order: an empty list says that this coder read it and marked nothing, a coder who did not
    read it is left out. Codes are names; any other hashable value serves as well. Spans of the
    same code by the same coder that overlap are merged, and ``merged`` counts how many fewer
    they became; those that only touch stay two units. Different codes may overlap. Raises
    InputError for a span that is empty or reaches outside of the text.
    """

    length: int
    spans: Mapping[str, Sequence[Span]]
    start: int = 0
    units: Units = field(init=False, repr=False)
    merged: int = field(init=False)

    def __post_init__(self) -> None:
        """Check and merge the spans once, so that every coefficient reads the same units."""
        if self.length < 0:
            raise InputError("continuum.length", found=self.length)
        marked = _arrays(self.spans)
        _check(self, marked)
        units = _merge(marked, self.start, self.length)
        object.__setattr__(self, "units", units)
        object.__setattr__(self, "merged", len(marked.start) - len(units.start))


def _arrays(spans: Mapping[str, Sequence[Span]]) -> Units:
    starts: list[int] = []
    ends: list[int] = []
    names: list[str] = []
    for marked in spans.values():
        starts += [span[0] for span in marked]
        ends += [span[1] for span in marked]
        names += [span[2] for span in marked]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return Units(
        coders=tuple(spans),
        codes=tuple(numbers),
        coder=np.arange(len(spans)).repeat([len(marked) for marked in spans.values()]),
        code=np.array([numbers[name] for name in names], dtype=np.int64),
        start=_positions(starts),
        end=_positions(ends),
    )


def _positions(values: list[int]) -> Integers:
    if not values:
        return np.empty(0, dtype=np.int64)
    positions = np.array(values)
    if positions.dtype.kind not in "iu":
        odd = next(value for value in values if type(value) is not int)
        raise InputError("continuum.whole", found=repr(odd))
    return positions.astype(np.int64, copy=False)


def _check(text: Continuum, marked: Units) -> None:
    end = text.start + text.length
    empty = marked.start >= marked.end
    if empty.any():
        raise InputError("continuum.empty", **_named(marked, int(empty.argmax())))
    outside = (marked.start < text.start) | (marked.end > end)
    if outside.any():
        named = _named(marked, int(outside.argmax()))
        raise InputError("continuum.outside", first=text.start, last=end, **named)


def _named(marked: Units, at: int) -> dict[str, object]:
    """Return what an error tells of a span."""
    return {
        "start": int(marked.start[at]),
        "end": int(marked.end[at]),
        "code": marked.codes[marked.code[at]],
        "coder": marked.coders[marked.coder[at]],
    }


def _merge(marked: Units, origin: int, length: int) -> Units:
    """Sort, and unite a coder's overlapping spans of one code.

    Every coder and code has a lane of its own on one long line, so that one running maximum
    serves them all.
    """
    if not len(marked.start):
        return marked
    width = length + 1
    shift = (marked.coder * len(marked.codes) + marked.code) * width - origin
    order = np.argsort(marked.start + shift)
    start, end = (marked.start + shift)[order], (marked.end + shift)[order]
    reach = np.maximum.accumulate(end)
    first = np.flatnonzero(np.append(True, start[1:] >= reach[:-1]))
    start, end = start[first], np.maximum.reduceat(end, first)
    lane, start = np.divmod(start, width)
    coder, code = np.divmod(lane, len(marked.codes))
    return Units(marked.coders, marked.codes, coder, code, start, end - lane * width)
