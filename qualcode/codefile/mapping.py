"""A codebook as JSON, each code with its fields: ``{code: {definition, keywords}}``."""

from __future__ import annotations

import json
from typing import Any

from qualcode.errors import InputError
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
        raise InputError(
            f"{name} must be a codebook such as {_FORM}, but {_found(root)} was found; "
            "write it so and load it again."
        )
    return Codebook(codes=tuple(_code(code, value, name) for code, value in root.items()))


def _parsed(text: str, name: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, value in pairs:
            if key in fields:
                raise InputError(
                    f"{name} must have {key!r} once, and it stands twice; delete one and load it "
                    "again."
                )
            fields[key] = value
        return fields

    try:
        root = json.loads(text, object_pairs_hook=once)
        json.dumps(root, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} line {error.lineno} must be JSON, but {error.msg} at column {error.colno}; "
            "correct it and load it again."
        ) from None
    except (ValueError, RecursionError):
        raise InputError(
            f"{name} must be JSON such as {_FORM}, but it nests too deep, or has half a character "
            "or a number without end; correct it and load it again."
        ) from None
    return root


def _code(code: str, value: Any, name: str) -> Code:
    where = f"{name}: code {code!r}"
    if not code.strip():
        raise InputError(f"{name} must name every code, but one name is blank; write one.")
    fields = {"definition": value} if isinstance(value, str) or value is None else value
    if not isinstance(fields, dict):
        raise InputError(
            f"{where} must be a definition or fields, but {_found(value)} was found; write it as "
            f"{_FORM}."
        )
    if strange := [field for field in fields if field not in FIELDS]:
        raise InputError(
            f"{where} must have known fields only ({', '.join(FIELDS)}), but "
            f"{', '.join(map(repr, strange))} was found; rename or delete it."
        )
    words: dict[str, Any] = {f: _words(fields.get(f), f, where) for f in WORDS}
    texts: dict[str, Any] = {f: _texts(fields.get(f), f, where) for f in TEXTS}
    return Code(code, **{**words, "labels": words["labels"] or {"zh": code}}, **texts)


def _words(value: Any, field: str, where: str) -> dict[str, str]:
    """Read words by language; one plain text is Chinese."""
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        return {"zh": value}
    if isinstance(value, dict) and all(isinstance(words, str) for words in value.values()):
        return {language: words for language, words in value.items() if words}
    raise InputError(
        f'{where} must have one text as {field}, or {{"zh": "…", "en": "…"}}, but {_found(value)} '
        "was found; correct it."
    )


def _texts(value: Any, field: str, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(text for text in value if text.strip())
    found = "a list with other things in it" if isinstance(value, list) else _found(value)
    raise InputError(
        f'{where} must have a list of texts as {field}, such as ["…", "…"], but {found} was '
        "found; correct it."
    )


def _found(value: Any) -> str:
    if value is None or value in ({}, []):
        return "nothing"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    return "a block of fields" if isinstance(value, dict) else json.dumps(value)
