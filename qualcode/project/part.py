"""What every part of a project shares: the store, and names looked up with a cure when unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.store import codebooks, texts, work

if TYPE_CHECKING:
    from qualcode.model import Codebook, Coder, Round
    from qualcode.project import Project
    from qualcode.store import Connection, Store


class Part:
    """A part of a project; its verbs are a user's actions."""

    def __init__(self, project: Project) -> None:
        """Belong to ``project``."""
        self.project = project

    @property
    def store(self) -> Store:
        """The project's file."""
        return self.project.store


def coder_named(connection: Connection, name: str) -> Coder:
    """Return a coder by name."""
    for coder in work.coders(connection):
        if coder.name == name:
            return coder
    raise InputError(
        f"A coder must be in the project, but {name!r} is not; "
        f"add them with `qualcode coder add {name}`."
    )


def text_named(connection: Connection, name: str) -> int:
    """Return the text key of a transcript by name."""
    key = texts.text_id(connection, name)
    if key is None:
        raise InputError(
            f"A transcript must be in the project, but {name!r} is not; "
            "ingest it first, or see `qualcode status --json` for the names."
        )
    return key


def code_named(connection: Connection, book: Codebook, name: str) -> int:
    """Return the key of a code of the current codebook by its id."""
    if book.code(name) is None:
        known = ", ".join(code.id for code in book.codes) or "none yet"
        raise InputError(
            f"A code must be in the codebook, but {name!r} is not (codes: {known}); "
            "correct it or add the code."
        )
    return codebooks.code_ids(connection)[name]


def current_book(connection: Connection) -> Codebook:
    """Return the newest version of the codebook; a project is born with one."""
    return book_of(connection, codebooks.newest(connection))


def book_of(connection: Connection, version: int) -> Codebook:
    """Return a version of the codebook that something in the file refers to."""
    book = codebooks.codebook(connection, version)
    assert book is not None
    return book


def round_named(connection: Connection, name: str) -> Round:
    """Return a round by name."""
    for found in work.rounds(connection):
        if found.name == name:
            return found
    raise InputError(
        f"A round must be in the project, but {name!r} is not; "
        f"open it with `qualcode round open {name}`."
    )


def open_round(connection: Connection, name: str | None) -> Round:
    """Return the named round, or the newest open one; it must be open.

    Raises:
        RuleError: the round is closed, or none is open.
    """
    if name is not None:
        found = round_named(connection, name)
        refuse_closed(found)
        return found
    still_open = [found for found in work.rounds(connection) if found.status == "open"]
    if not still_open:
        raise RuleError(
            "Coding needs an open round, but every round is closed; "
            "open one with `qualcode round open`."
        )
    return still_open[-1]


def refuse_closed(found: Round) -> None:
    """Raise ``RuleError`` where a round is closed."""
    if found.status == "closed":
        raise RuleError(
            f"Round {found.name} is closed and hashed, so nothing in it can change; "
            "open a new round with `qualcode round open`."
        )


def next_round_name(connection: Connection) -> str:
    """Return the first free name of the form ``R1``."""
    taken = {found.name for found in work.rounds(connection)}
    return next(name for n in range(1, len(taken) + 2) if (name := f"R{n}") not in taken)


def refuse_peeking(connection: Connection, found: Round | None, coder: str) -> None:
    """Raise ``RuleError`` where ``found``, or without it some round, hides a coder's work."""
    for each in [found] if found else hidden_rounds(connection):
        if each.status == "open" and each.kind == "independent":
            raise RuleError(
                f"Round {each.name} is open and independent, so the codings of {coder} are theirs "
                "alone until it is closed; close the round first."
            )


def hidden_rounds(connection: Connection) -> list[Round]:
    """Return the rounds in which nobody sees another's work: open and independent."""
    return [
        found
        for found in work.rounds(connection)
        if found.status == "open" and found.kind == "independent"
    ]
