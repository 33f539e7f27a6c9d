"""What panels decided, and the places that they decided about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.model import Adjudication, Span, Unit
from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection


def adjudications(
    connection: Connection,
    *,
    round_id: int | None = None,
    unit: int | None = None,
    code: str | None = None,
) -> tuple[Adjudication, ...]:
    """Return decisions in the order in which they were first made, narrowed by what is given."""
    panel, member = s.coder.alias("panel_coder"), s.coder.alias("member_coder")
    table = s.adjudication
    query = (
        select(
            table,
            s.round_.c.name.label("round_name"),
            s.code.c.name.label("code_name"),
            panel.c.name.label("panel_name"),
            member.c.name.label("member_name"),
        )
        .join_from(table, s.round_, table.c.round == s.round_.c.id)
        .join(s.code, table.c.code == s.code.c.id)
        .join(panel, table.c.panel == panel.c.id)
        .join(member, table.c.member == member.c.id)
        .order_by(table.c.id)
    )
    if round_id is not None:
        query = query.where(table.c.round == round_id)
    if unit is not None:
        query = query.where(table.c.unit == unit)
    if code is not None:
        query = query.where(s.code.c.name == code)
    return tuple(_adjudication(row) for row in connection.execute(query))


def decided(connection: Connection, round_id: int) -> dict[tuple[int, str], Adjudication]:
    """Return what was decided in a panel's round, by unit and code."""
    found = adjudications(connection, round_id=round_id)
    return {(each.unit_id, each.code): each for each in found}


def _adjudication(row: Any) -> Adjudication:
    return Adjudication(
        uuid=row.uuid,
        round=row.round_name,
        unit_id=row.unit,
        code=row.code_name,
        result=row.result,
        reason=row.reason,
        member=row.member_name,
        panel=row.panel_name,
        yes=tuple(row.inputs["yes"]),
        no=tuple(row.inputs["no"]),
        borders=tuple(Span(start, end) for start, end in row.borders),
        flag=row.flag,
        note=row.note,
        at=row.at,
        id=row.id,
    )


def unit(connection: Connection, key: int) -> Unit | None:
    """Return a unit by its key, ``None`` where there is none."""
    query = (
        select(s.unit, s.unit_set.c.kind)
        .join_from(s.unit, s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
        .where(s.unit.c.id == key)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Unit(row.kind, row.n, row.start, row.end, row.in_frame, row.text, row.id)
