"""Words on the screen and in tables, in Chinese and English, by key."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every key of a language with its words, sections joined by dots."""
    source = files("qualcode").joinpath("locale", f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(source)))


def tr(key: str, language: Language = "zh", **values: object) -> str:
    """Return the words of ``key`` with ``{name}`` places filled from ``values``.

    Where a language has a form of the words for one thing and another for several, the count
    ``n`` chooses between ``key.one`` and ``key.other``.

    Raises:
        KeyError: the key is in no catalogue; a test holds both catalogues to the same keys.
    """
    words = template(key, language, values)
    return words.format(**values) if values else words


def template(key: str, language: Language, values: Mapping[str, object]) -> str:
    """Return the words of ``key`` with its places open; the count ``n`` chooses among its forms.

    What one catalogue lacks is said in the words of the other.

    Raises:
        KeyError: the key is in no catalogue.
    """
    for known in (catalogue(language), *map(catalogue, LANGUAGES)):
        words = _form(known, key, values)
        if words is not None:
            return words
    raise KeyError(key)


def _form(known: Mapping[str, str], key: str, values: Mapping[str, object]) -> str | None:
    if key not in known and "n" in values:
        key = f"{key}.one" if str(values["n"]) == "1" else f"{key}.other"
    return known.get(key)


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{prefix}{name}"
        pairs.extend(_flatten(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))])
    return pairs
