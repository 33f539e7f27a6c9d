"""The project file, and the only home of SQL: a store gives reads, acts and copies."""

from __future__ import annotations

import uuid
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from qualcode.errors import ProjectError
from qualcode.store import engine as engines
from qualcode.store import migrate, schema
from qualcode.store.audit import Audit, audit
from qualcode.store.journal import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["FILE_NAME", "Act", "Audit", "Connection", "Store", "restore"]

FILE_NAME = "project.qualcode"

_HELD: ContextVar[tuple[tuple[Store, Connection], ...]] = ContextVar("held", default=())
"""The stores whose acts share one transaction here and now, the newest first."""


class Store:
    """One open project file; close it, or use it in a ``with`` block."""

    def __init__(self, path: Path) -> None:
        """Open the project file at ``path``, which must be of this schema or an older one."""
        self.path = path
        if engines.revision(path) != schema.REVISION:
            migrate.upgrade(path)
        self._engine = engines.connect(path)
        self.last_event: int | None = None
        with self.reading() as connection:
            query = select(schema.setting.c.value).where(schema.setting.c.name == "replica")
            self.replica = str(connection.scalar(query))

    @classmethod
    def create(cls, path: Path, begin: Callable[[Act], None]) -> Store:
        """Make a project file at ``path``, with what ``begin`` writes, whole or not at all.

        Of several processes that do so at once one makes the project; the others are refused.

        Raises:
            ProjectError: there is a project already, or the folder cannot be written.
        """
        new = not path.exists()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with engines.explained(path):
                _make(path, begin)
        except OSError as error:
            raise ProjectError(
                f"A project cannot be made in {path.parent} ({error.strerror}); choose a folder "
                "that you may write to."
            ) from error
        except ProjectError:
            if new and path.is_file() and path.stat().st_size == 0:
                path.unlink()
            raise
        return cls(path)

    def close(self) -> None:
        """Give the file back; the store cannot be used afterwards."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one consistent state of the file."""
        held = self._held()
        if held is not None:
            yield held
            return
        with (
            engines.explained(self.path),
            self._engine.connect().execution_options(reads=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def acting(self, kind: str, actor: str = "", *, undoes: int | None = None) -> Iterator[Act]:
        """Give an act in one write transaction; its event is written as it ends.

        An exception inside takes everything back; an act without changes leaves no event.
        """
        with self.caching() as connection:
            act = Act(connection, self.replica, kind, actor, undoes)
            yield act
            act.event = self.last_event = act.record()

    @contextmanager
    def caching(self) -> Iterator[Connection]:
        """Give a connection that may write what can be made again, such as tokens; no event."""
        held = self._held()
        if held is not None:
            with engines.part(held, self.path):
                yield held
            return
        with engines.explained(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[Connection]:
        """Give one write transaction that every act and reading inside takes part in.

        It is stored whole or not at all. It belongs to this thread: others wait until it ends,
        as for any act. An act that fails inside takes back only itself.
        """
        with self.caching() as connection:
            token = _HELD.set(((self, connection), *_HELD.get()))
            try:
                yield connection
            finally:
                _HELD.reset(token)

    def _held(self) -> Connection | None:
        return next((connection for store, connection in _HELD.get() if store is self), None)

    def audit(self) -> Audit:
        """Replay the log and compare it with the file."""
        with self.reading() as connection:
            return audit(connection)

    def backup(self, target: Path) -> Path:
        """Write a consistent copy of the project to ``target``, whole or not at all.

        An older backup of that name is replaced; another file never is.
        """
        _refuse_foreign(target, self.path)
        half = target.with_name(f".{target.name}.half")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            engines.copy(self.path, half, shown=target)
            half.replace(target)
        except OSError as error:
            raise ProjectError(
                f"A backup cannot be written to {target} ({error.strerror}); choose another place."
            ) from error
        finally:
            with suppress(OSError):
                half.unlink(missing_ok=True)
        return target


def restore(backup: Path, path: Path) -> Path | None:
    """Put a backup in the place of the project at ``path``; return where the old state was kept.

    The backup is copied and checked whole before anything is touched, and the state that it
    replaces stays beside the project under a name of its own.
    """
    engines.revision(backup)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.restoring")
    try:
        engines.copy(backup, half, shown=path)
        engines.check(half, shown=backup)
        kept = _free_name(path) if path.exists() else None
        if kept:
            engines.copy(path, kept)
        engines.copy(half, path)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return kept


def _free_name(path: Path) -> Path:
    """Return the first name for a kept state that nothing has."""
    names = (path.with_name(f"{path.stem}.before-restore-{n}{path.suffix}") for n in count(1))
    return next(name for name in names if not name.exists())


def _refuse_foreign(target: Path, project: Path) -> None:
    if not target.exists():
        return
    if target.resolve() == project.resolve():
        raise ProjectError(
            f"A backup needs a file of its own, but {target} is the project; name another file."
        )
    try:
        engines.revision(target)
    except ProjectError as error:
        raise ProjectError(
            f"A backup replaces only an older backup, but {target} is something else; "
            "name another file."
        ) from error


def _make(path: Path, begin: Callable[[Act], None]) -> None:
    replica = str(uuid.uuid4())
    engine = engines.connect(path)
    try:
        with engine.begin() as connection:
            engines.build(connection, path)
            act = Act(connection, replica, "project.create", "")
            act.insert("setting", name="replica", value=replica)
            begin(act)
            act.record()
    finally:
        engine.dispose()
