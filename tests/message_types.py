"""The types of `messages.js` as the declared structs give them: one line a struct."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import NODEFAULT, inspect

from qualcode.app.coder import acts as desk
from qualcode.app.coder import messages
from qualcode.app.verify import acts as card

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN: dict[type, str] = {
    inspect.IntType: "number",
    inspect.StrType: "string",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "any",
    inspect.CustomType: "unknown",
}


def said(kind: inspect.Type) -> str:
    """Return a declared type as TypeScript writes it."""
    if isinstance(kind, inspect.StructType):
        return kind.cls.__name__
    if isinstance(kind, inspect.ListType):
        return f"{said(kind.item_type)}[]"
    if isinstance(kind, inspect.LiteralType):
        return " | ".join(f'"{it}"' if isinstance(it, str) else str(it) for it in kind.values)
    if isinstance(kind, inspect.UnionType):
        return " | ".join(sorted(map(said, kind.types), key=lambda it: (it == "null", it)))
    return PLAIN[type(kind)]


def typedef(struct: type[msgspec.Struct]) -> str:
    """Return the line of a struct: its fields, those that may be left out with a question mark."""
    found = inspect.type_info(struct)
    assert isinstance(found, inspect.StructType)
    parts = [f'op: "{found.tag}"'] if found.tag is not None else []
    for it in found.fields:
        mark = ":" if it.required else "?:"
        parts.append(f"{it.encode_name}{mark} {said(it.type)}")
        assert it.default is NODEFAULT or not it.required
    words = (struct.__doc__ or "").partition("\n")[0]
    return f"/** @typedef {{{{{', '.join(parts)}}}}} {struct.__name__} {words} */"


def structs() -> list[type[msgspec.Struct]]:
    """Return all that a browser sends: an envelope, its parts, the desk's acts, the card's."""
    parts = [messages.Envelope, messages.SentSpan, messages.LostCoding]
    return [*parts, *desk.DOES, *card.DOES]


def _union(acts: Iterable[type[msgspec.Struct]], name: str, words: str) -> str:
    return f"/** @typedef {{{' | '.join(it.__name__ for it in acts)}}} {name} {words} */"


def typedefs() -> list[str]:
    """Return every line of a type that the structs give."""
    return [
        *map(typedef, structs()),
        _union(desk.DOES, "DeskAct", "What is done at the desk."),
        _union(card.DOES, "CardAct", "What is done on a card."),
    ]
