"""A small study, copies of its file alone and with its log, and what is found in them."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from typing import TYPE_CHECKING

from conftest import CODEBOOK, write_interviews

from qualcode.project import Project
from qualcode.store import FILE_NAME, wal

if TYPE_CHECKING:
    from pathlib import Path

CODER = "A"


def prepare(folder: Path) -> Path:
    """Make a study with four interviews and one coder, closed."""
    write_interviews(folder / "interviews")
    with Project.create(folder / "study", CODEBOOK) as project:
        project.transcripts.ingest([folder / "interviews"])
        project.coders.add(CODER)
    return folder / "study"


def add(project: Project, n: int) -> None:
    """Code the n-th passage, every second one as the desk does."""
    with project.once(CODER, str(uuid.uuid4())) if n % 2 else nullcontext():
        project.codings.add(CODER, f"interview_{n % 4 + 1}", n // 4, n // 4 + 9, "legitimacy")


def alone(folder: Path, target: Path) -> Path:
    """Copy the file and nothing beside it, as a stick or a mail does; return its folder."""
    target.mkdir(parents=True)
    (target / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes())
    return target


def both(folder: Path, target: Path) -> Path:
    """Copy the file with its log: what a process that died leaves behind."""
    alone(folder, target)
    log = wal.beside(folder / FILE_NAME)
    if log.exists():
        wal.beside(target / FILE_NAME).write_bytes(log.read_bytes())
    return target


def found(folder: Path) -> tuple[int, bool, int]:
    """Return the codings in a folder, whether it says that it lacks some, and other problems."""
    with Project.open(folder) as project:
        lacks = bool(project.left_behind())
        problems = [it for it in project.verify_log().problems if it.rule != "left_behind"]
        return len(project.codings.of(CODER)), lacks, len(problems)
