"""Back-coding (回头编码): what was read with an older meaning, one turn after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.node import chosen
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.gathering.backcoding import Due
    from qualcode.model import Code
    from qualcode.project import Project


def show(project: Project, who: str, code: Code) -> None:
    """Show what is due for the code and lead to it, then what is due for others."""
    found = project.backcoding.due(who)
    own = next((it for it in found if it.code == code.id), None)
    if own is None:
        st.caption(t("backcoding.none"))
    else:
        _queue(project, who, own)
    _others(project, [it for it in found if it.code != code.id])


def _queue(project: Project, who: str, due: Due) -> None:
    whole = due.turns + due.done
    st.markdown(t("backcoding.help"))
    st.progress(due.done / whole, text=t("backcoding.progress", done=due.done, n=whole))
    if st.button(
        t("backcoding.next"), type="primary", icon=":material/arrow_forward:", key="backcoding_next"
    ):
        at = project.backcoding.next(who, due.code)
        if at is not None:
            state.go("code", transcript=at.transcript, place=at.start)
        st.rerun()
    rows = [{t("transcript"): name, t("backcoding.turns"): n} for name, n in due.transcripts]
    st.dataframe(rows, hide_index=True, key="backcoding_transcripts")


def _others(project: Project, found: Sequence[Due]) -> None:
    if not found:
        return
    book = project.codebook.current()
    st.caption(t("backcoding.others"))
    with st.container(horizontal=True):
        for it in found:
            code = book.code(it.code)
            label = code.label(state.language()) if code else it.code
            st.button(
                t("backcoding.other", label=plain(label), n=it.turns),
                on_click=chosen.open_node,
                args=(project, it.code),
                key=f"backcoding_{it.code}",
            )
