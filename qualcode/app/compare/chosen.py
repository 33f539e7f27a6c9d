"""What is compared: a closed round, who in it, and in which unit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from qualcode.app.compare import brackets, opened
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.words import t
from qualcode.app.window import session, state
from qualcode.i18n import tr
from qualcode.project.comparing.agreement import COUNTED
from qualcode.review import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from qualcode.model import Round
    from qualcode.project import Project
    from qualcode.project.comparing.agreement import Counted

T = TypeVar("T")

FREE = "free"
"""Not a unit: the passages as coders marked them."""
REMEMBERED = 24
"""So many figures of closed rounds are kept in a session."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A closed round that can be compared; ``coders`` is ``None`` for all who read."""

    round: Round
    everybody: tuple[str, ...]
    coders: tuple[str, ...] | None
    unit: str

    @property
    def counted(self) -> Counted:
        """Return the unit to list passages in: sentences for what has none of its own."""
        return self.unit if self.unit in COUNTED else "sentence"


def choose(
    project: Project,
    units: tuple[str, ...] = COUNTED,
    *,
    key: str = "compare_unit",
    two: bool = False,
) -> Chosen | None:
    """Let a round, coders and a unit be chosen; where nothing can be compared, say what to do.

    ``two`` is for what is defined for two coders only. Who codes again sees no closed round.
    """
    again = opened.recoding(project)
    if again is not None:
        opened.hidden(project, again)
        return None
    first, second, third = st.columns([3, 3, 2], vertical_alignment="bottom")
    with first:
        held = _round(project)
    if held.status == "open":
        opened.show(project, held)
        return None
    found, why = said.tried(project.agreement.seen_by(state.coder()).compared, round=held.name)
    if found is None:
        parts.refused("compare.unshared", why)
        parts.next_round(project, key="compare_next")
        return None
    with third:
        unit = _unit(units, key)
    with second:
        people = found.matrix.coders
        coders = _two(people) if two else _several(held, people)
    if standing(held) != "reliability":
        st.info(tr(f"standing.{standing(held)}", state.language()), icon=":material/info:")
    if unit == "bracket" and not brackets.usable(project, ["bracket"]):
        brackets.offer(project)
        return None
    if coders is not None and len(coders) < 2:
        st.info(t("compare.two"))
        return None
    return Chosen(held, people, coders, unit)


def remembered(project: Project, what: str, asked: Hashable, make: Callable[[], T]) -> T:
    """Return what was made of a closed round before, else make it: such a round never changes.

    ``asked`` says of what: it must hold the round, and whatever else was chosen.
    """
    made: dict[Hashable, T] = session.here().compare.made
    there = tuple((info.text_id, info.name) for info in project.transcripts.list())
    key = (str(project.path), what, asked, state.language(), there)
    if key not in made:
        for old in list(made)[: 1 - REMEMBERED]:
            del made[old]
        made[key] = make()
    return made[key]


def _round(project: Project) -> Round:
    names = {it.name: it for it in reversed(project.rounds.list()) if not it.settles}
    closed = [name for name, held in names.items() if held.status == "closed"]
    usual, _ = said.tried(project.agreement.compared)
    name = choices.select(
        t("round"),
        names,
        key="compare_round",
        default=usual.round.name if usual else next(iter(closed), None),
        shown=lambda it: parts.round_label(names[it]),
    )
    return names[name]


def _unit(units: tuple[str, ...], key: str) -> str:
    return choices.select(
        t("compare.unit"),
        units,
        key=key,
        shown=lambda it: t("compare.free") if it == FREE else tr(f"unit.{it}", state.language()),
    )


def _two(people: tuple[str, ...]) -> tuple[str, ...] | None:
    """Let a pair be chosen, where there are several."""
    if len(people) < 3:
        return None
    return choices.select(
        t("compare.pair"), list(combinations(people, 2)), key="compare_two", shown=" – ".join
    )


def _several(held: Round, people: tuple[str, ...]) -> tuple[str, ...] | None:
    """Let coders be chosen, where there are more than two."""
    if len(people) < 3:
        return None
    chosen = st.multiselect(
        t("compare.who"), people, key=f"compare_who_{held.name}", placeholder=t("compare.everybody")
    )
    return tuple(chosen) or None
