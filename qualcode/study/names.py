"""Names that people give: short enough for every list, and told apart by a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
LONGEST = 255
"""So many characters a new name may have, as a file's: of a coder, code, round, participant."""


def written(words: str) -> str:
    """Return words that people give as a file gives them back: trimmed, with one kind of line end.

    Raises:
        InputError: they hold what no file can: NUL, or half a character.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _UNWRITABLE.search(words):
        shown = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)
        raise InputError("written.unwritable", name=shown)
    return words


def refuse_long(name: str) -> str:
    """Return a name without spaces around it; a longer one is refused."""
    name = written(name)
    if len(name) > LONGEST:
        raise InputError("name.long", most=LONGEST, n=len(name), name=f"{name[:40]}…")
    return name


def new_name(name: str, taken: Iterable[str]) -> str:
    """Return a new name, which no reader would take for one that is there; case tells apart.

    A name that is there in just these characters is let through: what that means is for who
    asks. Names that were there before this rule stay as they are.

    Raises:
        InputError: it is too long, nothing of it can be seen, or it looks like another.
    """
    known = set(taken)
    if name.strip() in known:
        return name.strip()
    name = refuse_long(name)
    key = folded(name, case=False)
    if not key:
        raise InputError("name.unseen")
    alike = next((it for it in known if folded(it, case=False) == key), None)
    if alike is not None:
        raise InputError("name.alike", name=name, known=alike)
    return name
