"""Which token patterns of spaCy's ``Matcher`` a codebook may hold: words only, and never slow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST_TIMES = 20
"""How often a token of a pattern may repeat: more would keep the machine busy for ever."""

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


def pattern_fault(pattern: object) -> str:
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
