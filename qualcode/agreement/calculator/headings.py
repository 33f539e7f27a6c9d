"""What headings of a table of ratings, or of spans, say: whose is a column, and whose is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.text.fold import folded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATIN = re.compile(r"[a-z0-9]+")
_TAIL = re.compile(r"[\W\d_]+$")
_LETTER = re.compile(r"[^\W\d_]\d{0,3}|\d{1,3}")


def known_as(label: str, noun: str) -> bool:
    """Return whether a heading is one of the catalogues' words for a noun, in any language."""
    return heading(label) in _words(noun)


def aside(label: str) -> bool:
    """Return whether a heading is known to be no coder's: an id, a text, a remark, a sum.

    A word of several counts at the end too (单位编号, case_id), a remark's also beside a name or a
    number (编码员甲备注, comment_A, remark 2). A heading that names a coder is none without that.
    """
    if _remark(label) or known_as(label, "long_coder"):
        return True
    return not says_coder(label) and (_ends(label, "text") or _ends(label, "id"))


def by_rating(heads: Sequence[str]) -> tuple[str, str] | None:
    """Return the headings of coder and value where a table has a row for every rating."""
    coder = next((head for head in heads if known_as(head, "long_coder")), None)
    value = next((head for head in heads if known_as(head, "long_value")), None)
    return (coder, value) if coder and value else None


def says_coder(label: str) -> bool:
    """Return whether a heading holds a word for a coder: rater 2, 编码员甲."""
    words, plain = _words("rater"), heading(label)
    if any(word in plain for word in words if not word.isascii()):
        return True
    return any(_TAIL.sub("", token) in words for token in _tokens(label))


def rater(label: str) -> bool:
    """Return whether raters are called so where they are called by no name: also A, A1, 7."""
    return says_coder(label) or bool(_LETTER.fullmatch(heading(label)))


def _ends(label: str, noun: str) -> bool:
    """Return whether a heading is a word of the noun or ends in one of several characters."""
    words, plain = _words(noun), heading(label).rstrip(".:)]")
    if plain in words or heading(label) in words:
        return True
    last = _tokens(label)[-1:]
    han = any(len(word) > 1 and not word.isascii() and plain.endswith(word) for word in words)
    return han or any(len(word) > 1 and word in words for word in last)


def _remark(label: str) -> bool:
    """Return whether a heading is a remark's or a sum's, with a name or a number beside it."""
    bare = _TAIL.sub("", heading(label))
    beside = {_TAIL.sub("", token) for token in _tokens(label)[:: max(1, len(_tokens(label)) - 1)]}
    return _ends(bare, "remark") or bool(beside & _words("remark"))


def _tokens(label: str) -> list[str]:
    return _LATIN.findall(folded(label))


def _words(noun: str) -> frozenset[str]:
    return names(noun, "calculator_columns")
