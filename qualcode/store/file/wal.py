"""One file is one file: the write-ahead log is emptied into it whenever the coder pauses.

While somebody codes, the newest work stands in the log beside the file. So that a copy of the
file alone can tell, its header (``PRAGMA user_version``, which no event, table or migration uses)
says how it stands:

    0              whole: all that was ever acknowledged is in the file
    MARK | n       begun: there is, or was, newer work in the log beside it
    LEFT           left behind: it was opened with the mark and without a log

An act is acknowledged only after the mark stands in the file itself, and the mark is taken off
only while nobody can write and everything before is in the file. ``n`` is drawn anew for each
mark, so that a store knows whether it is the one it saw reach the file.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from qualcode.store.file import frames, syncing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import QueuePool

PAUSE = 2.0
"""Seconds without an act after which the log is emptied into the file."""

AGAIN = 0.5
"""Seconds until the next attempt where a reader or another process was in the way."""

GRACE = 0.5
"""Seconds that the first act after a pause waits for readers who keep the mark out of the file."""

MARK = 0x51 << 24
LEFT = 0x4C << 24

REFUSALS = (sqlite3.Error, SQLAlchemyError, OSError)
"""What file, pool or system may say where an act is safe already: it is tried again later."""


def beside(path: Path) -> Path:
    """Return where SQLite keeps the write-ahead log of a file."""
    return path.with_name(f"{path.name}-wal")


def has_log(path: Path) -> bool:
    """Return whether there is anything in the log beside a file."""
    try:
        return beside(path).stat().st_size > 0
    except OSError:
        return False


def in_use(path: Path) -> bool:
    """Return whether a log lies beside a file, empty or not: who opened it may be at work."""
    return any(path.with_name(path.name + side).exists() for side in ("-wal", "-journal"))


def writable(path: Path) -> bool:
    """Return whether this process may write a file and make its log beside it."""
    by_effect = os.access in os.supports_effective_ids
    return all(os.access(it, os.W_OK, effective_ids=by_effect) for it in (path, path.parent))


def state(raw: sqlite3.Connection) -> int:
    """Return how the file stands: 0, a mark, or ``LEFT``."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def begun(found: int) -> bool:
    """Return whether a state is the mark of work that has begun."""
    return found >> 24 == MARK >> 24


def settle_copy(raw: sqlite3.Connection, *, whole: bool) -> None:
    """Say of a copy that is a file of its own how it stands: its log will never be beside it."""
    if begun(state(raw)):
        raw.execute(f"PRAGMA user_version = {0 if whole else LEFT}")
        raw.commit()


class WriteAheadLog:
    """The log of one open file; it holds no store, so that a forgotten store can be closed."""

    def __init__(self, path: Path, engine: Engine, *, upgraded: bool = False) -> None:
        """Serve the file of an engine, which may have been ``upgraded`` just now."""
        self._upgraded = upgraded
        self.left_behind = False
        self.rested = threading.Event()
        """Set while nothing is to be done: no act since the file was whole."""
        self.rested.set()
        self._path = path
        self._log = os.fspath(beside(path))
        self.engine = engine
        self._reached = 0
        self._helper: ThreadPoolExecutor | None = None
        self._carrier: sqlite3.Connection | None = None
        self._last = 0.0
        self._waiting = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._pausing = threading.RLock()
        self._emptying = threading.Lock()
        """Held from the mark's end until the log is cut to nothing: see ``mark``."""

    def look(self) -> None:
        """Find out, as the file is opened, whether newer work was left behind, and keep that.

        A process that died leaves the mark and its log: then nothing is lost. So does a file
        that was upgraded, which takes the log in.
        """
        with self._raw() as raw:
            found = state(raw)
            if begun(found) and not self._upgraded and not _frames(raw, self._path):
                try:
                    self._keep_left(raw)
                except REFUSALS:  # it can only be read, or is busy: another will keep it
                    self.left_behind = True
                found = state(raw)
            self.left_behind = self.left_behind or found == LEFT
        if begun(found) and not self.left_behind:
            self._touch()

    def _keep_left(self, raw: sqlite3.Connection) -> None:
        with syncing.locked(raw), self._raw() as other:
            # nobody else writes now: a log that is empty is one that was left behind
            if begun(state(raw)) and not _frames(other, self._path):
                raw.execute(f"PRAGMA user_version = {LEFT}")
        syncing.copied(raw)

    def accept(self) -> None:
        """Take the file as it is for the whole study, on a person's word."""
        with self._raw() as raw:
            with syncing.locked(raw):
                if state(raw) == LEFT:
                    raw.execute("PRAGMA user_version = 0")
            self.left_behind = False
        self._touch()
        self.pause()

    @contextmanager
    def writing(self, *, sure: bool = False) -> Iterator[Connection]:
        """Give the write transaction of an act, which is safe when this ends.

        Of an act that is ``sure`` to change something, the mark goes ahead: it is brought into the
        file while the act is at work, and what the file then holds is its state before the act.

        Raises:
            sqlite3.OperationalError: the disk refused to keep it.
        """
        with self.engine.connect() as connection:
            ahead = self._ahead(connection) if sure else 0
            raw = syncing.driver(connection)
            before, mark = raw.total_changes, 0
            with syncing.writing(connection, self._is_empty) as later:
                with self._carrying(ahead):
                    yield connection
                if raw.total_changes != before:
                    mark = self._mark(raw)
            if mark or (later and not self._is_empty()):
                self._acted(raw, mark, later=later)

    def _is_empty(self) -> bool:
        try:
            return not os.stat(self._log).st_size  # noqa: PTH116 - every act asks
        except OSError:
            return True

    def _ahead(self, connection: Connection) -> int:
        """Set the mark in a transaction of its own, before an act; return 0 where it cannot be.

        It need not be synced: the act that follows it in the log is, and the checkpoint is.
        """
        mark = 0
        if self._is_empty() and syncing.is_logged(syncing.driver(connection)):
            with syncing.unsynced(connection) as raw, syncing.locked(raw), self._emptying:
                if self._is_empty() and not state(raw):
                    mark = _new_mark()
                    raw.execute(f"PRAGMA user_version = {mark}")
        return mark

    @contextmanager
    def _carrying(self, mark: int) -> Iterator[None]:
        """Bring a mark into the file beside an act; it is there before the act is committed.

        A checkpoint that another commit overtakes would leave the file unsynced.
        """
        carried: Future[None] | None = None
        if mark:
            with suppress(RuntimeError):  # the process ends: it is brought after the act
                self._helper = self._helper or ThreadPoolExecutor(1, "mark")
                carried = self._helper.submit(self._carry, mark)
        try:
            yield
        finally:
            if carried:
                carried.result()
            if mark:
                self._touch()

    def _carry(self, mark: int) -> None:
        """Bring a mark into the file, on a connection of its own: the pool's may all be waiting."""
        with suppress(*REFUSALS):
            if self._carrier is None:
                self._carrier = sqlite3.connect(self._path, timeout=0, check_same_thread=False)
                self._carrier.execute("PRAGMA synchronous=FULL")
            if syncing.copied(self._carrier):
                self._reached = mark

    def _mark(self, raw: sqlite3.Connection) -> int:
        """Set the mark in the act's own transaction, where none is, and return it.

        An act that began while a pause ends waits for it here: the log could be cut to nothing
        after the mark, and would look like one that was left behind. The pause waits for nobody.
        """
        with self._emptying:
            found = state(raw)
        self.left_behind = found == LEFT
        if not begun(found) and not self.left_behind and syncing.is_logged(raw):
            found = _new_mark()
            raw.execute(f"PRAGMA user_version = {found}")
        return found

    def _acted(self, raw: sqlite3.Connection, mark: int, *, later: bool) -> None:
        """See to it, after an act, that its mark is in the file; then let the pause begin.

        An act that is to be synced ``later`` is synced here, with its mark; any other is safe in
        the log already. A reader who looks at an older state keeps the file as it is: it is waited
        for briefly, and the next act tries again.
        """
        try:
            synced = not later
            if begun(mark) and mark != self._reached:
                synced |= self._reach(raw, mark, later=later)
            if not synced:
                syncing.sync(beside(self._path))
        finally:
            self._touch()

    def _reach(self, raw: sqlite3.Connection, mark: int, *, later: bool) -> bool:
        """Bring the mark into the file; return whether that could be done soon enough.

        SQLite does not sync the file where another act came meanwhile: then it is done again.
        """
        end = time.monotonic() + GRACE
        while True:
            try:
                if syncing.copied(raw, alone=True):
                    self._reached = mark
                    return True
            except sqlite3.Error as error:
                if later and syncing.is_broken(error):
                    raise
            if time.monotonic() > end:
                return False
            time.sleep(0.005)

    def pause(self) -> bool:
        """Empty the log into the file and take the mark off; return whether the file is whole.

        Nobody is waited for: where another reads an older state or writes, it is ``False``.
        """
        with self._pausing:
            acts = self._last
            try:
                with self._raw(wait=False) as raw, self._raw(wait=False) as other:
                    done = self._pause(raw, other)
            except REFUSALS:
                return False
            with self._waiting:
                if done and acts == self._last:
                    self.rested.set()
            return done

    def _pause(self, raw: sqlite3.Connection, other: sqlite3.Connection) -> bool:
        if not syncing.copied(raw):
            return False
        with self._emptying:
            with syncing.locked(raw):
                # a checkpoint of the other connection needs no lock that this one holds
                if not syncing.copied(other):
                    return False
                if begun(state(raw)):
                    raw.execute("PRAGMA user_version = 0")
            # by the connection that wrote last, and acts next: the pages that it holds stay good
            if not syncing.copied(raw):
                return False
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if syncing.is_logged(raw):
                # the next act does not sync the log's header first: what is cut must not come back
                syncing.sync(beside(self._path))
        # another process may have acted in between, and its log is cut: say that this is whole too
        return not begun(state(raw)) or self._pause(raw, other)

    def close(self) -> None:
        """Stop the thread, leave the file whole if that can be, and let go of it."""
        with self._waiting:
            self._stopped = True
            thread, self._thread = self._thread, None
            self._waiting.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        helper, self._helper = self._helper, None
        if helper is not None:
            helper.shutdown()
        carrier, self._carrier = self._carrier, None
        if carrier is not None:
            carrier.close()
        pool: QueuePool = self.engine.pool  # type: ignore[assignment]
        if pool.checkedin() + pool.checkedout() and self._path.is_file():
            self._last_pause()
        self.engine.dispose()
        with self._waiting:
            self._stopped = False

    def _last_pause(self) -> None:
        """Pause where this or another, perhaps one that died, began something."""
        with suppress(*REFUSALS):
            with self._raw() as raw:
                begun_by_any = begun(state(raw))
            if begun_by_any or not self.rested.is_set():
                self.pause()

    def _touch(self) -> None:
        """Say that there was an act: the pause begins now."""
        with self._waiting:
            self._last = time.monotonic()
            if self.rested.is_set():
                self.rested.clear()
                self._waiting.notify_all()
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._idle, name="pause", daemon=True)
                self._thread.start()

    def _idle(self) -> None:
        """Wait for pauses, in a thread of its own, until the file is closed."""
        me = threading.current_thread()
        while self._thread is me:
            with self._waiting:
                left = self._last + PAUSE - time.monotonic()
                if self._thread is me and (self.rested.is_set() or left > 0):
                    self._waiting.wait(None if self.rested.is_set() else left)
                    continue
            if self._thread is me and not self.pause():
                with self._waiting:
                    if self._thread is me:
                        self._waiting.wait(AGAIN)

    @contextmanager
    def _raw(self, *, wait: bool = True) -> Iterator[sqlite3.Connection]:
        """Give a connection outside of a transaction; one that does not wait is refused at once."""
        pooled = self.engine.raw_connection()
        raw = pooled.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        patience = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            if not wait:
                raw.execute("PRAGMA busy_timeout = 0")
            yield raw
        finally:
            raw.execute(f"PRAGMA busy_timeout = {patience}")
            pooled.close()


def _new_mark() -> int:
    return MARK | 1 + secrets.randbelow((1 << 24) - 1)


def _frames(raw: sqlite3.Connection, path: Path) -> bool:
    """Return whether the log beside the file holds anything that is whole, or may do so."""
    try:
        found = int(raw.execute(syncing.CHECKPOINT).fetchone()[1])
    except sqlite3.Error:  # a file that can only be read
        return has_log(path)
    return found != 0 or frames.begun_anew(beside(path))  # -1 where another empties it just now
