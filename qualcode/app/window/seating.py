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
        data={"seat": state.seat() if window.begun else None, "asked": window.asked},
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
    """Hear which seat the browser keeps; that it keeps none must be the answer to our question.

    What the session before was told may be older than the seat that was taken since.
    """
    if not isinstance(said := getattr(told, "seat", None), str):
        return
    window = session.here()
    asked, _, name = said.partition(":")
    if name or asked == window.asked:
        window.told = name


def heard() -> bool:
    """Return whether the browser knows the seat that is sat on, as far as it says."""
    said = getattr(session.widget(session.SEAT), "seat", None)
    return not isinstance(said, str) or knows(said, state.seat())


def knows(said: str, seat: str) -> bool:
    """Return whether what a browser says, ``question:seat``, names a seat."""
    return said.partition(":")[2] == seat


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
