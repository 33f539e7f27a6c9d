"""What headings of a table of ratings, or of spans, say: whose is a column, and whose is none."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from qualcode.agreement.calculator.people import person
from qualcode.text.fold import folded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATIN = re.compile(r"[a-z0-9]+")
_TAIL = re.compile(r"[\W\d_]+$")
_UNNAMED = re.compile(r"unnamed:\d+|\.\.\.\d+")
"""What programs write over a column that has no name, such as the numbers of the rows."""
_JOINS = re.compile(r"[_.-]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]\d{0,3}|\d{1,3}")


def known_as(label: str, noun: str) -> bool:
    """Return whether a heading is one of the catalogues' words for a noun, in any language.

    What joins the words of a heading says nothing: file_name, File-Name, filename.
    """
    plain = heading(label)
    return not _words(noun).isdisjoint((plain, _JOINS.sub("", plain)))


def aside(label: str) -> bool:
    """Return whether a heading is known to be no coder's: an id, a text, a remark, a sum.

    A word of several counts at the end too (单位编号, case_id, UnitID), a remark's also beside a
    name or a number (编码员甲备注, comment_A, remark 2). A heading that names a coder is none
    without that.
    """
    if remark(label) or known_as(label, "long_coder") or _UNNAMED.fullmatch(heading(label)):
        return True
    return not says_coder(label) and (_ends(label, "text") or _ends(label, "id"))


def aside_of_ratings(label: str) -> bool:
    """Return the same for a table of ratings, where some words are known as whole headings."""
    return aside(label) or known_as(label, "aside_of_ratings")


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


def raters(heads: Sequence[str]) -> list[bool]:
    """Return which of the columns are headed as raters are.

    By a word for a coder, as raters are called where they are called by no name (A, A1, 7),
    because all columns end or begin alike (Anna_code, Max_code; 王编码, 李编码; R01, R02), or by
    people's names where no column is called otherwise (王芳, 李娜).
    """
    parallel = len(heads) > 1 and _parallel([heading(head) for head in heads])
    called = [parallel or _called(head) for head in heads]
    people = [each or person(head) for each, head in zip(called, heads, strict=True)]
    return people if all(people) else called


def beside_raters(heads: Sequence[str]) -> int | None:
    """Return the place of the only column of three or more that is not headed as raters are."""
    for n, head in enumerate(heads):
        others = [*heads[:n], *heads[n + 1 :]]
        if len(others) > 1 and not _called(head) and all(raters(others)):
            return None if all(raters(heads)) else n
    return None


def _called(head: str) -> bool:
    return says_coder(head) or bool(_LETTER.fullmatch(heading(head)))


def _parallel(heads: Sequence[str]) -> bool:
    bare = [_NUMBER.sub("", head) for head in heads]
    ends = _beginning(bare), _beginning([head[::-1] for head in bare])
    return any(len(_TAIL.sub("", end)) >= (3 if end.isascii() else 2) for end in ends)


def _beginning(words: Sequence[str]) -> str:
    """Return the characters with which all words begin."""
    alike = takewhile(lambda at: len(set(at)) == 1, zip(*words, strict=False))
    return "".join(at[0] for at in alike)


def _ends(label: str, noun: str) -> bool:
    """Return whether a heading is a word of the noun or ends in one of several characters."""
    words, plain = _words(noun), heading(label).rstrip(".:)]")
    if plain in words or heading(label) in words:
        return True
    last = _tokens(label)[-1:]
    han = any(len(word) > 1 and not word.isascii() and plain.endswith(word) for word in words)
    return han or any(len(word) > 1 and word in words for word in last)


def remark(label: str) -> bool:
    """Return whether a heading is a remark's or a sum's, with a name or a number beside it."""
    bare = _TAIL.sub("", heading(label))
    beside = {_TAIL.sub("", token) for token in _tokens(label)[:: max(1, len(_tokens(label)) - 1)]}
    return _ends(bare, "remark") or bool(beside & _words("remark"))


def _tokens(label: str) -> list[str]:
    return _LATIN.findall(_HUMP.sub(" ", folded(label, case=False)).lower())


def _words(noun: str) -> frozenset[str]:
    return names(noun, "calculator_columns")
