"""The raw table behind the figures of agreement: who found which code in which unit."""

from __future__ import annotations

from bisect import bisect_right
from math import isnan
from typing import TYPE_CHECKING

from qualcode.store import texts
from qualcode.table_spec import TableSpec, count_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.agreement import Matrix
    from qualcode.model import Turn
    from qualcode.project.comparing.agreement import Counted
    from qualcode.project.lookup import Whole
    from qualcode.store import Connection
    from qualcode.table import Cell, Table

UNITS = TableSpec(
    "units",
    (
        *text_columns("transcript"),
        *count_columns("turn", "start", "end"),
        *text_columns("code"),
        *count_columns("characters"),
        *count_columns("coder", many=True),
        *text_columns("text"),
    ),
)


def unit_table(
    project: Whole,
    coders: Sequence[str] | None = None,
    *,
    round: str | None = None,
    unit: Counted = "sentence",
) -> Table:
    """Return the table ``units`` of a closed round: a row for each unit and code.

    A coder's column holds 1 for the code, 0 for read without it, ``None`` for unread: the values
    that every coefficient of the round is computed from. ``turn`` is the turn in which the unit
    begins; the last column has its words. ``characters``, where the unit is the character, says
    for how many of them a row stands.

    Raises:
        RuleError: the round is open, or no unit was read by two of the coders.
    """
    from qualcode.project.comparing.agreement import Agreement

    matrix = project.part(Agreement).compared(coders, round=round, unit=unit).matrix
    with project.store.reading() as connection:
        rows = tuple(_rows(connection, matrix))
    return UNITS.table(
        project.language,
        rows,
        title=UNITS.name,
        many={"coder": {f"coder_{coder}": coder for coder in matrix.coders}},
        without=() if matrix.rule == "character" else ("characters",),
    )


def _rows(connection: Connection, matrix: Matrix) -> Iterator[dict[str, Cell]]:
    names = {info.text_id: info.name for info in texts.transcripts(connection)}
    words, here = "", -1
    turns: tuple[Turn, ...] = ()
    starts: list[int] = []
    for row, text_id in enumerate(matrix.text_ids.tolist()):
        if text_id != here:
            here, words = text_id, texts.source(connection, text_id)
            turns = texts.turns(connection, text_id)
            starts = [each.start for each in turns]
        start, end = matrix.spans[row].tolist()
        place = bisect_right(starts, start) - 1
        shared: dict[str, Cell] = {
            "transcript": names[text_id],
            "turn": turns[place].n if place >= 0 else None,
            "start": start,
            "end": end,
            "characters": int(matrix.weights[row]),
            "text": words[start:end],
        }
        for code, cells in zip(matrix.codes, matrix.values[row].tolist(), strict=True):
            values = {
                f"coder_{coder}": None if isnan(value) else int(value)
                for coder, value in zip(matrix.coders, cells, strict=True)
            }
            yield {**shared, "code": code, **values}
