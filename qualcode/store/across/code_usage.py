"""How much is coded with which code, in counts that stay quick on a large project."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sqlalchemy import exists, func, select

from qualcode.store import schema as s
from qualcode.store.across.passages import seen
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection

    from qualcode.study.access import Sight


class Worked(NamedTuple):
    """How many codings of some codes a coder has in a text in a round."""

    coder: str
    round: str
    text: int
    codings: int


class CodedPassage(NamedTuple):
    """The words of a coding, where they stand, and whose it is."""

    uuid: str
    coder: str
    round: str
    transcript: str
    words: str


def worked(connection: Connection, codes: Collection[int]) -> tuple[Worked, ...]:
    """Return who coded with any of these codes (keys) where, and how often."""
    query = (
        select(s.coder.c.name, s.round_.c.name, s.coding.c.text, func.count())
        .join_from(s.coding, s.coder, s.coding.c.coder == s.coder.c.id)
        .join(s.round_, s.coding.c.round == s.round_.c.id)
        .where(s.coding.c.code.in_(codes))
        .group_by(s.coder.c.id, s.round_.c.id, s.coding.c.text)
        .order_by(s.coder.c.id, s.round_.c.id, s.coding.c.text)
    )
    return tuple(Worked(*row) for row in connection.execute(query))


def coded(connection: Connection) -> frozenset[str]:
    """Return the ids of the codes that any coding is stored with."""
    # asked code by code of the index, not of every coding
    query = select(s.code.c.name).where(exists().where(s.coding.c.code == s.code.c.id))
    return frozenset(connection.scalars(query))


def places(connection: Connection, coder: int, rounds: Collection[int]) -> npt.NDArray[np.int64]:
    """Return code, text and start of every coding of a coder in some rounds, a row each."""
    query = select(s.coding.c.code, s.coding.c.text, s.coding.c.start)
    return _rows(plain(connection, query.where(*_of(coder, rounds))), 3)


def spoken(connection: Connection, coder: int, rounds: Collection[int]) -> npt.NDArray[np.int64]:
    """Return text, start and participant of every turn of the texts that a coder coded, in order.

    The participant is 0 for who asks or is unknown.
    """
    who = select(s.speaker.c.id, s.speaker.c.participant).where(~s.speaker.c.asks)
    people = {key: person or 0 for key, person in plain(connection, who)}
    coded = select(s.coding.c.text).where(*_of(coder, rounds))
    query = select(s.turn.c.text, s.turn.c.start, s.turn.c.speaker).where(s.turn.c.text.in_(coded))
    rows = plain(connection, query.order_by(s.turn.c.text, s.turn.c.start))
    return _rows([(text, start, people.get(speaker, 0)) for text, start, speaker in rows], 3)


def _of(coder: int, rounds: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return s.coding.c.coder == coder, s.coding.c.round.in_(rounds)


def passages(
    connection: Connection,
    codes: Collection[int],
    sight: Sight,
    most: int,
) -> tuple[CodedPassage, ...]:
    """Return passages coded with any of these codes that may be seen, newest first.

    The viewer's own lead.
    """
    table, text = s.coding.c, s.text_version.c
    order = ((table.coder != sight.coder).label("others"), table.id.label("key"))
    chosen = (
        select(
            *(table.uuid, s.coder.c.name.label("coder"), s.round_.c.name.label("round")),
            *(s.transcript.c.name.label("transcript"), table.text, table.start, table.end),
            *order,
        )
        .join_from(s.coding, s.coder, table.coder == s.coder.c.id)
        .join(s.round_, table.round == s.round_.c.id)
        .join(s.text_version, table.text == text.id)
        .join(s.transcript, text.transcript == s.transcript.c.id)
        .where(table.code.in_(codes), s.transcript.c.status == "active", seen(s.coding, sight))
    )
    # the words of the few that are wanted alone: texts are long
    of = chosen.order_by(order[0], order[1].desc()).limit(most).subquery().c
    words = func.substr(text.text, of.start + 1, of.end - of.start)
    query = (
        select(of.uuid, of.coder, of.round, of.transcript, words)
        .where(text.id == of.text)
        .order_by(of.others, of.key.desc())
    )
    return tuple(CodedPassage(*row) for row in connection.execute(query))


def readings(connection: Connection, coder: int | None) -> dict[int, set[int]]:
    """Return the units that a coder has read (``None``: anybody), by version of the codebook."""
    query = select(s.reading.c.codebook, s.reading.c.unit).distinct()
    if coder is not None:
        rounds = connection.scalars(select(s.round_.c.id)).all()
        # the index of readings begins with the round
        query = query.where(s.reading.c.round.in_(rounds), s.reading.c.coder == coder)
    found: dict[int, set[int]] = {}
    for version, unit in connection.execute(query):
        found.setdefault(version, set()).add(unit)
    return found


def _rows(rows: object, width: int) -> npt.NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1, width)
