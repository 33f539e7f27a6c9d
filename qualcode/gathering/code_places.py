"""Places of the texts: whether they are in them, and what is coded on them already."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import InputError
from qualcode.gathering.exposed import exposures
from qualcode.model import Coding, Span
from qualcode.store import Look, work
from qualcode.store.across import worksheets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.model import Coder, Exposure, Origin, Round


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


def coded_so(
    look: Look,
    who: tuple[Coder, Round],
    places: Iterable[Place],
    code: str,
) -> dict[Place, Coding]:
    """Return what a coder has coded with a code on exactly these places, by place without uuid.

    ``who`` is the coder and the round.

    Raises:
        InputError: a place does not lie in its text.
    """
    return coded_there(look, who, places, code, ())[0]


def coded_there(
    look: Look,
    who: tuple[Coder, Round],
    places: Iterable[Place],
    code: str,
    uuids: Collection[str],
) -> tuple[dict[Place, Coding], set[str]]:
    """Return what is coded so on the places, and which of the uuids are codings', whoever's."""
    ends: dict[int, tuple[int, int]] = {}
    for place in places:
        refuse_outside(look, place.text_id, place.start, place.end)
        first, last = ends.get(place.text_id, (place.start, place.end))
        ends[place.text_id] = (min(first, place.start), max(last, place.end))
    person, found = who
    there: dict[Place, Coding] = {}
    taken: set[str] = set()
    also = uuids
    for text, near in ends.items():
        rows = work.codings(
            look.connection, coder=person.id, round_id=found.id, text=text, near=near,
            also=also, codebook=look.study.read_as(),
        )  # fmt: skip
        also = ()
        for it in rows:
            if it.uuid in uuids:
                taken.add(it.uuid)
            if (it.coder, it.round, it.text_id, it.code) == (person.name, found.name, text, code):
                there[Place(it.text_id, it.start, it.end)] = it
    return there, taken


def exposed(
    look: Look, person: Coder, found: Round, places: Iterable[Place]
) -> dict[Place, Exposure]:
    """Return the exposure of a coder's act on each place, as of now."""
    by_text: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_text[place.text_id].append(place)
    seen: dict[Place, Exposure] = {}
    for text, own in by_text.items():
        stretches = [Span(place.start, place.end) for place in own]
        derived = exposures(look, person.id, found, text, stretches)
        seen.update(zip(own, derived, strict=True))
    return seen


def refuse_outside(look: Look, text: int, start: int, end: int) -> None:
    """Raise ``InputError`` where a stretch does not lie in its text."""
    digest = look.study.digests.get(text)
    length = worksheets.length(look.connection, text, digest) if digest else 0
    if not 0 <= start < end <= length:
        raise InputError("code_target.outside", length=length, start=start, end=end)


def refuse_malformed(uuid: str) -> None:
    """Raise ``InputError`` where a name that came from outside is no uuid."""
    if not isinstance(uuid, str) or not _UUID.fullmatch(uuid):
        raise InputError("code_target.uuid", uuid=uuid)


def bare_place(place: Place) -> Place:
    """Return a place without its uuid."""
    return replace(place, uuid="")


def given_places(places: Sequence[Place]) -> dict[str, Place]:
    """Return the places that have a uuid by that; none may name two places at once."""
    given: dict[str, Place] = {}
    for place in places:
        if place.uuid:
            refuse_malformed(place.uuid)
            if given.setdefault(place.uuid, bare_place(place)) != bare_place(place):
                raise uuid_taken()
    return given


def uuid_taken() -> InputError:
    """Return that a uuid is that of other words."""
    return InputError("code_target.other_words")
