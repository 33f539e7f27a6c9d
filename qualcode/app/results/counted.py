"""Whose codings the tables count, and in which unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices
from qualcode.app.screen.words import t
from qualcode.app.window import state
from qualcode.errors import RuleError
from qualcode.i18n import tr
from qualcode.model import UNIT_KINDS

if TYPE_CHECKING:
    from qualcode.model import Round, UnitKind
    from qualcode.project import Project


def choose(project: Project) -> tuple[str | None, str | None, UnitKind]:
    """Let it be chosen whose codings are counted, where there is a choice."""
    names = [coder.name for coder in project.coders.list()]
    rounds = [None, *(held.name for held in project.rounds.list(state.coder() or None))]
    coder, round_name = _usual(project)
    width = 340 * ((len(names) > 1) + (len(rounds) > 2) + 1)
    with st.container(horizontal=True, vertical_alignment="bottom", width=width):
        if len(names) > 1:
            coder = choices.select(t("results.whose"), names, key="results_coder", default=coder)
        if len(rounds) > 2:
            round_name = choices.select(
                t("round"),
                rounds,
                key="results_round",
                default=round_name,
                shown=lambda it: it or t("results.every_round"),
            )
        unit = choices.select(
            t("results.unit"),
            [kind for kind in UNIT_KINDS if kind != "bracket"],
            key="results_unit",
            default="sentence",
            shown=lambda it: tr(f"unit.{it}", state.language()),
        )
    return coder, round_name, unit


def hidden(project: Project, coder: str | None, round_name: str | None) -> Round | None:
    """Return the open independent round in which another coder's work is theirs alone."""
    if state.coder() in {"", coder}:
        return None
    alone = [it for it in project.rounds.list() if it.blind]
    return next((held for held in alone if round_name in {None, held.name}), None)


def _usual(project: Project) -> tuple[str, str | None]:
    """Return whose codings count unless another is chosen."""
    try:
        layer = project.tables.layer()
    except RuleError:
        return state.coder(), None
    return layer.coder, layer.round
