"""Files of every released schema, with the work of people in them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from conftest import REPO

from qualcode.store import schema
from qualcode.store.file import migrate

if TYPE_CHECKING:
    from pathlib import Path

OLDER = schema.KNOWN_REVISIONS[:-1]
DUMPS = REPO / "tests" / "files"


def populated(revision: str, folder: Path) -> Path:
    """Make the file of an older version, with the work of people in it.

    One that no dump is kept of is made from the one before it.
    """
    path = folder / "project.qualcode"
    dump = DUMPS / f"schema_{revision}.sql"
    with closing(sqlite3.connect(path)) as raw:
        kept = dump if dump.exists() else DUMPS / f"schema_{int(revision) - 1:04}.sql"
        raw.executescript(kept.read_text(encoding="utf-8"))
    if not dump.exists():
        migrate.alter(path, up_to(revision, folder / "scripts"))
    return path


def up_to(revision: str, scripts: Path) -> Path:
    """Return the migrations as they were when a schema was the newest."""
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (scripts / "versions").glob("[0-9]*.py"):
        if script.name[:4] > revision:
            script.unlink()
    return scripts
