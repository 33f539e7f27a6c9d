"""The frame beside every page: which study is open, who codes, in which language."""

from __future__ import annotations

import streamlit as st

from qualcode.app.screen.words import plain, t
from qualcode.app.window import session, state

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
    sits = state.sitting()
    if len(people) < 2 or sits.coder not in people:
        return
    # a browser that is slow to hear of the next seat sends what stood on the one before
    key = f"{session.CODER}{sits.seat}"
    with st.container(key="sidebar_coder"):
        st.selectbox(
            t("sidebar.coder"),
            people,
            index=people.index(sits.coder),
            key=key,
            on_change=_code_as,
            args=(sits.seat, key),
        )


def _code_as(seat: str, key: str) -> None:
    """Let whoever was chosen sit down, where the choice was made on the seat that is sat on."""
    if seat == state.seat():
        state.code_as(session.widget(key))


def _speak() -> None:
    state.speak(session.widget(session.LANGUAGE))
