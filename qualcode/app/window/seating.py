"""Sitting down: what the browser keeps as this window's seat, and the question who codes here."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from qualcode.app.screen import parts
from qualcode.app.screen.words import plain
from qualcode.app.window import session, state

_SEAT = st.components.v2.component(
    "qualcode.seat",
    js=(Path(__file__).parents[1] / "assets" / "seat.js").read_text(encoding="utf-8"),
    css=f".st-key-{session.SEAT} {{ position: absolute; }}",
    isolate_styles=False,
)


@st.fragment(key="qc_seat")
def hear() -> None:
    """Tell the browser this window's seat, or ask which one it keeps where none is known yet.

    What it keeps comes with the first run after a broken line, too: only a window that was just
    loaded is asked in a run of its own. That it keeps a new one is told to this small part alone,
    so that the page is not drawn again under the hands of whoever began to work on it.
    """
    window = session.here()
    told = _SEAT(
        key=session.SEAT,
        data={"seat": state.seat() if window.begun else None},
        on_seat_change=lambda: _note(session.widget(session.SEAT)),
    )
    if not window.begun:
        _note(told)
        if window.told is not None:
            st.rerun()


def wait() -> NoReturn:
    """Draw nothing until the browser has said which seat it keeps."""
    st.stop()


def _note(told: Any) -> None:
    if isinstance(name := getattr(told, "seat", None), str):
        session.here().told = name


def ask() -> None:
    """Show who codes in the study, for one of them to sit down; nothing of its work is drawn."""
    parts.heading("seat.title", "seat.help")
    with st.container(border=True):
        for n, name in enumerate(state.coders()):
            st.button(
                plain(name),
                icon=":material/person:",
                key=f"seat_{n}",
                width="stretch",
                on_click=state.code_as,
                args=(name,),
            )
    if project := state.project():
        parts.another_coder(project)
