"""Coding again (重编码): one coder's two rounds, compared as if two had coded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from qualcode.errors import Clause, RuleError
from qualcode.store import Look, work
from qualcode.study.access import recoding_of

if TYPE_CHECKING:
    from qualcode.model import Coder, Coding, Reading, Round

WAIT = timedelta(days=14)
"""How long after a round was closed coding it again is advised, so that little is remembered."""


def advised(found: Round, today: date | None = None) -> date | None:
    """Return the day from which coding a round again is advised, ``None`` once it has come.

    Days are those of UTC; ``None`` also for a round that is open.
    """
    if found.closed is None:
        return None
    day = datetime.fromisoformat(found.closed).date() + WAIT
    return day if day > (today or datetime.now(UTC).date()) else None


def recoder(look: Look, found: Round, name: str | None) -> Coder:
    """Return who may code a round again: the one named, else the only one who read in it.

    Raises:
        RuleError: the round is open or no independent one, nobody or several read in it, or the
            coder codes again already.
    """
    if found.status != "closed" or found.kind != "independent" or found.recodes:
        if found.recodes:
            raise RuleError("intra_coder.no_recoding_again", name=found.name)
        if found.kind != "independent":
            kind = Clause(f"round.{found.kind}")
            raise RuleError("intra_coder.independent", name=found.name, kind=kind)
        raise RuleError("intra_coder.closed", name=found.name)
    read = {who for who, where in work.who_read(look.connection) if where == found.name}
    people = [c.name for c in look.study.coders if c.name in read and c.kind == "person"]
    if name is not None:
        name = look.study.coder(name).name
    elif len(people) == 1:
        name = people[0]
    if name not in people:
        who = people or Clause("error.word.nobody")
        raise RuleError("intra_coder.one_coder", name=found.name, who=who)
    again = recoding_of(look.study, name)
    if again is not None:
        raise RuleError("intra_coder.already", name=name, name2=again.name)
    return look.study.coder(name)


def columns(
    look: Look, found: Round
) -> tuple[tuple[str, ...], tuple[Coding, ...], tuple[Reading, ...]]:
    """Return the two columns of a closed recoding: their names, and the work under these names.

    They are named as ``A (R1)`` and ``A (R2)``, so that the one matrix of agreement compares a
    coder with themselves; what one of the rounds did not read is missing there.

    Raises:
        RuleError: the round is no recoding, or it is open.
    """
    if not found.recodes or found.coder is None or found.source is None:
        raise RuleError("intra_coder.no_recoding", name=found.name)
    if found.status != "closed":
        raise RuleError("intra_coder.open_round", name=found.name)
    person = look.study.coder(found.coder)
    both = (look.study.round(found.source), found)
    named = {f"{person.name} ({each.name})": each.id for each in both}
    codings = tuple(
        replace(coding, coder=name)
        for name, key in named.items()
        for coding in work.codings(
            look.connection, coder=person.id, round_id=key, codebook=found.codebook
        )
    )
    readings = tuple(
        replace(reading, coder=name)
        for name, key in named.items()
        for reading in work.readings(look.connection, coder=person.id, round_id=key)
    )
    return tuple(named), codings, readings
