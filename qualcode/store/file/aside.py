"""A private copy of a project file that can only be read, to look at while others may write it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import private
from qualcode.errors import ProjectError, system_says
from qualcode.store.file.workshop import half_file

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 20
"""How often a file is copied that is written to meanwhile."""

_Stamp = tuple[tuple[int, int] | None, ...]


@contextmanager
def private_copy(path: Path) -> Iterator[Path]:
    """Give a copy of a file with its log in the system's temporary folder; it is gone afterwards.

    That of a process that died is gone when the next one is made.

    Raises:
        ProjectError: it cannot be read or copied, or is written to all the time.
    """
    try:
        with half_file(place()) as half:
            _copy(path, half)
            yield half
    except OSError as error:
        cause = system_says(error)
        raise ProjectError("project_file.not_copied", file=path.name, cause=cause) from error


def place() -> Path:
    """Return the folder where private copies are made."""
    return Path(tempfile.gettempdir())


def stamp(path: Path) -> _Stamp:
    """Return what changes when a file or its log is written to."""
    return tuple(_stat(path.with_name(path.name + side)) for side in _PARTS)


_PARTS = ("", "-wal", "-journal")


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def _copy(path: Path, half: Path) -> None:
    """Copy a file, then its log; what is brought from the log into the file meanwhile is in both.

    Where something was written meanwhile it is done again, since the log may have begun anew.
    """
    for _ in range(TRIES):
        before = stamp(path)
        for side in _PARTS:
            source, target = (it.with_name(it.name + side) for it in (path, half))
            target.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                content = source.open("rb")
                private.claim(target)
                with content, target.open("wb") as copied:
                    shutil.copyfileobj(content, copied, 1 << 20)
        if stamp(path) == before:
            return
    raise ProjectError("project_file.busy", file=path.name)
