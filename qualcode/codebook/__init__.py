"""What a codebook must be: lint, hashes of its meaning, edits, and what changed between two."""

from __future__ import annotations

from qualcode.codebook.difference import difference
from qualcode.codebook.edits import (
    KEEP,
    Edit,
    Kept,
    Merge,
    Move,
    Remove,
    Replace,
    Revert,
    Revise,
    Split,
    descendants,
    known,
)
from qualcode.codebook.framework import grouped, regrouped, related, ungrouped, unrelated
from qualcode.codebook.lint import RESERVED_KEYS, RULES, Finding, Severity, lint
from qualcode.codebook.maps import CodeMap, followed
from qualcode.codebook.meaning import Change, ChangeKind, book_hash, code_hash, diff, semantic_hash
from qualcode.codebook.patterns import MOST_TIMES
from qualcode.codebook.slugs import slug

__all__ = [
    "KEEP",
    "MOST_TIMES",
    "RESERVED_KEYS",
    "RULES",
    "Change",
    "ChangeKind",
    "CodeMap",
    "Edit",
    "Finding",
    "Kept",
    "Merge",
    "Move",
    "Remove",
    "Replace",
    "Revert",
    "Revise",
    "Severity",
    "Split",
    "book_hash",
    "code_hash",
    "descendants",
    "diff",
    "difference",
    "followed",
    "grouped",
    "known",
    "lint",
    "regrouped",
    "related",
    "semantic_hash",
    "slug",
    "ungrouped",
    "unrelated",
]
