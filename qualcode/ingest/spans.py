"""Read spans from outside a project: a row a span, with its coder, its place and its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.agreement.calculator import SpanSheet
from qualcode.agreement.calculator.scale import split
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.errors import InputError
from qualcode.ingest.rows import Rows, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

DIGITS = 9
"""No text has a billion characters, and squared lengths must stay exact."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: who marked what where; without a place it says that the coder read the text."""

    place: str
    text: str
    coder: str
    codes: tuple[str, ...]
    start: int = 0
    end: int = 0


def read_spans(path: Path, length: int | Path | None = None) -> SpanSheet:
    """Read spans from a CSV file with the columns ``coder``, ``start``, ``end`` and ``code``.

    ``text`` names the text where there are several; names of columns may be Chinese. Positions
    are characters from 0, the end not included. A coder has read the texts in which they have a
    row; a row without start, end and code says that they read a text and marked nothing in it.
    ``length`` is that of every text, or a CSV file with the columns ``text`` and ``length``;
    otherwise the spans themselves have a column ``length``.

    Raises:
        InputError: a file is no such table, a span is empty or not within its text, or a length
            is missing; the sentence names the line.
    """
    rows = read_rows(path)
    lines = _lines(rows)
    named = rows.column("text") is not None
    lengths = _lengths(rows, lines, length, named=named)
    coders = tuple(dict.fromkeys(line.coder for line in lines))
    if len(coders) < 2:
        raise InputError(
            f"{rows.name} must hold spans of two coders or more, but has those of {coders[0]} "
            "only; a coder who marked nothing has a row without start, end and code."
        )
    codes = tuple(dict.fromkeys(code for line in lines for code in line.codes))
    return SpanSheet(rows.name, coders, codes, tuple(lengths), _continua(lengths, lines))


def _lines(rows: Rows) -> list[_Line]:
    coder, start, end, code = map(rows.required, ("coder", "start", "end", "code"))
    text = rows.column("text")
    found = []
    for line, cells in zip(rows.lines, rows.cells, strict=True):
        place = f"{rows.name} line {line}"
        name = "" if text is None else cells[text]
        if not cells[coder] or (text is not None and not name):
            missing = "text" if cells[coder] else "coder"
            raise InputError(f"{place}: {missing} must not be empty; fill it in.")
        found.append(_line(place, name, cells[coder], (cells[start], cells[end], cells[code])))
    return found


def _line(place: str, text: str, coder: str, cells: tuple[str, str, str]) -> _Line:
    start, end, code = cells
    if not any(cells):
        return _Line(place, text, coder, ())
    codes = split(code)
    if not codes:
        raise InputError(
            f"{place}: code must not be empty where a span is; fill it in, or leave start and end "
            "empty too to say that the coder marked nothing."
        )
    first, last = _whole(start, place, "start"), _whole(end, place, "end")
    if first >= last:
        raise InputError(
            f"{place}: a span must end after it starts, but goes from {first} to {last}; positions "
            "are characters from 0, the end not included."
        )
    return _Line(place, text, coder, codes, first, last)


def _whole(cell: str, place: str, noun: str) -> int:
    if not (cell.isascii() and cell.isdigit()) or len(cell) > DIGITS:
        raise InputError(
            f"{place}: {noun} must be a whole number from 0, but is {cell!r}; positions are "
            "characters from 0, the end not included."
        )
    return int(cell)


def _lengths(
    rows: Rows, lines: Iterable[_Line], length: int | Path | None, *, named: bool
) -> dict[str, int]:
    """Return the length of every text, in the order of the file; check that spans lie within."""
    texts = dict.fromkeys(line.text for line in lines)
    if isinstance(length, int):
        found = dict.fromkeys(texts, length)
    elif length is not None:
        found = _column_of_lengths(read_rows(length), named=named)
    elif rows.column("length") is not None:
        found = _column_of_lengths(rows, named=named)
    else:
        raise InputError(
            f"The length of the text must be known, but {rows.name} has no column length; add "
            "--length N with the number of its characters, or for several texts --length FILE.csv "
            "with the columns text,length."
        )
    for line in lines:
        _check_within(line, found)
    return found


def _check_within(line: _Line, lengths: Mapping[str, int]) -> None:
    if line.text not in lengths:
        raise InputError(
            f"{line.place}: the length of text {line.text!r} is not given; add it to the lengths."
        )
    if line.end > lengths[line.text]:
        raise InputError(
            f"{line.place}: a span must lie within the text, from 0 to {lengths[line.text]}, but "
            f"goes from {line.start} to {line.end}; correct the positions or the length."
        )


def _column_of_lengths(rows: Rows, *, named: bool) -> dict[str, int]:
    place = rows.required("length")
    text = rows.required("text") if named else None
    found: dict[str, int] = {}
    for line, cells in zip(rows.lines, rows.cells, strict=True):
        where = f"{rows.name} line {line}"
        name = "" if text is None else cells[text]
        if not cells[place] and name in found:
            continue
        length = _whole(cells[place], where, "length")
        if found.setdefault(name, length) != length:
            raise InputError(
                f"{where}: a text must have one length, but {length} stands here and "
                f"{found[name]} before it; correct it."
            )
    return found


def _continua(lengths: Mapping[str, int], lines: Iterable[_Line]) -> tuple[Continuum, ...]:
    marked: dict[str, dict[str, list[tuple[int, int, str]]]] = {text: {} for text in lengths}
    for line in lines:
        own = marked[line.text].setdefault(line.coder, [])
        own += [(line.start, line.end, code) for code in line.codes]
    return tuple(Continuum(lengths[text], spans) for text, spans in marked.items())
