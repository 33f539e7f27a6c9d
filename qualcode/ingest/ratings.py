"""Read a table of ratings from outside a project: a row a unit, a column a coder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement.calculator import RatingSheet
from qualcode.errors import InputError
from qualcode.ingest.rows import Rows, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_ratings(path: Path) -> RatingSheet:
    """Read ratings from a CSV file whose first line names the coders.

    A column ``unit`` (or ``id``; or the first, without a name) names the units, which are
    otherwise numbered; ``text`` (or ``transcript``) the transcripts; every other column is a
    coder. Names of columns may be Chinese. An empty cell is a missing rating, and nothing else is.

    Raises:
        InputError: the file is no such table; the sentence names the line.
    """
    rows = read_rows(path)
    unit, text = rows.column("unit"), rows.column("text")
    if unit is None and rows.head[0] == "":
        unit = 0
    places = [n for n in range(len(rows.head)) if n not in (unit, text)]
    coders = tuple(rows.head[n] for n in places)
    _check_coders(rows, coders)
    texts = None if text is None else _filled(rows, text, "text")
    units = tuple(map(str, range(1, len(rows.cells) + 1)))
    if unit is not None:
        units = _filled(rows, unit, "unit")
        _check_different(rows, units, texts)
    return RatingSheet(
        name=rows.name,
        coders=coders,
        units=units,
        cells=[tuple(row[n] for n in places) for row in rows.cells],
        lines=rows.lines,
        texts=texts,
    )


def _check_coders(rows: Rows, coders: Sequence[str]) -> None:
    if "" in coders:
        place = rows.head.index("", 1 if rows.head[0] == "" else 0) + 1
        raise InputError(
            f"The first line of {rows.name} must name every coder, but column {place} has no name; "
            "name it."
        )
    twice = next((coder for n, coder in enumerate(coders) if coder in coders[:n]), None)
    if twice:
        raise InputError(
            f"The first line of {rows.name} must name each coder once, but {twice!r} stands twice; "
            "rename one."
        )
    if len(coders) < 2:
        raise InputError(
            f"{rows.name} must have a column for each of two coders or more, but its first line "
            f"names {', '.join(coders) or 'none'}; it must name the columns: unit (optional), text "
            "(optional), and the coders."
        )


def _filled(rows: Rows, place: int, noun: str) -> tuple[str, ...]:
    column = tuple(row[place] for row in rows.cells)
    if "" in column:
        line = rows.lines[column.index("")]
        raise InputError(f"{rows.name} line {line}: {noun} must not be empty; fill it in.")
    return column


def _check_different(rows: Rows, units: Sequence[str], texts: Sequence[str] | None) -> None:
    seen: dict[tuple[str, str], int] = {}
    for n, unit in enumerate(units):
        key = (texts[n] if texts else "", unit)
        if key in seen:
            where = f" of {key[0]}" if texts else ""
            raise InputError(
                f"{rows.name} line {rows.lines[n]}: each unit must have a row of its own, but unit "
                f"{unit!r}{where} stands on line {seen[key]} too; put all coders of a unit into "
                "one row."
            )
        seen[key] = rows.lines[n]
