"""Asking for suggestions: the machine works in a process of its own while people code on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import t
from qualcode.app.verify import refit
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.app.verify.refit import Outcome
    from qualcode.project import Project

EVERY = 2.0
"""So many seconds pass until a refit at work is looked at again."""


def button(project: Project, who: str, words: str, *, key: str = "verify_ask") -> None:
    """Show the button that asks for suggestions."""
    st.button(
        t(words),
        type="secondary" if project.suggestions.enabled() else "primary",
        icon=":material/auto_awesome:",
        key=key,
        disabled=project.store.read_only or refit.working(project.path, who),
        on_click=_ask,
    )


def watch(project: Project, who: str) -> None:
    """Show whether the machine is at work, and look again and again until it has ended."""
    study = session.study()
    was, study.busy = study.busy, refit.working(project.path, who)
    if was or refit.waits(project.path, who):
        st.fragment(_look, key="verify_refit", run_every=EVERY if study.busy else None)()


def _look() -> None:
    """Say that the machine is at work, and once it has ended what came of it."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    ended = refit.outcome(project.path, who)
    if ended is not None:
        session.study().busy = False
        _tell(ended)
        st.rerun()
    if refit.working(project.path, who):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("verify.working"), width="content")
            if st.button(t("verify.stop"), type="tertiary", key="verify_stop"):
                session.study().failed = True
                refit.stop(project.path, who)
                st.rerun()
    elif session.study().busy:
        session.study().busy = False
        st.rerun()


def begin_if_due(project: Project, who: str) -> bool:
    """Ask again where enough was read since the last time; return whether that began now."""
    barred = session.study().failed or project.store.read_only
    if barred or refit.working(project.path, who):
        return False
    return project.suggestions.due(who) and refit.start(project.path, who)


def _ask() -> None:
    project, who = state.project(), state.coder()
    if project is not None and who:
        session.study().failed = False
        refit.start(project.path, who)


def _tell(ended: Outcome) -> None:
    if ended.error:
        session.study().failed = True
        said.say(t("verify.failed", why=ended.error.sentence(state.language(), "app")), "error")
    elif ended.report["suggested"]:
        said.say(t("verify.asked", n=ended.report["suggested"]))
    else:
        said.say(t("verify.none_found"), "info")
