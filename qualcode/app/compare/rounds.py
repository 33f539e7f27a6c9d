"""The rounds of the study: what each is for, opening the next, and coding one again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.compare import opened
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.i18n import tr
from qualcode.review import standing

if TYPE_CHECKING:
    from qualcode.model import Round, RoundKind
    from qualcode.project import Project

KINDS: tuple[RoundKind, ...] = ("independent", "training", "discussion")
"""A consensus round is opened where it is adjudicated."""
DAY = len("2026-11-24")


def show(project: Project) -> None:
    """Show the rounds, let one be closed, and let the next be opened."""
    again = opened.recoding(project)
    if again is not None:
        opened.hidden(project, again)
    known = project.rounds.list(state.coder() or None)
    if known:
        _table(known)
    running = [it for it in known if it.status == "open" and it != again and not it.settles]
    with st.container(horizontal=True):
        for held in running:
            opened.close(project, held)
    left, right = st.columns(2, gap="large")
    with left:
        _new(project)
    if again is None:
        with right:
            recode(project, known)


def _table(known: tuple[Round, ...]) -> None:
    rows = [
        {
            t("round"): held.name,
            t("rounds.kind"): parts.round_kind(held),
            t("rounds.status"): t(f"round_status.{held.status}"),
            t("rounds.opened"): held.opened[:DAY],
            t("rounds.closed"): (held.closed or "")[:DAY],
            t("rounds.standing"): tr(f"standing.{standing(held)}", state.language()),
        }
        for held in known
    ]
    st.dataframe(rows, hide_index=True, key="rounds_table")


def _new(project: Project) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(t("rounds.new"), anchor=False)
        kind = st.radio(
            t("rounds.kind"),
            KINDS,
            format_func=lambda it: t(f"round_kind.{it}"),
            captions=[t(f"rounds.about_{it}") for it in KINDS],
            key=f"rounds_kind_{state.language()}",
        )
        name = st.text_input(t("rounds.name"), key="rounds_name", placeholder=t("rounds.name_hint"))
        if st.button(t("rounds.open"), type="primary", key="rounds_open"):
            made = said.attempt(project.rounds.open, name or None, kind)
            if made is not None:
                said.say(t("rounds.opened_now", name=made.name))
            st.rerun()


def alone(project: Project) -> None:
    """Let a lone coder close their round, and later code it once more."""
    known = project.rounds.list(state.coder())
    with st.container(horizontal=True):
        for held in known:
            if held.status == "open":
                opened.close(project, held)
    recode(project, known)


def recode(project: Project, known: tuple[Round, ...]) -> None:
    """Let a coder code a closed round of their own once more, after some time."""
    who = state.coder()
    mine = [it for it in reversed(known) if _own(project, it, who)]
    with st.container(border=True, height="stretch"):
        st.subheader(t("rounds.recode"), anchor=False)
        st.markdown(t("rounds.about_recode"))
        if not mine:
            st.caption(t("rounds.nothing_to_recode"))
            return
        name = choices.select(t("round"), [it.name for it in mine], key="rounds_source")
        wait = project.rounds.advised(name)
        if wait is not None:
            st.info(t("rounds.wait", day=wait.isoformat()), icon=":material/event:")
        if st.button(t("rounds.do_recode", coder=plain(who)), key="rounds_recode"):
            made = said.attempt(project.rounds.recode, name, who)
            if made is not None:
                said.say(t("rounds.recoding_now", name=made.name))
                state.go("code")
            st.rerun()


def _own(project: Project, held: Round, who: str) -> bool:
    """Return whether a round may be coded again by a coder: closed, and they read in it."""
    closed = held.status == "closed" and held.kind == "independent" and not held.recodes
    return closed and bool(who) and bool(project.codings.readings(who, round=held.name))
