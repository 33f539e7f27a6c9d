"""What is wrong or doubtful in a codebook, each finding with its cure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from qualcode.codebook import colour
from qualcode.codebook.patterns import pattern_fault
from qualcode.errors import InputError
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qualcode.model import Code, Codebook

Severity = Literal["error", "warning"]

RESERVED_KEYS = frozenset({"r", "c"})
"""Keyboard keys that the app's framework keeps for itself (rerun, clear cache), in any case."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; ``code`` is the id it is about, an unknown id included."""

    rule: str
    code: str
    fault: InputError
    severity: Severity = "error"

    @property
    def message(self) -> str:
        """What is wrong and its cure, in English."""
        return str(self.fault)


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
            fault = InputError("lint.missing_definition", code=code.id)
            yield Finding("missing_definition", code.id, fault, severity)


def _duplicate_id(book: Codebook) -> Iterator[Finding]:
    for code_id, times in Counter(code.id for code in book.codes).items():
        if times > 1:
            fault = InputError("lint.duplicate_id", code=code_id, times=times)
            yield Finding("duplicate_id", code_id, fault)


def _duplicate_label(book: Codebook) -> Iterator[Finding]:
    pairs = (
        ((language, label.strip()), (language, folded(label)), code.id)
        for code in book.codes
        for language, label in code.labels.items()
    )
    for (language, label), first, later in _repeats(pairs):
        fault = InputError(
            "lint.duplicate_label", code=later, language=language, label=label, first=first
        )
        yield Finding("duplicate_label", later, fault, "warning")


def _duplicate_keyword(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for word, times in Counter(map(folded, code.keywords)).items():
            if times > 1:
                fault = InputError("lint.keyword_again", code=code.id, word=word, times=times)
                yield Finding("duplicate_keyword", code.id, fault, "warning")
    pairs = (
        (word, word, code.id)
        for code in book.codes
        for word in dict.fromkeys(map(folded, code.keywords))
    )
    for word, first, later in _repeats(pairs):
        fault = InputError("lint.duplicate_keyword", word=word, first=first, code=later)
        yield Finding("duplicate_keyword", later, fault, "warning")


def _repeats(named: Iterable[tuple[Any, Any, str]]) -> Iterator[tuple[Any, str, str]]:
    """Yield (name, first code, later code) where a key comes back under another code."""
    first: dict[Any, str] = {}
    for name, key, code_id in named:
        if first.setdefault(key, code_id) != code_id:
            yield name, first[key], code_id


def _unknown_parent(book: Codebook) -> Iterator[Finding]:
    known = {code.id for code in book.codes}
    for code in book.codes:
        if code.parent is not None and code.parent not in known:
            fault = InputError("lint.unknown_parent", code=code.id, parent=code.parent)
            yield Finding("unknown_parent", code.id, fault)


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
            ring = " → ".join([*path[path.index(at) :], at])
            yield Finding("cycle", at, InputError("lint.cycle", ring=ring))


def _unknown_group(book: Codebook) -> Iterator[Finding]:
    known = {group.id for group in book.groups}
    for code in book.codes:
        if code.group is not None and code.group not in known:
            fault = InputError("lint.unknown_group", code=code.id, group=code.group)
            yield Finding("unknown_group", code.id, fault)


def _unknown_relation(book: Codebook) -> Iterator[Finding]:
    known = {code.id for code in book.codes}
    for relation in book.relations:
        for end in dict.fromkeys((relation.source, relation.target)):
            if end not in known:
                arrow = f"{relation.source} → {relation.target}"
                fault = InputError("lint.unknown_relation", relation=arrow, code=end)
                yield Finding("unknown_relation", end, fault)


def _reserved_key(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.key.casefold() in RESERVED_KEYS:
            fault = InputError("lint.reserved_key", code=code.id, key=code.key)
            yield Finding("reserved_key", code.id, fault)


def _duplicate_key(book: Codebook) -> Iterator[Finding]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        if code.key:
            holders[code.key.casefold()].append(code.id)
    for key, codes in holders.items():
        for later in codes[1:]:
            fault = InputError("lint.duplicate_key", code=later, key=key, first=codes[0])
            yield Finding("duplicate_key", later, fault)


def _bad_key(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.key and not re.fullmatch(r"[A-Za-z0-9]", code.key):
            fault = InputError("lint.bad_key", code=code.id, key=code.key)
            yield Finding("bad_key", code.id, fault)


def _bad_colour(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if code.colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", code.colour):
            fault = InputError("lint.bad_colour", code=code.id, colour=code.colour)
            yield Finding("bad_colour", code.id, fault)


def _faint_colour(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        if colour.is_colour(code.colour) and (where := colour.faint_on(code.colour)):
            yield Finding("faint_colour", code.id, _faint(code, where), "warning")


def _faint(code: Code, where: Sequence[str]) -> InputError:
    if len(where) > 1:
        return InputError("lint.faint_colour", code=code.id, colour=code.colour)
    if "light" in where:
        return InputError("lint.faint_on_light", code=code.id, colour=code.colour)
    return InputError("lint.faint_on_dark", code=code.id, colour=code.colour)


def _bad_pattern(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for n, pattern in enumerate(code.patterns, 1):
            if fault := pattern_fault(pattern):
                wrong = InputError("lint.bad_pattern", n=n, code=code.id, fault=fault)
                yield Finding("bad_pattern", code.id, wrong)


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
