"""Codings on places of the texts: one or many, all or none."""

from __future__ import annotations

import re
import uuid as uuids
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.model import Coding, Span
from qualcode.project.exposure import exposures
from qualcode.store import texts, work
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.model import Coder, Exposure, Round
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
    there = coded_so(connection, person.id, found.id, places, code)
    _refuse_uuids(connection, places, there)
    new = {_bare(place): place for place in reversed(places) if _bare(place) not in there}
    seen = exposed(connection, act.study, person, found, new)
    rows = [
        {**_row(act, person, found, place), "code": key, "exposure": seen[bare], **values}
        for bare, place in reversed(new.items())
    ]
    keys = act.insert_many("coding", rows)
    for row, each in zip(rows, keys, strict=True):
        made = _coding(row, each, person, found, code)
        there[Place(made.text_id, made.start, made.end)] = made
    return tuple(there[_bare(place)] for place in places)


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
    connection: Connection, coder: int, round_id: int | None, places: Iterable[Place], code: str
) -> dict[Place, Coding]:
    """Return what a coder has coded with a code on exactly these places, by place without uuid.

    Raises:
        InputError: a place does not lie in its text.
    """
    ends: dict[int, tuple[int, int]] = {}
    for place in places:
        refuse_outside(connection, place.text_id, place.start, place.end)
        first, last = ends.get(place.text_id, (place.start, place.end))
        ends[place.text_id] = (min(first, place.start), max(last, place.end))
    return {
        Place(it.text_id, it.start, it.end): it
        for text, near in ends.items()
        for it in work.codings(connection, coder=coder, round_id=round_id, text=text, near=near)
        if it.code == code
    }


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


def refuse_outside(connection: Connection, text: int, start: int, end: int) -> None:
    """Raise ``InputError`` where a stretch does not lie in its text."""
    length = texts.length(connection, text)
    if not 0 <= start < end <= length:
        raise InputError(
            f"A coding must lie in the transcript, 0 ≤ start < end ≤ {length}, but "
            f"[{start}, {end}) was given; correct the positions."
        )


def refuse_malformed(uuid: str) -> None:
    """Raise ``InputError`` where a name that came from outside is no uuid."""
    if not isinstance(uuid, str) or not _UUID.fullmatch(uuid):
        raise InputError(f"A uuid in lower case was expected, but {uuid!r} is none; reload.")


def _bare(place: Place) -> Place:
    return replace(place, uuid="")


def _refuse_uuids(
    connection: Connection, places: Sequence[Place], there: Mapping[Place, Coding]
) -> None:
    """Refuse uuids that name another coding, or two places at once."""
    given: dict[str, Place] = {}
    for place in places:
        if place.uuid:
            refuse_malformed(place.uuid)
            if given.setdefault(place.uuid, _bare(place)) != _bare(place):
                raise _taken()
    if not given:
        return
    for uuid in work.coded(connection, given.keys()):
        same = there.get(given[uuid])
        if same is None or same.uuid != uuid:
            raise _taken()


def _taken() -> InputError:
    return InputError("This coding exists already for other words; reload the transcript.")


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
