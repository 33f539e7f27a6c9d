"""The events that a coder can take back, and what they changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, or_, select

from qualcode.store import schema as s
from qualcode.store.log.journal import PART_OF

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


UNDO_EVENT = "undo.event"
"""The kind of an act that takes back an event by its number, whatever came last."""


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """An event with its changes, as the log holds them."""

    seq: int
    kind: str
    actor: str
    round_id: int | None
    body: dict[str, Any]


def reversible(
    connection: Connection, actor: str, kinds: Collection[str], *, undone: bool = False
) -> int | None:
    """Return the number of the event that ``actor`` can undo, with ``undone`` do again.

    The log is read from its newest event back to the first one that was not taken back since.
    An act after an undo leaves nothing to do again, as in any editor.
    """
    log = s.event.c
    query = (
        select(log.seq, log.kind, log.undoes)
        .where(log.actor == actor, log.kind.in_(sorted({*kinds, "undo", "redo", UNDO_EVENT})))
        .order_by(log.seq.desc())
    )
    opposite = "redo" if undone else "undo"
    by_number: set[int | None] = set()  # by the same person, and later: it was passed before
    taken_back = 0
    with connection.execute(query) as rows:
        for seq, kind, undoes in rows:
            if kind == UNDO_EVENT:
                by_number.add(undoes)
            elif seq in by_number:
                continue
            elif kind == opposite:
                taken_back += 1
            elif undone and kind != "undo":
                return None
            elif taken_back:
                taken_back -= 1
            else:
                return int(seq)
    return None


def round_of(connection: Connection, replica: str, seq: int) -> int | None:
    """Return the key of the round that an event names."""
    query = select(s.event.c.round).where(s.event.c.replica == replica, s.event.c.seq == seq)
    return connection.scalar(query)


def act_of(connection: Connection, replica: str, seq: int) -> RecordedAct | None:
    """Return a recorded act, ``None`` where its payload was erased."""
    query = (
        select(s.event, s.payload.c.body)
        .join_from(
            s.event,
            s.payload,
            (s.event.c.replica == s.payload.c.replica) & (s.event.c.seq == s.payload.c.seq),
        )
        .where(s.event.c.replica == replica, s.event.c.seq == seq)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return RecordedAct(row.seq, row.kind, row.actor, row.round, json.loads(row.body))


def parts_of(connection: Connection, replica: str, seq: int) -> tuple[int, ...]:
    """Return the events of the act that an event belongs to, in order: mostly that event alone."""
    body = s.payload.c.body
    first_of = func.json_extract(body, f"$.notes.{PART_OF}")
    here = select(s.payload.c.seq, case((func.json_valid(body) == 1, first_of)))
    here = here.where(s.payload.c.replica == replica)
    own = connection.execute(here.where(s.payload.c.seq == seq)).first()
    first = seq if own is None or not isinstance(own[1], int) else own[1]
    found = [first]
    with connection.execute(here.where(s.payload.c.seq > first).order_by(s.payload.c.seq)) as rows:
        found += (row[0] for row in takewhile(lambda it: it[1] == first, rows))
    return tuple(found)


def origin(connection: Connection, replica: str, seq: int) -> tuple[int, str]:
    """Return number and kind of the act that a chain of undo and redo goes back to."""
    log = s.event.c
    here = select(log.seq, log.kind, log.undoes).where(log.replica == replica)
    chain = here.where(log.seq == seq).cte("chain", recursive=True)
    chain = chain.union_all(here.where(log.seq == chain.c.undoes))
    query = select(chain.c.seq, chain.c.kind).where(chain.c.undoes.is_(None))
    row = connection.execute(query).one()
    return row.seq, row.kind


def code_needed(connection: Connection, code: tuple[int, str], seq: int, actor: str) -> bool:
    """Return whether a code (key and id) that event ``seq`` made is needed by now.

    It is where a coding has it, a memo is on it, suggestions were made since, or somebody else
    worked with it since: what they took back they may want to do again.
    """
    key, name = code
    version = select(s.code_version.c.version).where(s.code_version.c.code == key)
    since = (s.event.c.replica == s.payload.c.replica) & (s.event.c.seq == s.payload.c.seq)
    said = s.payload.c.body
    questions = (
        select(s.coding.c.id).where(s.coding.c.code == key),
        select(s.memo.c.id).where(s.memo.c.target_kind == "code", s.memo.c.target == name),
        select(s.run.c.id).where(s.run.c.codebook.in_(version)),
        select(s.event.c.seq)
        .join_from(s.event, s.payload, since)
        .where(s.event.c.seq > seq, s.event.c.actor != actor)
        .where(or_(said.like(f'%"code":{key},%'), said.like(f'%"code":{key}}}%'))),
    )
    return any(connection.execute(query.limit(1)).first() for query in questions)
