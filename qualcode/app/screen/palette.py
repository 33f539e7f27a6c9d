"""Colours and keys of codes: what the codebook says, else the next that is free."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Code

COLOURS = (
    "#10A071",
    "#9A44A6",
    "#AA8E0C",
    "#3F90FE",
    "#9E84B4",
    "#7F6740",
    "#AE4984",
    "#B77C42",
    "#277A05",
    "#625ECC",
    "#536C57",
    "#758AD6",
)
"""Colours that are seen on a light and on a dark page and told apart by every eye.

``codebook/colour.py`` has the rules and a test the figures: a stripe has contrast 3 or more with
both pages, and any two stay 13 or more apart (CIE Lab) for usual eyes and in protanopia,
deuteranopia and tritanopia; the first ones are the furthest apart.
"""
LINES = ("solid", "dashed", "dotted", "double")
"""How a stripe is drawn, as CSS names it: once all colours are used, the next kind begins."""
DIGITS = "1234567890"
TAKEN = frozenset("rczymaxswhvben")
"""Letters kept by the framework (rerun, clear cache), the desk (undo, redo, memo) and the cards."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def colour(code: Code, place: int) -> str:
    """Return the code's colour; only ``#rrggbb`` is let through, for it goes into a style."""
    return code.colour if _HEX.fullmatch(code.colour) else COLOURS[place % len(COLOURS)]


def line(place: int) -> str:
    """Return how the stripe of a code at this place is drawn, so that no two look the same."""
    return LINES[place // len(COLOURS) % len(LINES)]


def keys(codes: Sequence[Code]) -> tuple[str, ...]:
    """Return each code's key, its own where it is free, else the next digit, else ``""``."""
    chosen: list[str] = []
    for code in codes:
        key = code.key.lower()
        free = len(key) == 1 and key.isalnum() and key not in TAKEN and key not in chosen
        chosen.append(key if free else "")
    digits = iter([digit for digit in DIGITS if digit not in chosen])
    return tuple(key or next(digits, "") for key in chosen)
