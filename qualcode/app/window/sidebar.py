"""The frame beside every page: which study is open, who codes, in which language."""

from __future__ import annotations

import streamlit as st

from qualcode.app.screen.words import plain, t
from qualcode.app.window import seating, session, state

SPOKEN = {"zh": "中文", "en": "English"}


def show() -> None:
    """Draw the sidebar."""
    with st.sidebar:
        project = state.project()
        if project is not None:
            st.markdown(f"**{plain(project.folder.name)}**")
            _coder()
        session.fill(session.LANGUAGE, state.language())
        st.segmented_control(
            t("sidebar.language"),
            list(SPOKEN),
            required=True,
            format_func=SPOKEN.__getitem__,
            key=session.LANGUAGE,
            on_change=_speak,
            label_visibility="collapsed",
        )
        if project is not None and st.button(
            t("sidebar.leave"), icon=":material/logout:", type="tertiary", key="sidebar_leave"
        ):
            state.leave()
            state.go("overview")
            st.rerun()


def _coder() -> None:
    people = state.coders()
    if len(people) < 2 or not state.coder():
        return
    session.fill(session.CODER, state.coder())
    st.selectbox(t("sidebar.coder"), people, key=session.CODER, on_change=_code_as)


def _code_as() -> None:
    """Let whoever was chosen sit down.

    A browser that has not heard of the newest seat yet sends what was chosen before it.
    """
    if seating.heard():
        state.code_as(session.widget(session.CODER))


def _speak() -> None:
    state.speak(session.widget(session.LANGUAGE))
