"""Which suggestions a coder may be offered, and which stay hidden: one rule for every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.model import Span
from qualcode.project import modes
from qualcode.project.learning import stale_codes
from qualcode.project.part import current_book
from qualcode.project.unread import is_read, settled
from qualcode.store import machine, picks, texts
from qualcode.suggest.coin import withheld

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Codebook, Coder, Pick, Unit
    from qualcode.store import Connection
    from qualcode.store.machine import Proposed, Run


def unit_name(digest: str, start: int, end: int) -> str:
    """Return the name of a unit that holds wherever its text goes."""
    return f"{digest}:{start}:{end}"


def coin_of(connection: Connection, coder: str) -> Callable[[int, int, int], bool]:
    """Return the coder's coin: whether a unit's (text, start, end) suggestions are withheld."""
    seed, digests = machine.sample_seed(connection), texts.digests(connection)

    def coin(text: int, start: int, end: int) -> bool:
        return withheld(seed, coder, unit_name(digests[text], start, end))

    return coin


def usable(connection: Connection, run: Run, book: Codebook) -> Callable[[str], bool]:
    """Return whether a run's suggestions of a code still mean what the codebook says now."""
    stale = stale_codes(connection, run, book)
    known = {code.id for code in book.codes}
    return lambda code: code in known and code not in stale


def for_pick(
    connection: Connection, book: Codebook, pick: Pick, unit: Unit
) -> tuple[Proposed, ...]:
    """Return what there is to show for a pick, highest score first.

    Nothing where the coin withholds it, the turn was set aside, or nothing was found: who gets
    the card cannot tell which.
    """
    if pick.withheld or pick.run is None:
        return ()
    may = usable(connection, machine.run_of(connection, pick.run), book)
    found = machine.of_unit(connection, pick.run, unit.id)
    return tuple(each for each in found if may(each.suggestion.code))


def refuse_hidden(connection: Connection, person: Coder, proposed: Proposed) -> None:
    """Raise ``RuleError`` where a suggestion must not be seen by a coder, or not yet."""
    unit = proposed.unit
    if machine.shown(connection, person.id, proposed.suggestion.id) is not None:
        return
    if coin_of(connection, person.name)(unit.text_id, unit.start, unit.end):
        raise RuleError(
            "Nothing is suggested to this coder here, so that the help can be measured; "
            "code the sentence as usual."
        )
    if modes.mode(connection) == "code_first" and not answered(connection, person, unit):
        raise RuleError(
            "In this project codes come first, so suggestions are shown after the coder's own "
            "answer; answer with `qualcode review`, or choose `qualcode mode visible`."
        )


def answered(connection: Connection, person: Coder, unit: Unit) -> bool:
    """Return whether a coder has said what they find in a unit before seeing suggestions."""
    span = Span(unit.start, unit.end)
    if picks.revealed(connection, person.id, unit.text_id, span):
        return True
    versions = settled(connection, current_book(connection))
    return is_read(connection, person.id, versions, unit)
