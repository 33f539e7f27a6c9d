"""Tables that look like ratings and are none (turned, of counts); rows that are no units."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from qualcode.agreement.calculator.headings import known_as, raters, remark, says_coder
from qualcode.errors import InputError
from qualcode.text.fold import folded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.ingest.rows import Rows

LISTED = 8
"""So many columns are named in a sentence."""
ROWS = 4
"""So many rows must stand above one that is taken for their sum."""
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_FIRST = re.compile(r"[:：=＝]")
_PARTS = re.compile(r"^(.+?)[\s_./|·:：-]+(.+)$")


def option(coders: Sequence[str]) -> str:
    """Return ``--coders`` as it can be typed for these columns, or for two that are to be named."""
    words = [f'"{name}"' if re.search(r"[^\w.]", name) else name for name in coders[:LISTED]]
    return " ".join(["--coders", *words, *["NAME"] * (2 - len(words))])


def check_columns(rows: Rows, coders: Sequence[str], unit: int | None) -> None:
    """Refuse a table whose columns are no coders': units, codes by coders, counts, no heading.

    Raises:
        InputError: it is such a table; the sentence names the columns.
    """
    units = [row[unit] for row in rows.cells] if unit is not None else []
    cells = {heading(cell) for row in rows.cells for cell in row}
    said = {
        "file": rows.name,
        "columns": tuple(coders[:LISTED]),
        "coders": option(_grid(coders) or coders),
    }
    if _turned(rows, coders, units):
        raise InputError("ratings.transposed", **said | {"coders": option(coders)})
    if _grid(coders):
        raise InputError("ratings.grid", **said)
    if len(set(units)) > 1 and {*map(heading, units)} == {*map(heading, coders)}:
        raise InputError("ratings.counts", **said)
    if all(len(it) > 1 and not _NUMBER.search(it) and heading(it) in cells for it in coders):
        raise InputError("ratings.headless", **said)


def check_rows(rows: Rows, coders: Sequence[int], unit: int | None) -> None:
    """Refuse rows that are no units: sums, means, coefficients, a second line of headings.

    Raises:
        InputError: there is such a row; the sentence names its line.
    """
    others = [n for n in range(len(rows.head)) if n not in coders and not remark(rows.head[n])]
    for line, row in list(zip(rows.lines, rows.cells, strict=True))[-3:]:
        if len(rows.cells) > 1 and (found := _sums_up(rows, row, others)):
            raise InputError("ratings.sums", file=rows.name, line=line, unit=found)
    _check_named(rows, [n for n in others if n != unit and known_as(rows.head[n], "id")])
    if _summed(rows, coders):
        raise InputError("ratings.summed", file=rows.name, line=rows.lines[-1])


def _turned(rows: Rows, coders: Sequence[str], units: Sequence[str]) -> bool:
    """Return whether units are the columns, and coders the rows."""
    bare = {_MARKS.sub("", _NUMBER.sub("", heading(it))) for it in coders}
    numbered = all(map(_NUMBER.search, coders))
    if numbered and bare and bare <= names("unit_of_columns", "calculator_rows"):
        return True
    beside = [n for n, it in enumerate(rows.head) if known_as(it, "long_coder")]
    people = [row[n] for n in beside[:1] for row in rows.cells] or list(units)
    if not numbered or bare != {""} or len(set(people)) < len(people) or not people:
        return False
    named = not all(map(str.isdigit, people)) and all(raters(people))
    return named and (bool(beside) or len(coders) > len(people) or any(map(says_coder, people)))


def _grid(coders: Sequence[str]) -> list[str]:
    """Return the columns of the first code where there is one for every code and coder."""
    parts = [found.groups() for it in coders if (found := _PARTS.match(folded(it, case=False)))]
    ones, others = (list(dict.fromkeys(it[at] for it in parts)) for at in (0, 1))
    whole = len(parts) == len(coders) == len(ones) * len(others)
    if not whole or min(len(ones), len(others)) < 2 or {*parts} != {*product(ones, others)}:
        return []
    same = 1 if all(raters(ones)) and not all(raters(others)) else 0
    return [it for it, part in zip(coders, parts, strict=True) if part[same] == parts[0][same]]


def _sums_up(rows: Rows, row: Sequence[str], others: Sequence[int]) -> str:
    """Return the cell of a row that is called as sums, coefficients and notes are, or nothing.

    Sums in any column of no coder's; the rest only where the row begins, and once in its column.
    """
    sums, more = names("sums", "calculator_doubt"), names("sums", "calculator_rows")
    if found := next((row[n] for n in others if heading(row[n]) in sums), ""):
        return found
    n = next((at for at, cell in enumerate(row) if cell), 0)
    if remark(rows.head[n]) or sum(other[n] == row[n] for other in rows.cells) > 1:
        return ""
    words = folded(row[n]).split()
    before, *after = _FIRST.split(folded(row[n]))
    called = {_MARKS.sub("", it) for it in (heading(row[n]), heading(before) if after else "")}
    noted = after and not any(row[n + 1 :]) and not called.isdisjoint(_notes())
    ends = len(words) == 2 and _MARKS.sub("", words[-1]) in sums
    return row[n] if noted or ends or not called.isdisjoint(sums | more) else ""


def _notes() -> frozenset[str]:
    return names("notes", "calculator_rows")


def _check_named(rows: Rows, columns: Sequence[int]) -> None:
    """Refuse a first or last row without a number where all other rows have one."""
    for n in columns:
        blank = [at for at, row in enumerate(rows.cells) if not folded(row[n])]
        if len(rows.cells) > 2 and blank in ([0], [len(rows.cells) - 1]):
            line = rows.lines[blank[0]]
            raise InputError("ratings.nameless", file=rows.name, line=line, column=rows.head[n])


def _summed(rows: Rows, coders: Sequence[int]) -> bool:
    """Return whether the last row has the sums, or the means, of all above it."""
    try:
        columns = [[float(folded(row[n])) for row in rows.cells if row[n]] for n in coders]
    except ValueError:
        return False
    if len(rows.cells) <= ROWS or not all(rows.cells[-1][n] for n in coders) or not coders:
        return False
    above, last = [it[:-1] for it in columns], [it[-1] for it in columns]
    if not all(above):
        return False
    whole = all(it.is_integer() for column in above for it in column)
    sums = all(sum(column) == it for column, it in zip(above, last, strict=True))
    larger = max(last) > max(map(max, above))
    means = all(
        abs(sum(column) / len(column) - it) < 0.006 for column, it in zip(above, last, strict=True)
    )
    return (sums and larger) or (means and whole and not all(map(float.is_integer, last)))
