"""Numbers as people write them: full width, Chinese numerals, fractions in one character."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
SCALES = "十百"
_FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75", "∶": ":"})
_ONES = "[一二两兩三四五六七八九]"
_COUNTED = re.compile(f"(?:({_ONES})百)?零?(?:({_ONES}?)十)?({_ONES})?")
_HAN = re.compile(f"[{''.join([*DIGITS, *SCALES])}]+")


def plain(text: str) -> str:
    """Return a text in lower case and half width, its Chinese numerals as digits.

    Characters without a width are left out and white space is single.
    """
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    half = unicodedata.normalize("NFKC", shown.translate(_FRACTIONS)).lower()
    return " ".join(_HAN.sub(lambda found: _arabic(found[0]), half).split())


def _arabic(numeral: str) -> str:
    """Write 二〇二六 as 2026, 二十 as 20 and 一百零五 as 105; another string stays as it is."""
    if not any(c in SCALES for c in numeral):
        return "".join(str(DIGITS[c]) for c in numeral)
    found = _COUNTED.fullmatch(numeral)
    if found is None:
        return numeral
    hundreds, tens, ones = found.groups()
    ten = 0 if tens is None else DIGITS.get(tens, 1)
    return str(100 * DIGITS.get(hundreds or "", 0) + 10 * ten + DIGITS.get(ones or "", 0))
