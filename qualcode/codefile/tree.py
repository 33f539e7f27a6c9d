"""A YAML text as nodes that know their place in it; the one home of ruamel.yaml.

ruamel composes the text and nothing is constructed from it: no tag can make an object, and a
word is read as it is written (``no``, ``1e3`` and ``007`` stay words).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

_DEPTH = 24
"""Levels of nesting; a codebook with patterns has nine."""
_CORE = "tag:yaml.org,2002:"
_TAGS = frozenset(
    {"str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value", "merge"}
)

_BREAKS = "\\r\\n\\x85\\u2028\\u2029"
_VERSION = re.compile(
    rf"(?<![^{_BREAKS}])%YAML\b(?![ \t]+1\.[12][ \t]*(#[^{_BREAKS}]*)?([{_BREAKS}]|\Z))"
)
"""A version that ruamel does not know: it would fail by a ``KeyError``."""

_CURES = {
    r"'\t'": "indent with spaces instead of tabs",
    "mapping values are not allowed": "put a text with a colon in double quotes",
    "cannot start any token": "put the text in double quotes",
    "undefined alias": "put the text in double quotes",
    "could not find expected ':'": "write a half-width colon and a space after the field's name",
    "expected <block end>": "begin the fields of one item in the same column",
    "unexpected end of stream": "close the quotes",
    "expected ',' or": "close the bracket or put a comma",
}


class LineError(Exception):
    """A sentence about one line of the text; the reader of the file adds its name."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, sequence or mapping at ``text[start:end]``, without what trails it.

    ``line`` counts from 1. An empty value has ``start == end``, right after its colon.
    """

    kind: Literal["scalar", "sequence", "mapping"]
    start: int
    end: int
    line: int
    column: int
    text: str = ""
    tag: str = "str"
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()
    flow: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing, ``~`` or ``null`` stands here."""
        return self.kind == "scalar" and self.tag == "null"

    def at(self, key: str) -> Node | None:
        """Return the value of a mapping's key, or ``None``."""
        return next((value for name, value in self.pairs if name.text == key), None)


def parse(text: str) -> Node | None:
    """Return the root of a YAML text, ``None`` for a text without any value.

    Raises:
        LineError: the text is not YAML, or it has aliases, tags or too many levels.
    """
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    if found := _VERSION.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = "must be YAML 1.2, and %YAML names another version"
        raise LineError(line, f"{message}; delete this line and load it again")
    try:
        root = _yaml().compose(text)
    except MarkedYAMLError as error:
        raise _broken(error) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sentence = "must hold printable characters only; delete the control character"
        raise LineError(line, f"{sentence} and load it again") from None
    except RecursionError:
        raise LineError(1, _too_deep()) from None
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise LineError(1, f"must be YAML, and it cannot be read ({error!r}); fix it") from None
    return None if root is None else _node(root, text, set(), 0)


def _yaml() -> YAML:
    """Return a YAML reader that stops at the bracket which opens one level too many."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scanner import Scanner

    class Shallow(Scanner):
        # the scanner's time for a bracket grows with the brackets that are open before it
        def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803
            if len(self.flow_context) >= _DEPTH:
                raise LineError(self.reader.line + 1, _too_deep())
            super().fetch_flow_collection_start(TokenClass, to_push)

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = Shallow
    return yaml


def _broken(error: MarkedYAMLError) -> LineError:
    opened = str(error.context).startswith(("while scanning a", "while parsing a flow"))
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    problem = error.problem or "it cannot be read"
    cure = next((words for part, words in _CURES.items() if part in problem), "fix it")
    return LineError(
        mark.line + 1 if mark else 1, f"must be YAML: {problem}; {cure} and load it again"
    )


def _too_deep() -> str:
    return f"must not nest deeper than {_DEPTH} levels; flatten it and load it again"


def _node(raw: Any, text: str, seen: set[int], depth: int) -> Node:
    line = raw.start_mark.line + 1
    if id(raw) in seen:
        message = "must not use YAML aliases (&name, *name); write the words out and load it again"
        raise LineError(line, message)
    seen.add(id(raw))
    if depth > _DEPTH:
        raise LineError(line, _too_deep())
    tag = str(raw.tag).removeprefix(_CORE)
    if tag not in _TAGS:
        message = f"must not use YAML tags such as {raw.tag}; delete it and load it again"
        raise LineError(line, message)
    node = Node(raw.id, raw.start_mark.index, raw.end_mark.index, line, raw.start_mark.column)
    if raw.id == "scalar":
        bare = text[node.start : node.end].rstrip()
        return replace(node, text=raw.value, tag=tag, end=node.start + len(bare))
    flow = bool(raw.flow_style)
    if raw.id == "sequence":
        items = tuple(_node(item, text, seen, depth + 1) for item in raw.value)
        return replace(node, items=items, flow=flow, end=_end(node, flow, items))
    pairs = tuple(_pairs(raw, text, seen, depth + 1))
    return replace(node, pairs=pairs, flow=flow, end=_end(node, flow, [v for _, v in pairs]))


def _pairs(raw: Any, text: str, seen: set[int], depth: int) -> Iterator[tuple[Node, Node]]:
    for raw_key, raw_value in raw.value:
        key = _node(raw_key, text, seen, depth)
        value = _node(raw_value, text, seen, depth)
        if value.start == value.end and (colon := re.compile(r"\s*:").match(text, key.end)):
            place = colon.end()
            value = replace(value, start=place, end=place, line=key.line, column=key.column)
        yield key, value


def _end(node: Node, flow: bool, inner: Any) -> int:
    return node.end if flow or not inner else max(node.start, inner[-1].end)
