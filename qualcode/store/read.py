"""The frame of a study, read in a few bulk queries and stepped by what the log says has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from qualcode.store import code_maps, codebooks, stamps, work
from qualcode.store import schema as s
from qualcode.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.stamps import Stamp

FRAME = ("coder", "round", "codebook_version", "setting", "transcript", "text_version")
"""The tables that a study is read from; codes and maps come only with a version of the codebook."""

_OWN = "study"
"""Where a writing transaction keeps what it read for itself, since others must not see it."""


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


def touched(connection: Connection, replica: str, seen: Stamp) -> bool:
    """Return whether anything after an event of the log changed what a study is read from.

    So does an event whose payload was erased, and a log without that event: it is another state
    of the file.
    """
    log, body = s.event.c, s.payload.c.body
    # quotes inside a value are escaped, so no text that somebody wrote can look like this
    said = or_(body.is_(None), *(func.instr(body, f'","{table}",') > 0 for table in FRAME))
    query = (
        select(log.seq, log.hash, said)
        .outerjoin_from(
            s.event, s.payload, and_(log.replica == s.payload.c.replica, log.seq == s.payload.c.seq)
        )
        .where(log.replica == replica, log.seq >= seen[0])
        .order_by(log.seq)
    )
    rows = connection.execute(query).all()
    if not rows or (rows[0].seq, rows[0].hash) != seen:
        return True
    return any(changed for _, _, changed in rows[1:])


class Studies:
    """The newest study of one file, kept with the place in the log that it was read at.

    Several threads may ask. What a writing transaction sees of itself is kept for it alone.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: tuple[Stamp, Study] | None = None

    def of(self, connection: Connection, replica: str) -> Study:
        """Return the study as it stood after the newest event that the connection sees.

        An act is not seen before its event: within it the study is the one that it began with.
        """
        now = stamps.newest(connection, replica)
        own = connection.info.get(_OWN)
        for kept in (own, self._kept):
            if kept is not None and kept[0] == now:
                return kept[1]
        before = own or self._kept
        same = before is not None and not touched(connection, replica, before[0])
        found = (now, before[1] if before is not None and same else study(connection))
        if own is not None or dirty(connection):
            connection.info[_OWN] = found
        elif self._kept is None or self._kept[0][0] <= now[0]:
            self._kept = found
        return found[1]


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
