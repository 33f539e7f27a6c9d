"""What a named coder does with one suggestion: coding, reading and decision together."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.model import Decision, Span
from qualcode.project.part import coder_named, open_round
from qualcode.project.reading import put_readings
from qualcode.store import machine
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Act as DecisionAct
    from qualcode.model import Coder, Coding, Round
    from qualcode.store import Act, Connection
    from qualcode.store.machine import Proposed


@dataclass(frozen=True, slots=True)
class _Case:
    """Who decides what about which suggestion, in which round."""

    person: Coder
    round: Round
    proposed: Proposed
    what: DecisionAct


def decide(
    act: Act,
    put: Callable[..., Coding],
    coder: str,
    suggestion_id: int,
    what: DecisionAct,
    *,
    ms: int | None = None,
    code: str | None = None,
    span: tuple[int | None, int | None] = (None, None),
) -> Decision:
    """Write a decision in one act; ``put`` writes the coding where there is one.

    Accepting codes the whole unit. All but a skip is a reading of the unit.

    Raises:
        RuleError: the suggestion is another coder's, or was decided already.
    """
    person = coder_named(act.connection, coder)
    found = open_round(act.connection, None, person)
    act.round_id = found.id
    case = _Case(person, found, _undecided(act.connection, person, suggestion_id), what)
    coding = _coding(act, put, case, code, span) if what in {"accepted", "changed"} else None
    if what != "skipped":
        unit = case.proposed.unit
        span_of_unit = {unit.id: Span(unit.start, unit.end)}
        put_readings(act, person, found, unit.text_id, span_of_unit)
    return _record(act, case, coding, ms)


def _undecided(connection: Connection, person: Coder, suggestion_id: int) -> Proposed:
    proposed = machine.suggestion(connection, suggestion_id)
    if proposed is None:
        raise InputError("This suggestion does not exist; reload the queue.")
    run = next(r for r in machine.runs(connection) if r.id == proposed.suggestion.run)
    if run.audience not in (None, person.id):
        raise RuleError("This suggestion is for another coder; ask for suggestions of your own.")
    if machine.decided(connection, person.id, suggestion_id):
        raise RuleError("This suggestion was decided already; undo that first.")
    return proposed


def _coding(
    act: Act,
    put: Callable[..., Coding],
    case: _Case,
    code: str | None,
    span: tuple[int | None, int | None],
) -> int:
    unit, suggestion = case.proposed.unit, case.proposed.suggestion
    start = unit.start if span[0] is None else span[0]
    end = unit.end if span[1] is None else span[1]
    chosen = code or suggestion.code
    same = (start, end, chosen) == (unit.start, unit.end, suggestion.code)
    if case.what == "changed" and same:
        raise InputError(
            "A changed suggestion must differ in code or borders; accept it as it is instead."
        )
    made = put(
        act,
        case.person,
        case.round,
        unit.text_id,
        (start, end),
        chosen,
        origin=case.what,
        derived_from=suggestion.id,
    )
    return made.id


def _record(act: Act, case: _Case, coding: int | None, ms: int | None) -> Decision:
    suggestion = case.proposed.suggestion.id
    key = act.insert(
        "decision",
        uuid=str(uuid.uuid4()),
        round=case.round.id,
        coder=case.person.id,
        suggestion=suggestion,
        shown=machine.shown(act.connection, case.person.id, suggestion),
        act=case.what,
        coding=coding,
        ms=ms,
        at=now(),
    )
    return Decision(
        coder=case.person.name,
        round=case.round.name,
        suggestion=suggestion,
        act=case.what,
        coding=coding,
        ms=ms,
        id=key,
    )
