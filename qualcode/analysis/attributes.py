"""What the attributes of a participant mean: where, in which month, and how long they spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.analysis import dates, durations
from qualcode.analysis.numerals import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model import Participant

Noun = Literal["site", "month", "duration"]
Dated = Literal["month", "duration"]

ALIASES: dict[Noun, tuple[str, ...]] = {
    "site": ("site", "place", "地点", "所属", "单位", "社区"),
    "month": ("month", "date", "访谈月份", "月份", "访谈日期", "日期"),
    "duration": (
        *("duration", "minutes", "length", "length (min)", "duration (min)"),
        *("时长", "访谈时长", "分钟", "时长(分钟)"),
    ),
}
"""What a column may be called; of several the first one with a value speaks."""


def noun(name: str) -> Noun | None:
    """Return what a column of a participants table is about, ``None`` for one of the study's."""
    words = plain(name)
    return next((it for it, names in ALIASES.items() if words in names), None)


def site(person: Participant) -> str:
    """Return where a participant was interviewed, as typed."""
    return next(_typed(person.attributes, "site"), "")


def month(person: Participant) -> str:
    """Return year and month of the interview, ``""`` where no date is kept or none can be read."""
    return next(filter(None, map(dates.month, _typed(person.attributes, "month"))), "")


def minutes(person: Participant) -> float | None:
    """Return how long the interview took, ``None`` where that is not kept or cannot be read."""
    read = map(durations.minutes, _typed(person.attributes, "duration"))
    return next((it for it in read if it is not None), None)


def unread(person: Participant, about: Dated) -> bool:
    """Return whether something is typed there of which nothing can be read."""
    typed = list(_typed(person.attributes, about))
    return bool(typed) and not any(readable(about, value) for value in typed)


def readable(about: Noun | None, value: str) -> bool:
    """Return whether a value of such a column can be read; a text of any other always can."""
    if about == "month":
        return dates.month(value) is not None
    return about != "duration" or durations.minutes(value) is not None


def _typed(attributes: Mapping[str, str], about: Noun) -> Iterator[str]:
    named = {plain(name): value.strip() for name, value in attributes.items()}
    return (named[name] for name in ALIASES[about] if named.get(name))
