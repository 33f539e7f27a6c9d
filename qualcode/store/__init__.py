"""The project file, and the only home of SQL: a store gives reads, acts and copies."""

from __future__ import annotations

import os
import sqlite3
import uuid
import weakref
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from qualcode import private
from qualcode.errors import ProjectError, system_says
from qualcode.store import read, schema, text_index
from qualcode.store.across.layer_work import LayerWorks
from qualcode.store.cache import Cache
from qualcode.store.file import aside, migrate, wal
from qualcode.store.file import engine as engines
from qualcode.store.file.restoring import restore
from qualcode.store.file.view import View
from qualcode.store.file.workshop import half_file, sweep
from qualcode.store.log.act import Act
from qualcode.store.log.audit import Audit, audit
from qualcode.store.log.replay import UNREADABLE
from qualcode.store.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qualcode.study import Study

__all__ = ["FILE_NAME", "Act", "Audit", "Connection", "Look", "Store", "restore"]

FILE_NAME = "project.qualcode"
ROOM = 48
"""So many values that follow from the file are kept in memory, and some small ones more."""

_HELD: ContextVar[tuple[tuple[Store, Connection], ...]] = ContextVar("held", default=())
"""The stores whose acts share one transaction here and now, the newest first."""


class Store:
    """One open project file; close it, or use it in a ``with`` block."""

    def __init__(self, path: Path) -> None:
        """Open the project file at ``path``, which must be of this schema or an older one."""
        self.path = path
        for place in (path.parent, aside.place()):
            sweep(place)
        self.last_event: int | None = None
        self._studies = read.studies()
        self._indexes = text_index.indexes()
        self._works = LayerWorks()
        self.kept = Cache(ROOM)
        self._log = _opened(path)
        # a store that is forgotten, and one that is open at the end of the process, is closed
        self._end = weakref.finalize(self, self._log.close)
        try:
            with engines.explained(path):
                self._log.look()
            with self.reading() as connection:
                query = select(schema.setting.c.value).where(schema.setting.c.name == "replica")
                self.replica = str(connection.scalar(query))
        except BaseException:
            self._log.close()
            raise

    @classmethod
    def create(cls, path: Path, begin: Callable[[Act], None]) -> Store:
        """Make a project file at ``path``, with what ``begin`` writes, whole or not at all.

        Of several processes that do so at once one makes the project; the others are refused.

        Raises:
            ProjectError: there is a project already, or the folder cannot be written.
        """
        made: list[Path] = []
        try:
            made = private.folder(path.parent)
            with engines.explained(path):
                _make(path, begin)
            return _first(cls, path)
        except OSError as error:
            private.unmake(made)
            raise ProjectError(
                "store.no_room", parent=path.parent, reason=system_says(error)
            ) from error
        except BaseException:
            private.unmake(made)
            raise

    def close(self) -> None:
        """Leave the file whole and give it back; the store cannot be used afterwards."""
        self._log.close()

    def pause(self) -> bool:
        """Bring what was done into the one file, as after two seconds without an act.

        Return whether a copy of the file alone is now the whole project: not where somebody
        else reads or writes just now. Nobody is waited for, and nobody waits.
        """
        return self._log.pause()

    @property
    def read_only(self) -> bool:
        """Whether the file can only be read: every act is refused but that of looking at it."""
        return isinstance(self._log, View)

    @property
    def left_behind(self) -> bool:
        """Whether the file was copied without its newest work, which is in another place's log."""
        return self._log.left_behind

    def accept_left_behind(self) -> None:
        """Take the file as it is for the whole project; nothing says any more what it lacks."""
        with engines.explained(self.path):
            self._log.accept()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one consistent state of the file."""
        held = self._held()
        if held is not None:
            yield held
            return
        with (
            self.judging(),
            engines.explained(self.path),
            self._log.engine.connect().execution_options(reads=True) as connection,
            connection.begin(),
        ):
            read.begin(connection)
            yield connection

    def study(self, connection: Connection) -> Study:
        """Return the frame of the study as it stands on a connection of this store.

        It is one value as long as the log says that nothing of it has changed. Within an act it
        is what the act began with.
        """
        return self._studies.of(connection, self.replica)

    def look(self, connection: Connection) -> Look:
        """Return the study's frame and its texts as they stand on a connection of this store.

        Within an act that has changed something nothing is kept: it may not come to pass.
        """
        kept = (self._studies, self._indexes, self._works, self.kept)
        return Look(connection, self.replica, *kept)

    @contextmanager
    def acting(self, kind: str, actor: str = "", *, undoes: int | None = None) -> Iterator[Act]:
        """Give an act in one write transaction; its event is written as it ends.

        An exception inside takes everything back; an act without changes leaves no event.

        Raises:
            ProjectError: the file can only be read, and the act does more than look.
        """
        if isinstance(self._log, View):
            self._log.act(kind)
        with self.caching() as connection:
            act = Act(connection, self.replica, kind, actor, undoes, self.look)
            yield act
            act.event = self.last_event = act.record()

    @contextmanager
    def caching(self, *, sure: bool = False) -> Iterator[Connection]:
        """Give a connection that may write what can be made again, such as tokens; no event.

        What is ``sure`` to change something is served sooner after a pause.
        """
        held = self._held()
        if held is not None:
            try:
                with engines.part(held, self.path):
                    yield held
            except BaseException:
                read.forget(held)
                raise
            return
        with (
            self.judging(),
            engines.explained(self.path),
            self._log.writing(sure=sure) as connection,
        ):
            read.begin(connection)
            yield connection

    @contextmanager
    def together(self) -> Iterator[Connection]:
        """Give one write transaction that every act and reading inside takes part in.

        It is stored whole or not at all. It belongs to this thread: others wait until it ends,
        as for any act. An act that fails inside takes back only itself. Where nothing is changed
        after all, the file may say until the next pause that work has begun.

        Raises:
            ProjectError: the file can only be read.
        """
        if isinstance(self._log, View):
            raise self._log.refusal()
        with self.caching(sure=True) as connection:
            token = _HELD.set(((self, connection), *_HELD.get()))
            try:
                yield connection
            finally:
                _HELD.reset(token)

    def _held(self) -> Connection | None:
        return next((connection for store, connection in _HELD.get() if store is self), None)

    @contextmanager
    def judging(self) -> Iterator[None]:
        """Let a value that nobody of ours wrote be one sentence, wherever it is met.

        An error that is no mistake of a user makes the file be checked; where that finds nothing
        the error is a fault of this program, and stays what it is.
        """
        try:
            yield
        except UNREADABLE as error:
            with engines.explained(self.path), engines.looking(self.path) as raw:
                problems = audit(raw).problems
            if not problems:
                raise
            first = problems[0].message
            name = self.path.name
            raise ProjectError("project_file.altered", file=name, problem=first) from error

    def audit(self, noted: str = "") -> Audit:
        """Replay the log and compare it with the file; ``noted`` is a head of it noted earlier."""
        if isinstance(self._log, View) and not self._log.upgraded:
            with engines.explained(self.path), engines.looking(self.path) as raw:
                return audit(raw, noted)
        with self.reading() as connection:
            pooled = connection.connection.driver_connection
            assert isinstance(pooled, sqlite3.Connection)
            return audit(pooled, noted)

    def backup(self, target: Path) -> Path:
        """Write a consistent copy of the project to ``target``, whole or not at all.

        An older backup of that name is replaced; another file never is.
        """
        _refuse_foreign(target, self.path)
        try:
            private.folder(target.parent)
            with half_file(target.parent, noted=self.path.parent) as half:
                engines.copy(self.path, half, shown=target, whole=not self.left_behind)
                half.replace(target)
        except OSError as error:
            raise ProjectError(
                "store.backup_place", target=target, reason=system_says(error)
            ) from error
        return target


def _opened(path: Path) -> wal.WriteAheadLog | View:
    """Open a file of this schema or an older one, to write to where that can be."""
    old = engines.revision(path) != schema.REVISION
    if not wal.writable(path):
        return View(path)
    if old:
        migrate.upgrade(path)
    return wal.WriteAheadLog(path, engines.connect(path), upgraded=old)


def _refuse_foreign(target: Path, project: Path) -> None:
    if not target.exists():
        return
    if target.resolve() == project.resolve():
        raise ProjectError("store.backup_self", target=target)
    try:
        engines.revision(target)
    except ProjectError as error:
        raise ProjectError("store.backup_other", target=target) from error


def _first(kind: type[Store], path: Path) -> Store:
    """Open a project that was just made; one that cannot be opened was not made."""
    try:
        return kind(path)
    except BaseException:
        _remove(path)
        raise


def _remove(path: Path) -> None:
    """Remove a file of our own with what SQLite put beside it."""
    for name in (path, wal.beside(path), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def _make(path: Path, begin: Callable[[Act], None]) -> None:
    """Build a project beside its place and put it there whole, where nothing is yet."""
    _refuse_taken(path)
    with half_file(path.parent) as half:
        private.claim(half)
        _build(half, path, begin)
        _publish(half, path)


def _build(half: Path, path: Path, begin: Callable[[Act], None]) -> None:
    replica = str(uuid.uuid4())
    engine = engines.connect(half)
    try:
        with engine.begin() as connection:
            engines.build(connection)
            act = Act(connection, replica, "project.create", "")
            act.insert("setting", name="replica", value=replica)
            begin(act)
            act.record()
    finally:
        engine.dispose()
    if wal.has_log(half):
        # closing was to bring the log into the file, and SQLite is silent where it could not
        raise ProjectError("new_project.no_room", folder=path.parent)


def _publish(half: Path, path: Path) -> None:
    """Give a new project its name, of several who do so at once to one."""
    try:
        try:
            os.link(half, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            private.claim(path)
            half.replace(path)
    except FileExistsError as error:
        raise _taken(path) from error


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise _taken(path)
    if wal.has_log(path):
        # SQLite would mix it into a new file of this name
        raise ProjectError("new_project.log_alone", log=wal.beside(path).name, folder=path.parent)


def _taken(path: Path) -> ProjectError:
    return ProjectError("store.taken", parent=path.parent, name=path.name)
