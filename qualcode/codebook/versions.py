"""Versions of a codebook: what each code means in the next one, and which may not be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import Codebook


STRUCTURAL = frozenset(
    {"duplicate_id", "cycle", "unknown_parent", "unknown_group", "unknown_relation", "bad_pattern"}
)
"""Findings that make a codebook unusable; the others are advice until it is frozen."""


def meanings(
    stored: Mapping[tuple[int, str], str], before: Codebook, book: Codebook, *, wording_only: bool
) -> dict[str, str]:
    """Return the hash of what each code of the version after ``before`` means.

    A code of which that version says the same keeps the hash that it has there: once it was
    said that only its wording changed, a later edit of another code must not open it again.
    ``stored`` are the meanings so far, by version and code.
    """
    said = {code.id: rules.code_hash(code) for code in before.codes}
    found: dict[str, str] = {}
    for code in book.codes:
        own = rules.code_hash(code)
        stays = wording_only or said.get(code.id) == own
        found[code.id] = stored.get((before.version, code.id), own) if stays else own
    return found


def refuse_broken(book: Codebook) -> None:
    """Raise ``InputError`` where a codebook cannot be used."""
    wrong = [f for f in rules.lint(book) if f.rule in STRUCTURAL]
    if wrong:
        raise wrong[0].fault


def same(old: Codebook, new: Codebook) -> bool:
    """Return whether two versions have the same content."""
    bare = replace(old, version=0, frozen=False, semantic_hash="")
    return bare == replace(new, version=0, frozen=False, semantic_hash="")


def refuse_frozen(book: Codebook) -> None:
    """Raise ``RuleError`` where a version is frozen."""
    if book.frozen:
        raise RuleError("next_version.frozen", version=book.version)
