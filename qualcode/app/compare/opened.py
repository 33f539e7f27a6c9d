"""A round that is still open: who has read how much, and closing it; nobody's codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.model import Round
    from qualcode.project import Project


def show(project: Project, held: Round) -> None:
    """Say why an open round is not compared, and let it be closed."""
    if held.recodes:
        st.info(
            t("compare.recodes", coder=plain(held.coder or ""), name=plain(held.name)),
            icon=":material/lock_open:",
        )
        return
    st.info(t(f"compare.open_{held.kind}", name=plain(held.name)), icon=":material/lock_open:")
    read = _read(project, held)
    everything = len(project.transcripts.list())
    for name, texts in read.items():
        st.caption(t("compare.read_by", coder=plain(name), n=len(texts), all=everything))
    close(project, held, alone=not _shared(read))


def close(project: Project, held: Round, *, alone: bool = False) -> None:
    """Let a round be closed once it was said what that means."""
    with st.popover(t("compare.close_round", name=plain(held.name)), icon=":material/lock:"):
        if alone:
            st.warning(t("compare.not_shared_yet"))
        st.markdown(t("compare.close_help"))
        if st.button(t("compare.do_close"), type="primary", key=f"compare_close_{held.name}"):
            said.attempt(project.rounds.close, held.name)
            st.rerun()


def recoding(project: Project) -> Round | None:
    """Return the open round in which this session's coder codes again."""
    mine = [it for it in project.rounds.list() if it.recodes and it.coder == state.coder()]
    return next((it for it in mine if it.status == "open"), None)


def hidden(project: Project, again: Round) -> None:
    """Say that earlier work is hidden while it is coded again, and how that ends."""
    st.info(
        t("compare.hidden", source=plain(again.source or ""), name=plain(again.name)),
        icon=":material/visibility_off:",
    )
    with st.container(horizontal=True):
        if st.button(t("next.go_code"), type="primary", key="compare_go_code"):
            state.go("code")
            st.rerun()
        close(project, again)


def _read(project: Project, held: Round) -> dict[str, set[int]]:
    """Return in which texts each coder has read in a round: how far all are, not what they saw."""
    return {
        name: {it.text_id for it in project.codings.readings(name, round=held.name)}
        for name in state.coders()
    }


def _shared(read: dict[str, set[int]]) -> bool:
    """Return whether some transcript was read by two."""
    each = [text for texts in read.values() for text in texts]
    return len(each) > len(set(each))
