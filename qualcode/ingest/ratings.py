"""Read a table of ratings from outside a project: a row a unit, a column a coder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.agreement.calculator import RatingSheet
from qualcode.agreement.calculator.columns import strange
from qualcode.agreement.calculator.headings import aside_of_ratings, by_rating
from qualcode.errors import Clause, InputError
from qualcode.ingest.rating_shape import check_columns, check_rows, option
from qualcode.ingest.rows import Rows, read_rows
from qualcode.text.fold import folded
from qualcode.text.headings import heading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

UNIT_ROWS = ("transcript", "turn", "start", "end", "code")
"""How the raw table behind a project's figures begins; coders follow."""
WEIGHT, UNIT_WORDS = ("characters",), "text"
"""What may stand before its coders, and what stands behind them."""


def read_ratings(
    path: Path, coders: Sequence[str] = (), *, text_column: str | None = None
) -> RatingSheet:
    """Read ratings from a CSV file whose first line names the coders.

    A column ``unit`` (or ``id``; or the first, without a name) names the units, which are
    otherwise numbered; ``text`` (or ``transcript``, or ``text_column``) the transcripts. Of the
    other columns those are the coders' that ``coders`` names; without it all whose headings are
    not known to be an id's, a text's, a remark's or a sum's. What is left out is named in
    ``left_out``. Names of columns may be Chinese. An empty cell is a missing rating, and nothing
    else is. The raw table behind a project's figures is known by its columns: there a row is of
    one code in a unit.

    Raises:
        InputError: the file is no such table, or a column is neither known nor like the others;
            the sentence names the line or the column.
    """
    rows = read_rows(path)
    if not coders and text_column is None and tuple(rows.head[: len(UNIT_ROWS)]) == UNIT_ROWS:
        return _of_units(rows)
    named = [_named(rows, name) for name in coders]
    unit, text = _units_and_texts(rows, named, text_column)
    others = [n for n in range(len(rows.head)) if n not in (unit, text)]
    places, empty = (sorted(named), []) if named else _coders(rows, others, unit)
    check_rows(rows, places, unit)
    texts = None if text is None else _filled(rows, text, "text")
    units = tuple(map(str, range(1, len(rows.cells) + 1)))
    if unit is not None:
        units = _filled(rows, unit, "unit")
        _check_different(rows, units, texts)
    return RatingSheet(
        name=rows.name,
        coders=tuple(rows.head[n] for n in places),
        units=units,
        cells=[tuple(row[n] for n in places) for row in rows.cells],
        lines=rows.lines,
        texts=texts,
        left_out=tuple(rows.head[n] or str(n + 1) for n in others if n not in places),
        empty=tuple(rows.head[n] for n in empty),
        named=bool(named),
    )


def _of_units(rows: Rows) -> RatingSheet:
    """Return the raw table behind a project's figures, as ``agree --export-units`` writes it."""
    weighted = rows.head[len(UNIT_ROWS) : len(UNIT_ROWS) + 1] == WEIGHT
    first = len(UNIT_ROWS) + weighted
    last = len(rows.head) - (rows.head[-1] == UNIT_WORDS)
    coders = rows.head[first:last]
    if len(coders) < 2:
        raise InputError(
            "ratings.two",
            file=rows.name,
            found=tuple(coders) or "—",
            left_out="—",
            coders=option(coders),
        )
    sheet = RatingSheet(
        name=rows.name,
        coders=coders,
        units=tuple(f"{row[2]}–{row[3]}" for row in rows.cells),
        cells=[row[first:last] for row in rows.cells],
        lines=rows.lines,
        texts=tuple(row[0] for row in rows.cells),
        codes=tuple(row[4] for row in rows.cells),
        weights=tuple(_weight(rows, n) for n in range(len(rows.cells))) if weighted else None,
    )
    _check_judgements(sheet)
    return sheet


def _weight(rows: Rows, row: int) -> int:
    """Return for how many characters a row stands."""
    cell = rows.cells[row][len(UNIT_ROWS)]
    if not (cell.isascii() and cell.isdigit()):
        raise InputError(
            "ratings.no_judgement",
            file=rows.name,
            line=rows.lines[row],
            coder=WEIGHT[0],
            found=cell,
        )
    return int(cell)


def _check_judgements(sheet: RatingSheet) -> None:
    """Refuse cells that say neither yes nor no, and a code that stands twice for a unit."""
    seen: dict[tuple[str, str, str], int] = {}
    texts, codes = sheet.texts or (), sheet.codes or ()
    for n, cells in enumerate(sheet.cells):
        for coder, cell in zip(sheet.coders, cells, strict=True):
            if cell not in ("", "0", "1"):
                raise InputError(
                    "ratings.no_judgement",
                    file=sheet.name,
                    line=sheet.lines[n],
                    coder=coder,
                    found=cell,
                )
        key = (texts[n], sheet.units[n], codes[n])
        if key in seen:
            raise InputError(
                "ratings.judged_twice", file=sheet.name, line=sheet.lines[n], seen=seen[key]
            )
        seen[key] = sheet.lines[n]


def _named(rows: Rows, name: str) -> int:
    """Return the place of the column that an option names: as it is written, else as it is read."""
    exact = [n for n, label in enumerate(rows.head) if label == name]
    alike = exact or [n for n, label in enumerate(rows.head) if heading(label) == heading(name)]
    if len(alike) > 1:
        raise InputError(
            "ratings.twice", file=rows.name, first=rows.head[alike[0]], second=rows.head[alike[1]]
        )
    if not alike or not heading(name):
        raise InputError("ratings.no_coder", file=rows.name, name=name, columns=rows.head)
    return alike[0]


def _units_and_texts(
    rows: Rows, named: Sequence[int], text_column: str | None
) -> tuple[int | None, int | None]:
    """Return the places of the columns of units and of transcripts, which no coder's is."""
    twice = next((n for at, n in enumerate(named) if n in named[:at]), None)
    if twice is not None:
        raise InputError("ratings.coders_twice", name=rows.head[twice])
    if len(named) == 1:
        found = rows.head[named[0]]
        raise InputError(
            "ratings.two", file=rows.name, found=found, left_out="—", coders=option([found])
        )
    text = chosen_text(rows, text_column)
    taken = {*named, text}
    head = ("" if n in taken else heading(label) for n, label in enumerate(rows.head))
    free = replace(rows, head=tuple(head))
    unit = free.column("unit")
    if unit is None and rows.head[0] == "":
        unit = 0
    return unit, free.column("text") if text is None else text


def chosen_text(rows: Rows, name: str | None) -> int | None:
    """Return the place of the column that ``--text-column`` names."""
    if name is None:
        return None
    places = [n for n, label in enumerate(rows.head) if heading(label) == heading(name)]
    if len(places) != 1:
        raise InputError("ratings.no_column", file=rows.name, name=name, columns=rows.head)
    return places[0]


def _coders(rows: Rows, others: Sequence[int], unit: int | None) -> tuple[list[int], list[int]]:
    """Return the places of the coders' columns, where nobody names them, and of empty ones.

    A first column without a name numbers the rows, whatever else names the units.
    """
    others = [n for n in others if n or rows.head[n]]
    heads = [rows.head[n] for n in others]
    if both := by_rating(heads):
        raise InputError("ratings.long", file=rows.name, coder=both[0], value=both[1])
    places = [n for n in others if not aside_of_ratings(rows.head[n])]
    read = [rows.head[n] for n in places]
    _check_coders(rows, read)
    check_columns(rows, read, unit)
    odd = strange(read, [[row[n] for row in rows.cells] for n in places])
    empty = [places[at] for at, reason in odd.items() if reason == "empty"]
    coders = tuple(rows.head[n] for n in places if n not in empty)
    if len(coders) < 2:
        known = tuple(head for head in heads if head not in coders)
        raise InputError(
            "ratings.two",
            file=rows.name,
            found=coders,
            left_out=known or "—",
            coders=option(coders),
        )
    for at, reason in odd.items():
        if reason != "empty":
            raise InputError(
                "ratings.strange",
                file=rows.name,
                column=rows.head[places[at]],
                reason=Clause(f"calculator_reason.{reason}"),
                coders=option([it for n, it in enumerate(read) if n not in odd] or read),
            )
    return [n for n in places if n not in empty], empty


def _check_coders(rows: Rows, coders: Sequence[str]) -> None:
    if "" in coders:
        place = rows.head.index("", 1) + 1
        raise InputError("rating_rows.nameless", name=rows.name, place=place)
    twice = next((coder for n, coder in enumerate(coders) if coder in coders[:n]), None)
    if twice:
        raise InputError("rating_rows.twice", name=rows.name, twice=twice)
    seen: dict[str, str] = {}
    for coder in coders:
        if (first := seen.setdefault(_person(coder), coder)) != coder:
            raise InputError("ratings.twice", file=rows.name, first=first, second=coder)


def _person(coder: str) -> str:
    """Return a coder's name as two are compared: A and a may be two people."""
    return "".join(folded(coder, case=False).split())


def _filled(rows: Rows, place: int, noun: str) -> tuple[str, ...]:
    column = tuple(row[place] for row in rows.cells)
    if "" in column:
        line = rows.lines[column.index("")]
        raise InputError("rating_rows.empty", name=rows.name, line=line, noun=noun)
    return column


def _check_different(rows: Rows, units: Sequence[str], texts: Sequence[str] | None) -> None:
    seen: dict[tuple[str, str], int] = {}
    for n, unit in enumerate(units):
        key = (texts[n] if texts else "", unit)
        if key in seen:
            said = {"lines": rows.lines[n], "unit": unit, "seen": seen[key]}
            if texts:
                raise InputError("rating_rows.unit_of", name=rows.name, text=key[0], **said)
            raise InputError(
                "rating_rows.unit_twice",
                name=rows.name,
                **said,
            )
        seen[key] = rows.lines[n]
