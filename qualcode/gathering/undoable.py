"""Whether a coder has something to take back, or to do again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store.log import acts
from qualcode.study.act_kinds import UNDOABLE

if TYPE_CHECKING:
    from qualcode.store import Look
    from qualcode.study import Study


def undoable(look: Look, coder: str) -> tuple[bool, bool]:
    """Return whether the coder has an act to undo, and one to redo, in a round that is open."""
    connection = look.connection
    last = (acts.reversible(connection, coder, UNDOABLE, undone=u) for u in (False, True))
    undo, redo = (
        seq is not None
        and not closed_name(look.study, acts.round_of(connection, look.replica, seq))
        for seq in last
    )
    return undo, redo


def closed_name(study: Study, round_id: int | None) -> str:
    """Return the name of a round that is closed, ``""`` for one that is open and for none."""
    if round_id is None:
        return ""
    named = (it.name for it in study.rounds if (it.id, it.status) == (round_id, "closed"))
    return next(named, "")
