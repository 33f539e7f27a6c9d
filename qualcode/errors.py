"""Errors that a user can cause, each one sentence that ends in its cure.

QualcodeError
├── InputError        a file, a table or an argument holds something that it must not
├── RuleError         the act is against a rule of the method (an open round, a blind turn)
└── ProjectError      the project file itself: missing, newer, locked, read-only, a full disk
"""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.i18n import catalogue, template, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.i18n import Language

Surface = Literal["command", "app"]
"""Where an error is read: what a cure names is typed on the one and pressed in the other."""

_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_TYPED = re.compile(r"`qualcode ([a-z]+)(?: ([a-z]+))?|--(coder)\b")
_ENDS = {"en": "; ", "zh": "；"}
_STOPS = {"en": ".", "zh": "。"}
LONGEST = 500
"""Characters of a sentence: what a file or a user put into it must not bury what to do."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A value of an error that has words of its own in the catalogues, under ``key``."""

    key: str


class QualcodeError(Exception):
    """Say what must be, what was found, where, and what to do.

    An error carries a key of the catalogues, below ``error.``, and the values that fill it; its
    ``str()`` is the English sentence. A message that is no key is such a sentence already.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        """Keep the key and its values; a key without words is a programmer's mistake."""
        super().__init__(key)
        self.key = key if _KEY.fullmatch(key) else ""
        self.values = values
        self._sentence = "" if self.key else key

    def sentence(self, language: Language = "en", surface: Surface = "command") -> str:
        """Return the sentence without control characters, at most 500 characters long.

        In the app a cure that names a command says what to press instead.
        """
        if not self.key:
            return bounded(self._sentence)
        if surface == "app":
            message, cure = self.parts(language)
            if pressed := _pressed(cure, language):
                return bounded(f"{message}{_ENDS[language]}{pressed}{_STOPS[language]}")
        return bounded(self._words(language))

    def parts(self, language: Language = "en") -> tuple[str, str]:
        """Return what is wrong and its cure, which is empty where the sentence names none."""
        if not self.key:
            return bounded(self._sentence), ""
        values = {name: _told(value, language) for name, value in self.values.items()}
        # before it is filled: a value may hold the mark that stands before a cure
        words = template(f"error.{self.key}", language, self.values)
        message, found, cure = words.rpartition(_ENDS[language])
        if not found:
            return bounded(_filled(words, values)), ""
        return bounded(_filled(message, values)), bounded(_filled(cure, values))

    def to_json(self, language: Language = "en") -> dict[str, object]:
        """Return the error for programs: its kind, key, message, cure and values."""
        message, cure = self.parts(language)
        kind = type(self).__name__.removesuffix("Error").lower()
        values = {name: _plain(value, language) for name, value in self.values.items()}
        return {"kind": kind, "key": self.key, "message": message, "cure": cure, "values": values}

    def _words(self, language: Language) -> str:
        values = {name: _told(value, language) for name, value in self.values.items()}
        return tr(f"error.{self.key}", language, **values)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.sentence()


def _filled(words: str, values: dict[str, object]) -> str:
    return words.format(**values) if values else words


def _told(value: object, language: Language) -> object:
    """Return a value as a sentence tells it; an error that it tells of has words of its own."""
    if isinstance(value, Clause):
        return tr(value.key, language)
    return value.sentence(language) if isinstance(value, QualcodeError) else value


def _plain(value: object, language: Language) -> object:
    told = _told(value, language)
    return told if isinstance(told, str | int | float | None) else str(told)


def _pressed(cure: str, language: Language) -> str:
    """Return what to press where a cure says what to type, nothing where it names no command."""
    known = catalogue(language)
    for found in _TYPED.finditer(cure):
        verb, second, *option = found.groups()
        for name in (f"{verb}_{second}", verb, *option):
            if pressed := known.get(f"press.{name}"):
                return pressed
    return ""


class InputError(QualcodeError):
    """A file, a table or an argument is not what it must be; nothing was changed."""


class RuleError(QualcodeError):
    """The act is against a rule of the method; nothing was changed."""


class ProjectError(QualcodeError):
    """The project file cannot be used as it is; nothing was changed."""


def bounded(sentence: str) -> str:
    """Return a sentence in one line of printable characters, its middle left out where too long."""
    line = "".join(it if it.isprintable() else " " for it in sentence).strip()
    if len(line) <= LONGEST:
        return line
    half = (LONGEST - 3) // 2
    return f"{line[:half]} … {line[-half:]}"


@contextmanager
def reachable(file: object) -> Iterator[None]:
    """Turn what the system says of a file or folder into one sentence."""
    try:
        yield
    except OSError as error:
        raise unreachable(error, file) from error


def unreachable(error: OSError, file: object = None) -> InputError:
    """Return why a file or folder cannot be used: its name is too long, or it is not allowed."""
    named = str(file or error.filename or error.filename2 or "?")
    if error.errno == errno.ENAMETOOLONG:
        return InputError("file.name_long", file=named)
    if isinstance(error, PermissionError):
        return InputError("file.no_permission", file=named)
    return InputError("file.unreachable", file=named, reason=error.strerror or type(error).__name__)
