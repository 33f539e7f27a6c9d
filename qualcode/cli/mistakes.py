"""How a command says a mistake: in whose language, in words for people or as JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import typer

from qualcode.errors import InputError, QualcodeError
from qualcode.i18n import LANGUAGES

if TYPE_CHECKING:
    from qualcode.i18n import Language

VARIABLE = "QUALCODE_LANGUAGE"
"""The person's language, where no ``--language`` is given."""
_of_study: list[Language] = []


def study_speaks(language: object) -> None:
    """Take the language that was chosen for the study that is open, for its mistakes."""
    _of_study[:] = [language] if language in LANGUAGES else []


def tell(error: QualcodeError) -> None:
    """Say a mistake on standard error, as JSON where the command was asked for that."""
    language = chosen(sys.argv[1:])
    if "--json" in sys.argv[1:]:
        told = json.dumps({"error": error.to_json(language)}, ensure_ascii=False, allow_nan=False)
        typer.echo(told, err=True)
    else:
        typer.echo(error.sentence(language), err=True)


def checked() -> None:
    """Refuse a person's language that is none."""
    if (named := os.environ.get(VARIABLE, "")) and named not in LANGUAGES:
        raise InputError("mistakes.language", variable=VARIABLE, given=named)


def chosen(arguments: list[str]) -> Language:
    """Return the language of mistakes: ``--language``, the person's, the study's, else English."""
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        named = value or "".join(arguments[at + 1 : at + 2])
        if name == "--language" and named in LANGUAGES:
            return named
    named = os.environ.get(VARIABLE, "")
    if named in LANGUAGES:
        return named
    return _of_study[0] if _of_study else "en"
