"""A decision as it is written: who decided what about which suggestion, on which card."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Decision
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from qualcode.model import Act as DecisionAct
    from qualcode.model import Coder, Pick, Round
    from qualcode.store import Act
    from qualcode.store.machine import Proposed


@dataclass(frozen=True, slots=True)
class Case:
    """Who decides what about which suggestion, in which round, on which card.

    ``shown`` is the key of the record that it was shown, ``None`` where it never was.
    """

    person: Coder
    round: Round
    proposed: Proposed
    what: DecisionAct
    pick: Pick | None
    shown: int | None


def record(act: Act, case: Case, coding: int | None, ms: int | None) -> Decision:
    """Write what was decided about a suggestion."""
    suggestion, unit = case.proposed.suggestion, case.proposed.unit
    return put_decision(
        act,
        Decision(
            coder=case.person.name,
            round=case.round.name,
            suggestion=suggestion.id,
            act=case.what,
            coding=coding,
            ms=ms,
            unit=unit.id,
            code=suggestion.code,
        ),
        (case.person, case.round, case.pick),
        case.shown,
    )


def put_decision(
    act: Act, said: Decision, where: tuple[Coder, Round, Pick | None], shown: int | None = None
) -> Decision:
    """Write a decision with the codebook version of this moment and how its unit came up."""
    person, found, pick = where
    book = act.study.book
    code = act.study.codes.get(said.code)
    key = act.insert(
        "decision",
        uuid=str(uuid.uuid4()),
        round=found.id,
        coder=person.id,
        suggestion=said.suggestion,
        shown=shown,
        unit=said.unit,
        code=code,
        codebook=book.version,
        pick=pick.id if pick else None,
        act=said.act,
        coding=said.coding,
        ms=said.ms,
        pick_probability=pick.probability if pick else None,
        at=now(),
    )
    return Decision(
        coder=said.coder,
        round=said.round,
        suggestion=said.suggestion,
        act=said.act,
        coding=said.coding,
        ms=said.ms,
        pick_probability=pick.probability if pick else None,
        unit=said.unit,
        code=said.code,
        codebook=book.version,
        pick=pick.id if pick else None,
        id=key,
    )
