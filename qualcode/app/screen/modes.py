"""How coders meet suggestions: what is chosen now, in words, and choosing another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import t
from qualcode.app.window import session, state
from qualcode.model import MODES

if TYPE_CHECKING:
    from qualcode.project import Project


def current(project: Project) -> None:
    """Say which mode is in force, and in one sentence what it means."""
    mode = project.suggestions.mode()
    st.caption(t("mode.now", name=t(f"mode.{mode}"), means=t(f"mode.{mode}_means")))


def choose(project: Project) -> None:
    """Let another mode be chosen for the whole project."""
    # the browser knows an option by its words only, so another language is another widget
    key = session.MODE + state.language()
    words = {it: t(f"mode.{it}") for it in MODES}
    session.fill(key, project.suggestions.mode())
    st.radio(
        t("mode.choose"),
        MODES,
        format_func=words.__getitem__,
        captions=[t(f"mode.{it}_means") for it in MODES],
        key=key,
        on_change=_choose,
        args=(key,),
    )


def _choose(key: str) -> None:
    project = state.project()
    if project is not None:
        said.attempt(project.suggestions.set_mode, session.widget(key))
