"""Lines of a CSV file whose columns are known: codings, readings, brackets, participants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Clause, InputError, on_line
from qualcode.i18n import tr
from qualcode.ingest.rows import streamed, table_bytes
from qualcode.text import read_text
from qualcode.text.guard import GUARD, unguarded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from qualcode.i18n import Language

HEADINGS = "csv_heading"
NOUNS = (
    "transcript", "turn", "start", "end", "code", "coder", "round", "origin", "text", "quote",
    "unit", "codebook", "speaker", "pseudonym", "role", "letter", "group",
)  # fmt: skip
"""Columns that have a heading in both languages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV with its place, so that an error can name it; cells as they were written.

    An absent column is empty; ``values`` has the columns that are there.
    """

    file: str
    n: int
    values: dict[str, str]

    @property
    def place(self) -> Clause:
        """Where the line stands, as a sentence names it."""
        return on_line(self.file, self.n)

    def __getitem__(self, column: str) -> str:
        return self.values.get(column) or ""


def read_lines(
    path: Path | str, required: Sequence[str], known: Iterable[str] | None = None
) -> list[Line]:
    """Return the lines of a CSV file; see ``lines_of``."""
    path = Path(path)
    return lines_of(table_bytes(path), path.name, required, known)


def lines_of(
    data: bytes,
    name: str,
    required: Sequence[str],
    known: Iterable[str] | None = None,
    *,
    nouns: Collection[str] = NOUNS,
    empty: Collection[str] = (),
) -> list[Line]:
    """Return the lines of a CSV's bytes; ``name`` is what an error calls it.

    Columns are found under their headings in both languages. ``known`` are those that may stand
    there beside the ``required``; ``None`` lets every other column in, under its own heading.
    ``nouns`` are the columns that have a heading here; of the required ones, cells of those in
    ``empty`` may be.

    Raises:
        InputError: it is no table, a required column or cell is missing, a column is there twice,
            or one is not known; the sentence names it.
    """
    return list(_lines(data, name, required, known, nouns, empty))


def each_line(
    path: Path | str, required: Sequence[str], known: Iterable[str] | None = None
) -> Iterator[Line]:
    """Yield the lines of a CSV file one by one, so that a long one is never held; see ``lines_of``.

    What is wrong with a line is raised when its turn comes.
    """
    path = Path(path)
    return _lines(table_bytes(path), path.name, required, known)


def _lines(
    data: bytes,
    name: str,
    required: Sequence[str],
    known: Iterable[str] | None,
    nouns: Collection[str] = NOUNS,
    empty: Collection[str] = (),
) -> Iterator[Line]:
    written, rows = streamed(read_text(data, name), name)
    del data
    head = [headed(cell) for cell in written]
    columns = [column(cell, nouns) for cell in head]
    nameless = [n for n, it in enumerate(columns) if not it]
    try:
        _check(name, columns, head, required, known)
    except InputError:  # most of all a heading is missing, which may be any of the others
        for _, row in rows:
            _refuse_nameless(row, nameless, name)
        raise
    due = [it for it in required if it not in empty]
    for at, row in rows:
        _refuse_nameless(row, nameless, name)
        cells = [unguarded(it) if it.startswith(GUARD) else it for it in row]
        values = dict(zip(columns, cells, strict=True))
        if nameless:
            del values[""]
        line = Line(name, at, values)
        for it in due:
            if not line.values[it].strip():
                raise InputError("csv.empty_cell", place=line.place, column=it)
        yield line


def _refuse_nameless(row: Sequence[str], nameless: Sequence[int], name: str) -> None:
    for n in nameless:
        if row[n].strip():
            raise InputError("csv.nameless", file=name, column=n + 1)


def headed(cell: str) -> str:
    """Return a heading as it was written, without a guard and what surrounds it unseen."""
    return unguarded(cell.strip("\ufeff\u200b \t\n\r"))


def column(head: str, nouns: Collection[str] = NOUNS) -> str:
    """Return the column that a heading names, itself where it names none of ``nouns``."""
    folded = heading(head)
    return next((noun for noun in nouns if folded in names(noun, HEADINGS)), head)


def label(noun: str, language: Language) -> str:
    """Return what a column is headed with when it is written, which it is known by as well."""
    return tr(f"{HEADINGS}.{noun}", language).split()[0]


def _check(
    name: str,
    columns: Sequence[str],
    head: Sequence[str],
    required: Sequence[str],
    known: Iterable[str] | None,
) -> None:
    for n, column in enumerate(columns):
        if column and column in columns[:n]:
            raise InputError(
                "csv.twice", file=name, first=head[columns.index(column)], second=head[n]
            )
    missing = [column for column in required if column not in columns]
    if missing:
        raise InputError(
            "csv.missing",
            file=name,
            required=tuple(required),
            missing=tuple(missing),
            found=tuple(filter(None, head)),
        )
    if known is not None:
        allowed = {*required, *known, ""}
        other = [cell for cell, column in zip(head, columns, strict=True) if column not in allowed]
        if other:
            raise InputError("csv.unknown", file=name, found=tuple(other))
