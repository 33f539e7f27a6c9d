"""Bring an older project file to this version's schema, with a copy of it made first."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from qualcode.errors import ProjectError
from qualcode.store.file import engine as engines
from qualcode.store.log.replay import HOSTILE

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCRIPTS = Path(__file__).parents[1] / "migrations"


def upgrade(path: Path, scripts: Path = SCRIPTS) -> Path:
    """Migrate the project at ``path`` to the newest schema and return the copy of its old state.

    Foreign keys are off before the transaction begins (inside it the pragma does nothing, and
    rebuilding a parent table would delete its children) and are checked before it ends.
    """
    kept = path.with_name(f"{path.stem}.before-upgrade{path.suffix}")
    engines.copy(path, kept)
    alter(path, scripts)
    return kept


def alter(path: Path, scripts: Path = SCRIPTS, *, shown: Path | None = None) -> None:
    """Migrate a file itself, whole or not at all; ``shown`` is the file that an error names.

    Raises:
        ProjectError: what is in the file is not what its version says, or refers to nothing.
    """
    name = (shown or path).name
    engine = engines.connect(path)
    try:
        with engines.explained(shown or path), engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                _run(connection, scripts)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise ProjectError("migrate.broken", name=name, n_broken=len(broken))
    except (*HOSTILE, SQLAlchemyError, sqlite3.Error) as error:
        raise ProjectError("project_file.not_upgraded", file=name) from error
    finally:
        engine.dispose()


def _run(connection: Connection, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
