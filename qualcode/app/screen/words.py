"""The app's words in the session's language, and user text that Markdown must not read."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.app.window import state
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from qualcode.i18n import Language

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_FOUND_LATER = re.compile(r"(?<=:)(?=//|[\w/+-]+:)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where Markdown looks for addresses and signs once more, in text whose escapes are gone."""
_JOINER = "\u2060"


class Marked(str):
    """Words that a place which reads Markdown may show as they are: names in them are escaped."""

    __slots__ = ()


def t(key: str, **values: object) -> Marked:
    """Return the words of the app's ``key`` in the language of this session, for Markdown.

    Text among the values is escaped: labels, captions and messages read Markdown.
    """
    return _said(key, state.language(), values)


def filling(key: str) -> Callable[..., Marked]:
    """Return what fills in the words of ``key`` as ``t`` does, for the many rows of a table.

    The language of this session is looked up once.
    """
    language = state.language()
    return lambda **values: _said(key, language, values)


def _said(key: str, language: Language, values: Mapping[str, object]) -> Marked:
    escaped = {name: plain(it) if isinstance(it, str) else it for name, it in values.items()}
    return Marked(tr(f"app.{key}", language, **escaped))


def unmarked(key: str, **values: object) -> str:
    """Return the words of ``key`` for a place that shows text as it stands.

    Such places are the options of a box, cells, charts, fields, file names, and our own components.
    """
    return tr(f"app.{key}", state.language(), **values)


def section(name: str) -> dict[str, str]:
    """Return every word of a section as it stands, places unfilled, for the browser."""
    prefix = f"app.{name}."
    listed = catalogue(state.language()).items()
    return {key.removeprefix(prefix): it for key, it in listed if key.startswith(prefix)}


def listed(names: Iterable[str]) -> str:
    """Return names in a row, as the language of the screen parts them."""
    row = list(names)
    joined = ("、" if state.language() == "zh" else ", ").join
    return Marked(joined(map(plain, row))) if _any_marked(row) else joined(row)


def _any_marked(row: list[str]) -> bool:
    return any(isinstance(it, Marked) for it in row)


def number(n: float) -> str:
    """Return a number as it is read: thousands apart."""
    return Marked(f"{n:,}")


def how_many(what: str, n: int) -> str:
    """Return how many there are of something, as the language of the screen says it."""
    return t(f"count.{what}", n=number(n))


def day(moment: str | date) -> str:
    """Return a day of this machine's clock in the language of the screen; ISO 8601 comes in."""
    found = _local(moment).date() if isinstance(moment, str) else moment
    month = t("date.months").split()[found.month - 1]
    return t("date.day", year=found.year, month=month, day=found.day)


def moment(at: str) -> str:
    """Return a day and the time on this machine's clock; ISO 8601 in UTC comes in."""
    return t("date.moment", day=day(at), time=f"{_local(at):%H:%M}")


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()


def plain(text: str) -> Marked:
    """Escape text of a user for the places that read Markdown: labels, captions, messages.

    What Markdown finds after its escapes were read (bare addresses, signs between colons) is
    parted by an invisible joiner, so that a name is never a link or a picture.
    """
    if isinstance(text, Marked):
        return text
    parted = _FOUND_LATER.sub(_JOINER, text)
    return Marked(_PUNCTUATION.sub(r"\\\1", parted))
