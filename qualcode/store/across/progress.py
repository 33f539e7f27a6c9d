"""How far people are, counted by the database: units read, codings, when, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sqlalchemy import String, and_, cast, func, or_, select

from qualcode.store import schema as s
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection

    Places = npt.NDArray[np.int64]
    """Stretches of a text, (n, 2) code points, in order."""


class ReadUnits(NamedTuple):
    """How many different units of one set a coder read in a text, and when last."""

    coder: int
    text: int
    kind: str
    units: int
    last: str


class Coded(NamedTuple):
    """How many codings a coder has in a text, and when the last one was made."""

    coder: int
    text: int
    codings: int
    last: str


class EventCount(NamedTuple):
    """How many events of one kind somebody made within one minute (ISO 8601 in UTC)."""

    minute: str
    actor: str
    kind: str
    round: int | None
    events: int


def read(
    connection: Connection, viewer: int, own: Collection[int], others: Collection[int]
) -> list[ReadUnits]:
    """Return what was read of the interviewed side, by coder, text and kind of unit.

    ``own`` are the rounds in which the viewer's readings count, ``others`` everybody else's.
    """
    query = (
        select(
            s.reading.c.coder,
            s.unit.c.text,
            s.unit_set.c.kind,
            func.count(s.reading.c.unit.distinct()),
            func.max(s.reading.c.done_at),
        )
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .join(s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
        .where(s.unit.c.in_frame, _counted(s.reading.c, viewer, own, others))
        .group_by(s.reading.c.coder, s.unit.c.text, s.unit_set.c.kind)
    )
    return [ReadUnits(*row) for row in connection.execute(query)]


def readers(connection: Connection, round_id: int) -> dict[int, set[int]]:
    """Return who read something of which text in a round: keys of coders by that of the text."""
    query = (
        select(s.unit.c.text, s.reading.c.coder)
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .where(s.reading.c.round == round_id)
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for text, coder in plain(connection, query):
        found.setdefault(text, set()).add(coder)
    return found


def read_spans(
    connection: Connection,
    viewer: int,
    own: Collection[int],
    others: Collection[int],
    texts: Collection[int],
) -> dict[tuple[int, int], Places]:
    """Return by coder and text where the units stand that somebody read in some texts."""
    query = (
        select(s.reading.c.coder, s.unit.c.text, *_places())
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .where(
            s.unit.c.text.in_(texts),
            s.unit.c.in_frame,
            _counted(s.reading.c, viewer, own, others),
        )
        .group_by(s.reading.c.coder, s.unit.c.text)
    )
    return {(row[0], row[1]): _parsed(row[2], row[3]) for row in connection.execute(query)}


def frames(connection: Connection, kind: str, texts: Collection[int]) -> dict[int, Places]:
    """Return where the interviewed side's units of one kind stand in some texts, in order."""
    unit = s.unit.c
    query = (
        select(unit.text, *_places())
        .join_from(s.unit, s.unit_set, unit.unit_set == s.unit_set.c.id)
        .where(unit.text.in_(texts), s.unit_set.c.kind == kind, unit.in_frame)
        .group_by(unit.text)
    )
    return {row[0]: _parsed(row[1], row[2]) for row in connection.execute(query)}


def _places() -> tuple[Any, Any]:
    """Return the columns with all starts and all ends of a group, each as one string.

    To fetch a row a unit would take five times as long.
    """
    start, end = (cast(s.unit.c[name], String) for name in ("start", "end"))
    return func.aggregate_strings(start, ","), func.aggregate_strings(end, ",")


def _parsed(starts: str, ends: str) -> Places:
    columns = [np.fromstring(it, dtype=np.int64, sep=",") for it in (starts, ends)]
    table = np.stack(columns, axis=1)
    return table[np.argsort(table[:, 0], kind="stable")]


def coded(
    connection: Connection, viewer: int, own: Collection[int], others: Collection[int]
) -> list[Coded]:
    """Return how many codings there are by coder and text, in the rounds that count."""
    of = s.coding.c
    query = (
        select(of.coder, of.text, func.count(), func.max(of.created))
        .where(_counted(of, viewer, own, others))
        .group_by(of.coder, of.text)
    )
    return [Coded(*row) for row in connection.execute(query)]


def decided(connection: Connection, coder: int) -> int:
    """Return how many suggestions a coder decided on; one that was skipped is not."""
    query = select(func.count(s.decision.c.suggestion.distinct())).where(
        s.decision.c.coder == coder, s.decision.c.act.in_(("accepted", "changed", "rejected"))
    )
    return connection.scalar(query) or 0


def blind_turns(connection: Connection) -> dict[int, Places]:
    """Return where the blind turns of each text stand, in order."""
    query = (
        select(s.turn.c.text, s.turn.c.start, s.turn.c.end)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == s.turn.c.id)
        .where(s.sampled_turn.c.role == "blind")
        .order_by(s.turn.c.text, s.turn.c.start)
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for text, start, end in connection.execute(query):
        found.setdefault(text, []).append((start, end))
    return {text: np.array(places, dtype=np.int64) for text, places in found.items()}


def newest(connection: Connection) -> str | None:
    """Return when the newest event happened (ISO 8601 in UTC)."""
    found: str | None = connection.scalar(select(func.max(s.event.c.at)))
    return found


def happened(connection: Connection, since: str) -> list[EventCount]:
    """Return how often what was done from a moment on, minute by minute."""
    log = s.event.c
    minute = func.substr(log.at, 1, 16)
    query = (
        select(minute, log.actor, log.kind, log.round, func.count())
        .where(log.at >= since)
        .group_by(minute, log.actor, log.kind, log.round)
    )
    return [EventCount(*row) for row in connection.execute(query)]


def _counted(
    columns: object, viewer: int, own: Collection[int], others: Collection[int]
) -> ColumnElement[bool]:
    mine, rounds = columns.coder == viewer, columns.round  # type: ignore[attr-defined]
    return or_(and_(mine, rounds.in_(own)), and_(~mine, rounds.in_(others)))
