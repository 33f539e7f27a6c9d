"""How a name is typed without its characters: initials and full pinyin, of both scripts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Any

MOST = 8
"""So many ways of reading a name with ambiguous characters are offered."""

_PIECES = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[^\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@lru_cache(maxsize=4096)
def typed(name: str) -> str:
    """Return how a name may be typed: its initials, several where a character reads several ways.

    The full pinyin comes last; lower case, parted by spaces. Words in letters give their first
    letter and themselves. A character without a reading gives nothing.
    """
    read = iter(_readings("".join(_HAN.findall(name))))
    sounds = [next(read) if _HAN.match(it) else [it.lower()] for it in _PIECES.findall(name)]
    heard = [it for it in sounds if it]
    ways = product(*(dict.fromkeys(sound[0] for sound in it) for it in heard))
    initials = ["".join(way) for way, _ in zip(ways, range(MOST), strict=False)]
    return " ".join(dict.fromkeys([*initials, "".join(it[0] for it in heard)])).strip()


def _readings(characters: str) -> list[list[str]]:
    """Return every reading of each character, the one that fits the word first."""
    if not characters:
        return []
    from pypinyin import Style, pinyin

    def nothing(unknown: str) -> Any:
        return [[] for _ in unknown]

    several = pinyin(characters, style=Style.NORMAL, heteronym=True, errors=nothing)
    return [[sound for sound in it if sound.isalpha()] for it in several]
