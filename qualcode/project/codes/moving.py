"""A coder's own codings: which they may change, and what becomes of those that move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, RuleError
from qualcode.gathering.code_places import Place, coded_so, exposed
from qualcode.store import work
from qualcode.study.study import refuse_closed, refuse_others

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.model import Coding, Exposure
    from qualcode.store import Act


def own_codings(act: Act, coder: str, uuids: Collection[str]) -> list[Coding]:
    """Return codings that a coder may change inside an act, which then belongs to their round.

    Raises:
        InputError: one of them no longer exists.
        RuleError: one is another coder's, or in a closed round, or they are of several rounds.
    """
    act.study.coder(coder)
    wanted = set(uuids)
    found = list(work.codings(act.connection, uuid=wanted)) if wanted else []
    if len(found) < len(wanted):
        raise InputError("moving.gone")
    if any(coding.coder != coder for coding in found):
        raise RuleError("moving.whose")
    names = sorted({coding.round for coding in found})
    if len(names) > 1:
        raise RuleError("moving.rounds", names=tuple(names))
    for name in names:
        held = act.study.round(name)
        refuse_closed(held)
        refuse_others(held)
        act.round_id = held.id
    return found


def move(
    act: Act,
    codings: Sequence[Coding],
    code: str,
    span: tuple[int, int] | None = None,
    *,
    key: int | None = None,
) -> list[Coding]:
    """Give codings of one coder another code, a single one other borders, inside an act.

    Return what each has become: where the coder has that coding already, the one that was there.
    ``key`` is that of a code that the act itself has made.
    """
    key = act.study.code(code) if key is None else key
    if not codings:
        return []
    person = act.study.coder(codings[0].coder)
    places = [Place(it.text_id, *(span or (it.start, it.end))) for it in codings]
    held = act.study.round(codings[0].round)
    there = coded_so(act.look, (person, held), places, code)
    seen = exposed(act.look, person, held, places)
    moved = []
    for coding, place in zip(codings, places, strict=True):
        other = there.get(place)
        if other is not None and other.uuid != coding.uuid:
            act.delete("coding", coding.id)
            moved.append(other)
            continue
        there[place] = _become(act, coding, place, (code, key), seen[place])
        moved.append(there[place])
    return moved


def _become(
    act: Act, coding: Coding, place: Place, code: tuple[str, int], exposure: Exposure
) -> Coding:
    """Write what a coding becomes; what was accepted is then changed, what was seen is known."""
    name, key = code
    if (coding.start, coding.end, coding.code) == (place.start, place.end, name):
        return coding
    values: dict[str, Any] = {"start": place.start, "end": place.end}
    if name != coding.code:  # one that is read as this code keeps the code that it has
        values["code"] = key
    if coding.origin == "accepted":
        values["origin"] = "changed"
    if coding.exposure == "unaided":
        values["exposure"] = exposure
    act.update("coding", coding.id, **values)
    return replace(coding, **{**values, "code": name})
