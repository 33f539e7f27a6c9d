"""The codings of a code as plain rows, and what else stands on the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select

from qualcode.store import schema as s
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection, FromClause

    from qualcode.study.access import Sight


class MarkedPassage(NamedTuple):
    """A coding with the keys of its text, coder, round and code."""

    uuid: str
    text: int
    start: int
    end: int
    coder: int
    round: int
    code: int
    origin: str


def marked(
    connection: Connection,
    sight: Sight,
    *,
    codes: Collection[int] | None = None,
    coder: int | None = None,
    texts: Collection[int] | None = None,
) -> list[MarkedPassage]:
    """Return the codings that may be seen, in the order of text and position."""
    of = s.coding.c
    query = select(
        of.uuid, of.text, of.start, of.end, of.coder, of.round, of.code, of.origin
    ).where(seen(s.coding, sight))
    for column, among in ((of.code, codes), (of.text, texts)):
        if among is not None:
            query = query.where(column.in_(among))
    if coder is not None:
        query = query.where(of.coder == coder)
    query = query.order_by(of.text, of.start, of.end, of.id)
    return [MarkedPassage(*row) for row in plain(connection, query)]


def counts(connection: Connection, sight: Sight) -> dict[int, int]:
    """Return how many codings of each code may be seen, by the code's key."""
    of = s.coding.c
    query = select(of.code, func.count()).where(seen(s.coding, sight)).group_by(of.code)
    return {row[0]: row[1] for row in connection.execute(query)}


def sharing(connection: Connection, sight: Sight, codes: Collection[int]) -> list[tuple[str, int]]:
    """Return each coding of the codes with each other code that shares a character with it.

    Both are of one coder and one round, and both may be seen: pairs of the coding's uuid and the
    other code's key, each once.
    """
    one, other = s.coding, s.coding.alias("other")
    query = (
        select(one.c.uuid, other.c.code)
        .join_from(
            one,
            other,
            and_(
                other.c.text == one.c.text,
                other.c.coder == one.c.coder,
                other.c.round == one.c.round,
                other.c.start < one.c.end,
                other.c.end > one.c.start,
            ),
        )
        .where(one.c.code.in_(codes), other.c.code.not_in(codes), seen(one, sight))
        .distinct()
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def seen(table: FromClause, sight: Sight) -> ColumnElement[bool]:
    """Return the condition that a row of work (with coder and round) may be looked at."""
    of = table.c
    own = and_(of.coder == sight.coder, of.round.in_(sight.own))
    return or_(of.round.in_(sight.shared), own)
