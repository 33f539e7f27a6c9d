"""Words on the screen and in tables, in Chinese and English, by key."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every key of a language with its words, sections joined by dots."""
    source = files("qualcode").joinpath("locale", f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(source)))


def tr(key: str, language: Language = "zh", **values: object) -> str:
    """Return the words of ``key`` with ``{name}`` places filled from ``values``.

    Raises:
        KeyError: the key is in no catalogue; a test holds both catalogues to the same keys.
    """
    words = catalogue(language)[key]
    return words.format(**values) if values else words


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        pairs.extend(_flatten(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))])
    return pairs
