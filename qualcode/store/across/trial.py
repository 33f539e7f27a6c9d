"""What the anchoring trial is read from: the units that came up, their coin, what was suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.model import Mode


class DrawnUnit(NamedTuple):
    """A unit that came up for a coder while a run's suggestions were there, and its coin."""

    round: str
    coder: str
    text: int
    unit: int
    run: int
    withheld: bool
    mode: Mode


def drawn(connection: Connection) -> tuple[DrawnUnit, ...]:
    """Return each unit once a round and coder, as it came up last; in the mode ``never`` none.

    The coin of a unit and coder never changes, whatever brings the unit up again.
    """
    table = s.pick.c
    newest = (
        select(func.max(table.id))
        .where(table.run.is_not(None), table.mode != "never")
        .group_by(table.round, table.coder, table.unit)
    )
    query = (
        select(
            s.round_.c.name, s.coder.c.name, s.unit.c.text,
            table.unit, table.run, table.withheld, table.mode,
        )
        .join_from(s.pick, s.round_, table.round == s.round_.c.id)
        .join(s.coder, table.coder == s.coder.c.id)
        .join(s.unit, table.unit == s.unit.c.id)
        .where(table.id.in_(newest))
        .order_by(table.id)
    )  # fmt: skip
    return tuple(DrawnUnit(*row) for row in connection.execute(query))


def suggested(connection: Connection, run: int) -> frozenset[tuple[int, str]]:
    """Return what a run suggested, by unit and code, shown or not."""
    query = (
        select(s.suggestion.c.unit, s.code.c.name)
        .join_from(s.suggestion, s.code, s.suggestion.c.code == s.code.c.id)
        .where(s.suggestion.c.run == run)
    )
    return frozenset((row[0], row[1]) for row in connection.execute(query))
