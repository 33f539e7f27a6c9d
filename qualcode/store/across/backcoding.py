"""Which units a coder read under which versions of the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


class ReadUnit(NamedTuple):
    """A unit that was read under an older meaning; ``again`` says whether under the new one too."""

    text: int
    start: int
    end: int
    again: bool


def versions_read(connection: Connection, coder: int, round_id: int) -> frozenset[int]:
    """Return the codebook versions under which a coder read something in a round."""
    of = s.reading.c
    query = select(of.codebook).where(of.coder == coder, of.round == round_id).distinct()
    return frozenset(connection.scalars(query))


def kinds_read(connection: Connection, coder: int, round_id: int) -> int:
    """Return in how many kinds of units a coder read in a round (turns, sentences, …)."""
    of = s.reading.c
    query = (
        select(func.count(s.unit.c.unit_set.distinct()))
        .join_from(s.reading, s.unit, of.unit == s.unit.c.id)
        .where(of.coder == coder, of.round == round_id)
    )
    return connection.scalar(query) or 0


def read_before(
    connection: Connection, coder: int, round_id: int, meant: Collection[int]
) -> list[ReadUnit]:
    """Return the units read under a version outside of ``meant``, in the order of the texts.

    ``meant`` are the versions in which the meaning is the one of now.
    """
    of = s.reading.c
    now = of.codebook.in_(meant)
    units = (
        select(of.unit, func.max(now).label("again"))
        .where(of.coder == coder, of.round == round_id)
        .group_by(of.unit)
        .having(func.min(now) == 0)
        .subquery()
    )
    unit = s.unit.c
    query = (
        select(unit.text, unit.start, unit.end, units.c.again)
        .join_from(units, s.unit, units.c.unit == unit.id)
        .where(unit.in_frame)
        .order_by(unit.text, unit.start, unit.end)
    )
    return [ReadUnit(row[0], row[1], row[2], bool(row[3])) for row in connection.execute(query)]


def read_now(
    connection: Connection,
    coder: int,
    round_id: int,
    meant: Collection[int],
    texts: Collection[int],
) -> dict[int, list[tuple[int, int]]]:
    """Return what of the texts was read under ``meant``, as spans by text."""
    of, unit = s.reading.c, s.unit.c
    query = (
        select(unit.text, unit.start, unit.end)
        .join_from(s.reading, s.unit, of.unit == unit.id)
        .where(of.coder == coder, of.round == round_id, of.codebook.in_(meant))
        .where(unit.text.in_(texts))
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for text, start, end in connection.execute(query):
        found.setdefault(text, []).append((start, end))
    return found
