"""Put a backup in the place of a project: checked whole first, and what it replaces is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING

from qualcode import private
from qualcode.errors import ProjectError
from qualcode.store import schema
from qualcode.store.file import engine as engines
from qualcode.store.file import frames, migrate, shape, wal
from qualcode.store.file.workshop import SIDES, half_file, spare
from qualcode.store.log.audit import audit
from qualcode.store.log.replay import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    Doubts = Callable[[Connection], tuple[str, ...]]

LOGS = ("-wal", "-journal")
"""What SQLite would play into a file of that name."""

_CACHES = (schema.token_cache, schema.embedding_cache)
"""What no event vouches for, and what can be made again."""

_PASSING = ("is locked", "is full", "unable to open")
"""What SQLite says where a file may be sound."""


def restore(backup: Path, path: Path, doubts: Doubts) -> Path | None:
    """Put a backup in the place of the project at ``path``; return where the old state was kept.

    The backup is copied, and the copy is checked whole before anything is touched: by SQLite, by
    the replay of its log, and by ``doubts``, which names what else is wrong in it. The state that
    it replaces stays beside the project under a name of its own: a sound one by SQLite, since
    others may have it open, and any other by its bytes, with the log beside it.

    Raises:
        ProjectError: the backup is damaged, foreign, newer or altered, or the project is busy.
        OSError: the folder cannot be written.
    """
    path = path.resolve() if path.is_symlink() else path
    private.folder(path.parent)
    with half_file(path.parent) as half:
        with _refused(backup):
            engines.copy(backup, half, shown=backup)
            _vet(half, backup, doubts)
        return _replace(path, half)


@contextmanager
def _refused(backup: Path) -> Iterator[None]:
    """Say of whatever a backup makes SQLite, Alembic or our own reading say that it is damaged."""
    try:
        yield
    except ProjectError as error:
        cause = error.__cause__
        if cause is None or any(it in str(cause) for it in _PASSING):
            raise
        raise ProjectError("restore.damaged", file=backup.name, cause=_cause(cause)) from error
    except UNREADABLE as error:
        raise ProjectError("restore.damaged", file=backup.name, cause=_cause(error)) from error


def _cause(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error) or type(error).__name__


def _vet(half: Path, backup: Path, doubts: Doubts) -> None:
    """Refuse the copy of a backup that is not what its log says, and bring it to this schema."""
    with closing(sqlite3.connect(half)) as raw:
        raw.execute("PRAGMA trusted_schema=OFF")
        for what in shape.foreign(raw):
            raise ProjectError("restore.foreign", file=backup.name, what=what)
        verdict = str(raw.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if verdict != "ok":
            raise ProjectError("restore.damaged", file=backup.name, cause=verdict)
        found = engines.stamp(raw, backup)
    if found != schema.REVISION:
        migrate.alter(half, shown=backup)
    engine = engines.connect(half)
    try:
        with engine.connect().execution_options(reads=True) as connection, connection.begin():
            pooled = connection.connection.driver_connection
            assert isinstance(pooled, sqlite3.Connection)
            problems = [it.message for it in audit(pooled).problems] or doubts(connection)
        for problem in problems:
            raise ProjectError("restore.altered", file=backup.name, problem=problem)
        with engine.begin() as connection:
            for table in _CACHES:
                connection.execute(table.delete())
    finally:
        engine.dispose()


def _replace(path: Path, half: Path) -> Path | None:
    if not path.exists():
        return _by_bytes(path, half)
    if not _sound(path, half):
        return _by_bytes(path, half)
    engines.copy(path, spare(half), shown=path)
    kept = _free_name(path)
    spare(half).rename(kept)
    try:
        engines.copy(half, path)
    except ProjectError as error:
        if _sound(path, half):
            kept.unlink()
        if "readonly" not in str(error.__cause__) or not os.access(path, os.W_OK):
            raise
        return _by_bytes(path, half)  # its header says that nobody may write it
    _bring_in(path)
    return kept


def _bring_in(path: Path) -> None:
    """Bring what was restored into the file itself, whose own newest event its log takes back.

    The next restore would take that log for another file's. Who reads an older state may be in
    the way; then it is brought in later.
    """
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sound(path: Path, half: Path) -> bool:
    """Return whether SQLite reads all of a file and its log, and can write another's pages there.

    A log that is damaged or another file's would change it, or be lost with it.
    """
    if path.with_name(f"{path.name}-journal").exists() or _twice_damaged(wal.beside(path)):
        return False
    with engines.explained(path):
        try:
            with engines.looking(half) as raw:
                expected = raw.execute("PRAGMA page_size").fetchone()
            with engines.looking(path) as raw:
                verdict = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
                pages = raw.execute("PRAGMA page_count").fetchone()[0]
                return bool(
                    verdict == "ok"
                    and pages
                    and raw.execute("PRAGMA page_size").fetchone() == expected
                    and path.stat().st_size <= pages * expected[0]
                    and _continued(path, raw)
                )
        except sqlite3.Error as error:
            if any(it in str(error) for it in _PASSING):
                raise
            return False


def _twice_damaged(log: Path) -> bool:
    """Return whether a log is damaged, and not just being written to."""
    return frames.damaged(log) and frames.damaged(log)


def _continued(path: Path, raw: sqlite3.Connection) -> bool:
    """Return whether the log beside a file goes on from it: what the file says alone is in both."""
    if not wal.has_log(path):
        return True
    newest = "SELECT hash FROM event ORDER BY rowid DESC LIMIT 1"
    try:
        with closing(engines.alone(path)) as bare:
            head = bare.execute(newest).fetchone()
    except sqlite3.Error:  # the log may just be brought into it
        return True
    known = "SELECT 1 FROM event WHERE hash = ?"
    return head is None or raw.execute(known, head).fetchone() is not None


def _by_bytes(path: Path, half: Path) -> Path | None:
    """Keep what is there as it is, its log first of all out of the new file's way; return where."""
    kept = _free_name(path)
    found = None
    try:
        if path.exists():
            shutil.copymode(path, half)
            _second_name(path, kept, half)
            found = kept
        for side in LOGS:
            log = path.with_name(path.name + side)
            if log.exists():
                found = found or kept.with_name(kept.name + side)
                log.rename(kept.with_name(kept.name + side))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        half.replace(path)
    except PermissionError as error:
        raise ProjectError("restore.in_use", file=path.name, folder=path.parent) from error
    return found


def _second_name(path: Path, kept: Path, half: Path) -> None:
    """Give a file a second name, or a copy of its bytes where a file system has no links."""
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:
        with suppress(FileExistsError):
            private.claim(spare(half))
        shutil.copyfile(path, spare(half))
        shutil.copymode(path, spare(half))
        spare(half).rename(kept)


def _free_name(path: Path) -> Path:
    """Return the first name for a kept state that nothing has, and no log that is not its own."""
    names = (path.with_name(f"{path.stem}.before-restore-{n}{path.suffix}") for n in count(1))
    return next(
        name
        for name in names
        if not any(name.with_name(name.name + side).exists() for side in ("", *SIDES))
    )
