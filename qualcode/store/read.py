"""The frame of a study, read in a few bulk queries and stepped by what the log says has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, false, func, or_, select

from qualcode.model import Source
from qualcode.store import code_maps, codebooks, machine, stamps, work
from qualcode.store import schema as s
from qualcode.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.stamps import Stamp

FRAME = (
    *("coder", "round", "codebook_version", "setting", "transcript", "text_version"),
    *("run", "sample"),
)
"""The tables that a study is read from; codes and maps come only with a version of the codebook."""

_OWN = "study"
"""Where a transaction keeps the study that it saw last, which need not be what others see."""


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
            s.text_version.c.id, s.transcript.c.name, s.text_version.c.sha256, s.transcript.c.status
        )
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .order_by(s.transcript.c.name, s.text_version.c.id)
    )
    rows = connection.execute(query).all()
    return [(Source(text, name, digest), status == "active") for text, name, digest, status in rows]


def moved(connection: Connection, replica: str, seen: Stamp) -> tuple[Stamp, bool]:
    """Return the newest stamp, and whether since ``seen`` the frame of the study has changed.

    It has where an event changed what a study is read from, or had its payload erased, and where
    the log has no event ``seen``: it is another state of the file.
    """
    log, body = s.event.c, s.payload.c.body
    # quotes inside a value are escaped, so no text that somebody wrote can look like this
    said = or_(body.is_(None), *(func.instr(body, f'","{table}",') > 0 for table in FRAME))
    query = (
        # what is long is read only of the events that are new
        select(log.seq, log.hash, case((log.seq > seen[0], said), else_=false()))
        .outerjoin_from(
            s.event, s.payload, and_(log.replica == s.payload.c.replica, log.seq == s.payload.c.seq)
        )
        .where(log.replica == replica, log.seq >= seen[0])
        .order_by(log.seq)
    )
    rows = connection.execute(query).all()
    if not rows or (rows[0].seq, rows[0].hash) != seen:
        return stamps.newest(connection, replica), True
    return (rows[-1].seq, rows[-1].hash), any(changed for _, _, changed in rows[1:])


class Studies:
    """The newest study of one file, kept with the place in the log that it was read at.

    Several threads may ask. A transaction asks the file once, and again after an event of its
    own; what it sees of itself before it ends is kept for it alone.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: tuple[Stamp, Study] | None = None

    def of(self, connection: Connection, replica: str) -> Study:
        """Return the study as it stood after the newest event that the connection sees.

        An act is not seen before its event: within it the study is the one that it began with.
        """
        own: tuple[Stamp, Study] | None = connection.info.get(_OWN)
        if own is not None and own[0] == connection.info.get(stamps.HEAD):
            return own[1]
        before = own or self._kept
        if before is None:
            now, changed = stamps.newest(connection, replica), True
        else:
            now, changed = moved(connection, replica, before[0])
        found = (now, study(connection) if before is None or changed else before[1])
        connection.info.update({stamps.HEAD: now, _OWN: found})
        if not dirty(connection) and (self._kept is None or self._kept[0][0] <= now[0]):
            self._kept = found
        return found[1]


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
