"""The frame of a study, read in a few bulk queries and stepped by what the log says has changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from sqlalchemy import and_, bindparam, case, false, func, null, or_, select

from qualcode.model import Source
from qualcode.store import code_maps, codebooks, machine, work
from qualcode.store import schema as s
from qualcode.store.log import stamps
from qualcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Connection, Select

    from qualcode.store.log.stamps import Stamp

FRAME = (
    *("coder", "round", "codebook_version", "setting", "transcript", "text_version"),
    *("run", "sample"),
)
"""The tables that a study is read from; codes and maps come only with a version of the codebook."""

_OWN = "own"
"""Where a transaction keeps what it saw last, which need not be what others see."""

T = TypeVar("T")


def study(connection: Connection) -> Study:
    """Return the frame of the study as the file has it."""
    book = codebooks.codebook(connection, codebooks.newest(connection))
    assert book is not None  # a project is born with one
    texts = _texts(connection)
    return Study(
        book=book,
        coders=work.coders(connection),
        rounds=work.rounds(connection),
        codes=codebooks.code_ids(connection),
        maps=code_maps.maps(connection),
        meanings=codebooks.code_hashes(connection),
        texts={it.name: it.text for it, _ in texts},
        sources={it.text: it for it, active in texts if active},
        digests={it.text: it.sha256 for it, _ in texts},
        settings={row.name: row.value for row in connection.execute(select(s.setting))},
        runs=machine.runs(connection),
        seed=machine.sample_seed(connection),
    )


def _texts(connection: Connection) -> list[tuple[Source, bool]]:
    """Return every text in the order of the names, and whether its transcript is active."""
    query = (
        select(
            *(s.text_version.c.id, s.transcript.c.name, s.text_version.c.sha256),
            *(s.transcript.c.kind, s.transcript.c.status),
        )
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .order_by(s.transcript.c.name, s.text_version.c.id)
    )
    rows = connection.execute(query).all()
    return [
        (Source(text, name, digest, kind), status == "active")
        for text, name, digest, kind, status in rows
    ]


class Changed(NamedTuple):
    """An event, which of the tables that are asked about it changed, and its payload if wanted."""

    seq: int
    hash: str
    tables: frozenset[str]
    body: str | None = None


def since(
    connection: Connection,
    replica: str,
    seen: Stamp,
    tables: Collection[str],
    into: str | None = None,
) -> list[Changed] | None:
    """Return what happened after an event, oldest first; ``None`` where the log has no such event.

    It is then another state of the file. An event whose payload was erased counts as a change of
    everything. Payloads come of the events that changed the table ``into``.
    """
    tables = tuple(tables)
    rows = connection.execute(_events(tables, into), {"replica": replica, "seen": seen[0]}).all()
    if not rows or (rows[0][0], rows[0][1]) != seen:
        return None
    return [
        Changed(
            seq,
            digest,
            frozenset(it for it, yes in zip(tables, told, strict=True) if yes or gone),
            text,
        )
        for seq, digest, text, gone, *told in rows[1:]
    ]


@lru_cache(maxsize=32)
def _events(tables: tuple[str, ...], into: str | None) -> Select[Any]:
    """Return the query of the events from ``seen`` on; to write it takes longer than to ask it."""
    log, body = s.event.c, s.payload.c.body
    # quotes inside a value are escaped, so no text that somebody wrote can look like this
    flags = {
        table: or_(*(func.instr(body, form) > 0 for form in _forms(table))) for table in tables
    }
    # what is long is read only of the events that are new, and given only where it is wanted
    new = log.seq > bindparam("seen")
    said = [case((new, flag), else_=false()) for flag in (body.is_(None), *flags.values())]
    wanted = case((and_(new, flags[into]), body)) if into else null()
    return (
        select(log.seq, log.hash, wanted, *said)
        .outerjoin_from(
            s.event, s.payload, and_(log.replica == s.payload.c.replica, log.seq == s.payload.c.seq)
        )
        .where(log.replica == bindparam("replica"), log.seq >= bindparam("seen"))
        .order_by(log.seq)
    )


def _forms(table: str) -> tuple[str, str]:
    """Return how the payload of an event names a table that it changed, row by row and in bulk."""
    return f'","{table}",', f'"table":"{table}"'


def moved(
    connection: Connection, replica: str, seen: Stamp, tables: Collection[str] = FRAME
) -> tuple[Stamp, bool]:
    """Return the newest stamp, and whether since ``seen`` one of the tables has changed.

    It has where the log has no event ``seen``, too.
    """
    happened = since(connection, replica, seen, tables)
    if happened is None:
        return stamps.newest(connection, replica), True
    newest = (happened[-1].seq, happened[-1].hash) if happened else seen
    return newest, any(it.tables for it in happened)


class Stepped(Generic[T]):
    """The newest value that was made of some tables of one file, and where in the log that was.

    It is the same value as long as no event has changed these tables. Several threads may ask. A
    transaction asks the file once, and again after an event of its own; what it sees of itself
    before it ends is kept for it alone.
    """

    def __init__(self, tables: Collection[str], make: Callable[[Connection], T]) -> None:
        """Keep nothing yet; ``make`` reads the value anew."""
        self._tables, self._make = tuple(tables), make
        self._kept: tuple[Stamp, T] | None = None

    def of(self, connection: Connection, replica: str) -> T:
        """Return the value as it stood after the newest event that the connection sees.

        An act is not seen before its event: within it the value is the one that it began with.
        """
        mine = connection.info.setdefault(_OWN, {})
        own: tuple[Stamp, T] | None = mine.get(self)
        head: Stamp | None = connection.info.get(stamps.HEAD)
        for known in (own, self._kept):
            if known is not None and known[0] == head:
                return known[1]
        before = own or self._kept
        if before is None:
            now, changed = stamps.head(connection, replica), True
        else:
            now, changed = moved(connection, replica, before[0], self._tables)
        found = (now, self._make(connection) if before is None or changed else before[1])
        connection.info[stamps.HEAD] = now
        mine[self] = found
        if not dirty(connection) and (self._kept is None or self._kept[0][0] <= now[0]):
            self._kept = found
        return found[1]


def studies() -> Stepped[Study]:
    """Return the keeper of the newest frame of a file."""
    return Stepped(FRAME, study)


_CHANGES = "changes"


def begin(connection: Connection) -> None:
    """Note that a transaction begins on a connection, which knows nothing of the file yet."""
    connection.info.pop(_OWN, None)
    forget(connection)
    connection.info[_CHANGES] = _changes(connection)


def forget(connection: Connection) -> None:
    """Note that a part of a transaction was taken back, with the events that it wrote."""
    if not connection.invalidated:  # SQLite took all of it back: nothing is asked of it any more
        connection.info.pop(stamps.HEAD, None)


def dirty(connection: Connection) -> bool:
    """Return whether a connection has changed something in its transaction."""
    return bool(_changes(connection) != connection.info.get(_CHANGES, 0))


def _changes(connection: Connection) -> int:
    raw = connection.connection.driver_connection
    return int(raw.total_changes)  # type: ignore[union-attr]
