"""What a coder does with a card: answer first, look, add and remove codes, finish, leave it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import InputError, RuleError
from qualcode.gathering.cards import own, picked, standing
from qualcode.gathering.code_places import Derived, Place
from qualcode.gathering.exposed import exposures
from qualcode.gathering.unread import are_read
from qualcode.model import Decision, Span
from qualcode.project.coding.code_target import put_codes
from qualcode.project.coding.readings import put_readings
from qualcode.project.suggesting.recording import Case, put_decision, record
from qualcode.store import picks
from qualcode.store.log.journal import now
from qualcode.study import modes
from qualcode.study.reading import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.gathering.cards import Standing
    from qualcode.model import Act as DecisionAct
    from qualcode.model import Codebook, Coder, Coding, Exposure, Origin, Round
    from qualcode.store import Act


class Held(NamedTuple):
    """A card in a coder's hand: who, in which round, and where it stands."""

    person: Coder
    round: Round
    book: Codebook
    at: Standing
    exposure: Exposure
    """What an act on the card now is exposed to."""
    own: tuple[Coding, ...] | None = None
    """What the coder has in the unit, where that is known."""


def hold(act: Act, coder: str, pick: int) -> Held:
    """Return a coder's card, to act on in the round in which it came up.

    Raises:
        RuleError: the card is another coder's, its round is closed, or the mode is ``never``.
    """
    connection = act.connection
    modes.refuse_never(act.study)
    person = act.study.coder(coder)
    found = picked(connection, person, pick)
    held = act.study.open_round(found.round, person)
    act.round_id = held.id
    book = act.study.book
    at = standing(act.look, person, found)
    span = Span(at.unit.start, at.unit.end)
    (exposure,) = exposures(act.look, person.id, held, at.unit.text_id, [span], found.mode)
    return Held(person, held, book, at, exposure)


def put_answer(act: Act, coder: str, pick: int, codes: Sequence[str], ms: int | None) -> Held:
    """Write a first answer: codings, reading and the answer itself, all before any reveal.

    What the coder had coded in the unit before belongs to the answer. An answer given twice is
    the first one. The card is returned as it then stands.
    """
    it = hold(act, coder, pick)
    if it.at.first is not None:
        return it
    if it.at.pick.mode != "code_first" or it.at.shown:
        raise RuleError("answers.first_late")
    mine = list(own(act.look, it.person, it.round.id, it.at.unit))
    had = [coding.code for coding in mine]
    given = list(dict.fromkeys([*had, *codes]))
    new = [code for code in given if code not in had]
    mine += put_codes(act, it.person, it.round, _place(it), new, it.exposure)
    _read(act, it)
    act.insert(
        "first_answer",
        uuid=str(uuid.uuid4()),
        round=it.round.id,
        coder=it.person.id,
        unit=it.at.unit.id,
        pick=pick,
        codes=given,
        codebook=it.book.version,
        ms=ms,
        at=now(),
    )
    ordered = sorted(mine, key=lambda it: (it.start, it.end, it.id))
    return it._replace(at=replace(it.at, first=tuple(given)), own=tuple(ordered))


def put_finish(
    act: Act,
    coder: str,
    pick: int,
    codes: Sequence[str] | None,
    ms: int | None,
    instead: Mapping[int, str | None],
) -> tuple[Decision, ...]:
    """Close a card: its unit is read, and every suggestion that was shown is decided.

    A suggestion in ``instead`` is changed into the code that stands there, or rejected where none
    does. Any other whose code the unit has, or is given by ``codes``, is accepted, else rejected;
    a code that was not suggested is ``added``. Finishing twice is finishing once.
    """
    it = hold(act, coder, pick)
    if it.at.answer_first:
        raise RuleError("answers.first")
    wanted = dict.fromkeys(codes or ())
    for code in (*wanted, *(each for each in instead.values() if each)):
        act.study.code(code)
    if any(instead.get(each.suggestion.id) == each.suggestion.code for each in it.at.pending):
        raise InputError("answers.same_code")
    mine = list(own(act.look, it.person, it.round.id, it.at.unit))
    made: list[Decision] = []
    for each in it.at.pending:
        code, key = each.suggestion.code, each.suggestion.id
        what: DecisionAct = "rejected"
        coding = None
        if other := instead.get(key):
            what, coding = "changed", _just(it, mine, other)
            coding = coding or _code(act, it, other, mine, suggestion=key, origin="changed")
        elif key not in instead:
            coding = next((has for has in reversed(mine) if has.code == code), None)
            if coding is None and code in wanted:
                coding = _code(act, it, code, mine, suggestion=key)
            what = "accepted" if coding else "rejected"
        case = Case(it.person, it.round, each, what, it.at.pick, it.at.shown[key])
        made.append(record(act, case, coding.id if coding else None, ms))
    had = {each.code for each in mine}
    made += [_added(act, it, code, ms) for code in wanted if code not in had]
    _read(act, it)
    return tuple(made)


def put_added(act: Act, coder: str, pick: int, code: str, ms: int | None) -> Decision | None:
    """Give the unit of a card a code that was not suggested; ``None`` where it has it already."""
    it = hold(act, coder, pick)
    if it.at.answer_first:
        raise RuleError("answers.first_answer")
    had = {each.code for each in own(act.look, it.person, it.round.id, it.at.unit)}
    return None if code in had else _added(act, it, code, ms)


def put_removed(act: Act, coder: str, pick: int, code: str) -> int:
    """Take a code from the unit of a card again; return how many codings went.

    What reaches beyond the unit stays: it is about more than this card. The first answer and
    what was decided stay too.
    """
    it = hold(act, coder, pick)
    unit, gone = it.at.unit, 0
    for coding in own(act.look, it.person, it.round.id, unit):
        if coding.code == code and unit.start <= coding.start and coding.end <= unit.end:
            act.delete("coding", coding.id)
            gone += 1
    return gone


def put_skip(act: Act, coder: str, pick: int, ms: int | None) -> Decision | None:
    """Leave a card for later; ``None`` where it was just left, or is done."""
    it = hold(act, coder, pick)
    left = picks.skips(act.connection, it.person.id)
    again = bool(left) and max(left, key=left.__getitem__) == pick
    versions = settled(act.study, it.book)
    if again or are_read(act.connection, it.person.id, versions, [it.at.unit])[it.at.unit.id]:
        return None
    said = Decision(it.person.name, it.round.name, None, "skipped", ms=ms, unit=it.at.unit.id)
    return put_decision(act, said, (it.person, it.round, it.at.pick))


def _code(
    act: Act,
    it: Held,
    code: str,
    mine: list[Coding],
    suggestion: int | None = None,
    origin: Origin = "accepted",
) -> Coding:
    """Give the unit a code that it lacks, and note that among what the coder has there."""
    derived = Derived(origin, suggestion) if suggestion else None
    mine += put_codes(act, it.person, it.round, _place(it), [code], it.exposure, derived)
    return mine[-1]


def _just(it: Held, mine: Iterable[Coding], code: str) -> Coding | None:
    """Return the coding with a code of just this unit."""
    unit = it.at.unit
    same = (code, unit.start, unit.end)
    return next((has for has in mine if (has.code, has.start, has.end) == same), None)


def _place(it: Held) -> Place:
    unit = it.at.unit
    return Place(unit.text_id, unit.start, unit.end)


def _added(act: Act, it: Held, code: str, ms: int | None) -> Decision:
    coding = _code(act, it, code, [])
    said = Decision(
        it.person.name,
        it.round.name,
        None,
        "added",
        coding=coding.id,
        ms=ms,
        unit=it.at.unit.id,
        code=code,
    )
    return put_decision(act, said, (it.person, it.round, it.at.pick))


def _read(act: Act, it: Held) -> None:
    unit = it.at.unit
    span = {unit.id: Span(unit.start, unit.end)}
    put_readings(act, it.person, it.round, unit.text_id, span, exposure=it.exposure)
