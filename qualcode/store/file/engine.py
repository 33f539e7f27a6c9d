"""Open a project file: its connections, its version, copies of it, and what SQLite refuses."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from qualcode import private
from qualcode.errors import ProjectError
from qualcode.store import schema
from qualcode.store.file import aside, wal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

PATIENCE = 10
"""How many seconds another program's writing is waited for."""

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE * 1000}",
)

_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""What SQLite says of a statement rather than of a file."""

_REFUSED: dict[str, Callable[[Path], ProjectError]] = {
    "unable to open": lambda it: ProjectError("sqlite.closed", file=it.name, folder=it.parent),
    "is full": lambda it: ProjectError("sqlite.full", file=it.name),
    "no such": lambda it: ProjectError("sqlite.part", file=it.name),
    "is locked": lambda it: ProjectError("sqlite.locked", file=it.name),
    "disk I/O error": lambda it: ProjectError("sqlite.disk", file=it.name),
    "malformed": lambda it: ProjectError("sqlite.damaged", file=it.name),
    "not a database": lambda it: ProjectError("sqlite.other", file=it.name),
}
"""What SQLite says of a file, by a part of its words."""


READING_PRAGMAS = ("foreign_keys=ON", "query_only=ON")
"""For a file that is looked at only."""


def connect(path: Path, *, as_it_is: bool = False) -> Engine:
    """Return an engine on ``path`` whose writing transactions begin as ``IMMEDIATE``.

    Without ``IMMEDIATE`` two coders who read and then write fail with "database is locked".
    With ``as_it_is`` nothing is written, locked or made beside the file: nobody may be writing it.
    """
    address = f"{_address(path)}?immutable=1" if as_it_is else path
    pragmas = READING_PRAGMAS if as_it_is else PRAGMAS
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            address, timeout=PATIENCE, check_same_thread=False, uri=as_it_is
        ),
        poolclass=QueuePool,  # a URL without a path would get one connection a thread
        pool_use_lifo=True,  # the connection of the last act still holds the pages of the next
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )

    @event.listens_for(engine, "connect")
    def _configure(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def build(connection: Connection) -> None:
    """Make the tables of the current schema in an empty file, inside a transaction."""
    schema.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.REVISION,))


def revision(path: Path) -> str:
    """Return the schema revision of a project file.

    Raises:
        ProjectError: the file is missing, is not a project, or is of a newer version.
    """
    if not path.is_file():
        raise ProjectError("engine.missing", name=path.name, parent=path.parent)
    # only SQLite may open the file: closing it by hand drops this process's locks on it
    if path.stat().st_size == 0:
        raise _REFUSED["not a database"](path)
    with explained(path), looking(path) as raw:
        return stamp(raw, path)


def stamp(raw: sqlite3.Connection, path: Path) -> str:
    """Return the schema revision that stands in an open file; ``path`` is the one named.

    Raises:
        ProjectError: it is no project, or is of a newer version.
    """
    try:
        rows = raw.execute("SELECT version_num FROM alembic_version").fetchmany(2)
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        rows = []
    if len(rows) != 1:
        raise ProjectError("engine.other_sqlite", name=path.name)
    found = str(rows[0][0])
    if found not in schema.KNOWN_REVISIONS:
        raise ProjectError("engine.newer", name=path.name, found=found, revision=schema.REVISION)
    return found


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into one sentence with its cure."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if "readonly" in str(cause):
            raise read_only(path) from error
        if "malformed" in str(cause) and _is_half(path):
            raise ProjectError(
                "lone_copy.half", file=path.name, log=wal.beside(path).name
            ) from error
        refused = next((it for part, it in _REFUSED.items() if part in str(cause)), None)
        if refused is not None:
            raise refused(path) from error
        if isinstance(cause, _OURS) or not isinstance(cause, sqlite3.DatabaseError):
            raise
        raise ProjectError("project_file.refused", file=path.name, cause=cause) from error


def _is_half(path: Path) -> bool:
    """Return whether a damaged file says itself that it was copied while somebody coded."""
    try:
        with looking(path) as raw:
            raw.execute(
                "PRAGMA writable_schema=ON"
            )  # else nothing is read of one that is cut short
            found = wal.state(raw)
    except (sqlite3.Error, OSError, ProjectError):
        return False
    return found == wal.LEFT or (wal.begun(found) and not wal.has_log(path))


def read_only(path: Path) -> ProjectError:
    """Return why nothing is written to a file that can only be read, and what to do."""
    return ProjectError("project_file.read_only", file=path.name, folder=path.parent)


@contextmanager
def part(connection: Connection, path: Path) -> Iterator[None]:
    """Take back what is done inside, and only that, where it fails.

    Where SQLite took the whole transaction back, as it does when the disk is full, the
    connection cannot be used again.
    """
    savepoint = connection.begin_nested()
    with explained(path):
        try:
            yield
            savepoint.commit()
        except BaseException:
            try:
                savepoint.rollback()
            except DBAPIError:
                connection.invalidate()
            raise


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection on a file that is looked at only.

    Closing the last connection would bring the log of a process that died into the file, and
    with it the mark that newer work is in that log; a connection that only reads does not.
    Where nothing can be written, the file is read as it is, or a private copy of it with its log.
    """
    if wal.writable(path):
        mode = "ro" if wal.has_log(path) else "rw"
        with closing(sqlite3.connect(f"{_address(path)}?mode={mode}", uri=True)) as raw:
            yield raw
    elif wal.in_use(path):
        with aside.private_copy(path) as copied, closing(sqlite3.connect(copied)) as raw:
            yield raw
    else:
        with closing(alone(path)) as raw:
            yield raw


def alone(path: Path) -> sqlite3.Connection:
    """Return a connection on a file as it is, without the log beside it and without a lock."""
    return sqlite3.connect(f"{_address(path)}?immutable=1", uri=True)


def _address(path: Path) -> str:
    place = quote(os.fsencode(path.absolute().as_posix()))
    root = "" if place.startswith("/") else "/"
    return f"file://{root}{place}"


def copy(
    source: Path, target: Path, *, shown: Path | None = None, whole: bool | None = None
) -> None:
    """Copy a project file through SQLite's backup API, consistent even while it is in use.

    A file that another program keeps busy is waited for as long as a transaction would wait.
    ``shown`` is the file that an error names. A copy holds what the log beside its source does;
    ``whole`` says whether that is all where the log cannot tell. A file that is made here is its
    owner's alone.
    """
    whole = wal.has_log(source) if whole is None else whole
    began = time.monotonic()

    def hurry(status: int, _left: int, _total: int) -> None:
        nonlocal began
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            began = time.monotonic()
        elif time.monotonic() - began > PATIENCE:
            raise sqlite3.OperationalError("database is locked")

    with (
        explained(shown or target),
        looking(source) as reader,
    ):
        with suppress(FileExistsError):
            private.claim(target)
        with closing(sqlite3.connect(target)) as writer:
            reader.backup(writer, progress=hurry, sleep=0.05)
            wal.settle_copy(writer, whole=whole)
