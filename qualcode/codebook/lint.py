"""What is wrong or doubtful in a codebook, each finding with its cure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from qualcode.codebook import colour
from qualcode.codebook.patterns import pattern_fault
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qualcode.model import Codebook

Severity = Literal["error", "warning"]

RESERVED_KEYS = frozenset({"r", "c"})
"""Keyboard keys that the app's framework keeps for itself (rerun, clear cache), in any case."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; ``code`` is the id it is about, an unknown id included."""

    rule: str
    code: str
    message: str
    severity: Severity = "error"


def lint(book: Codebook, *, frozen: bool | None = None) -> tuple[Finding, ...]:
    """Return everything to mend, errors first; ``frozen`` overrides what the book says."""
    if frozen is not None:
        book = replace(book, frozen=frozen)
    found = [finding for rule in RULES.values() for finding in rule(book)]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _missing_definition(book: Codebook) -> Iterator[Finding]:
    severity: Severity = "error" if book.frozen else "warning"
    for code in book.codes:
        if not any(words.strip() for words in code.definition.values()):
            message = f"code {code.id} has no definition; write what a passage must say to get it"
            yield Finding("missing_definition", code.id, message, severity)


def _duplicate_id(book: Codebook) -> Iterator[Finding]:
    for code_id, times in Counter(code.id for code in book.codes).items():
        if times > 1:
            message = f"the id {code_id} stands on {times} codes; give each code its own id"
            yield Finding("duplicate_id", code_id, message)


def _duplicate_label(book: Codebook) -> Iterator[Finding]:
    pairs = (
        (f"{language} label {label.strip()}", (language, folded(label)), code.id)
        for code in book.codes
        for language, label in code.labels.items()
    )
    for what, first, later in _repeats(pairs):
        message = f"code {later} has the {what}, as has {first}; name one of them differently"
        yield Finding("duplicate_label", later, message, "warning")


def _duplicate_keyword(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for word, times in Counter(map(folded, code.keywords)).items():
            if times > 1:
                message = f"code {code.id} has the keyword {word} {times} times; keep one"
                yield Finding("duplicate_keyword", code.id, message, "warning")
    pairs = (
        (word, word, code.id)
        for code in book.codes
        for word in dict.fromkeys(map(folded, code.keywords))
    )
    for word, first, later in _repeats(pairs):
        message = f"the keyword {word} stands under {first} and {later}; keep it under one"
        yield Finding("duplicate_keyword", later, message, "warning")


def _repeats(named: Iterable[tuple[str, Any, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield (name, first code, later code) where a key comes back under another code."""
    first: dict[Any, str] = {}
    for name, key, code_id in named:
        if first.setdefault(key, code_id) != code_id:
            yield name, first[key], code_id


def _unknown_parent(book: Codebook) -> Iterator[Finding]:
    known = {code.id for code in book.codes}
    for code in book.codes:
        if code.parent is not None and code.parent not in known:
            message = (
                f"code {code.id} has the parent {code.parent}, which is no code; add or drop it"
            )
            yield Finding("unknown_parent", code.id, message)


def _cycle(book: Codebook) -> Iterator[Finding]:
    parents = {code.id: code.parent for code in book.codes}
    seen: set[str] = set()
    for code_id in parents:
        path: list[str] = []
        at: str | None = code_id
        while at is not None and at in parents and at not in seen:
            seen.add(at)
            path.append(at)
            at = parents[at]
        if at in path:
            ring = [*path[path.index(at) :], at]
            message = f"the parents go in a circle ({' → '.join(ring)}); drop one of these parents"
            yield Finding("cycle", at, message)


def _unknown_group(book: Codebook) -> Iterator[Finding]:
    known = {group.id for group in book.groups}
    for code in book.codes:
        if code.group is not None and code.group not in known:
            message = (
                f"code {code.id} is in the group {code.group}, which is not under groups; add it"
            )
            yield Finding("unknown_group", code.id, message)


def _unknown_relation(book: Codebook) -> Iterator[Finding]:
    known = {code.id for code in book.codes}
    for relation in book.relations:
        for end in dict.fromkeys((relation.source, relation.target)):
            if end not in known:
                arrow = f"{relation.source} → {relation.target}"
                message = f"the relation {arrow} names {end}, which is no code; mend or drop it"
                yield Finding("unknown_relation", end, message)


def _reserved_key(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.key.casefold() in RESERVED_KEYS:
            message = f"code {code.id} has the key {code.key}, which the app keeps; choose another"
            yield Finding("reserved_key", code.id, message)


def _duplicate_key(book: Codebook) -> Iterator[Finding]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        if code.key:
            holders[code.key.casefold()].append(code.id)
    for key, codes in holders.items():
        for later in codes[1:]:
            message = f"code {later} has the key {key}, as has {codes[0]}; give each its own key"
            yield Finding("duplicate_key", later, message)


def _bad_key(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.key and not re.fullmatch(r"[A-Za-z0-9]", code.key):
            message = (
                f"code {code.id} has the key {code.key!r}; a key is one letter a-z or digit 0-9"
            )
            yield Finding("bad_key", code.id, message)


def _bad_colour(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", code.colour):
            message = (
                f"code {code.id} has the colour {code.colour!r}; write it as # and six "
                "hexadecimal digits, such as #0072b2"
            )
            yield Finding("bad_colour", code.id, message)


def _faint_colour(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if colour.is_colour(code.colour) and (where := colour.faint_on(code.colour)):
            message = (
                f"the colour {code.colour} of code {code.id} is hard to see on a "
                f"{' and a '.join(where)} page; choose one that is neither very light nor very dark"
            )
            yield Finding("faint_colour", code.id, message, "warning")


def _bad_pattern(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for n, pattern in enumerate(code.patterns, 1):
            if fault := pattern_fault(pattern):
                yield Finding("bad_pattern", code.id, f"pattern {n} of code {code.id} {fault}")


RULES: dict[str, Callable[[Codebook], Iterator[Finding]]] = {
    "duplicate_id": _duplicate_id,
    "missing_definition": _missing_definition,
    "duplicate_label": _duplicate_label,
    "duplicate_keyword": _duplicate_keyword,
    "unknown_parent": _unknown_parent,
    "cycle": _cycle,
    "unknown_group": _unknown_group,
    "unknown_relation": _unknown_relation,
    "reserved_key": _reserved_key,
    "duplicate_key": _duplicate_key,
    "bad_key": _bad_key,
    "bad_colour": _bad_colour,
    "faint_colour": _faint_colour,
    "bad_pattern": _bad_pattern,
}
