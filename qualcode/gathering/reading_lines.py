"""Readings as lines of a file: which units a line means, and the lines of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.errors import Clause, InputError
from qualcode.gathering.coding_lines import Names, turn_at
from qualcode.ingest.line_places import place_of
from qualcode.model import UNIT_KINDS, Span
from qualcode.store import codebooks, work
from qualcode.study.study import refuse_others

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.ingest.lines import Line
    from qualcode.model import Reading, Unit, UnitKind
    from qualcode.spans import Booleans
    from qualcode.store import Look
    from qualcode.study.text_index import TextUnits
    from qualcode.table import Cell


COLUMNS = ("coder", "transcript", "unit", "turn", "start", "end", "round", "codebook", "text")


WIDEST_FIRST: tuple[UnitKind, ...] = ("turn", "paragraph", "sentence", "bracket")
"""Of units at one place the first of these is meant; what is longer is made up of them so."""


HASH = 12
"""So many digits of a codebook version's hash tell it apart."""


class ReadKey(NamedTuple):
    """Whose readings, in which round, of which text, and under which version of the codebook."""

    coder: str
    round: str
    text: int
    book: int


class UnitsNamed:
    """The units of the texts that a file names, and the versions of the codebook."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.books = codebooks.book_hashes(names.look.connection)
        self._units = {kind: names.look.units(kind, names.sources) for kind in WIDEST_FIRST}

    def of(self, text: int, kind: UnitKind) -> TextUnits:
        """Return the units of one kind of a text."""
        return self._units[kind][text]

    def at(self, text: int, kind: UnitKind, span: Span) -> Unit | None:
        """Return the unit of a kind that stands at just this place, ``None`` where none does."""
        units = self.of(text, kind)
        row = int(np.searchsorted(units.starts, span.start))
        found = units[row] if row < len(units) else None
        return found if found and (found.start, found.end) == (span.start, span.end) else None

    def inside(self, text: int, kind: UnitKind, span: Span) -> Sequence[Unit]:
        """Return the units of a kind that lie in a place."""
        units = self.of(text, kind)
        return units.only((span.start <= units.starts) & (units.ends <= span.end))

    def words(self, text: int, span: Span) -> Booleans:
        """Return for every code point of a place whether it is of a word that is in some unit."""
        inside = np.zeros(span.end - span.start, dtype=np.bool_)
        for kind in WIDEST_FIRST:
            units = self.of(text, kind)
            there = units.only((units.starts < span.end) & (span.start < units.ends))
            for start, end in zip(*(it.tolist() for it in there.bounds), strict=True):
                inside[max(start - span.start, 0) : end - span.start] = True
        return inside & self.names.look.words([text])[text][span.start : span.end]

    def book(self, cell: str) -> int:
        """Return the version of the codebook that a cell names, the newest for none."""
        if not cell:
            return max(self.books)
        told = cell.rpartition("-")[2].casefold()
        known = [key for key, digest in self.books.items() if digest.startswith(told)]
        if len(told) < HASH or not known:
            raise InputError("exchange.codebook", found=cell)
        return max(known)


def units_read(line: Line, units: UnitsNamed) -> tuple[ReadKey, dict[int, Span]]:
    """Return whose reading a line is, and the units that it means by key."""
    names = units.names
    person = names.coder(line["coder"])
    found = names.round(line["round"])
    refuse_others(found, person)
    text, source = names.text(line["transcript"])
    key = ReadKey(person.name, found.name, text, units.book(line["codebook"].strip()))
    return key, {unit.id: Span(unit.start, unit.end) for unit in _meant(line, units, text, source)}


def _meant(line: Line, units: UnitsNamed, text: int, source: str) -> Sequence[Unit]:
    """Return the units that a line names: by their place, by their turn, or all turns."""
    kind = _kind(line["unit"].strip().casefold())
    turns = units.of(text, "turn")
    told = line["turn"].strip()
    if line["start"].strip() or line["end"].strip():
        start, end = place_of(line, source)
        if told:
            _refuse_other_turn(turns, told, start, end)
        return _within(units, text, Span(start, end), kind)
    if kind not in {None, "turn"}:
        raise InputError("exchange.needs_place", unit=Clause(f"kind.{kind}"))
    if not told:
        return turns
    chosen = [turns[row] for row, n in enumerate(turns.numbers.tolist()) if str(n) == told]
    if not chosen:
        raise InputError("exchange.turn", first=turns[0].n, last=turns[-1].n, found=told)
    return chosen


def _kind(cell: str) -> UnitKind | None:
    found = next((kind for kind in UNIT_KINDS if kind == cell), None)
    if cell and found is None:
        raise InputError("exchange.unit", known=UNIT_KINDS, found=cell)
    return found


def _refuse_other_turn(turns: TextUnits, told: str, start: int, end: int) -> None:
    row = np.flatnonzero((turns.starts <= start) & (start < turns.ends))
    begins = str(turns.numbers[row[0]]) if len(row) else ""
    if told != begins:
        raise InputError(
            "exchange.other_turn", start=start, end=end, turn=begins or "-", found=told
        )


def _within(units: UnitsNamed, text: int, span: Span, kind: UnitKind | None) -> Sequence[Unit]:
    """Return the unit at just this place, else the fewest that hold every word of it."""
    kinds = WIDEST_FIRST if kind is None else (kind,)
    here = next((it for each in kinds if (it := units.at(text, each, span))), None)
    if here is not None:
        return (here,)
    if kind is not None:
        raise InputError(
            "exchange.no_unit", unit=Clause(f"kind.{kind}"), start=span.start, end=span.end
        )
    left = units.words(text, span)
    chosen: list[Unit] = []
    for each in kinds:
        for unit in units.inside(text, each, span):
            part = slice(unit.start - span.start, unit.end - span.start)
            if left[part].any():
                chosen.append(unit)
                left[part] = False
    if not chosen or left.any():
        raise InputError("exchange.part_of_unit", start=span.start, end=span.end)
    return chosen


def reading_rows(look: Look, readings: Sequence[Reading]) -> Iterator[tuple[Cell, ...]]:
    """Return the lines of what was read."""
    names = look.names()
    kinds, books = work.kinds_read(look.connection), codebooks.book_hashes(look.connection)
    there = [it for it in readings if it.text_id in names]
    keys = {it.text_id for it in there}
    sources, turns = look.sources(keys), look.turns(keys)
    for it in there:
        yield (
            it.coder,
            names[it.text_id],
            kinds[it.id],
            turn_at(turns[it.text_id], it.start),
            it.start,
            it.end,
            it.round,
            f"v{it.codebook}-{books[it.codebook][:HASH]}",
            sources[it.text_id][it.start : it.end],
        )
