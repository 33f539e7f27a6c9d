"""What was revealed to a coder about units, and what they did with what they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, literal, select, union_all

from qualcode.model import Span
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

    from qualcode.model import Act


class Around(NamedTuple):
    """By text: the turns that were set aside, the units revealed to a coder, what they read."""

    sealed: dict[int, list[Span]]
    revealed: dict[int, list[Span]]
    read: dict[int, list[Span]]


def around(
    connection: Connection,
    coder: int,
    texts: Collection[int],
    within: Span | None = None,
    versions: Collection[int] = (),
) -> Around:
    """Return what decides about a coder and the units of some texts, in one statement.

    A suggestion that was shown is a reveal, and so is what follows a first answer: that the
    machine has nothing to say is seen too. What was read is what was read under these
    ``versions`` of the codebook, nothing where none is named. ``within`` is a stretch that all of
    it touches.
    """
    keys, turn = list(texts), s.turn.c
    near = [] if within is None else [turn.start < within.end, turn.end > within.start]
    aside = (
        select(literal(0).label("what"), turn.text, turn.start, turn.end)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == turn.id)
        .where(turn.text.in_(keys), *near)
    )
    seen = _revealed(coder, keys, within).subquery().c
    parts = [aside, select(literal(1).label("what"), seen.text, seen.start, seen.end)]
    if versions:
        done = _read(coder, keys, within, versions).subquery().c
        parts.append(select(literal(2).label("what"), done.text, done.start, done.end))
    sealed, revealed, read = ({key: list[Span]() for key in keys} for _ in range(3))
    found = Around(sealed, revealed, read)
    for what, text, start, end in connection.execute(union_all(*parts)) if keys else ():
        found[what][text].append(Span(start, end))
    return found


def _revealed(coder: int, texts: Collection[int], within: Span | None) -> Any:
    table = s.unit.c
    near: list[ColumnElement[bool]] = [table.text.in_(list(texts))]
    if within is not None:
        near += [table.start < within.end, table.end > within.start]
    answered = select(table.text, table.start, table.end).join_from(
        s.unit, s.first_answer, s.first_answer.c.unit == table.id
    )
    seen = (
        select(table.text, table.start, table.end)
        .join_from(s.unit, s.suggestion, s.suggestion.c.unit == table.id)
        .join(s.shown, s.shown.c.suggestion == s.suggestion.c.id)
    )
    return answered.where(*near, s.first_answer.c.coder == coder).union(
        seen.where(*near, s.shown.c.coder == coder)
    )


def _read(
    coder: int, texts: Collection[int], within: Span | None, versions: Collection[int]
) -> Any:
    table = s.unit.c
    near = select(table.id).where(table.text.in_(list(texts)))
    if within is not None:
        near = near.where(table.start < within.end, table.end > within.start)
    return (
        select(table.text, table.start, table.end)
        .join_from(s.reading, s.unit, s.reading.c.unit == table.id)
        .where(
            s.reading.c.unit.in_(near),
            s.reading.c.coder == coder,
            s.reading.c.codebook.in_(list(versions)),
        )
    )


def seen_and_done(
    connection: Connection, coder: int, suggestions: Collection[int]
) -> tuple[dict[int, int], dict[int, Act]]:
    """Return what was shown of these to a coder, as ``shown_of`` does, and their newest acts."""
    key, seen, done = s.suggestion.c.id, s.shown.c, s.decision.c
    newest = select(func.max(seen.id)).where(seen.suggestion == key, seen.coder == coder)
    act = select(done.act).where(done.suggestion == key, done.coder == coder)
    act = act.order_by(done.id.desc()).limit(1)
    query = select(key, newest.scalar_subquery(), act.scalar_subquery())
    rows = connection.execute(query.where(key.in_(list(suggestions)))).all()
    shown = {it: record for it, record, _ in rows if record is not None}
    return shown, {it: what for it, _, what in rows if what is not None}


def shown_of(connection: Connection, coder: int, suggestions: Collection[int]) -> dict[int, int]:
    """Return the key of the record that a suggestion was shown to a coder, where it was."""
    table = s.shown.c
    query = select(table.suggestion, func.max(table.id)).where(
        table.suggestion.in_(list(suggestions)), table.coder == coder
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.suggestion))}
