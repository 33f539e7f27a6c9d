"""An act in the project file, and an edit of it behind the project's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project


def sql(project: Project, statement: str, *values: object) -> None:
    """Edit the file behind the project's back."""
    with closing(sqlite3.connect(project.path)) as raw:
        raw.execute(statement, values)
        raw.commit()


def coded(project: Project) -> str:
    return project.codings.add("A", "interview_1", 4, 12, "legitimacy").uuid


def on_each_connection(project: Project, configure: Callable[[sqlite3.Connection], object]) -> None:
    """Configure every connection that the project opens from now on."""

    @event.listens_for(project.store._log.engine, "connect")
    def _configure(raw: sqlite3.Connection, _record: object) -> None:
        configure(raw)

    project.store._log.engine.dispose()
