"""When what an act wrote is on the disk: at its own end, or with the mark that follows it.

The first act after a pause is copied into the file before it is acknowledged, and SQLite syncs the
log before it copies. That its commit syncs the log too, once for the header and once for the rest,
would be waiting for the disk two times more, and adds nothing as long as nothing stood in the log:
an act that is cut off there is found by its checksum, and nobody was told of it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

WITH_THE_MARK = ("synchronous=OFF", "wal_autocheckpoint=0")
"""No checkpoint by itself then: it would copy what is not synced."""

CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"

AT_ONCE = ("synchronous=FULL", "wal_autocheckpoint=1000")


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the connection of the driver below."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


@contextmanager
def writing(connection: Connection, empty: Callable[[], bool]) -> Iterator[bool]:
    """Hold a write transaction; give whether its commit leaves the sync of the log to the caller.

    That is so where ``empty`` says that nothing stands in the log. Where anything does, even what
    is in the file already, a commit that is not synced could bring back an older page.
    """
    raw = driver(connection)
    later = empty() and is_logged(raw)
    try:
        if later:
            _set(raw, WITH_THE_MARK)
        transaction = connection.begin()
        if later and not empty():  # another acted in between; from here on nobody can
            transaction.rollback()
            _set(raw, AT_ONCE)
            later = False
            transaction = connection.begin()
        with transaction:
            yield later
    finally:
        if later:
            _reset(connection, raw)


@contextmanager
def unsynced(connection: Connection) -> Iterator[sqlite3.Connection]:
    """Let a transaction inside be committed without a sync; another that is synced follows it."""
    raw = driver(connection)
    try:
        _set(raw, WITH_THE_MARK)
        yield raw
    finally:
        _reset(connection, raw)


@contextmanager
def locked(raw: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock; what is done inside stands, unless it fails or nothing was done."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("COMMIT")
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def copied(raw: sqlite3.Connection, *, alone: bool = False) -> bool:
    """Copy the log into the file, in nobody's way; return whether all of it is there.

    With ``alone`` it is not where another act was committed meanwhile.
    """
    found = raw.execute(CHECKPOINT).fetchone()
    busy, frames, done = found
    return (
        not busy and frames == done and not (alone and raw.execute(CHECKPOINT).fetchone() != found)
    )


def is_logged(raw: sqlite3.Connection) -> bool:
    """Return whether the file has a write-ahead log: not every file system can have one."""
    return bool(raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def is_broken(error: sqlite3.Error) -> bool:
    """Return whether the disk failed, and not only another who was in the way."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_IOERR


def sync(log: Path) -> None:
    """Put a log on the disk by hand, where no checkpoint could.

    Raises:
        sqlite3.OperationalError: the disk failed.
    """
    # SQLite's locks are on other files: closing this one drops none
    places = [(log, os.O_RDWR), *([(log.parent, os.O_RDONLY)] if os.name == "posix" else [])]
    try:
        for place, flags in places:
            opened = os.open(place, flags)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
    except OSError as error:
        raise sqlite3.OperationalError("disk I/O error") from error


def _set(raw: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        raw.execute(f"PRAGMA {pragma}")


def _reset(connection: Connection, raw: sqlite3.Connection) -> None:
    """Sync at once again; a connection that cannot be used for it is used for nothing more."""
    try:
        _set(raw, AT_ONCE)
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            connection.invalidate()
