"""The disputes of a closed round, with what a panel decided."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.gathering.comparison import compared_round, settling_round
from qualcode.gathering.disagreements import ComparedRound
from qualcode.review import disagreement
from qualcode.store import adjudications, brackets, texts, work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Round, UnitKind
    from qualcode.review.disagreement import Dispute
    from qualcode.store import Look


SHORT = 8
"""So many characters of a decision's uuid name it."""


def disputes_of(
    look: Look,
    compared: Round,
    unit: UnitKind | None = None,
    coders: Sequence[str] | None = None,
) -> list[Dispute]:
    """Return the disputes of a closed round with what was decided.

    A closed round never changes, so only the decisions are looked up anew each time; brackets may
    be drawn anew.
    """
    held = settling_round(look.study, compared)
    kind = unit or (held.unit if held and held.unit else "sentence")
    unit_set_of(look, kind)
    there = tuple(look.names().items())
    cut = brackets.chosen(look.study.settings) if kind == brackets.KIND else {}
    asked = (kind, tuple(coders or ()), tuple(sorted(cut.items())))
    key = ("disputes", compared.id, compared.hash, *asked, there)

    def make() -> tuple[Dispute, ...]:
        sheets = ComparedRound(look, compared, kind, coders).sheets()
        return tuple(it for sheet in sheets for it in disagreement.of_sheet(sheet))

    found = look.keep(key, make)
    decisions = adjudications.decided(look.connection, held.id) if held else {}
    return [
        replace(it, decision=said) if (said := decisions.get((it.unit_id, it.code))) else it
        for it in found
    ]


def unit_set_of(look: Look, unit: str) -> int:
    """Return the key of the unit set that disputes are about."""
    sets = texts.unit_set_ids(look.connection)
    if unit not in sets:
        raise InputError("adjudication.sets", sets=tuple(sets), unit=unit)
    return sets[unit]


def decided(look: Look, round: str | None) -> dict[tuple[int, str], int]:
    """Return 1 or 0 by (unit id, code) for what was decided about a compared round.

    The units are of the consensus round's ``unit``; see ``review.post_discussion``.
    """
    compared = compared_round(look.study, round, partial(work.who_read, look.connection))
    held = settling_round(look.study, compared)
    found = adjudications.decided(look.connection, held.id) if held else {}
    return {key: int(each.result == "yes") for key, each in found.items()}
