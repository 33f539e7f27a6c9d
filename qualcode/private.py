"""Files and folders for their owner alone, where the system has modes; elsewhere plain ones.

Only what is made here is closed to others: what was there keeps the mode that somebody chose.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path) -> list[Path]:
    """Make a folder with the folders above it (0700) and return what was made, deepest first.

    Raises:
        OSError: the system refuses; what was made before that is gone again.
    """
    missing = [path, *path.parents]
    missing = missing[: next((i for i, it in enumerate(missing) if it.exists()), len(missing))]
    made: list[Path] = []
    try:
        for place in reversed(missing):
            place.mkdir(mode=0o700, exist_ok=True)
            made.insert(0, place)
        path.mkdir(exist_ok=True)  # what is there must be a folder
    except OSError:
        unmake(made)
        raise
    return made


def unmake(made: list[Path]) -> None:
    """Remove folders, the deepest first; one that holds something stays."""
    with suppress(OSError):
        for place in made:
            place.rmdir()


def claim(path: Path) -> None:
    """Make an empty file that only its owner can read or write (0600).

    Raises:
        FileExistsError: there is one of that name already.
        OSError: the system refuses.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def write(path: Path, content: str) -> None:
    """Write a text (UTF-8) to a file that is made for its owner alone (0600).

    Raises:
        OSError: the system refuses.
    """
    with suppress(FileExistsError):
        claim(path)
    path.write_text(content, encoding="utf-8")
