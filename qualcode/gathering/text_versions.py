"""Coders who worked on different versions of one interview: said, never dropped in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.i18n import tr
from qualcode.store.across import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.i18n import Language
    from qualcode.model import Round
    from qualcode.store import Connection, Look

ALIKE = 0.8
"""Two texts are versions of one when they share this much of all their pieces."""

_PIECE = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text, and which of the compared coders worked on it."""

    transcript: str
    text_id: int
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two versions of one interview, each with a coder who did not work on the other."""

    first: Version
    second: Version


def apart(look: Look, found: Round, coders: Sequence[str]) -> tuple[Apart, ...]:
    """Return the pairs of texts that keep coders of a round from being compared.

    They are versions of one transcript, or transcripts that share at least four fifths of their
    passages (of four letters or more), as after a correction that was ingested again.
    """
    lonely = _lonely(look.connection, found, coders)
    sources = look.sources(version.text_id for version in lonely.values())
    pieces = {key: set(_PIECE.findall(sources[it.text_id])) for key, it in lonely.items()}
    return tuple(
        Apart(lonely[a], lonely[b])
        for a, b in combinations(lonely, 2)
        if _unshared(lonely[a], lonely[b]) and (a[0] == b[0] or _alike(pieces[a], pieces[b]))
    )


def note(pairs: Sequence[Apart], language: Language) -> tuple[str, ...]:
    """Return the note of a table that these pairs call for, nothing for none."""
    if not pairs:
        return ()
    named = [f"{_named(pair.first)} / {_named(pair.second)}" for pair in pairs]
    both = tr("agreement.and", language).join(named)
    return (tr("agreement.note.versions", language, versions=both),)


def refuse(pairs: Sequence[Apart], found: Round) -> None:
    """Raise ``RuleError`` where there is such a pair; for a round in which nothing was shared."""
    for pair in pairs[:1]:
        raise RuleError(
            "meanings.same_text",
            name=found.name,
            coders=tuple(pair.first.coders),
            transcript=pair.first.transcript,
            coders2=tuple(pair.second.coders),
            transcript2=pair.second.transcript,
        )


def _lonely(
    connection: Connection, found: Round, coders: Sequence[str]
) -> dict[tuple[int, int], Version]:
    """Return the texts on which some of the coders worked and others did not."""
    who: dict[tuple[int, int], list[str]] = {}
    names: dict[tuple[int, int], str] = {}
    for each in versions.worked(connection, found.id):
        if each.coder in coders:
            key = (each.transcript_id, each.text_id)
            names[key] = each.transcript
            who.setdefault(key, []).append(each.coder)
    return {
        key: Version(names[key], key[1], tuple(people))
        for key, people in who.items()
        if len(people) < len(set(coders))
    }


def _unshared(first: Version, second: Version) -> bool:
    a, b = set(first.coders), set(second.coders)
    return bool(a - b) and bool(b - a)


def _alike(first: set[str], second: set[str]) -> bool:
    return len(first & second) >= ALIKE * max(len(first | second), 1)


def _named(version: Version) -> str:
    return f"{version.transcript} ({', '.join(version.coders)})"
