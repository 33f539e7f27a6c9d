"""From YAML nodes to a codebook; what is not as it must be names its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qualcode.codebook import slug
from qualcode.codefile.tree import LineError, Node
from qualcode.model import LEVELS, Code, Codebook, Group, Level, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reader = Callable[[Node, str], Any]
    Readers = Mapping[str, Reader]

_FOUND = {"scalar": "text", "sequence": "a list", "mapping": "a block of fields"}
_WIDE = "write a half-width colon and a space instead of ："
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def codebook(root: Node | None) -> Codebook:
    """Return the codebook that the root of a YAML text states.

    Raises:
        LineError: a field is unknown, stands twice or has a value of the wrong kind.
    """
    if root is None or root.empty:
        raise LineError(1, "must hold a codebook, and it is empty; write at least codes: [name]")
    values = _fields(root, BOOK, "a codebook")
    return Codebook(
        title=values.get("title", {}),
        codes=tuple(values.get("codes", ())),
        groups=tuple(values.get("groups", ())),
        relations=tuple(values.get("relations", ())),
    )


def plain(node: Node, *, typed: bool = False) -> Any:
    """Return a node's value: words as written, or with ``typed`` numbers, true, false and null."""
    if node.kind == "mapping":
        return {key.text: plain(value, typed=typed) for key, value in node.pairs}
    if node.kind == "sequence":
        return [plain(item, typed=typed) for item in node.items]
    return _scalar(node) if typed else node.text


def _scalar(node: Node) -> Any:
    if node.tag == "null":
        return None
    if node.tag == "bool":
        return node.text.casefold() == "true"
    if node.tag in {"int", "float"}:
        kind: type = int if node.tag == "int" else float
        try:
            return kind(node.text)
        except ValueError:
            return node.text
    return node.text


def _refuse(node: Node, must: str, cure: str) -> LineError:
    found = "nothing" if node.empty else _FOUND[node.kind]
    return LineError(node.line, f"{must}, and {found} was found; {cure} and load it again")


def _fields(node: Node, readers: Readers, what: str) -> dict[str, Any]:
    """Return the values of a mapping's known fields; a field without a value is left out."""
    if node.kind != "mapping":
        wide = node.kind == "scalar" and "：" in node.text
        raise _refuse(
            node, f"{what} must be written as field: value", _WIDE if wide else "write it so"
        )
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for key, value in node.pairs:
        name = key.text
        if name not in readers:
            raise LineError(key.line, _unknown(name, readers, what))
        if name in seen:
            message = f"{what} must have {name} once, and it stands twice; delete one"
            raise LineError(key.line, f"{message} and load it again")
        seen.add(name)
        if not value.empty:
            values[name] = readers[name](value, name)
    return values


def _unknown(name: str, readers: Readers, what: str) -> str:
    near = get_close_matches(name, readers, n=1)
    cure = f"write {near[0]}" if near else f"write one of {', '.join(readers)}"
    return f"{what} must have known fields only, and {name!r} was found; {cure} and load it again"


def _text(node: Node, name: str) -> str:
    if node.kind != "scalar":
        raise _refuse(
            node, f"{name} must be one text", "write it in one line, in quotes if need be"
        )
    return node.text


def _texts(node: Node, name: str) -> tuple[str, ...]:
    if node.kind != "sequence":
        raise _refuse(node, f"{name} must be a list", f"write {name}: [a, b]")
    return tuple(_text(item, f"every item of {name}") for item in node.items if not item.empty)


def _words(node: Node, name: str) -> dict[str, str]:
    """Read words by language; one plain text is Chinese."""
    if node.kind == "scalar":
        if re.match(r"(zh|en)\s*：", node.text):
            raise _refuse(node, f"{name} must be words by language", _WIDE)
        return {"zh": node.text}
    if node.kind != "mapping":
        raise _refuse(node, f"{name} must be words by language", f"write {name}: {{zh: …, en: …}}")
    words: dict[str, str] = {}
    for key, value in node.pairs:
        if not _LANGUAGE.fullmatch(key.text) or key.text in words:
            message = f"{name} must name each language once, such as zh and en"
            cure = f"write {name}: {{zh: …, en: …}} and load it again"
            raise LineError(key.line, f"{message}, and {key.text!r} was found; {cure}")
        if not value.empty:
            words[key.text] = _text(value, f"{name} in {key.text}")
    return words


def _level(node: Node, name: str) -> Level:
    for level in LEVELS:
        if node.kind == "scalar" and node.text == level:
            return level
    raise _refuse(node, f"{name} must be one of {', '.join(LEVELS)}", "write one of them")


def _patterns(node: Node, name: str) -> tuple[tuple[dict[str, Any], ...], ...]:
    cure = "write each pattern as - [{TEXT: word}, {TEXT: word}]"
    if node.kind != "sequence":
        raise _refuse(node, f"{name} must be a list of patterns", cure)
    for pattern in node.items:
        if pattern.kind != "sequence":
            raise _refuse(pattern, "a pattern must be a list of tokens", cure)
        for token in pattern.items:
            if token.kind != "mapping":
                raise _refuse(token, "a token of a pattern must be in braces", cure)
    return tuple(tuple(plain(p, typed=True)) for p in node.items)


def _id(node: Node, name: str) -> str:
    if not _text(node, name).strip():
        raise LineError(node.line, f"{name} must not be blank; write one and load it again")
    return node.text


def _codes(node: Node, name: str) -> list[Code]:
    return [Code(**values) for values in _named(node, name, CODE, "a code")]


def _groups(node: Node, name: str) -> list[Group]:
    return [Group(**values) for values in _named(node, name, GROUP, "a group")]


def _named(node: Node, name: str, readers: Readers, what: str) -> list[dict[str, Any]]:
    """Read codes or groups, each a mapping or only a name; a missing id is made of the label."""
    if node.kind != "sequence":
        raise _refuse(
            node, f"{name} must be a list", f"begin each of them with a hyphen under {name}:"
        )
    records = [_record(item, readers, what) for item in node.items]
    taken = {values["id"] for values in records if "id" in values}
    for values in records:
        if "id" not in values:
            labels = values["labels"]
            values["id"] = slug(labels.get("zh") or next(iter(labels.values())), taken)
            taken.add(values["id"])
    return records


def _record(node: Node, readers: Readers, what: str) -> dict[str, Any]:
    if node.kind == "scalar" and not node.empty:
        if not node.text.strip():
            raise _refuse(node, f"{what} must be a name or fields", "write a name")
        if not re.match(rf"({'|'.join(readers)})\s*：", node.text):
            return {"labels": {"zh": node.text}}
    values = _fields(node, readers, what)
    if "id" not in values and not any(values.get("labels", {}).values()):
        raise LineError(node.line, f"{what} must have an id or labels; add one and load it again")
    return values


def _relations(node: Node, name: str) -> list[Relation]:
    if node.kind != "sequence":
        raise _refuse(
            node, f"{name} must be a list", f"begin each of them with a hyphen under {name}:"
        )
    relations = []
    for item in node.items:
        values = _fields(item, RELATION, "a relation")
        if missing := [f for f in ("source", "target", "kind") if f not in values]:
            message = f"a relation must have source, target and kind; add {', '.join(missing)}"
            raise LineError(item.line, f"{message} and load it again")
        relations.append(Relation(**values))
    return relations


GROUP: Readers = {"id": _id, "labels": _words}
CODE: Readers = {
    "id": _id,
    "group": _text,
    "parent": _text,
    "level": _level,
    "labels": _words,
    "definition": _words,
    "include": _texts,
    "exclude": _texts,
    "keywords": _texts,
    "patterns": _patterns,
    "examples": _texts,
    "colour": _text,
    "key": _text,
}
RELATION: Readers = {"source": _text, "target": _text, "kind": _text, "text": _text}
BOOK: Readers = {"title": _words, "groups": _groups, "codes": _codes, "relations": _relations}
