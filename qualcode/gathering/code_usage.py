"""What people coded with a code: how often, where, and passages that may be its examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.codebook import usage
from qualcode.codebook.usage import Use
from qualcode.store.across import code_usage
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.store import Look


class CodedExample(NamedTuple):
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
    spoken = code_usage.spoken(connection, person.id, rounds)
    names = {key: name for name, key in study.codes.items()}
    read_as = study.read_as()
    used = usage.uses(rows, spoken, lambda key: read_as.get(names[key], names[key]))
    return {code.id: used.get(code.id, Use()) for code in book.codes}


def examples(
    look: Look, code: str, viewer: str | None, known: Collection[str], most: int
) -> tuple[CodedExample, ...]:
    """Return passages of a code that ``viewer`` may see, each once, without those ``known``."""
    keys, seen = look.study.stored_as(code), sight(look.study, viewer)
    found = code_usage.passages(look.connection, keys, seen, most * 3 + len(known))
    made: dict[str, CodedExample] = {}
    for each in found:
        words = " ".join(each.words.split())
        if words and words not in known:
            made.setdefault(words, CodedExample(words, each.transcript, each.coder))
    return tuple(made.values())[:most]
