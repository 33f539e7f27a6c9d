"""What one call asks of the project file: its statements, its transactions, its events."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode import Project

WRITES = "BEGIN IMMEDIATE"


@dataclass
class Counted:
    """Every statement on the file while something was counted, and the kinds of its events."""

    statements: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    @property
    def transactions(self) -> int:
        """How many transactions wrote, or were there to write."""
        return self.statements.count(WRITES)

    def __len__(self) -> int:
        return len(self.statements)

    def __str__(self) -> str:
        return "\n".join([f"{len(self)} statements, events: {self.events}", *self.statements])


@contextmanager
def counted(project: Project) -> Iterator[Counted]:
    """Count what is asked of a project's file inside the block, by this process."""
    found = Counted()
    engine = project.store._log.engine
    before = _kinds(project)

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.statements.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
        found.events += _kinds(project)[len(before) :]


def _kinds(project: Project) -> list[str]:
    with project.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind FROM event ORDER BY seq")
        return [kind for (kind,) in rows]
