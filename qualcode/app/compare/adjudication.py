"""Where coders of a closed round differ, a panel decides: begin, decide, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.compare import brackets, decisions, opened, queue
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.words import listed, plain, t, unmarked
from qualcode.app.window import state
from qualcode.i18n import tr
from qualcode.model import UNIT_KINDS

if TYPE_CHECKING:
    from qualcode.model import Round, UnitKind
    from qualcode.project import Project

NEW = ""
"""Instead of a panel's name: one that is made now."""
UNITS: tuple[UnitKind, ...] = ("sentence", *(it for it in UNIT_KINDS if it != "sentence"))


def show(project: Project) -> None:
    """Show how to begin, the queue, or what was decided."""
    again = opened.recoding(project)
    if again is not None:
        opened.hidden(project, again)
        return
    rounds = [it for it in reversed(project.rounds.list()) if _may_be_settled(it)]
    if not rounds:
        parts.empty("adjudicate.no_round")
        return
    name = choices.select(
        t("round"),
        [it.name for it in rounds],
        key="adjudicate_round",
        shown=lambda it: parts.round_label(next(r for r in rounds if r.name == it)),
    )
    held = project.adjudication.held(name)
    if held is None:
        _begin(project, name)
    elif held.status == "open":
        _decide(project, name, held)
    else:
        _closed(project, name, held)


def _may_be_settled(held: Round) -> bool:
    kinds = held.kind in {"independent", "discussion"} and not held.recodes
    return kinds and held.status == "closed"


def _begin(project: Project, name: str) -> None:
    """Let a panel and a unit be chosen, and open the round in which it decides."""
    disputes, why = said.tried(project.adjudication.queue, name, viewer=state.coder() or None)
    if disputes is None:
        parts.refused("adjudicate.one_coder", why)
        return
    st.markdown(t("adjudicate.begin_help", n=len(disputes)))
    panels = [it.name for it in project.coders.list() if it.kind == "panel"]
    with st.container(border=True):
        panel = NEW
        if panels:
            panel = choices.select(
                t("adjudicate.panel"),
                [*panels, NEW],
                key="adjudicate_panel",
                shown=lambda it: it or t("adjudicate.new_panel"),
            )
        members: list[str] = []
        if panel == NEW:
            read = sorted({voice.coder for it in disputes for voice in it.voices})
            members = st.multiselect(
                t("adjudicate.members"),
                state.coders(),
                default=[it for it in state.coders() if it in read],
                key=f"adjudicate_members_{name}",
                placeholder=t("adjudicate.members_hint"),
            )
        unit = choices.select(
            t("compare.unit"),
            brackets.usable(project, UNITS),
            key="adjudicate_unit",
            shown=lambda it: tr(f"unit.{it}", state.language()),
        )
        if st.button(t("adjudicate.begin"), type="primary", key="adjudicate_begin"):
            with st.spinner(t("adjudicate.copying")):
                if panel == NEW:
                    panel = _panel(project, members)
                if panel:
                    said.attempt(
                        project.adjudication.open, name, panel, unit=unit, actor=state.coder()
                    )
            st.rerun()


def _panel(project: Project, members: list[str]) -> str:
    """Make a panel named after its members; the same members are the same panel."""
    if len(members) < 2:
        said.say(t("adjudicate.two_members"), "error")
        return ""
    name = unmarked("adjudicate.panel_name", members=listed(members))
    made = said.attempt(project.coders.add_panel, name, members)
    return made.name if made else ""


def _decide(project: Project, name: str, held: Round) -> None:
    queue.show(name)
    with st.popover(t("adjudicate.close"), icon=":material/lock:"):
        st.markdown(t("adjudicate.close_help"))
        if st.button(t("compare.do_close"), type="primary", key="adjudicate_close"):
            said.attempt(project.rounds.close, held.name)
            st.rerun()


def _closed(project: Project, name: str, held: Round) -> None:
    st.info(
        t("adjudicate.closed", name=plain(held.name), n=project.adjudication.undecided(name)),
        icon=":material/lock:",
    )
    if st.button(t("adjudicate.again"), key="adjudicate_again"):
        said.attempt(
            project.adjudication.open,
            name,
            held.coder or "",
            unit=held.unit or "sentence",
            actor=state.coder(),
        )
        st.rerun()
    decisions.after(project, name, held.unit)
    disputes = project.adjudication.queue(name, viewer=state.coder() or None)
    decisions.listed(project, [it for it in disputes if it.decision])
    decisions.flags(project)
