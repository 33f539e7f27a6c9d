"""What a named coder does with one suggestion: coding, reading and decision together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.gathering.cards import picked
from qualcode.gathering.code_places import Place
from qualcode.gathering.disclosure import to_decide
from qualcode.gathering.exposed import exposures
from qualcode.model import Decision, Span
from qualcode.project.coding.code_target import put_places
from qualcode.project.coding.readings import put_readings
from qualcode.project.suggesting.recording import Case, record
from qualcode.project.suggesting.shown import put_shown
from qualcode.store import picks
from qualcode.study import modes

if TYPE_CHECKING:
    from qualcode.model import Act as DecisionAct
    from qualcode.model import Exposure
    from qualcode.store import Act


def decide(
    act: Act,
    coder: str,
    suggestion_id: int,
    what: DecisionAct,
    *,
    ms: int | None = None,
    pick: int | None = None,
    to: tuple[str | None, int | None, int | None] = (None, None, None),
) -> Decision:
    """Write a decision in one act, with the coding where there is one.

    All but a skip is recorded as seen first, where it was not: what is coded is assisted then.
    ``to`` is the code and the borders of a change, ``None`` where they stay. Accepting codes the
    whole unit. All but a skip is a reading of the unit, except on a card, ``pick``, which is read
    when it is finished.

    Raises:
        RuleError: the suggestion is another coder's, was decided already, is stale or hidden.
    """
    modes.refuse_never(act.study)
    person = act.study.coder(coder)
    proposed, shown = to_decide(act.look, person, suggestion_id)
    held = picked(act.connection, person, pick) if pick is not None else None
    found = act.study.open_round(held.round if held else None, person)
    act.round_id = found.id
    held = held or picks.newest(act.connection, person.id, proposed.unit.id)
    if shown is None and what != "skipped":
        shown = put_shown(act, person, suggestion_id)
    case = Case(person, found, proposed, what, held, shown)
    unit, exposure = proposed.unit, _exposure(act, case)
    coding = _coding(act, case, to, exposure) if what in {"accepted", "changed"} else None
    if what != "skipped" and pick is None:
        span = {unit.id: Span(unit.start, unit.end)}
        put_readings(act, person, found, unit.text_id, span, exposure)
    return record(act, case, coding, ms)


def _exposure(act: Act, case: Case) -> Exposure:
    """Return what an act on the whole unit is exposed to."""
    unit = case.proposed.unit
    span = Span(unit.start, unit.end)
    where = (act.look, case.person.id, case.round, unit.text_id)
    return exposures(*where, [span])[0]


def _coding(
    act: Act,
    case: Case,
    to: tuple[str | None, int | None, int | None],
    exposure: Exposure,
) -> int:
    unit, suggestion = case.proposed.unit, case.proposed.suggestion
    start = unit.start if to[1] is None else to[1]
    end = unit.end if to[2] is None else to[2]
    chosen = to[0] or suggestion.code
    same = (start, end, chosen) == (unit.start, unit.end, suggestion.code)
    if case.what == "changed" and same:
        raise InputError("decisions.same")
    place = Place(unit.text_id, start, end)
    values: dict[str, Any] = {"origin": case.what, "derived_from": suggestion.id}
    if (start, end) == (unit.start, unit.end):
        values["exposure"] = exposure
    return put_places(act, case.person, case.round, (place,), chosen, **values)[0].id
