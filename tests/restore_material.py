"""A worked study, its backup, and what stands in their files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tampering_material import copied

from qualcode.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def rows(path: Path) -> list[str]:
    """Return every row of a file, but for what can be made again."""
    with closing(sqlite3.connect(path)) as raw:
        return [it for it in raw.iterdump() if "_cache" not in it]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {it.name: it.read_bytes() for it in folder.iterdir() if it.is_file()}


@pytest.fixture
def sound(worked: Path, tmp_path: Path) -> Path:
    return copied(worked, tmp_path / "study")


@pytest.fixture
def backup(worked: Path, tmp_path: Path) -> Path:
    with Project.open(copied(worked, tmp_path / "elsewhere")) as project:
        return project.backup(tmp_path / "backups" / "copy.qualcode")
