"""A project file that can only be read: it is looked at, and nothing of it is ever written.

Where no log lies beside it, it is read as it is. Else, and from the first moment on when something
is to be kept (cut words, what a person was shown), a private copy is, which goes when it is closed.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from qualcode.store import schema
from qualcode.store.file import aside, migrate, wal
from qualcode.store.file import engine as engines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from qualcode.errors import ProjectError

SEEN = frozenset({"suggestion.show", "pick.batch"})
"""The acts of who looks only: in the private copy they are as true as what is looked at."""


class View:
    """What is open of a file that can only be read; it does what a ``WriteAheadLog`` does."""

    def __init__(self, path: Path) -> None:
        """Look at the file, which must be of this schema or an older one."""
        self.left_behind = False
        self.upgraded = False
        self._path = path
        self._lock = threading.RLock()
        self._stack = ExitStack()
        self._private = self._stays = False
        self._open()

    def look(self) -> None:
        """Do nothing more: what the file lacks was found as it was opened."""

    @property
    def engine(self) -> Engine:
        """Return the engine to read with; a file that somebody wrote to is looked at anew."""
        with self._lock:
            if not self._stays and aside.stamp(self._path) != self._stamp:
                self.close()
                self._open()
            return self._engine

    @contextmanager
    def writing(self, *, sure: bool = False) -> Iterator[Connection]:  # noqa: ARG002
        """Give a write transaction, which is on the private copy."""
        with self._lock:
            if not self._private:
                self.close()
                self._open(apart=True)
            engine = self._engine
        with engine.begin() as connection:
            yield connection

    def act(self, kind: str) -> None:
        """Let an act of looking go on; from now on the copy that it is written to stays.

        Raises:
            ProjectError: the act does more than look.
        """
        if kind not in SEEN:
            raise self.refusal()
        self._stays = True

    def refusal(self) -> ProjectError:
        """Return why nothing is written, and what to do."""
        return engines.read_only(self._path)

    def accept(self) -> None:
        """Refuse to take the file for the whole study, since that would stand in it."""
        raise self.refusal()

    def pause(self) -> bool:
        """Return whether a copy of the file alone is the whole project."""
        return not self.left_behind and not wal.has_log(self._path)

    def close(self) -> None:
        """Let go of the file, and remove what was copied of it."""
        with self._lock:
            self._engine.dispose()
            self._stack.close()

    def _open(self, *, apart: bool = False) -> None:
        path = self._path
        self._stamp = aside.stamp(path)
        with engines.explained(path), engines.looking(path) as raw:
            self.upgraded = engines.stamp(raw, path) != schema.REVISION
            found = wal.state(raw)
        self.left_behind = found == wal.LEFT or (wal.begun(found) and not wal.has_log(path))
        self._private = apart or self.upgraded or wal.in_use(path)
        if self._private:
            path = self._stack.enter_context(aside.private_copy(path))
            if self.upgraded:
                migrate.alter(path, shown=self._path)
        self._engine = engines.connect(path, as_it_is=not self._private)
