"""Undo and redo: an inverse event, by the same person, in an open round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, RuleError
from qualcode.gathering.undoable import closed_name
from qualcode.project.codes import new_code, splitting
from qualcode.project.comparing import consensus
from qualcode.store.log import acts, later
from qualcode.study import act_kinds
from qualcode.study.act_kinds import IMPORTS, UNDOABLE

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.store import Act, Store


def reverse(
    store: Store, coder: str, kind: str, kinds: Collection[str] | None = None
) -> str | None:
    """Undo or redo (``kind``) the coder's last act and return its kind, ``None`` without one.

    Where ``kinds`` are given, an act of another kind stays, and so does what came before it.

    Raises:
        RuleError: its round is closed, or what it made has been changed since.
    """
    replica = store.replica
    with store.acting(kind, coder) as act:
        last = acts.reversible(act.connection, coder, UNDOABLE, undone=kind == "redo")
        if last is None:
            return None
        if kinds is not None and acts.origin(act.connection, replica, last)[1] not in kinds:
            return None
        recorded = acts.act_of(act.connection, replica, last)
        if recorded is None:
            raise RuleError("undoing.erased")
        closed = closed_name(act.study, recorded.round_id)
        if closed:
            raise RuleError("undoing.closed_round", closed=closed)
        act.round_id = recorded.round_id
        act.undoes = last
        return _reverse(act, recorded, replica)


def reverse_event(store: Store, event: int, by: str = "") -> str:
    """Take back an import by its event's number and return its kind, all or nothing.

    ``by`` is who did it, ``""`` the project's owner, as for every import without a name. Taking
    back is an event too, which can be taken back in turn.

    Raises:
        InputError: there is no such event, or it is no import.
        RuleError: it is another person's, its round is closed, or a later event changed or needs
            what it made.
    """
    replica = store.replica
    with store.acting(acts.UNDO_EVENT, by) as act:
        recorded = acts.act_of(act.connection, replica, event)
        if recorded is None:
            raise InputError("undo.no_event", n=event)
        _, kind = acts.origin(act.connection, replica, event)
        if kind not in IMPORTS or recorded.kind not in IMPORTS | {acts.UNDO_EVENT}:
            raise InputError("undo.no_import", n=event, kind=recorded.kind)
        if recorded.actor != by:
            if recorded.actor:
                raise RuleError("undo.whose", n=event)
            raise RuleError("undo.owners", n=event)
        parts = acts.parts_of(act.connection, replica, event)
        for part in parts:
            _refuse_needed(act, replica, event, part, parts[-1])
        for part in reversed(parts):
            act.part(undoes=part)
            act.reverse(_body(act, replica, part))
    return kind


def _body(act: Act, replica: str, event: int) -> dict[str, Any]:
    """Return what an event of a long act changed: one is held at a time."""
    found = acts.act_of(act.connection, replica, event)
    if found is None:
        raise InputError("undo.no_event", n=event)
    return found.body


def _refuse_needed(act: Act, replica: str, event: int, part: int, last: int) -> None:
    """Raise ``RuleError`` where a part of an act is needed since its ``last``, or closed."""
    body = _body(act, replica, part)
    if later_one := later.standing_on(act.connection, replica, last, body):
        raise RuleError("undo.later", n=event, later=later_one)
    for key in sorted(later.rounds_in(body)):
        if closed := closed_name(act.study, key):
            raise RuleError("undo.closed", n=event, round=closed)


def _reverse(act: Act, recorded: acts.RecordedAct, replica: str) -> str:
    seq, kind = acts.origin(act.connection, replica, recorded.seq)
    if kind == act_kinds.DECIDE:
        consensus.reverse(act, recorded.body)
    elif kind == act_kinds.ADD_NEW:
        first = acts.act_of(act.connection, replica, seq)
        if first is None:
            raise RuleError("undoing.erased")
        new_code.reverse(act, recorded, first)
    elif kind == act_kinds.SPLIT:
        splitting.reverse(act, recorded)
    else:
        act.reverse(_without_seen(recorded.body))
    return kind


def _without_seen(body: dict[str, Any]) -> dict[str, Any]:
    """Return the changes of an act but that something was shown: what was seen stays seen."""
    return {**body, "changes": [it for it in body["changes"] if it[1] != "shown"]}
