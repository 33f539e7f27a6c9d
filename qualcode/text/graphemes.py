"""Where what a reader takes for one character begins and ends: nothing cuts an emoji family."""

from __future__ import annotations

import unicodedata

from qualcode.model import Span

_ZWJ, _ZWNJ = "\u200d", "\u200c"
_HANGUL = {"L": range(0x1100, 0x1160), "V": range(0x1160, 0x11A8), "T": range(0x11A8, 0x1200)}
_SYLLABLES = range(0xAC00, 0xD7A4)


def snap(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` grown so that it cuts no character as a reader sees it.

    After the extended grapheme clusters of Unicode (UAX 29): marks, joiners, variation
    selectors, skin tones, flags and Hangul stay whole; Indic conjuncts are not looked for.
    """
    while not _border(text, start):
        start -= 1
    while not _border(text, end):
        end += 1
    return Span(start, end)


def _border(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before == "\n" or (before.isascii() and after.isascii()):
        return True
    if _extends(after) or (before == _ZWJ and _pictures(after) and _joined(text, place - 1)):
        return False
    if _flag(before) and _flag(after):
        return _flags_before(text, place) % 2 == 0
    return not _hangul(before, after)


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in (_ZWJ, _ZWNJ)
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _pictures(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Cn"} and not _flag(character)


def _joined(text: str, joiner: int) -> bool:
    """Return whether a picture, with what extends it, stands before a joiner."""
    place = joiner - 1
    while place >= 0 and _extends(text[place]):
        place -= 1
    return place >= 0 and _pictures(text[place])


def _flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, place: int) -> int:
    first = place
    while first > 0 and _flag(text[first - 1]):
        first -= 1
    return place - first


def _hangul(before: str, after: str) -> bool:
    first, second = _jamo(before), _jamo(after)
    return (
        (first == "L" and second in {"L", "V", "LV", "LVT"})
        or (first in {"V", "LV"} and second in {"V", "T"})
        or (first in {"T", "LVT"} and second == "T")
    )


def _jamo(character: str) -> str:
    point = ord(character)
    if point in _SYLLABLES:
        return "LVT" if (point - _SYLLABLES.start) % 28 else "LV"
    return next((name for name, points in _HANGUL.items() if point in points), "")
