"""A folder where a file is made beside its place, so that what is half made is known as such.

``.qualcode-<hex>/`` holds the half file with what SQLite puts beside it, and ``lock``, which the
process that works there holds for as long as it lives. Whoever starts later removes the workshops
whose lock can be taken: their process died. Nothing but files of these names is ever removed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HALF = "half.qualcode"
SPARE = "spare.qualcode"
LOCK = "lock"
ELSEWHERE = "elsewhere"
"""Names the folder of another workshop of the same process, one a line: it dies with this one."""

SIDES = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file, after its name."""

OURS = (ELSEWHERE, *(name + side for name in (HALF, SPARE) for side in ("", *SIDES)))

_NAME = re.compile(r"\.qualcode-[0-9a-f]{16}")


@contextmanager
def half_file(place: Path, noted: Path | None = None) -> Iterator[Path]:
    """Give the path of a half file in a workshop of its own in ``place``; it is gone afterwards.

    ``noted`` is a folder where qualcode starts: if this process dies, the workshop is removed at
    the next start there, too.

    Raises:
        OSError: nothing can be made in ``place``.
    """
    sweep(place)
    with _note(place, noted), _made(place) as folder:
        yield folder / HALF


def spare(half: Path) -> Path:
    """Return the path of a second half file in the workshop of one."""
    return half.with_name(SPARE)


@contextmanager
def _made(place: Path) -> Iterator[Path]:
    folder, lock = _begun(place)
    try:
        yield folder
    finally:
        _removed(folder, lock)


@contextmanager
def _note(place: Path, noted: Path | None) -> Iterator[None]:
    """Leave word of ``place`` where qualcode starts, if that is elsewhere and can be."""
    if noted is None or noted == place:
        yield
        return
    try:
        folder, lock = _begun(noted)
    except OSError:
        yield
        return
    try:
        (folder / ELSEWHERE).write_text(str(place.absolute()), encoding="utf-8")
        yield
    finally:
        _removed(folder, lock)


def sweep(place: Path) -> None:
    """Remove the workshops in a folder whose process has died, and those that they name."""
    for other in _swept(place):
        for _ in _swept(other):
            pass


def _swept(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        names = [it.name for it in os.scandir(place) if _NAME.fullmatch(it.name)]
        for folder in (place / name for name in names):
            if _own(folder):
                yield from _abandoned(folder)


def _abandoned(folder: Path) -> Iterator[Path]:
    """Remove a workshop that nobody works in, and yield the places that it names."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        with suppress(OSError):  # its process died before it took the lock, or takes it now
            folder.rmdir()
        return
    except OSError:
        return
    if not _taken(lock):
        os.close(lock)
        return
    with suppress(OSError, ValueError):
        note = folder / ELSEWHERE
        if not note.is_symlink():
            yield from map(Path, note.read_text(encoding="utf-8").splitlines()[:1])
    _removed(folder, lock)


def _own(folder: Path) -> bool:
    """Return whether this is a real folder of our own, not a way into another's."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return stat.S_ISDIR(found.st_mode) and mine


def _begun(place: Path) -> tuple[Path, int]:
    """Make a workshop and take its lock; one that is swept before that is made anew."""
    while True:
        folder = place / f".qualcode-{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        try:
            lock = os.open(folder / LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except FileNotFoundError:
            continue
        except OSError:  # no room, say
            folder.rmdir()
            raise
        if _taken(lock, unless_none=True) and (folder / LOCK).exists():
            return folder, lock
        os.close(lock)


def _removed(folder: Path, lock: int) -> None:
    """Remove a workshop whose lock we hold; a folder that holds something else stays."""
    for name in OURS:
        with suppress(OSError):
            (folder / name).unlink()
    if sys.platform == "win32":
        os.close(lock)  # an open file cannot be removed there
    with suppress(OSError):
        (folder / LOCK).unlink()
    with suppress(OSError):
        folder.rmdir()
    if sys.platform != "win32":
        os.close(lock)


if sys.platform == "win32":
    import msvcrt

    def _taken(lock: int, *, unless_none: bool = False) -> bool:
        """Return whether the lock of an open file is ours now."""
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return unless_none
        return True

else:
    import fcntl

    def _taken(lock: int, *, unless_none: bool = False) -> bool:
        """Return whether the lock of an open file is ours now.

        ``unless_none`` is the answer where the file system has no locks: work goes on there, and
        nothing is ever taken for abandoned.
        """
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return unless_none
        return True
