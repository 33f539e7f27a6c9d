"""What every part of a project shares: the store, and names looked up with a cure when unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.store import codebooks, texts, work
from qualcode.study import access

if TYPE_CHECKING:
    from collections.abc import Collection

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


def open_round(connection: Connection, name: str | None, person: Coder | None = None) -> Round:
    """Return the named round, or the newest open one in which ``person`` may code.

    Raises:
        RuleError: the round is closed or another's, or none is open.
    """
    if name is not None:
        found = round_named(connection, name)
        refuse_closed(found)
        refuse_others(found, person)
        return found
    still_open = [found for found in work.rounds(connection) if found.status == "open"]
    usable = [found for found in still_open if may_code(found, person.name if person else None)]
    if not usable:
        why = "none that is open is for this coder" if still_open else "every round is closed"
        raise RuleError(
            f"Coding needs an open round, but {why}; open one with `qualcode round open`."
        )
    return usable[-1]


def may_code(found: Round, name: str | None) -> bool:
    """Return whether a coder may code in a round; without a name, whether any coder may.

    A recoding is its coder's alone, and where a panel decides nobody codes.
    """
    return not found.settles and (not found.recodes or found.coder == name)


def refuse_others(found: Round, person: Coder | None = None) -> None:
    """Raise ``RuleError`` where a round is a panel's, or another coder's own."""
    if found.settles:
        raise RuleError(
            f"Round {found.name} holds what {found.coder} decided about round {found.source}, so "
            "nothing is coded in it; decide with `qualcode adjudicate decide`."
        )
    if person is not None and not may_code(found, person.name):
        raise RuleError(
            f"Round {found.name} is for {found.coder} to code again alone, but {person.name} was "
            "named; name another round."
        )


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


def recoding_of(connection: Connection, coder: str) -> Round | None:
    """Return the open round in which a coder codes again, ``None`` where there is none."""
    for found in work.rounds(connection):
        if found.recodes and found.status == "open" and found.coder == coder:
            return found
    return None


def hidden_own(connection: Connection, coder: str) -> frozenset[str]:
    """Return the rounds whose work coders may not look at: while they code again, closed ones."""
    if recoding_of(connection, coder) is None:
        return frozenset()
    return frozenset(r.name for r in work.rounds(connection) if r.status == "closed")


def refuse_recalling(connection: Connection, found: Round | None, coder: str) -> None:
    """Raise ``RuleError`` where coders who code again look at a round that they closed before."""
    recoding = recoding_of(connection, coder)
    if recoding is not None and found is not None and found.status == "closed":
        raise hidden_while(recoding)


def refuse_export(connection: Connection, done: Collection[tuple[str, str]]) -> None:
    """Raise ``RuleError`` where a file must not hold the work of these rounds and coders."""
    found = access.withheld(done, work.rounds(connection))
    if found is not None and len(found.coders) > 1:
        raise RuleError("exchange.mixed", round=found.round.name, coders=", ".join(found.coders))
    if found is not None:
        raise hidden_while(found.round)


def hidden_while(recoding: Round) -> RuleError:
    """Return the error of looking at one's earlier work while coding again."""
    return RuleError(
        f"{recoding.coder} codes again in round {recoding.name}, so what they coded before is "
        f"hidden until that is closed; close it with `qualcode round close {recoding.name}`."
    )
