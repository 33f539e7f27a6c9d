"""The draws of blind and reserve turns, as the file holds them, and what they were drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualcode.frequency.strata import Draw, Drawn
from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection


def draws(connection: Connection) -> tuple[Draw, ...]:
    """Return every draw, oldest first."""
    rows = connection.execute(select(s.sample).order_by(s.sample.c.id))
    return tuple(Draw(row.id, row.seed, row.frame_hash, row.created) for row in rows)


def drawn(connection: Connection) -> tuple[Drawn, ...]:
    """Return every drawn turn by draw, stratum and position in the permutation."""
    of, turn = s.sampled_turn.c, s.turn.c
    query = (
        select(
            of.id, of.sample, of.turn, turn.text, turn.n, turn.start, turn.end,
            of.stratum, of.position, of.role,
        )
        .join_from(s.sampled_turn, s.turn, of.turn == turn.id)
        .order_by(of.sample, of.stratum, of.position)
    )  # fmt: skip
    return tuple(Drawn(*tuple(row)) for row in connection.execute(query))


def answers(connection: Connection) -> dict[int, list[int]]:
    """Return the turns of each active transcript that are not the interviewer's, in order."""
    query = (
        select(s.text_version.c.id, s.turn.c.id)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .outerjoin(s.turn, s.turn.c.text == s.text_version.c.id)
        .outerjoin(s.speaker, s.turn.c.speaker == s.speaker.c.id)
        .where(s.transcript.c.status == "active", func.coalesce(s.speaker.c.asks, False).is_(False))
        .order_by(s.text_version.c.id, s.turn.c.n)
    )
    found: dict[int, list[int]] = {}
    for text, turn in connection.execute(query):
        found.setdefault(text, [])
        if turn is not None:
            found[text].append(turn)
    return found


def suggested_texts(connection: Connection) -> set[int]:
    """Return the texts for which anything was ever suggested."""
    query = select(s.unit.c.text).join_from(
        s.suggestion, s.unit, s.suggestion.c.unit == s.unit.c.id
    )
    return set(connection.scalars(query.distinct()))


def suggested_turns(connection: Connection) -> set[int]:
    """Return the drawn turns that a suggestion touches: none, unless somebody edited the file."""
    turn, unit = s.turn.c, s.unit.c
    overlap = (unit.text == turn.text) & (unit.start < turn.end) & (turn.start < unit.end)
    query = (
        select(turn.id)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == turn.id)
        .join(s.unit, overlap)
        .join(s.suggestion, s.suggestion.c.unit == unit.id)
    )
    return set(connection.scalars(query.distinct()))
