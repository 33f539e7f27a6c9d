"""How a quotation says who spoke: one normalised form out, every form met in papers in.

Chinese papers mix half- and full-width brackets and commas, with or without spaces, often within
one article. What is written here is always ``（社区党组织书记 A，访谈资料）``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.i18n import Language

SOURCES: dict[Language, str] = {"zh": "访谈资料", "en": "interview"}
"""What a quotation is taken from when nobody says otherwise."""

_CITATION = re.compile(
    r"[（(]\s*"
    r"(?P<who>(?:[^（）()\n]|[（(][^（）()\n]*[)）])+?)"
    r"\s*[，,]\s*"
    r"(?P<source>[^，,（）()\n]*[^，,（）()\s])"
    r"\s*[)）]"
)
# A letter stands after a space ("受访者 01", "secretary A") or at once after a Chinese word
# ("站长B"); at once after a Latin letter or a digit it belongs to the word ("NGO", "P7").
_LETTER = re.compile(
    r"(?P<role>.*\S)"
    r"(?:\s+(?P<apart>[A-ZＡ-Ｚ][0-9]{0,3}|[0-9]{1,3}|[甲乙丙丁戊己庚辛壬癸])"
    r"|(?<![A-Za-z0-9Ａ-Ｚ])(?P<joined>[A-ZＡ-Ｚ][0-9]{0,3}))"
)


def cite(role: str, letter: str = "", *, source: str = "", language: Language = "zh") -> str:
    """Return the normalised citation of a role with its letter; ``source`` has a default."""
    who = " ".join(part for part in (role.strip(), letter.strip()) if part)
    said = source.strip() or SOURCES[language]
    if not who:
        return f"（{said}）" if language == "zh" else f"({said})"
    return f"（{who}，{said}）" if language == "zh" else f"({who}, {said})"


def parse(text: str) -> tuple[str, str, str] | None:
    """Return role, letter (``""`` without one) and source of a citation, ``None`` for other text.

    The whole text must be one citation; surrounding whitespace is let pass.
    """
    found = _CITATION.fullmatch(text.strip())
    if found is None:
        return None
    lettered = _LETTER.fullmatch(found["who"])
    if lettered is None:
        return found["who"].strip(), "", found["source"]
    letter = unicodedata.normalize("NFKC", lettered["apart"] or lettered["joined"])
    return lettered["role"], letter, found["source"]
