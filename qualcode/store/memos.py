"""Memos as the file holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from qualcode.model import Memo
from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection


def transcript_of(connection: Connection, text: int) -> str:
    """Return the name of a text's transcript."""
    query = (
        select(s.transcript.c.name)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.text_version.c.id == text)
    )
    return connection.scalar(query) or ""


def memos(
    connection: Connection,
    kind: str | None = None,
    target: str | None = None,
    *,
    uuid: str | None = None,
    on: tuple[str, int] | None = None,
    coder: int | None = None,
) -> tuple[Memo, ...]:
    """Return memos, newest first, narrowed by what is given.

    ``on`` is the name and the text of a transcript: the memos on it, its turns and its codings,
    with ``coder`` only on the codings of that coder.
    """
    query = (
        select(s.memo, s.coder.c.name.label("coder_name"))
        .join_from(s.memo, s.coder, s.memo.c.coder == s.coder.c.id)
        .order_by(s.memo.c.id.desc())
    )
    for column, value in (("target_kind", kind), ("target", target), ("uuid", uuid)):
        if value is not None:
            query = query.where(s.memo.c[column] == value)
    if on is not None:
        query = query.where(_on(*on, coder))
    found = tuple(_memo(row) for row in connection.execute(query))
    if on is None:
        return found
    # a name may hold ":" itself
    return tuple(
        it for it in found if it.target_kind != "turn" or it.target.rpartition(":")[0] == on[0]
    )


def _on(name: str, text: int, coder: int | None) -> ColumnElement[bool]:
    own = s.memo.c
    # ";" follows ":", so this is a range of the index
    turns = and_(own.target_kind == "turn", own.target > f"{name}:", own.target < f"{name};")
    codings = select(s.coding.c.uuid).where(s.coding.c.text == text)
    if coder is not None:
        codings = codings.where(s.coding.c.coder == coder)
    return or_(
        and_(own.target_kind == "transcript", own.target == name),
        turns,
        and_(own.target_kind == "coding", own.target.in_(codings)),
    )


def _memo(row: Any) -> Memo:
    return Memo(
        coder=row.coder_name,
        target_kind=row.target_kind,
        target=row.target,
        text=row.text,
        uuid=row.uuid,
        created=row.created,
        changed=row.changed or "",
        id=row.id,
    )
