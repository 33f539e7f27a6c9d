"""Which token patterns of spaCy's ``Matcher`` a codebook may hold: words only, and never slow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.errors import Clause

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


def pattern_fault(pattern: object) -> Clause | None:
    """Return what is wrong with a spaCy ``Matcher`` pattern, ``None`` for nothing."""
    if not isinstance(pattern, Sequence) or isinstance(pattern, str) or not pattern:
        return Clause("pattern_fault.no_list")
    for token in pattern:
        if not isinstance(token, Mapping):
            return Clause("pattern_fault.no_token", {"found": repr(token)})
        for name, value in token.items():
            if fault := _token_fault(str(name).upper(), value):
                return fault
    if not any(map(_is_required, pattern)):
        return Clause("pattern_fault.anything")
    return None


def _is_required(token: Mapping[str, Any]) -> bool:
    asks = {str(name).upper(): value for name, value in token.items()}
    times = asks.pop("OP", "+")
    return bool(asks) and not re.match(r"[!?*]|\{0*,|\{0+\}", times)


def _token_fault(name: str, value: object) -> Clause | None:
    if name == "OP":
        good = isinstance(value, str) and _OPERATOR.fullmatch(value)
        few = good and all(int(number) <= MOST_TIMES for number in re.findall(r"\d+", str(value)))
        return None if few else Clause("pattern_fault.times", {"found": repr(value)})
    if not _ATTRIBUTE.fullmatch(name):
        return Clause("pattern_fault.attribute", {"name": name})
    kind = bool if name.startswith(_FLAGS) else int if name == "LENGTH" else str
    if isinstance(value, Mapping) and kind is not bool:
        tests = ((str(test).upper(), given) for test, given in value.items())
        faults = (_test_fault(name, test, given, kind) for test, given in tests)
        empty = None if value else Clause("pattern_fault.empty", {"name": name})
        return next(filter(None, faults), empty)
    return None if type(value) is kind else _of_another_kind(name, value, kind)


def _of_another_kind(name: str, value: object, kind: type) -> Clause:
    said = {"name": name, "found": repr(value)}
    if kind is bool:
        return Clause("pattern_fault.flag", said)
    return Clause("pattern_fault.number" if kind is int else "pattern_fault.word", said)


def _test_fault(name: str, test: str, given: object, kind: type) -> Clause | None:
    tests = _NUMBER_TESTS if kind is int else _WORD_TESTS
    if test not in tests:
        said = {"test": test, "name": name, "tests": " ".join(sorted(tests))}
        return Clause("pattern_fault.test", said)
    if test in {"IN", "NOT_IN"}:
        listed = isinstance(given, list | tuple) and all(type(item) is kind for item in given)
        said = {"test": test, "found": repr(given)}
        return None if listed else Clause("pattern_fault.listed", said)
    return None if type(given) is kind else _of_another_kind(test, given, kind)
