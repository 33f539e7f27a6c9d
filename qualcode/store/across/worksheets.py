"""How one coder's work on one text stands, in as few and as short queries as that takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, case, func, select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection

LOOKED_FOR = ("coding", "reading", "memo", "round", "codebook_version", "code_map")
"""The tables whose changes a worksheet looks for in the log."""
FEW = 500
"""So many keys are looked up one by one; beyond that everything is read."""
KINDS = ("paragraph", "sentence", "turn")


class Marked(NamedTuple):
    """What a coding says on the desk: where it is, its code's id, and how it came to be."""

    uuid: str
    start: int
    end: int
    code: str
    origin: str
    id: int = 0


class Happened(NamedTuple):
    """An event that a worksheet has not seen yet, and which tables it changed.

    ``codings`` are the keys of the codings that it made, changed or deleted.
    """

    seq: int
    hash: str
    actor: str
    kind: str
    changed: frozenset[str]
    codings: frozenset[int]


_LENGTHS: dict[str, int] = {}
"""The lengths of the texts that were asked for, by their digest: a text never changes."""


def length(connection: Connection, text: int, digest: str) -> int:
    """Return the length of a text in code points by its key; it is read for it once."""
    if digest not in _LENGTHS:
        query = select(func.length(s.text_version.c.text)).where(s.text_version.c.id == text)
        _LENGTHS[digest] = connection.scalar(query) or 0
    return _LENGTHS[digest]


def turns(connection: Connection, text: int) -> list[tuple[int, int, int]]:
    """Return number, start and end of every turn of a text, in order."""
    query = select(s.turn.c.n, s.turn.c.start, s.turn.c.end).where(s.turn.c.text == text)
    return [(n, start, end) for n, start, end in connection.execute(query.order_by(s.turn.c.n))]


def units(connection: Connection, text: int) -> list[tuple[int, int, int]]:
    """Return key, start and end of every unit of a text, in the order of the keys."""
    query = select(s.unit.c.id, s.unit.c.start, s.unit.c.end).where(s.unit.c.text == text)
    return [
        (key, start, end) for key, start, end in connection.execute(query.order_by(s.unit.c.id))
    ]


def keys_at(
    connection: Connection, text: int, starts: Collection[int]
) -> dict[tuple[int, int], int]:
    """Return the keys of the turns, sentences and lines that begin at ``starts``, by their span.

    What is a turn and a sentence at once is the turn.
    """
    unit, kind = s.unit.c, s.unit_set.c.kind
    query = (
        select(kind, unit.start, unit.end, unit.id)
        .join_from(s.unit, s.unit_set, unit.unit_set == s.unit_set.c.id)
        .where(unit.text == text, kind.in_(KINDS))
    )
    if len(starts) <= FEW:
        query = query.where(unit.start.in_(list(starts)))
    rows = sorted(connection.execute(query), key=lambda row: KINDS.index(row.kind))
    return {(row.start, row.end): row.id for row in rows}


def marked(
    connection: Connection,
    where: tuple[int, int, int],
    renamed: Mapping[str, str],
    keys: Collection[int] | None = None,
) -> list[Marked]:
    """Return what a coder marked in a round of a text, in reading order.

    ``where`` are the keys of coder, round and text, ``renamed`` says as what a merged code is
    read; ``keys`` narrows to these codings.
    """
    table, code = s.coding.c, s.code.c
    coder, round_id, text = where
    query = (
        select(table.uuid, table.start, table.end, code.name, table.origin, table.id)
        .join_from(s.coding, s.code, table.code == code.id)
        .where(table.round == round_id, table.coder == coder, table.text == text)
        .order_by(table.start, table.end, table.id)
    )
    if keys is not None:
        query = query.where(table.id.in_(list(keys)))
    return [
        Marked(uuid, start, end, renamed.get(name, name), origin, key)
        for uuid, start, end, name, origin, key in connection.execute(query).all()
    ]


def texts_of(connection: Connection, coder: int, uuids: Sequence[str]) -> dict[str, int]:
    """Return the text of each of these codings that is this coder's, by uuid."""
    table = s.coding.c
    query = select(table.uuid, table.text).where(table.uuid.in_(uuids), table.coder == coder)
    return {row.uuid: row.text for row in connection.execute(query)}


def read_units(
    connection: Connection, coder: int, round_id: int, among: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return unit and codebook version of what a coder read, of units with keys in ``among``.

    The keys of a text's units follow one another: the index of readings gives them as one run.
    """
    table = s.reading.c
    query = select(table.unit, table.codebook).where(
        table.round == round_id, table.coder == coder, table.unit.between(*among)
    )
    return [(unit, version) for unit, version in connection.execute(query).all()]


def since(
    connection: Connection, replica: str, seen: tuple[int, str], coder: int
) -> list[Happened] | None:
    """Return what happened after an event, oldest first; of readings, only this coder's count.

    ``None`` where the file does not hold that event: it is another state of the project. An event
    whose payload was erased counts as a change of everything.
    """
    log, body = s.event.c, s.payload.c.body
    # quotes inside a value are escaped, so no text that somebody wrote can look like this
    flags: list[Any] = [func.instr(body, f'","{table}",') for table in LOOKED_FOR]
    flags[1] = and_(flags[1], func.instr(body, f'"coder":{coder},'))
    # what is long is read only of the events that are new, and given only where it is looked into
    new = log.seq > seen[0]
    said = [case((new, flag), else_=0) for flag in (body.is_(None), *flags)]
    query = (
        select(log.seq, log.hash, log.actor, log.kind, case((and_(new, flags[0]), body)), *said)
        .outerjoin_from(
            s.event, s.payload, and_(log.replica == s.payload.c.replica, log.seq == s.payload.c.seq)
        )
        .where(log.replica == replica, log.seq >= seen[0])
        .order_by(log.seq)
    )
    rows = connection.execute(query).all()
    if not rows or (rows[0].seq, rows[0].hash) != seen:
        return None
    found = []
    for seq, digest, actor, kind, said_of, erased, *yes in rows[1:]:
        changed = {name for name, flag in zip(LOOKED_FOR, yes, strict=True) if flag or erased}
        found.append(Happened(seq, digest, actor, kind, frozenset(changed), coding_keys(said_of)))
    return found


def coding_keys(body: str | None) -> frozenset[int]:
    """Return the keys of the codings that an event changed; of an erased one none are known."""
    changes = json.loads(body)["changes"] if body else []
    return frozenset(
        change[2] if change[0] == "update" else change[2]["id"]
        for change in changes
        if change[1] == "coding"
    )
