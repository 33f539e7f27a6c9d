"""From a codebook to YAML that every YAML reader reads the same way.

A word stands bare only where no reader could take it for anything else; all others stand in
double quotes as in JSON, which YAML includes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from qualcode.codefile.read import BOOK, CODE, GROUP, RELATION
from qualcode.model import Code, Codebook, Group, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

Record = Codebook | Code | Group | Relation

_ORDER: dict[type, Iterable[str]] = {
    Codebook: BOOK,
    Code: CODE,
    Group: GROUP,
    Relation: RELATION,
}
_ONE_A_LINE = frozenset(
    {"groups", "codes", "relations", "definition", "include", "exclude", "patterns", "examples"}
)
_SPECIAL = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_BARE = re.compile(
    r"[^\W\d_]([\w \-./（），。；、！？：“”《》…—→]*[\w./（），。；、！？：“”《》…—→])?"
)
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def document(book: Codebook) -> str:
    """Return a codebook as a YAML text."""
    values = record(book) or {"codes": ()}
    return "".join(field(name, value, 0) for name, value in values.items())


def record(value: Record) -> dict[str, Any]:
    """Return a value's fields in the order of the file, without those at their defaults."""
    defaults = {f.name: _default(f) for f in fields(value)}
    given = {name: getattr(value, name) for name in _ORDER[type(value)]}
    return {name: it for name, it in given.items() if it != defaults[name]}


def field(name: str, value: Any, indent: int) -> str:
    """Return the lines of one field of a record that stands at column ``indent``."""
    lead = " " * indent
    if name not in _ONE_A_LINE or not value:
        return f"{lead}{name}: {flow(value)}\n"
    if isinstance(value, Mapping):
        inner = [entry(key, words, indent + 2) for key, words in value.items()]
    else:
        inner = [item(each, indent + 2) for each in value]
    return f"{lead}{name}:\n{''.join(inner)}"


def entry(key: str, value: Any, indent: int) -> str:
    """Return the line of one entry of words by language."""
    return f"{' ' * indent}{scalar(key)}: {flow(value)}\n"


def item(value: Any, indent: int) -> str:
    """Return the lines of one item of a list whose hyphens stand at column ``indent``."""
    return (
        f"{' ' * indent}- {block(value, indent + 2) if isinstance(value, Code) else flow(value)}\n"
    )


def block(value: Record, indent: int) -> str:
    """Return a value's fields one a line, without the first indentation and the last newline."""
    lines = "".join(field(name, it, indent) for name, it in record(value).items())
    return lines[indent:-1]


def flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, Record):
        value = record(value)
    if isinstance(value, Mapping):
        inner = (f"{scalar(str(key))}: {flow(each)}" for key, each in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float):
        said = json.dumps(value)
        # YAML 1.1 takes a number without a point for a word
        return said if "." in said else said.replace("e", ".0e")
    return scalar(value) if isinstance(value, str) else json.dumps(value)


def scalar(text: str) -> str:
    """Return a text bare where that is safe, else in double quotes; one line in any case."""
    if _BARE.fullmatch(text) and text.casefold() not in _SPECIAL:
        return text
    return _UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _default(spec: Any) -> Any:
    return spec.default if spec.default_factory is MISSING else spec.default_factory()
