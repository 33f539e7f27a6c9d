"""Colours and keys of codes: what the codebook says, else the next that is free."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Code

COLOURS = (
    "#1F8A83",
    "#C8553D",
    "#3B6FB6",
    "#B8860B",
    "#7A4FA3",
    "#5B8C2A",
    "#B03A6F",
    "#6B7280",
)
DIGITS = "1234567890"
TAKEN = frozenset("rczymaxswh")
"""Letters kept by the framework (rerun, clear cache), the desk (undo, redo, memo) and the cards."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def colour(code: Code, place: int) -> str:
    """Return the code's colour; only ``#rrggbb`` is let through, for it goes into a style."""
    return code.colour if _HEX.fullmatch(code.colour) else COLOURS[place % len(COLOURS)]


def keys(codes: Sequence[Code]) -> tuple[str, ...]:
    """Return each code's key, its own where it is free, else the next digit, else ``""``."""
    chosen: list[str] = []
    for code in codes:
        key = code.key.lower()
        free = len(key) == 1 and key.isalnum() and key not in TAKEN and key not in chosen
        chosen.append(key if free else "")
    digits = iter([digit for digit in DIGITS if digit not in chosen])
    return tuple(key or next(digits, "") for key in chosen)
