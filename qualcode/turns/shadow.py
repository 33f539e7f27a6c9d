"""One form in which labels are looked for: as long as the text, every position where it was."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from qualcode.text.fold import UNSEEN, folded

_WHITE = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u3000\u2800\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
)
_JOINS = frozenset(
    map(chr, chain((0x200C, 0x200D), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000)))
)
"""Unseen, but a part of the character before: an emoji is never cut."""
_HIDDEN = "".join(sorted(UNSEEN - _JOINS - {"\x00"}))
BLANK = " \t"
"""What is white in a shadow, inside a line."""

EDGE = f"{BLANK}\n{_WHITE}{_HIDDEN}"
"""What nobody sees at the ends of a speech or a label."""

_LOOKS = {
    **dict.fromkeys(_WHITE, " "),
    **dict.fromkeys(_HIDDEN, " "),
    **dict.fromkeys("：∶﹕︰︓꞉ː", ":"),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("【〔［〖", "["),
    **dict.fromkeys("】〕］〗", "]"),
    **dict.fromkeys("（﹙", "("),
    **dict.fromkeys("）﹚", ")"),
    **{chr(0xFF10 + n): str(n) for n in range(10)},
}
_MAPPED = frozenset(_LOOKS)


def shadow(text: str) -> str:
    """Return a text of the same length with one colon, dash, bracket, digit and blank for all."""
    for character in _MAPPED.intersection(text):
        text = text.replace(character, _LOOKS[character])
    return text


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start, end`` without what nobody sees at either end."""
    piece = text[start:end]
    bare = piece.lstrip(EDGE)
    start += len(piece) - len(bare)
    return start, start + len(bare.rstrip(EDGE))


@lru_cache(8192)
def compared(name: str) -> str:
    """Return a label as it is compared: folded, without marks around it."""
    return folded(name.strip(EDGE + "*_"))
