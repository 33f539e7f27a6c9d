"""What a codebook must be: lint, hashes of its meaning, and what changed between two versions.

A change of *meaning* opens readings again (back-coding); a change of wording does not. Meaning is
``id``, ``parent``, ``level``, ``definition``, ``include`` and ``exclude``, whatever their spaces
and punctuation; labels, colour, key, keywords, patterns and examples are wording.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from qualcode.model import Code, Codebook

Severity = Literal["error", "warning"]
ChangeKind = Literal["added", "removed", "meaning", "wording"]

MOST_TIMES = 20
"""How often a token of a pattern may repeat: more would keep the machine busy for ever."""

RESERVED_KEYS = frozenset({"r", "c"})
"""Keyboard keys that the app's framework keeps for itself (rerun, clear cache), in any case."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; ``code`` is the id it is about, an unknown id included."""

    rule: str
    code: str
    message: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a code between two versions; ``fields`` are the names of what differs.

    ``code`` is ``""`` for the book itself: its title, groups, relations, or the codes' order.
    """

    code: str
    kind: ChangeKind
    fields: tuple[str, ...] = ()


def lint(book: Codebook, *, frozen: bool | None = None) -> tuple[Finding, ...]:
    """Return everything to mend, errors first; ``frozen`` overrides what the book says."""
    if frozen is not None:
        book = replace(book, frozen=frozen)
    found = [finding for rule in RULES.values() for finding in rule(book)]
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


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
    return hashlib.sha256("\n".join(sorted(map(code_hash, book.codes))).encode()).hexdigest()


def diff(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``: codes in the new order, removed, the book."""
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    changes = [_change(before.get(code.id), code) for code in after.values()]
    removed = [Change(code_id, "removed") for code_id in before if code_id not in after]
    book = _book_fields(old, new)
    own = [Change("", "wording", book)] if book else []
    return tuple([change for change in changes if change] + removed + own)


def slug(label: str, taken: Collection[str] = ()) -> str:
    """Return an id made from a label, unlike every id in ``taken``.

    Letters and digits of any script stay as they are (no Unicode normalisation); what stands
    between them becomes ``_``; a label without any becomes ``code``.
    """
    kept = "".join(char if _is_word(char) else " " for char in label)
    base = "_".join(kept.split()) or "code"
    if base not in taken:
        return base
    return next(name for n in range(2, len(taken) + 3) if (name := f"{base}_{n}") not in taken)


def _is_word(char: str) -> bool:
    return char in "_-" or unicodedata.category(char)[0] in "LNM"


def _bare(text: str) -> str:
    return "".join(
        char for char in text if not char.isspace() and unicodedata.category(char)[0] not in "PZ"
    )


def _folded(word: str) -> str:
    return word.strip().casefold()


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
        (f"{language} label {label.strip()}", (language, _folded(label)), code.id)
        for code in book.codes
        for language, label in code.labels.items()
    )
    for what, first, later in _repeats(pairs):
        message = f"code {later} has the {what}, as has {first}; name one of them differently"
        yield Finding("duplicate_label", later, message, "warning")


def _duplicate_keyword(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for word, times in Counter(map(_folded, code.keywords)).items():
            if times > 1:
                message = f"code {code.id} has the keyword {word} {times} times; keep one"
                yield Finding("duplicate_keyword", code.id, message, "warning")
    pairs = (
        (word, word, code.id)
        for code in book.codes
        for word in dict.fromkeys(map(_folded, code.keywords))
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


_ATTRIBUTE = re.compile(
    r"TEXT|ORTH|LOWER|NORM|LENGTH|SHAPE|PREFIX|SUFFIX|SPACY|LIKE_(EMAIL|NUM|URL)"
    r"|IS_(ALPHA|ASCII|BRACKET|CURRENCY|DIGIT|LEFT_PUNCT|LOWER|PUNCT|QUOTE|RIGHT_PUNCT|SPACE"
    r"|STOP|TITLE|UPPER)"
)
"""What a token has from the words alone; tags, lemmas and entities would need a trained model."""
_FLAGS = ("IS_", "LIKE_", "SPACY")
# no REGEX: a codebook travels between people, and a few signs can keep a machine busy for ever
_WORD_TESTS = frozenset({"IN", "NOT_IN", "FUZZY"})
_NUMBER_TESTS = frozenset({"IN", "NOT_IN", "==", "!=", ">=", "<=", ">", "<"})
_OPERATOR = re.compile(r"[!?+*]|\{\d+\}|\{\d+,\d*\}|\{,\d+\}")


def _bad_pattern(book: Codebook) -> Iterator[Finding]:
    for code in book.codes:
        for n, pattern in enumerate(code.patterns, 1):
            if fault := _pattern_fault(pattern):
                yield Finding("bad_pattern", code.id, f"pattern {n} of code {code.id} {fault}")


def _pattern_fault(pattern: object) -> str:
    """Return what is wrong with a spaCy ``Matcher`` pattern, ``""`` for nothing."""
    if not isinstance(pattern, Sequence) or isinstance(pattern, str) or not pattern:
        return "is no list of tokens; write it as [{TEXT: word}, {TEXT: word}]"
    for token in pattern:
        if not isinstance(token, Mapping):
            return f"has {token!r} where a token must stand; write it as {{TEXT: word}}"
        for name, value in token.items():
            if fault := _token_fault(str(name).upper(), value):
                return fault
    if not any(map(_is_required, pattern)):
        return "matches anything; make at least one token say which word it is"
    return ""


def _is_required(token: Mapping[str, Any]) -> bool:
    asks = {str(name).upper(): value for name, value in token.items()}
    times = asks.pop("OP", "+")
    return bool(asks) and not re.match(r"[!?*]|\{0*,|\{0+\}", times)


def _token_fault(name: str, value: object) -> str:
    if name == "OP":
        good = isinstance(value, str) and _OPERATOR.fullmatch(value)
        few = good and all(int(number) <= MOST_TIMES for number in re.findall(r"\d+", str(value)))
        return (
            "" if few else f"has OP {value!r}; write one of ! ? + * {{n}} {{n,m}}, at most {{20}}"
        )
    if not _ATTRIBUTE.fullmatch(name):
        return f"asks for {name}, which words alone do not have; use TEXT, LENGTH, IS_… or LIKE_…"
    kind = bool if name.startswith(_FLAGS) else int if name == "LENGTH" else str
    if isinstance(value, Mapping) and kind is not bool:
        tests = ((str(test).upper(), given) for test, given in value.items())
        faults = (_test_fault(name, test, given, kind) for test, given in tests)
        return next(filter(None, faults), "" if value else f"has {name} without a value; add one")
    if type(value) is not kind:
        wanted = {bool: "true or false", int: "a whole number", str: "a word in quotes"}[kind]
        return f"has {name}: {value!r}; write {wanted} after it"
    return ""


def _test_fault(name: str, test: str, given: object, kind: type) -> str:
    tests = _NUMBER_TESTS if kind is int else _WORD_TESTS
    if test not in tests:
        return f"has {test} under {name}; use one of {' '.join(sorted(tests))}"
    if test in {"IN", "NOT_IN"}:
        listed = isinstance(given, list | tuple) and all(type(item) is kind for item in given)
        return "" if listed else f"has {test}: {given!r}; write a list such as {test}: [a, b]"
    if type(given) is not kind:
        return f"has {test}: {given!r}; write {'a whole number' if kind is int else 'a word'}"
    return ""


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
    "bad_pattern": _bad_pattern,
}
