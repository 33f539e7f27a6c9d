"""Which files of a folder are read, and which are refused by name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import ingest
from qualcode.errors import unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.errors import QualcodeError


PARTICIPANTS_FILE = "participants.csv"


DOCUMENTS = frozenset({".doc", ".pages", ".wps"})
"""Documents that are not read: in a folder they are refused by name, other files passed over."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, and why, in one sentence."""

    name: str
    error: QualcodeError

    @property
    def reason(self) -> str:
        """Why, in English."""
        return str(self.error)


def files_in(paths: Sequence[Path], refused: list[RefusedFile]) -> tuple[list[Path], list[Path]]:
    """Return the files to read and the participants tables, in the order of their names.

    Folders that cannot be looked into are among those refused.
    """
    files: list[Path] = []
    tables: list[Path] = []
    for path in paths:
        if _is_folder(path):
            for inner in _inside(path, refused):
                if inner.name.lower() == PARTICIPANTS_FILE:
                    tables.append(inner)
                elif taken_from_folder(inner):
                    files.append(inner)
        elif path.name.lower() == PARTICIPANTS_FILE:
            tables.append(path)
        else:
            files.append(path)
    return files, tables


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # reading it as a file says why
        return False


def _inside(folder: Path, refused: list[RefusedFile]) -> list[Path]:
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        name = Path(str(error.filename or folder)).name
        refused.append(RefusedFile(name, unreachable(error)))

    for inner, _, names in os.walk(folder, onerror=refuse):
        for path in (Path(inner, name) for name in names):
            try:
                found += [path] if path.is_file() else []
            except OSError as error:
                refuse(error)
    return sorted(found)


def taken_from_folder(path: Path) -> bool:
    """Return whether a file of a folder is read, or refused by its name; others are passed over."""
    name = path.name
    suffix = path.suffix.lower()
    # a CSV file in a folder may be a table of anything; one that is named is read
    known = suffix != ".csv" and suffix in ingest.READERS.keys() | DOCUMENTS
    return (
        (known or suffix.startswith(ingest.OTHER_TOOLS))
        and not name.startswith((".", "~$"))
        and not name.upper().startswith("README")
    )


def free_name(name: str, file_name: str, taken: set[str]) -> str:
    """Return a name that is not taken: the transcript's own, its file's, or one with a number."""
    for candidate in _names(name, file_name):
        if candidate not in taken:
            return candidate
    raise AssertionError  # the candidates do not end


def _names(name: str, file_name: str) -> Iterator[str]:
    yield name
    yield file_name
    n = 2
    while True:
        yield f"{name} ({n})"
        n += 1
