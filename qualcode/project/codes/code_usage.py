"""What people coded with a code: how often, where, and passages that may be its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.store import code_usage
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from qualcode.store import Look


class Use(NamedTuple):
    """How often a coder used a code: codings, transcripts, and participants who said them."""

    codings: int = 0
    transcripts: int = 0
    participants: int = 0


class Example(NamedTuple):
    """Words that were coded with a code, in which transcript and by whom."""

    words: str
    transcript: str
    coder: str


def uses(look: Look, coder: str) -> dict[str, Use]:
    """Return how often a coder used each code of the codebook, in every round that counts.

    Training is left out, a recoding too but for the coder who is in it, who sees nothing else.
    Codes that were merged count for what they are read as.
    """
    connection, study = look.connection, look.study
    person = study.coder(coder)
    hidden = sight(study, coder).past
    rounds = [
        found.id
        for found in study.rounds
        if found.name not in hidden
        and found.kind != "training"
        and (not found.recodes or bool(hidden))
    ]
    book = study.book
    rows = code_usage.places(connection, person.id, rounds)
    said_by = _said_by(rows, code_usage.spoken(connection, person.id, rounds))
    names = {key: name for name, key in study.codes.items()}
    read_as = study.read_as()
    found = {code.id: Use() for code in book.codes}
    keys: dict[str, list[int]] = {}
    for key in np.unique(rows[:, 0]).tolist():
        name = read_as.get(names[key], names[key])
        keys.setdefault(name, []).append(key)
    for name, stored in keys.items():
        mine = np.isin(rows[:, 0], stored)
        people = np.unique(said_by[mine])
        if name in found:
            found[name] = Use(
                int(mine.sum()), len(np.unique(rows[mine, 1])), int(np.count_nonzero(people))
            )
    return found


def _said_by(rows: npt.NDArray[np.int64], turns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the participant in whose turn each coding begins, 0 where nobody is named."""
    if not len(turns):
        return np.zeros(len(rows), dtype=np.int64)
    wide = np.int64(2**32)
    at = np.searchsorted(turns[:, 0] * wide + turns[:, 1], rows[:, 1] * wide + rows[:, 2], "right")
    before = np.maximum(at - 1, 0)
    same = turns[before, 0] == rows[:, 1]
    return np.where(same, turns[before, 2], 0)


def examples(
    look: Look, code: str, viewer: str | None, known: Collection[str], most: int
) -> tuple[Example, ...]:
    """Return passages of a code that ``viewer`` may see, each once, without those ``known``."""
    keys, seen = look.study.stored_as(code), sight(look.study, viewer)
    found = code_usage.passages(look.connection, keys, seen, most * 3 + len(known))
    made: dict[str, Example] = {}
    for each in found:
        words = " ".join(each.words.split())
        if words and words not in known:
            made.setdefault(words, Example(words, each.transcript, each.coder))
    return tuple(made.values())[:most]
