"""Ids of codes, made from their labels."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def slug(label: str, taken: Collection[str] = ()) -> str:
    """Return an id made from a label, unlike every id in ``taken``.

    Letters and digits of any script stay as they are (no Unicode normalisation); what stands
    between them becomes ``_``; a label without any becomes ``code``.
    """
    kept = "".join(char if _is_word(char) else " " for char in label)
    base = "_".join(kept.split()) or "code"
    if base not in taken:
        return base
    return next(name for n in range(2, len(taken) + 3) if (name := f"{base}_{n}") not in taken)


def _is_word(char: str) -> bool:
    return char in "_-" or unicodedata.category(char)[0] in "LNM"
