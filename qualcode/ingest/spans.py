"""Read spans from outside a project: a row a span, with its coder, its place and its code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.agreement.calculator.headings import aside, known_as, remark
from qualcode.agreement.calculator.scale import split
from qualcode.agreement.span_input import SpanSheet
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.errors import Clause, InputError, on_line
from qualcode.ingest.ratings import chosen_text
from qualcode.ingest.rows import Rows, read_rows
from qualcode.text.fold import folded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

DIGITS = 9
"""No text has a billion characters, and squared lengths must stay exact."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: who marked what where; without a place it says that the coder read the text."""

    place: Clause
    text: str
    coder: str
    codes: tuple[str, ...]
    start: int = 0
    end: int = 0


def read_spans(
    path: Path, length: int | Path | None = None, *, text_column: str | None = None
) -> SpanSheet:
    """Read spans from a CSV file with the columns ``coder``, ``start``, ``end`` and ``code``.

    ``text`` (or ``file``, ``interview`` and their like, or ``text_column``) names the text where
    there are several; names of columns may be Chinese. Remarks are left out and named; a column
    that is not known is refused, since it may name the text. Names that differ in width,
    composition or invisible characters are one. Positions are characters from 0, the end not
    included. A coder has read the texts in which they have a row; a row without start, end and
    code says that they read a text and marked nothing in it.
    ``length`` is that of every text, or a CSV file with the columns ``text`` and ``length``;
    otherwise the spans themselves have a column ``length``.

    Raises:
        InputError: a file is no such table, a span is empty or not within its text, or a length
            is missing; the sentence names the line.
    """
    rows = _folded(read_rows(path))
    text = _text(rows, text_column)
    left_out = _left_out(rows, text, named=text_column is not None)
    found = _Names()
    lines = _lines(rows, text, found)
    lengths = _lengths(rows, lines, length, text)
    coders = tuple(dict.fromkeys(line.coder for line in lines))
    if len(coders) < 2:
        raise InputError("span_rows.one_coder", name=rows.name, coders=coders[0])
    codes = tuple(dict.fromkeys(code for line in lines for code in line.codes))
    continua = _continua(lengths, lines)
    return SpanSheet(rows.name, coders, codes, tuple(lengths), continua, left_out, found.joined())


def _folded(rows: Rows) -> Rows:
    """Return rows in which known headings are found however they are written."""
    known = ("coder", "start", "end", "code", "length", "text")
    spelt = ((label, heading(label)) for label in rows.head)
    head = (low if any(low in names(noun) for noun in known) else label for label, low in spelt)
    return replace(rows, head=tuple(head))


def _text(rows: Rows, chosen: str | None) -> int | None:
    """Return the place of the column that names the texts; several are never one text."""
    if chosen is not None:
        return chosen_text(rows, chosen)
    own = rows.column("text")
    places = [n for n, label in enumerate(rows.head) if known_as(label, "text_of_spans")]
    places = sorted({*places, *([own] if own is not None else [])})
    if len(places) > 1:
        columns = tuple(rows.head[n] for n in places)
        raise InputError("spans.texts", file=rows.name, columns=columns)
    return places[0] if places else None


def _left_out(rows: Rows, text: int | None, *, named: bool) -> tuple[str, ...]:
    """Return the columns that say nothing here; refuse those that may name the text."""
    used = {text, *map(rows.column, ("coder", "start", "end", "code", "length"))}
    others = {n: label for n, label in enumerate(rows.head) if n not in used}
    left_out = tuple(label or str(n + 1) for n, label in others.items())
    if named:
        return left_out
    harmless = {n for n, it in others.items() if known_as(it, "aside_of_spans") or remark(it)}
    nameless = next((n for n, it in others.items() if not it), None)
    if nameless is not None and text is None:
        raise InputError("spans.nameless", file=rows.name, place=nameless + 1)
    strange = [it for n, it in others.items() if it and n not in harmless and not aside(it)]
    if strange:
        raise InputError("spans.unknown", file=rows.name, columns=tuple(strange), column=strange[0])
    if text is None:
        for n in others.keys() - harmless:
            if not known_as(others[n], "place_of_spans") and _repeats(rows, n):
                raise InputError("spans.may_name", file=rows.name, column=others[n])
    return left_out


def _repeats(rows: Rows, column: int) -> bool:
    """Return whether a column puts the rows into groups, as the name of a text does."""
    different = {folded(cells[column], case=False) for cells in rows.cells}
    return 1 < len(different) < len(rows.cells)


class _Names:
    """One name for what is written in several ways."""

    def __init__(self) -> None:
        self._one: dict[str, str] = {}
        self._written: dict[str, dict[str, None]] = {}

    def one(self, name: str) -> str:
        """Return the name that stands for this way of writing it."""
        if name not in self._one:
            self._one[name] = plain = folded(name, case=False)
            self._written.setdefault(plain, {})[name] = None
        return self._one[name]

    def joined(self) -> tuple[tuple[str, ...], ...]:
        """Return the ways of writing that became one name."""
        return tuple(tuple(each) for each in self._written.values() if len(each) > 1)


def _lines(rows: Rows, text: int | None, one: _Names) -> list[_Line]:
    coder, start, end, code = map(rows.required, ("coder", "start", "end", "code"))
    sums, last = names("sums", "calculator_doubt"), rows.cells[-1]
    named = [last[n] for n in (text, coder) if n is not None]
    if summed := next((name for name in named if heading(name) in sums), ""):
        raise InputError("ratings.sums", file=rows.name, line=rows.lines[-1], unit=summed)
    found = []

    for line, cells in zip(rows.lines, rows.cells, strict=True):
        place = on_line(rows.name, line)
        name = "" if text is None else one.one(cells[text])
        person = one.one(cells[coder])
        if not person or (text is not None and not name):
            missing = "text" if person else "coder"
            raise InputError("span_rows.empty", place=place, missing=missing)
        codes = tuple(filter(None, map(one.one, split(cells[code]))))
        found.append(_line(place, name, person, (cells[start], cells[end], codes)))
    return found


def _line(place: Clause, text: str, coder: str, cells: tuple[str, str, tuple[str, ...]]) -> _Line:
    start, end, codes = cells
    if not any(cells):
        return _Line(place, text, coder, ())
    if not codes:
        raise InputError("span_rows.no_code", place=place)
    first, last = _whole(start, place, "start"), _whole(end, place, "end")
    if first >= last:
        raise InputError("span_rows.order", place=place, first=first, last=last)
    return _Line(place, text, coder, codes, first, last)


def _whole(written: str, place: Clause, noun: str) -> int:
    cell = folded(written)
    if not (cell.isascii() and cell.isdigit()) or len(cell) > DIGITS:
        raise InputError("span_rows.whole", place=place, noun=noun, cell=cell)
    return int(cell)


def _lengths(
    rows: Rows, lines: Iterable[_Line], length: int | Path | None, text: int | None
) -> dict[str, int]:
    """Return the length of every text, in the order of the file; check that spans lie within."""
    texts = dict.fromkeys(line.text for line in lines)
    if isinstance(length, int):
        found = dict.fromkeys(texts, length)
    elif length is not None:
        given = _folded(read_rows(length))
        place = None
        if text is not None and (place := _text(given, None)) is None:
            place = given.required("text")
        found = _column_of_lengths(given, place)
    elif rows.column("length") is not None:
        found = _column_of_lengths(rows, text)
    else:
        raise InputError("span_rows.length", name=rows.name)
    for line in lines:
        _check_within(line, found)
    return found


def _check_within(line: _Line, lengths: Mapping[str, int]) -> None:
    if line.text not in lengths:
        raise InputError("span_rows.no_length", place=line.place, text=line.text)
    if line.end > lengths[line.text]:
        raise InputError(
            "span_rows.outside",
            place=line.place,
            lengths=lengths[line.text],
            start=line.start,
            end=line.end,
        )


def _column_of_lengths(rows: Rows, text: int | None) -> dict[str, int]:
    place = rows.required("length")
    found: dict[str, int] = {}
    for line, cells in zip(rows.lines, rows.cells, strict=True):
        where = on_line(rows.name, line)
        name = "" if text is None else folded(cells[text], case=False)
        if not cells[place] and name in found:
            continue
        length = _whole(cells[place], where, "length")
        if found.setdefault(name, length) != length:
            raise InputError("span_rows.two_lengths", where=where, length=length, found=found[name])
    return found


def _continua(lengths: Mapping[str, int], lines: Iterable[_Line]) -> tuple[Continuum, ...]:
    marked: dict[str, dict[str, list[tuple[int, int, str]]]] = {text: {} for text in lengths}
    for line in lines:
        own = marked[line.text].setdefault(line.coder, [])
        own += [(line.start, line.end, code) for code in line.codes]
    return tuple(Continuum(lengths[text], spans) for text, spans in marked.items())
