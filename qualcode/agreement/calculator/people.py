"""Whether a heading is a person's name, as coders' columns often have no other."""

from __future__ import annotations

import re

from qualcode.text.fold import folded
from qualcode.text.headings import heading, names

_LATIN = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def person(label: str) -> bool:
    """Return whether a heading is a common name of a person.

    That is a common given name in Latin letters, with or without a surname, or a common Chinese
    surname with one or two characters more, or with a title; what ends as measures and places do
    is none. A name that is not common is not known: nothing follows from that.
    """
    plain = heading(label)
    if not _HAN.fullmatch(plain):
        parts = _LATIN.findall(folded(label))
        return 0 < len(parts) <= 2 and parts[0] in _words("given")
    if any(len(plain) > len(title) and plain.endswith(title) for title in _words("title")):
        return True
    if plain[-1] in _words("ends_no_name"):
        return False
    if plain[0] in _words("familiar"):
        return len(plain) == 2
    given = len(plain) - next((n for n in (2, 1) if plain[:n] in _words("given")), len(plain))
    return 0 < given < 3


def _words(noun: str) -> frozenset[str]:
    return names(noun, "calculator_people")
