"""Bring an older project file to this version's schema, with a copy of it made first."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProjectError
from qualcode.store import engine as engines

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(path: Path, scripts: Path = SCRIPTS) -> Path:
    """Migrate the project at ``path`` to the newest schema and return the copy of its old state.

    Foreign keys are off before the transaction begins (inside it the pragma does nothing, and
    rebuilding a parent table would delete its children) and are checked before it ends.
    """
    kept = path.with_name(f"{path.stem}.before-upgrade{path.suffix}")
    engines.copy(path, kept)
    engine = engines.connect(path)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                _run(connection, scripts)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise ProjectError(
                        f"{path.name} could not be upgraded ({len(broken)} broken references) and "
                        "was left as it was; send the file's version to the developers."
                    )
    finally:
        engine.dispose()
    return kept


def _run(connection: Connection, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
