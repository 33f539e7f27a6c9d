"""A round that is closed while a verb is on its way holds nothing that came after its hash."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest
from counting_material import WRITES, counted
from sqlalchemy import event
from test_acts import VERBS, study, worked

from qualcode import Project
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["study", "worked"]

OPEN = "R3"
HELD = ("coding", "reading", "first_answer", "decision", "pick")
"""The tables of what is done in a round."""


def held(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the open round as the file has it."""
    key = next(it.id for it in project.rounds.list() if it.name == OPEN)
    with project.store.reading() as connection:
        return {
            table: [
                tuple(row)
                for row in connection.exec_driver_sql(
                    f"SELECT * FROM {table} WHERE round = ? ORDER BY id", (key,)
                )
            ]
            for table in HELD
        }


@contextmanager
def closed_before_it_writes(project: Project) -> Iterator[list[str]]:
    """Let another window close the round after a verb has looked and before it writes."""
    engine, closed = project.store._log.engine, list[str]()

    def close(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == WRITES and not closed:
            closed.append(OPEN)
            with Project.open(project.folder) as other:
                other.rounds.close(OPEN)

    event.listen(engine, "before_cursor_execute", close)
    try:
        yield closed
    finally:
        event.remove(engine, "before_cursor_execute", close)


WORK = [
    *takewhile(lambda name: name != "write a memo", VERBS),
    *("import codings", "import readings"),
    *(name for name in VERBS if name.startswith(("undo", "redo"))),
]
"""The verbs that do something in a round."""


@pytest.mark.parametrize("name", WORK)
def test_nothing_is_done_in_a_round_that_another_window_closed(study: Project, name: str) -> None:
    ready, verb = VERBS[name]
    given = ready(study) if ready else None
    assert OPEN in {it.name for it in study.rounds.list() if it.status == "open"}
    before = held(study)
    with counted(study) as asked, closed_before_it_writes(study) as closed, suppress(QualcodeError):
        verb(study, given)
    assert closed
    assert held(study) == before
    kinds = [kind for kind in asked.events if kind not in {"round.close", "suggestion.show"}]
    assert len(kinds) <= 1
    found = next(it for it in study.rounds.list() if it.name == OPEN)
    assert found.status == "closed"
    assert not study.verify_log().problems
