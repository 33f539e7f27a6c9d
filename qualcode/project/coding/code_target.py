"""Codings on places of the texts: one or many, all or none."""

from __future__ import annotations

import re
import uuid as uuids
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import InputError
from qualcode.model import Coding, Span
from qualcode.project.coding.exposed import exposures
from qualcode.store import work, worksheets
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.model import Coder, Exposure, Origin, Round
    from qualcode.store import Act, Connection
    from qualcode.study import Study

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is coded: ``[start, end)`` of a text.

    A ``uuid`` that is given becomes the coding's, so that whoever sends it can name it at once.
    """

    text_id: int
    start: int
    end: int
    uuid: str = ""


class Derived(NamedTuple):
    """From which suggestion a coding comes, and how."""

    origin: Origin
    suggestion: int


def put_places(
    act: Act,
    person: Coder,
    found: Round,
    places: Sequence[Place],
    code: str,
    *,
    key: int | None = None,
    **values: Any,
) -> tuple[Coding, ...]:
    """Write a coding on each place inside an act and return them in this order.

    A place that the coder has coded so already keeps the coding that it has. ``values`` override
    the columns. ``key`` is that of a code that the act itself has made.

    Raises:
        InputError: a place is outside its text, the code unknown, a uuid malformed or taken.
    """
    connection = act.connection
    key = act.study.code(code) if key is None else key
    given = _given(places)
    there, taken = _there(connection, act.study, (person, found), places, code, given)
    for uuid in taken:
        same = there.get(given[uuid])
        if same is None or same.uuid != uuid:
            raise _taken()
    new = {_bare(place): place for place in reversed(places) if _bare(place) not in there}
    known = "exposure" in values
    seen = {} if known else exposed(connection, act.study, person, found, new)
    rows = [
        {**_row(act, person, found, place), "code": key, "exposure": seen.get(bare), **values}
        for bare, place in reversed(new.items())
    ]
    there |= {
        Place(it.text_id, it.start, it.end): it
        for it in _inserted(act, person, found, rows, dict.fromkeys([key], code))
    }
    return tuple(there[_bare(place)] for place in places)


def put_codes(
    act: Act,
    person: Coder,
    found: Round,
    place: Place,
    codes: Iterable[str],
    exposure: Exposure,
    derived: Derived | None = None,
) -> tuple[Coding, ...]:
    """Write codings with codes that the coder has not given a place so far, in this order."""
    named = {act.study.code(code): code for code in codes}
    said = {**_row(act, person, found, place), "exposure": exposure}
    if derived is not None:
        said |= {"origin": derived.origin, "derived_from": derived.suggestion}
    rows = [{**said, "uuid": str(uuids.uuid4()), "code": key} for key in named]
    return tuple(_inserted(act, person, found, rows, named))


def _inserted(
    act: Act,
    person: Coder,
    found: Round,
    rows: Sequence[dict[str, Any]],
    named: Mapping[int, str],
) -> list[Coding]:
    """Write codings, ``named`` giving the code of each key, and return them."""
    keys = act.insert_many("coding", rows)
    return [
        _coding(row, key, person, found, named[row["code"]])
        for row, key in zip(rows, keys, strict=True)
    ]


def _row(act: Act, person: Coder, found: Round, place: Place) -> dict[str, Any]:
    return {
        "uuid": place.uuid or str(uuids.uuid4()),
        "round": found.id,
        "coder": person.id,
        "text": place.text_id,
        "start": place.start,
        "end": place.end,
        "codebook": act.study.book.version,
        "origin": "consensus" if person.kind == "panel" else "manual",
        "created": now(),
        "derived_from": None,
    }


def coded_so(
    connection: Connection,
    study: Study,
    who: tuple[Coder, Round],
    places: Iterable[Place],
    code: str,
) -> dict[Place, Coding]:
    """Return what a coder has coded with a code on exactly these places, by place without uuid.

    ``who`` is the coder and the round.

    Raises:
        InputError: a place does not lie in its text.
    """
    return _there(connection, study, who, places, code, ())[0]


def _there(
    connection: Connection,
    study: Study,
    who: tuple[Coder, Round],
    places: Iterable[Place],
    code: str,
    uuids: Collection[str],
) -> tuple[dict[Place, Coding], set[str]]:
    """Return what is coded so on the places, and which of the uuids are codings', whoever's."""
    ends: dict[int, tuple[int, int]] = {}
    for place in places:
        refuse_outside(connection, study, place.text_id, place.start, place.end)
        first, last = ends.get(place.text_id, (place.start, place.end))
        ends[place.text_id] = (min(first, place.start), max(last, place.end))
    person, found = who
    there: dict[Place, Coding] = {}
    taken: set[str] = set()
    also = uuids
    for text, near in ends.items():
        rows = work.codings(
            connection, coder=person.id, round_id=found.id, text=text, near=near,
            also=also, codebook=study.read_as(),
        )  # fmt: skip
        also = ()
        for it in rows:
            if it.uuid in uuids:
                taken.add(it.uuid)
            if (it.coder, it.round, it.text_id, it.code) == (person.name, found.name, text, code):
                there[Place(it.text_id, it.start, it.end)] = it
    return there, taken


def exposed(
    connection: Connection, study: Study, person: Coder, found: Round, places: Iterable[Place]
) -> dict[Place, Exposure]:
    """Return the exposure of a coder's act on each place, as of now."""
    by_text: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_text[place.text_id].append(place)
    seen: dict[Place, Exposure] = {}
    for text, own in by_text.items():
        stretches = [Span(place.start, place.end) for place in own]
        derived = exposures(connection, study, person.id, found, text, stretches)
        seen.update(zip(own, derived, strict=True))
    return seen


def refuse_outside(connection: Connection, study: Study, text: int, start: int, end: int) -> None:
    """Raise ``InputError`` where a stretch does not lie in its text."""
    digest = study.digests.get(text)
    length = worksheets.length(connection, text, digest) if digest else 0
    if not 0 <= start < end <= length:
        raise InputError("code_target.outside", length=length, start=start, end=end)


def refuse_malformed(uuid: str) -> None:
    """Raise ``InputError`` where a name that came from outside is no uuid."""
    if not isinstance(uuid, str) or not _UUID.fullmatch(uuid):
        raise InputError("code_target.uuid", uuid=uuid)


def _bare(place: Place) -> Place:
    return replace(place, uuid="")


def _given(places: Sequence[Place]) -> dict[str, Place]:
    """Return the places that have a uuid by that; none may name two places at once."""
    given: dict[str, Place] = {}
    for place in places:
        if place.uuid:
            refuse_malformed(place.uuid)
            if given.setdefault(place.uuid, _bare(place)) != _bare(place):
                raise _taken()
    return given


def _taken() -> InputError:
    return InputError("code_target.other_words")


def _coding(row: dict[str, Any], key: int, person: Coder, found: Round, code: str) -> Coding:
    return Coding(
        uuid=row["uuid"],
        round=found.name,
        coder=person.name,
        text_id=row["text"],
        start=row["start"],
        end=row["end"],
        code=code,
        origin=row["origin"],
        exposure=row["exposure"],
        codebook=row["codebook"],
        derived_from=row["derived_from"],
        id=key,
    )
