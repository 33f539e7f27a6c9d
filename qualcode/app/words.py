"""The app's words in the session's language, and user text that Markdown must not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.app import state
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def plain(text: str) -> str:
    """Escape text of a user for the places that read Markdown: labels, captions, messages."""
    return _PUNCTUATION.sub(r"\\\1", text)
