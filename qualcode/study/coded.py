"""Codings and readings as arrays: what questions about all of somebody's work stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, overload

import numpy as np

from qualcode.model import Coding, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from qualcode.study.text_index import Booleans, Positions

T = TypeVar("T", Coding, Reading)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A column of words, each of which is kept once: ``rows`` are places in ``names``.

    A name may be there that no row has.
    """

    rows: Positions
    names: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Return a column of words."""
        known: dict[str, int] = {}
        rows = [known.setdefault(it, len(known)) for it in words]
        return cls(np.array(rows, dtype=np.int64), tuple(known))

    def only(self, kept: Booleans | Positions) -> Words:
        """Return some of the rows, by their numbers or a mask."""
        return Words(self.rows[kept], self.names)

    def among(self, words: Collection[str]) -> Booleans:
        """Return which rows have one of some words."""
        return np.array([it in words for it in self.names], dtype=np.bool_)[self.rows]

    def places(self, of: Sequence[str]) -> Positions:
        """Return where the word of each row stands in another sequence, −1 where it is not."""
        place = {it: row for row, it in enumerate(of)}
        return np.array([place.get(it, -1) for it in self.names], dtype=np.int64)[self.rows]

    def then(self, more: Words) -> Words:
        """Return these rows and after them those of another column."""
        known = {it: row for row, it in enumerate(self.names)}
        rows = [known.setdefault(it, len(known)) for it in more.names]
        added = np.array(rows, dtype=np.int64)[more.rows]
        return Words(np.concatenate([self.rows, added]), tuple(known))

    def tolist(self) -> list[str]:
        """Return the words."""
        return [self.names[row] for row in self.rows.tolist()]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)


class WorkRows(Sequence[T], Generic[T]):
    """Work of one kind: a column for each field, as ``Words`` or as an array of numbers.

    The columns are in the order of the fields of one piece of work. All pieces are made where
    one is first asked for, and kept.
    """

    _kind: ClassVar[Callable[..., Any]]
    _words: ClassVar[frozenset[str]]

    @classmethod
    def of(cls, work: Iterable[T]) -> Self:
        """Return work that is there already."""
        if isinstance(work, cls):
            return work
        there = tuple(work)
        columns: list[Words | Positions] = []
        for name in cls._names():
            values = [getattr(it, name) for it in there]
            is_word = name in cls._words
            columns.append(Words.of(values) if is_word else _numbers(values))
        return cls(*columns)

    @classmethod
    def _names(cls) -> tuple[str, ...]:
        return tuple(cls.__dataclass_fields__)  # type: ignore[attr-defined]

    @property
    def columns(self) -> tuple[Words | Positions, ...]:
        """All columns, in their order."""
        return tuple(getattr(self, name) for name in self._names())

    def only(self, kept: Booleans | Positions) -> Self:
        """Return some of the work, by a mask or by rows."""
        return type(self)(
            *(it.only(kept) if isinstance(it, Words) else it[kept] for it in self.columns)
        )

    def then(self, more: Self) -> Self:
        """Return this work and after it another."""
        pairs = zip(self.columns, more.columns, strict=True)
        return type(self)(
            *(
                one.then(two)
                if isinstance(one, Words) and isinstance(two, Words)
                else np.concatenate([one, two])
                for one, two in pairs
            )
        )

    @cached_property
    def _pieces(self) -> tuple[T, ...]:
        return tuple(
            self._kind(*row) for row in zip(*(it.tolist() for it in self.columns), strict=True)
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.columns[-1])

    def __iter__(self) -> Iterator[T]:
        """Go through them one by one."""
        return iter(self._pieces)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """Return a piece of work, or those of a slice."""
        return self._pieces[index]


def _coding(*row: Any) -> Coding:
    make: Callable[..., Coding] = Coding
    return make(*row[:10], row[10] or None, row[11])


@dataclass(frozen=True, eq=False)
class CodedRows(WorkRows[Coding]):
    """Codings as columns, named as the fields of ``Coding``; 0 is derived from nothing."""

    _kind = staticmethod(_coding)
    _words = frozenset({"uuid", "round", "coder", "code", "origin", "exposure"})
    uuid: Words
    round: Words
    coder: Words
    text_id: Positions
    start: Positions
    end: Positions
    code: Words
    origin: Words
    exposure: Words
    codebook: Positions
    derived_from: Positions
    id: Positions


@dataclass(frozen=True, eq=False)
class ReadRows(WorkRows[Reading]):
    """Readings as columns, named as the fields of ``Reading``."""

    _kind = Reading
    _words = frozenset({"coder", "round", "exposure"})
    coder: Words
    round: Words
    text_id: Positions
    start: Positions
    end: Positions
    codebook: Positions
    exposure: Words
    id: Positions


def _numbers(values: Sequence[int | None]) -> Positions:
    return np.array([it or 0 for it in values], dtype=np.int64)
