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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from qualcode.i18n import catalogue, template, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.i18n import Language

Surface = Literal["command", "app"]
"""Where an error is read: what a cure names is typed on the one and pressed in the other."""

_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_TYPED = re.compile(r"`qualcode ([a-z]+)(?: ([a-z]+))?|--(coder)\b")
_ENDS = {"en": "; ", "zh": "；"}
_STOPS = {"en": ".", "zh": "。"}
_COMMAS = {"en": ", ", "zh": "、"}
LONGEST = 500
"""Characters of a sentence: what a file or a user put into it must not bury what to do."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A value of an error that has words of its own in the catalogues, under ``key``."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: Language = "en") -> str:
        """Return the words in a language, their own values among them."""
        return _worded(self.key, language, self.values)


class QualcodeError(Exception):
    """Say what must be, what was found, where, and what to do.

    An error carries a key of the catalogues, below ``error.``, and the values that fill it; its
    ``str()`` is the English sentence. A value is said as it is, a ``Clause`` in the language of
    the sentence, a tuple as a list in that language, ``none`` where it is empty. A message that is
    no key is such a sentence already.
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
        words = _template(f"error.{self.key}", language, self.values)
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

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> QualcodeError:
        """Return the error that another process told by ``to_json``.

        Raises:
            KeyError: it lacks a key or values.
        """
        if not told["key"]:
            # a space at its end: one word alone would be taken for a key
            return cls(f"{told['message']} ")
        return cls(told["key"], **told["values"])

    def _words(self, language: Language) -> str:
        return _worded(f"error.{self.key}", language, self.values)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.sentence()


def _worded(key: str, language: Language, values: Mapping[str, object]) -> str:
    """Return the words of a key as ``tr`` does, whatever the values are called."""
    told = {name: _told(value, language) for name, value in values.items()}
    return _filled(_template(key, language, values), told)


def _template(key: str, language: Language, values: Mapping[str, object]) -> str:
    """Return the words of a key; one without any is named: a mistake must not hide another."""
    try:
        return template(key, language, values)
    except KeyError:
        return " ".join([f"{key}:", *(f"{name} = {{{name}}}" for name in values)])


def _filled(words: str, values: dict[str, object]) -> str:
    return words.format(**values) if values else words


def _told(value: object, language: Language) -> object:
    """Return a value as a sentence tells it; an error that it tells of has words of its own."""
    if isinstance(value, Clause):
        return value.said(language)
    if isinstance(value, tuple | list):
        listed = _COMMAS[language].join(str(_told(it, language)) for it in value)
        return listed or tr("error.word.none", language)
    return value.sentence(language) if isinstance(value, QualcodeError) else value


def _plain(value: object, language: Language) -> object:
    if isinstance(value, tuple | list):
        return [_plain(it, language) for it in value]
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


def on_line(file: str, line: int) -> Clause:
    """Return a line of a file as a sentence names it."""
    return Clause("error.word.line", {"file": file, "line": line})


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
    return InputError("file.unreachable", file=named, reason=system_says(error))


def system_says(error: OSError) -> Clause | str:
    """Return why the system refuses, in our words where there are some, else in its own."""
    name = errno.errorcode.get(error.errno or 0, "").lower()
    if f"error.system.{name}" in catalogue("en"):
        return Clause(f"error.system.{name}")
    return error.strerror or type(error).__name__
