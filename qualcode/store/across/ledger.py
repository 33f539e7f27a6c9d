"""What was shown and what was decided, as the file holds it, for the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def shown(connection: Connection, coder: int | None = None) -> Sequence[Any]:
    """Return every record that a suggestion was shown, oldest first."""
    query = (
        select(
            s.shown.c.id,
            s.shown.c.at,
            s.shown.c.rank,
            s.shown.c.mode,
            s.shown.c.coder.label("coder_id"),
            s.coder.c.name.label("coder"),
            s.suggestion.c.id.label("suggestion"),
            s.suggestion.c.unit,
            s.code.c.name.label("code"),
            s.suggestion.c.score,
            s.suggestion.c.run,
            s.run.c.codebook,
        )
        .join_from(s.shown, s.suggestion, s.shown.c.suggestion == s.suggestion.c.id)
        .join(s.run, s.suggestion.c.run == s.run.c.id)
        .join(s.code, s.suggestion.c.code == s.code.c.id)
        .join(s.coder, s.shown.c.coder == s.coder.c.id)
    )
    if coder is not None:
        query = query.where(s.shown.c.coder == coder)
    return connection.execute(query.order_by(s.shown.c.id)).all()


def decisions(connection: Connection, coder: int | None = None) -> Sequence[Any]:
    """Return every decision, oldest first, with the suggestion and what it was shown as."""
    proposed, named = s.code.alias("proposed"), s.code.alias("named")
    became = s.code.alias("became")
    query = (
        select(
            s.decision.c.id,
            s.decision.c.at,
            s.decision.c.act,
            s.decision.c.ms,
            s.decision.c.pick,
            s.decision.c.pick_probability,
            s.decision.c.codebook,
            s.decision.c.unit.label("own_unit"),
            s.decision.c.coder.label("coder_id"),
            s.coder.c.name.label("coder"),
            s.round_.c.name.label("round"),
            s.suggestion.c.id.label("suggestion"),
            s.suggestion.c.unit,
            s.suggestion.c.score,
            s.suggestion.c.run,
            s.shown.c.rank,
            s.shown.c.mode,
            proposed.c.name.label("proposed"),
            named.c.name.label("named"),
            became.c.name.label("became"),
        )
        .join_from(s.decision, s.coder, s.decision.c.coder == s.coder.c.id)
        .join(s.round_, s.decision.c.round == s.round_.c.id)
        .outerjoin(s.suggestion, s.decision.c.suggestion == s.suggestion.c.id)
        .outerjoin(proposed, s.suggestion.c.code == proposed.c.id)
        .outerjoin(named, s.decision.c.code == named.c.id)
        .outerjoin(s.shown, s.decision.c.shown == s.shown.c.id)
        .outerjoin(s.coding, s.decision.c.coding == s.coding.c.id)
        .outerjoin(became, s.coding.c.code == became.c.id)
    )
    if coder is not None:
        query = query.where(s.decision.c.coder == coder)
    return connection.execute(query.order_by(s.decision.c.id)).all()


def picks(connection: Connection, coder: int | None = None) -> Sequence[Any]:
    """Return how every unit came up, oldest first, with the name of its round."""
    query = select(s.pick, s.round_.c.name.label("round_name")).join_from(
        s.pick, s.round_, s.pick.c.round == s.round_.c.id
    )
    if coder is not None:
        query = query.where(s.pick.c.coder == coder)
    return connection.execute(query.order_by(s.pick.c.id)).all()


def places(connection: Connection) -> dict[int, Any]:
    """Return transcript, start and end of every unit that came up, was suggested for or decided."""
    named = select(s.suggestion.c.unit).union(
        select(s.decision.c.unit).where(s.decision.c.unit.is_not(None))
    )
    query = (
        select(s.unit.c.id, s.unit.c.start, s.unit.c.end, s.transcript.c.name)
        .join_from(s.unit, s.text_version, s.unit.c.text == s.text_version.c.id)
        .join(s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.unit.c.id.in_(named))
    )
    return {row.id: row for row in connection.execute(query)}
