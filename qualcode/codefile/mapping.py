"""A codebook as JSON, each code with its fields: ``{code: {definition, keywords}}``."""

from __future__ import annotations

import json
from typing import Any

from qualcode.errors import Clause, InputError
from qualcode.model import Code, Codebook

TEXTS = ("keywords", "examples", "include", "exclude")
WORDS = ("labels", "definition")
FIELDS = (*WORDS, *TEXTS)
_FORM = '{"code": {"definition": "…", "keywords": ["…"]}}'


def codebook(text: str, name: str) -> Codebook | None:
    """Return the codebook of a JSON text, ``None`` where it is written as the YAML file is.

    A code is its definition alone, or fields: ``definition`` and ``labels`` are one text or
    texts by language, ``keywords``, ``examples``, ``include`` and ``exclude`` lists of texts.

    Raises:
        InputError: it is no such JSON; the sentence names the code and the field.
    """
    root = _parsed(text, name)
    if isinstance(root, dict) and isinstance(root.get("codes"), list):
        return None
    if not isinstance(root, dict) or not root:
        raise InputError("mapping.form", name=name, form=_FORM, root=_found(root))
    return Codebook(codes=tuple(_code(code, value, name) for code, value in root.items()))


def _parsed(text: str, name: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, value in pairs:
            if key in fields:
                raise InputError("mapping.twice", name=name, named=key)
            fields[key] = value
        return fields

    try:
        root = json.loads(text, object_pairs_hook=once)
        json.dumps(root, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise InputError(
            "mapping.json", name=name, lineno=error.lineno, msg=error.msg, colno=error.colno
        ) from None
    except (ValueError, RecursionError):
        raise InputError("mapping.json_deep", name=name, form=_FORM) from None
    return root


def _code(code: str, value: Any, name: str) -> Code:
    where = Clause("error.word.code_of", {"file": name, "code": code})
    if not code.strip():
        raise InputError("mapping.blank_name", name=name)
    fields = {"definition": value} if isinstance(value, str) or value is None else value
    if not isinstance(fields, dict):
        raise InputError("mapping.definition", where=where, value=_found(value), form=_FORM)
    if strange := [field for field in fields if field not in FIELDS]:
        raise InputError(
            "mapping.fields",
            where=where,
            fields=FIELDS,
            repr=tuple(map(repr, strange)),
        )
    words: dict[str, Any] = {f: _words(fields.get(f), f, where) for f in WORDS}
    texts: dict[str, Any] = {f: _texts(fields.get(f), f, where) for f in TEXTS}
    return Code(code, **{**words, "labels": words["labels"] or {"zh": code}}, **texts)


def _words(value: Any, field: str, where: Clause) -> dict[str, str]:
    """Read words by language; one plain text is Chinese."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        return {"zh": value}
    if isinstance(value, dict) and all(isinstance(words, str) for words in value.values()):
        return {language: words for language, words in value.items() if words}
    raise InputError("mapping.one_text", where=where, field=field, value=_found(value))


def _texts(value: Any, field: str, where: Clause) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(text for text in value if text.strip())
    found = Clause("error.word.mixed_list") if isinstance(value, list) else _found(value)
    raise InputError("mapping.texts", where=where, field=field, found=found)


def _found(value: Any) -> Clause | str:
    if value is None or value in ({}, []):
        return Clause("error.word.empty")
    if isinstance(value, str):
        return Clause("error.word.text")
    if isinstance(value, list):
        return Clause("error.word.list")
    return Clause("error.word.block") if isinstance(value, dict) else json.dumps(value)
