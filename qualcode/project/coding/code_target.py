"""Codings on places of the texts: one or many, all or none."""

from __future__ import annotations

import uuid as uuids
from typing import TYPE_CHECKING, Any

from qualcode.gathering.code_places import (
    Derived,
    Place,
    bare_place,
    coded_there,
    exposed,
    given_places,
    uuid_taken,
)
from qualcode.model import Coding
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.model import Coder, Exposure, Round
    from qualcode.store import Act


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
    key = act.study.code(code) if key is None else key
    given = given_places(places)
    there, taken = coded_there(act.look, (person, found), places, code, given)
    for uuid in taken:
        same = there.get(given[uuid])
        if same is None or same.uuid != uuid:
            raise uuid_taken()
    new = {bare_place(place): place for place in reversed(places) if bare_place(place) not in there}
    known = "exposure" in values
    seen = {} if known else exposed(act.look, person, found, new)
    rows = [
        {**_row(act, person, found, place), "code": key, "exposure": seen.get(bare), **values}
        for bare, place in reversed(new.items())
    ]
    there |= {
        Place(it.text_id, it.start, it.end): it
        for it in _inserted(act, person, found, rows, dict.fromkeys([key], code))
    }
    return tuple(there[bare_place(place)] for place in places)


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
