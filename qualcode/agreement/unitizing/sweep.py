"""Lengths that add up over texts, from one sweep over the boundaries of all spans.

Symbols as in Krippendorff, Mathet, Bouvry & Widlöcher 2016 (Quality & Quantity 50:2347–2364):
m coders i read a text of length L; ℓ_ck is the length over which one coder has the value c where
another has k, divided by m − 1; φ is the gap; a star restricts to the intersections of valued
units. A text that fewer than two coders read adds nothing. The cost depends on the number of
spans, not of characters.

One coder's codes may overlap, which the paper excludes. The value of a stretch is then the *set*
of codes there, and a coder's stretches are cut at every boundary of that coder's spans; with
exclusive codes this is the paper's reading. For single codes the valued stretches are split
into those that have the code and those that have not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.agreement.unitizing.continuum import Continuum

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

BITS = 62
"""How many codes fit into one word of a set of codes."""


class Additive:
    """Arrays whose first axis is the text, and which add up over texts."""

    __slots__ = ()

    def total(self) -> Self:
        """Return the sums over all texts."""
        return self._each(lambda array: array.sum(axis=0))

    def without_each(self) -> Self:
        """Return, for each text, the sums over the others; what only it holds is exactly zero."""
        return self._each(lambda array: (1.0 - np.eye(len(array))) @ array)

    def weighted(self, weights: Floats) -> Self:
        """Return sums over texts for weights by replicates × texts, or by texts."""
        return self._each(lambda array: weights @ array)

    def _each(self, change: Callable[[Floats], Floats]) -> Self:
        arrays = {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]
        changed = {n: change(a) for n, a in arrays.items() if isinstance(a, np.ndarray)}
        return replace(self, **changed)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True, eq=False)
class Lengths(Additive):
    """What u, |u and cu are made of; the first axis of every array is the text.

    ``length`` is ℓ = mL, ``values`` ℓ_c of each value but the gap, ``squares`` the self-pairing
    correction (squared lengths of valued units, plain lengths of gaps), ``where`` = ℓ_φ − ℓ_φφ,
    ``what`` the disagreeing length within intersections, ``shared`` ℓ*_c, and
    ``shared_squares`` the correction there. ``n_coders`` counts the coders of all texts.
    """

    n_coders: int
    length: Floats
    values: Floats
    squares: Floats
    where: Floats
    what: Floats
    shared: Floats
    shared_squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class CodeLengths(Additive):
    """What (k)u and a code's own alpha are made of: texts × codes, or texts for one code.

    ``used`` is ℓ_k and ``squares`` its self-pairing correction, ``apart`` the length over which
    one coder has the code and another has not, whether coded otherwise or not at all; ``shared``
    is ℓ*_k, ``others`` the rest of ℓ*, ``shared_squares`` the correction and ``shared_apart``
    the part of ``apart`` within intersections.
    """

    codes: tuple[str, ...]
    n_coders: int
    length: Floats
    used: Floats
    squares: Floats
    apart: Floats
    shared: Floats
    others: Floats
    shared_squares: Floats
    shared_apart: Floats

    def code(self, code: str) -> Self:
        """Return the lengths of one of the codes, without an axis of codes."""
        at = self.codes.index(code)
        return replace(self._each(lambda array: array[..., at]), codes=(code,))

    def of(self, codes: Sequence[str]) -> Self:
        """Return the lengths of these codes, in this order."""
        at = [self.codes.index(code) for code in codes]
        return replace(self._each(lambda array: array[..., at]), codes=tuple(codes))


def lengths(continua: Sequence[Continuum]) -> Lengths:
    """Return, text by text, the lengths that u, |u and cu need."""
    line = _line(continua)
    stretches, n_values = _stretches(line)
    sweep = _sweep(line, stretches)
    text, size = line.text(stretches.start), stretches.size
    met, squares = sweep.met(stretches)
    values = line.table(text, stretches.value, size, n_values)
    length = line.length
    n = (sweep.value > 0).sum(axis=0)
    m = line.n_readers[sweep.text]
    return Lengths(
        n_coders=len(line.coders),
        length=length,
        values=values,
        squares=line.sums(text, size * size) + length - values.sum(axis=1),
        where=line.sums(sweep.text, n * (m - n) * sweep.size) / line.partners,
        what=line.sums(sweep.text, (n * (n - 1) - sweep.agreeing()) * sweep.size) / line.partners,
        shared=line.table(text, stretches.value, met, n_values) / line.partners[:, None],
        shared_squares=line.sums(text, squares) / line.partners,
    )


def code_lengths(continua: Sequence[Continuum], codes: Sequence[str] | None = None) -> CodeLengths:
    """Return, text by text and code by code, the lengths that (k)u and a code's alpha need.

    Without ``codes`` those that somebody used; a code that nobody used has zeros.
    """
    line = _line(continua, codes or ())
    chosen = line.codes if codes is None else tuple(codes)
    sweep, marks = _sweep(line, _stretches(line)[0]), line.marks
    text, size, width = line.text(marks.start), marks.size, len(line.codes)
    met, squares = sweep.met(marks)
    m, partners, length = (
        column[:, None] for column in (line.n_readers, line.partners, line.length)
    )
    used = line.table(text, marks.value, size, width)
    shared = line.table(text, marks.value, met, width)
    together = _together(line)
    every = CodeLengths(
        codes=line.codes,
        n_coders=len(line.coders),
        length=length + np.zeros_like(used),
        used=used,
        squares=line.table(text, marks.value, size * size, width) + length - used,
        apart=(m * used - together) / partners,
        shared=shared / partners,
        others=(sweep.shared(line)[:, None] - shared) / partners,
        shared_squares=line.table(text, marks.value, squares, width) / partners,
        shared_apart=(shared + used - together) / partners,
    )
    return every.of(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """Valued pieces of the line, each by one coder; ``value`` numbers codes, or sets of them."""

    coder: Integers
    value: Integers
    start: Integers
    end: Integers

    @property
    def size(self) -> Integers:
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """All texts end to end, those that fewer than two coders read without their spans."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    edges: Integers
    n_readers: Integers
    marks: _Marks

    @property
    def length(self) -> Floats:
        counted = np.where(self.n_readers >= 2, self.n_readers, 0)
        return (np.diff(self.edges) * counted).astype(np.float64)

    @property
    def partners(self) -> Integers:
        return np.maximum(self.n_readers - 1, 1)

    def text(self, positions: Integers) -> Integers:
        return np.searchsorted(self.edges, positions, side="right") - 1

    def sums(self, text: Integers, amounts: Integers) -> Floats:
        weights = amounts.astype(np.float64)
        return np.bincount(text, weights, minlength=len(self.n_readers)).astype(np.float64)

    def table(self, text: Integers, column: Integers, amounts: Integers, width: int) -> Floats:
        n_texts, weights = len(self.n_readers), amounts.astype(np.float64)
        cells = np.bincount(text * width + column, weights, minlength=n_texts * width)
        return cells.reshape(n_texts, width).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Sweep:
    """The line between neighbouring boundaries: coders × intervals, 0 for the gap.

    ``covered`` is how much each coder has marked before every boundary.
    """

    bounds: Integers
    text: Integers
    size: Integers
    value: Integers
    covered: Integers

    def met(self, marks: _Marks) -> tuple[Integers, Integers]:
        """Return the length of each mark that other coders valued too, and its square.

        Both are sums over the other coders.
        """
        covered = self.covered
        start, end = (np.searchsorted(self.bounds, at) for at in (marks.start, marks.end))
        met = covered[:, end] - covered[:, start]
        met[marks.coder, np.arange(len(start))] = 0
        return met.sum(axis=0), (met * met).sum(axis=0)

    def shared(self, line: _Line) -> Floats:
        """Return ℓ*·(m − 1) of every text."""
        n = (self.value > 0).sum(axis=0)
        return line.sums(self.text, n * (n - 1) * self.size)

    def agreeing(self) -> Integers:
        """Return for each interval how many ordered pairs of coders give it the same value."""
        pairs = np.zeros(len(self.size), dtype=np.int64)
        for i, mine in enumerate(self.value[:-1]):
            pairs += ((self.value[i + 1 :] == mine) & (mine > 0)).sum(axis=0)
        return 2 * pairs


def _line(continua: Sequence[Continuum], first: Sequence[str] = ()) -> _Line:
    coders = _numbers(name for text in continua for name in text.units.coders)
    codes = _numbers(chain(first, *(text.units.codes for text in continua)))
    edges = np.cumsum([0, *(text.length for text in continua)])
    readers = [len(text.units.coders) for text in continua]
    columns: list[tuple[Integers, ...]] = [(np.empty(0, dtype=np.int64),) * 4]
    for text, offset in zip(continua, edges[:-1], strict=True):
        units = text.units
        if len(units.coders) >= 2 and len(units.start):
            coder = np.array([coders[name] for name in units.coders])[units.coder]
            code = np.array([codes[name] for name in units.codes])[units.code]
            columns.append((coder, code, units.start + offset, units.end + offset))
    marks = _Marks(*(np.concatenate(column) for column in zip(*columns, strict=True)))
    return _Line(tuple(coders), tuple(codes), edges, np.array(readers, dtype=np.int64), marks)


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _stretches(line: _Line) -> tuple[_Marks, int]:
    """Return the coders' stretches of one value each, and how many values there are."""
    marks, width = line.marks, int(line.edges[-1])
    start, end = marks.coder * width + marks.start, marks.coder * width + marks.end
    order = np.argsort(start)
    if (end[order][:-1] <= start[order][1:]).all():
        return marks, len(line.codes)
    cuts = _distinct(np.concatenate([start, end]))
    sets, n_sets = _sets(marks.value, np.searchsorted(cuts, start), np.searchsorted(cuts, end))
    valued = np.flatnonzero(sets >= 0)
    coder, first = np.divmod(cuts[valued], width)
    return _Marks(coder, sets[valued], first, cuts[valued + 1] - coder * width), n_sets


def _sets(code: Integers, first: Integers, last: Integers) -> tuple[Integers, int]:
    """Number the sets of codes between neighbouring cuts, −1 where there is none."""
    numbers = np.zeros(int(last.max()), dtype=np.int64)
    depth = np.bincount(first, minlength=len(numbers) + 1)
    depth -= np.bincount(last, minlength=len(numbers) + 1)
    for word in range(int(code.max()) // BITS + 1):
        here = code // BITS == word
        bit = np.left_shift(1, code[here] % BITS)
        change = np.zeros(len(numbers) + 1, dtype=np.int64)
        np.add.at(change, first[here], bit)
        np.subtract.at(change, last[here], bit)
        found, number = np.unique(np.cumsum(change)[:-1], return_inverse=True)
        if word:
            number = np.unique(numbers * len(found) + number, return_inverse=True)[1]
        numbers = number
    return np.where(np.cumsum(depth)[:-1] > 0, numbers, -1), int(numbers.max()) + 1


def _sweep(line: _Line, stretches: _Marks) -> _Sweep:
    bounds = _distinct(np.concatenate([line.edges, stretches.start, stretches.end]))
    size, n = np.diff(bounds), len(bounds)
    change = np.zeros(len(line.coders) * n, dtype=np.int64)
    row = stretches.coder * n
    change[row + np.searchsorted(bounds, stretches.start)] += stretches.value + 1
    change[row + np.searchsorted(bounds, stretches.end)] -= stretches.value + 1
    value = np.cumsum(change.reshape(-1, n), axis=1)[:, :-1]
    covered = np.zeros((len(line.coders), n), dtype=np.int64)
    np.cumsum((value > 0) * size, axis=1, out=covered[:, 1:])
    return _Sweep(bounds, line.text(bounds[:-1]), size, value, covered)


def _distinct(positions: Integers) -> Integers:
    """Sort and drop repeats; ``np.unique`` does the same four times slower, by hashing first."""
    positions = np.sort(positions)
    kept: Integers = positions[np.append(True, positions[1:] != positions[:-1])]
    return kept


def _together(line: _Line) -> Floats:
    """Return Σ n²·length, where n coders have the code: texts × codes."""
    marks, width = line.marks, int(line.edges[-1])
    at = np.concatenate([marks.start, marks.end]) + np.tile(marks.value * width, 2)
    order = np.argsort(at)
    n, size = np.cumsum(np.repeat([1, -1], len(marks.start))[order])[:-1], np.diff(at[order])
    inside = (n > 0) & (size > 0)
    code, start = np.divmod(at[order][:-1][inside], max(width, 1))
    return line.table(line.text(start), code, (n * n * size)[inside], len(line.codes))
