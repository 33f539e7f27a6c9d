"""What of a code is meaning, what is wording, and what changed between two versions.

A change of *meaning* opens readings again (back-coding); a change of wording does not. Meaning is
``id``, ``parent``, ``level``, ``definition``, ``include`` and ``exclude``, whatever their spaces
and punctuation; labels, colour, key, keywords, patterns and examples are wording.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Code, Codebook

ChangeKind = Literal["added", "removed", "meaning", "wording"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a code between two versions; ``fields`` are the names of what differs.

    ``code`` is ``""`` for the book itself: its title, groups, relations, or the codes' order.
    """

    code: str
    kind: ChangeKind
    fields: tuple[str, ...] = ()


def code_hash(code: Code) -> str:
    """Return the SHA-256 of a code's meaning; the order of include and exclude is not meaning."""
    definition = sorted((language, _bare(words)) for language, words in code.definition.items())
    meaning = [
        code.id,
        code.parent or "",
        code.level,
        [pair for pair in definition if pair[1]],
        sorted(filter(None, map(_bare, code.include))),
        sorted(filter(None, map(_bare, code.exclude))),
    ]
    return hashlib.sha256(json.dumps(meaning).encode("ascii")).hexdigest()


def semantic_hash(book: Codebook) -> str:
    """Return the SHA-256 of the meaning of all codes; their order is not meaning."""
    return book_hash(map(code_hash, book.codes))


def book_hash(hashes: Iterable[str]) -> str:
    """Return the SHA-256 of codes' meanings together, given the hash of each."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def diff(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``: codes in the new order, removed, the book."""
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    changes = [_change(before.get(code.id), code) for code in after.values()]
    removed = [Change(code_id, "removed") for code_id in before if code_id not in after]
    book = _book_fields(old, new)
    own = [Change("", "wording", book)] if book else []
    return tuple([change for change in changes if change] + removed + own)


def _bare(text: str) -> str:
    return "".join(
        char for char in text if not char.isspace() and unicodedata.category(char)[0] not in "PZ"
    )


def _change(old: Code | None, new: Code) -> Change | None:
    if old is None:
        return Change(new.id, "added")
    names = tuple(f.name for f in fields(new) if getattr(old, f.name) != getattr(new, f.name))
    if not names:
        return None
    return Change(new.id, "wording" if code_hash(old) == code_hash(new) else "meaning", names)


def _book_fields(old: Codebook, new: Codebook) -> tuple[str, ...]:
    names = [n for n in ("title", "groups", "relations") if getattr(old, n) != getattr(new, n)]
    common = {code.id for code in old.codes} & {code.id for code in new.codes}
    orders = [[code.id for code in book.codes if code.id in common] for book in (old, new)]
    return tuple(names + (["order"] if orders[0] != orders[1] else []))
