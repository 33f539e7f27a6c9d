"""A code that is made while coding: code and codings come, go and come back together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.codebook.versions import refuse_frozen
from qualcode.errors import InputError, RuleError
from qualcode.project.codes.next_version import put_code, write_book
from qualcode.project.coding.code_target import put_places
from qualcode.store import code_maps, codebooks, texts
from qualcode.store.log import acts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.gathering.code_places import Place
    from qualcode.i18n import Language
    from qualcode.model import Code, Coder, Coding, Round
    from qualcode.store import Act
    from qualcode.store.log.acts import RecordedAct


def put_new(
    act: Act,
    person: Coder,
    found: Round,
    places: Sequence[Place],
    label: str,
    *,
    in_vivo: bool,
    language: Language,
) -> tuple[Code, tuple[Coding, ...]]:
    """Write the code of this name, unless it is there, and codings with it, inside an act.

    What is coded openly is a concept first; it is drawn together into a category later.
    """
    if not places:
        raise InputError("new_code.no_words")
    words = _words(act, places[0]) if in_vivo else ""
    label = " ".join((label or words).split())
    book = act.study.book
    code = next((it for it in book.codes if label and label in it.labels.values()), None)
    if code is not None:
        return code, put_places(act, person, found, places, code.id)
    examples = (words,) if words else ()
    code, book = put_code(act, book, label, level="concept", examples=examples, language=language)
    key = codebooks.key_of(act.connection, code.id)
    return code, put_places(act, person, found, places, code.id, key=key, codebook=book.version)


def reverse(act: Act, recorded: RecordedAct, first: RecordedAct) -> None:
    """Take the act ``first`` back, or bring it back, by reversing the newest event of it.

    The code goes with the codings while nobody needs it and the codebook version that brought
    it is still the newest: a next version is written without it, since readings and codings of
    others may name the version that had it.

    Raises:
        RuleError: the code cannot come back, since the codebook is frozen or its name is taken.
    """
    changes = recorded.body["changes"]
    act.reverse({**recorded.body, "changes": [it for it in changes if it[1] == "coding"]})
    made = _inserted(first, "code")
    if made is None:
        return
    if act.kind == "undo":
        _take_back(act, recorded, first.seq, made)
    else:
        _bring_back(act, _inserted(first, "codebook_version") or {}, made["name"])


def _take_back(act: Act, recorded: RecordedAct, seq: int, made: Mapping[str, Any]) -> None:
    written = _inserted(recorded, "codebook_version")
    if written is None or written["id"] != act.study.book.version:
        return
    book = act.study.book
    key = (made["id"], made["name"])
    if book.frozen or acts.code_needed(act.connection, key, seq, act.actor):
        return
    kept = tuple(code for code in book.codes if code.id != made["name"])
    write_book(act, book, replace(book, codes=kept), wording_only=True)


def _bring_back(act: Act, version: Mapping[str, Any], name: str) -> None:
    book = act.study.book
    if book.code(name) is not None or name in code_maps.read_as(act.connection):
        return  # it never went, or it was merged meanwhile and its codings are read as another
    refuse_frozen(book)
    code = codebooks.stored(act.connection, version["id"]).code(name)
    assert code is not None
    taken = {label for known in book.codes for label in known.labels.values()}
    for label in code.labels.values():
        if label in taken:
            raise RuleError("new_code.taken", label=label)
    write_book(act, book, replace(book, codes=(*book.codes, code)), wording_only=True)


def _inserted(recorded: RecordedAct, table: str) -> dict[str, Any] | None:
    """Return the first row of a table that an act inserted."""
    for change in recorded.body["changes"]:
        if change[0] == "insert" and change[1] == table:
            return dict(change[2])
    return None


def _words(act: Act, place: Place) -> str:
    return texts.source(act.connection, place.text_id)[max(place.start, 0) : max(place.end, 0)]
