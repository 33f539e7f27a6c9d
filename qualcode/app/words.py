"""The app's words in the session's language, and user text that Markdown must not read."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.app import state
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def t(key: str, **values: object) -> str:
    """Return the words of the app's ``key`` in the language of this session."""
    return tr(f"app.{key}", state.language(), **values)


def section(name: str) -> dict[str, str]:
    """Return every word of a section as it stands, places unfilled, for the browser."""
    prefix = f"app.{name}."
    listed = catalogue(state.language()).items()
    return {key.removeprefix(prefix): it for key, it in listed if key.startswith(prefix)}


def listed(names: Iterable[str]) -> str:
    """Return names in a row, as the language of the screen parts them."""
    return ("、" if state.language() == "zh" else ", ").join(names)


def number(n: float) -> str:
    """Return a number as it is read: thousands apart."""
    return f"{n:,}"


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


def plain(text: str) -> str:
    """Escape text of a user for the places that read Markdown: labels, captions, messages."""
    return _PUNCTUATION.sub(r"\\\1", text)
