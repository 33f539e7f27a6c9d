"""What was revealed to a coder about units, and what they did with what they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select

from qualcode.model import Span
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

    from qualcode.model import Act


def revealed(
    connection: Connection, coder: int, texts: Collection[int], within: Span | None
) -> dict[int, list[Span]]:
    """Return by text the units about which something was revealed to a coder.

    A suggestion that was shown is a reveal, and so is what follows a first answer: that the
    machine has nothing to say is seen too. ``within`` is a stretch that they touch.
    """
    found: dict[int, list[Span]] = {text: [] for text in texts}
    for text, start, end in connection.execute(_revealed(coder, texts, within)):
        found[text].append(Span(start, end))
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


def sealed_and_revealed(
    connection: Connection, coder: int, text: int, within: Span
) -> tuple[list[Span], list[Span]]:
    """Return the turns near a stretch that were set aside, and what was revealed to a coder."""
    turn = s.turn.c
    aside = (
        select(literal(1).label("aside"), turn.start, turn.end)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == turn.id)
        .where(turn.text == text, turn.start < within.end, turn.end > within.start)
    )
    seen = _revealed(coder, [text], within).subquery()
    query = aside.union_all(select(literal(0).label("aside"), seen.c.start, seen.c.end))
    found: tuple[list[Span], list[Span]] = ([], [])
    for sealed, start, end in connection.execute(query):
        found[0 if sealed else 1].append(Span(start, end))
    return found


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
