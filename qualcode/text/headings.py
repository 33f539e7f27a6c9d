"""What the columns of a table may be called, in the words of both languages."""

from __future__ import annotations

from functools import cache

from qualcode.i18n import LANGUAGES, tr
from qualcode.text.fold import folded


def heading(label: str) -> str:
    """Return a heading as it is compared: folded, and without any space."""
    return "".join(folded(label).split())


@cache
def names(noun: str, section: str = "calculator.header") -> frozenset[str]:
    """Return what a column may be called, as ``heading`` folds it: the words of both languages."""
    words = (word for at in LANGUAGES for word in tr(f"{section}.{noun}", at).split())
    return frozenset(map(heading, words))
