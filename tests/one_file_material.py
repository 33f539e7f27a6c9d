"""A small study, copies of its file alone and with its log, and what is found in them."""

from __future__ import annotations

import shutil
import uuid
from contextlib import nullcontext
from pathlib import Path

import pytest
from conftest import CODEBOOK, write_interviews

from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import wal

CODER = "A"


@pytest.fixture(scope="session")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study with four interviews and one coder, closed; tests copy it."""
    folder = tmp_path_factory.mktemp("one_file")
    write_interviews(folder / "interviews")
    with Project.create(folder / "study", CODEBOOK) as project:
        project.transcripts.ingest([folder / "interviews"])
        project.coders.add(CODER)
    return folder / "study"


@pytest.fixture
def copied(one_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(one_file, tmp_path / "study"))


@pytest.fixture
def unpaused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no thread pause by itself: the test says when the coder pauses."""
    monkeypatch.setattr(wal, "PAUSE", 3600.0)


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
