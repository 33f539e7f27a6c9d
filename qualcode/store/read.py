"""The frame of a study, read in a few bulk queries and stepped by what the log says has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from sqlalchemy import and_, func, or_, select

from qualcode.store import code_maps, codebooks, stamps, work
from qualcode.store import schema as s
from qualcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Connection

    from qualcode.store.stamps import Stamp

FRAME = ("coder", "round", "codebook_version", "setting", "transcript", "text_version")
"""The tables that a study is read from; codes and maps come only with a version of the codebook."""

_OWN = "own"
"""Where a writing transaction keeps what it read for itself, since others must not see it."""

T = TypeVar("T")


def study(connection: Connection) -> Study:
    """Return the frame of the study as the file has it."""
    book = codebooks.codebook(connection, codebooks.newest(connection))
    assert book is not None  # a project is born with one
    return Study(
        book=book,
        coders=work.coders(connection),
        rounds=work.rounds(connection),
        codes=codebooks.code_ids(connection),
        maps=code_maps.maps(connection),
        meanings=codebooks.code_hashes(connection),
        texts=_texts(connection),
        settings={row.name: row.value for row in connection.execute(select(s.setting))},
    )


def _texts(connection: Connection) -> dict[str, int]:
    query = (
        select(s.transcript.c.name, s.text_version.c.id)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .order_by(s.transcript.c.name, s.text_version.c.id)
    )
    return {row.name: row.id for row in connection.execute(query)}


class Changed(NamedTuple):
    """An event, and which of the tables that are asked about it changed."""

    seq: int
    tables: frozenset[str]


def since(
    connection: Connection, replica: str, seen: Stamp, tables: Collection[str]
) -> list[Changed] | None:
    """Return what happened after an event, oldest first; ``None`` where the log has no such event.

    It is then another state of the file. An event whose payload was erased counts as a change of
    everything.
    """
    log, body = s.event.c, s.payload.c.body
    # quotes inside a value are escaped, so no text that somebody wrote can look like this
    flags = [
        or_(*(func.instr(body, form) > 0 for form in (f'","{table}",', f'"table":"{table}"')))
        for table in tables
    ]
    query = (
        select(log.seq, log.hash, body.is_(None), *flags)
        .outerjoin_from(
            s.event, s.payload, and_(log.replica == s.payload.c.replica, log.seq == s.payload.c.seq)
        )
        .where(log.replica == replica, log.seq >= seen[0])
        .order_by(log.seq)
    )
    rows = connection.execute(query).all()
    if not rows or (rows[0][0], rows[0][1]) != seen:
        return None
    return [
        Changed(seq, frozenset(name for name, yes in zip(tables, said, strict=True) if yes or gone))
        for seq, _, gone, *said in rows[1:]
    ]


def touched(
    connection: Connection, replica: str, seen: Stamp, tables: Collection[str] = FRAME
) -> bool:
    """Return whether anything after an event of the log changed one of these tables."""
    happened = since(connection, replica, seen, tables)
    return happened is None or any(it.tables for it in happened)


class Stepped(Generic[T]):
    """The newest value that was made of some tables of one file, and where in the log that was.

    It is the same value as long as no event has changed these tables. Several threads may ask.
    What a writing transaction sees of itself is kept for it alone.
    """

    def __init__(self, tables: Collection[str], make: Callable[[Connection], T]) -> None:
        """Keep nothing yet; ``make`` reads the value anew."""
        self._tables, self._make = tuple(tables), make
        self._kept: tuple[Stamp, T] | None = None

    def of(self, connection: Connection, replica: str) -> T:
        """Return the value as it stood after the newest event that the connection sees.

        An act is not seen before its event: within it the value is the one that it began with.
        """
        now = stamps.newest(connection, replica)
        mine = connection.info.setdefault(_OWN, {})
        own: tuple[Stamp, T] | None = mine.get(self)
        for kept in (own, self._kept):
            if kept is not None and kept[0] == now:
                return kept[1]
        before = own or self._kept
        same = before is not None and not touched(connection, replica, before[0], self._tables)
        found = (now, before[1] if before is not None and same else self._make(connection))
        if own is not None or dirty(connection):
            mine[self] = found
        elif self._kept is None or self._kept[0][0] <= now[0]:
            self._kept = found
        return found[1]


def studies() -> Stepped[Study]:
    """Return the keeper of the newest frame of a file."""
    return Stepped(FRAME, study)


_CHANGES = "changes"


def begin(connection: Connection) -> None:
    """Note that a writing transaction begins on a connection."""
    connection.info.pop(_OWN, None)
    connection.info[_CHANGES] = _changes(connection)


def dirty(connection: Connection) -> bool:
    """Return whether a connection has changed something in its transaction."""
    return bool(_changes(connection) != connection.info.get(_CHANGES, 0))


def _changes(connection: Connection) -> int:
    raw = connection.connection.driver_connection
    return int(raw.total_changes)  # type: ignore[union-attr]
