"""Memos on a code: what the study has learned about when to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import plain, t

if TYPE_CHECKING:
    from qualcode.model import Code, Memo
    from qualcode.project import Project


def show(project: Project, who: str, code: Code) -> None:
    """Show the memos on a code, newest first; everybody changes their own."""
    with st.form("node_memo_new", clear_on_submit=True):
        words = st.text_area(
            t("node.memo_new"), help=t("node.memo_help"), height=90, key=f"node_memo_{code.id}"
        )
        if st.form_submit_button(t("node.memo_save"), key="node_memo_add"):
            if words.strip() and _add(project, who, code, words):
                said.say(t("saved"))
            st.rerun()
    found = project.memos.list("code", code.id, viewer=who)
    if not found:
        st.caption(t("node.memo_none"))
    for memo in found:
        with st.container(border=True):
            st.caption(t("node.memo_of", coder=plain(memo.coder)))
            if memo.coder == who:
                _own(project, who, memo)
            else:
                st.text(memo.text)


def _add(project: Project, who: str, code: Code, words: str) -> Memo | None:
    return said.attempt(project.memos.add, who, "code", code.id, words)


def _own(project: Project, who: str, memo: Memo) -> None:
    words = st.text_area(
        t("node.memo"), memo.text, key=f"node_memo_text_{memo.uuid}", label_visibility="collapsed"
    )
    with st.container(horizontal=True):
        if st.button(
            t("node.memo_save"), disabled=words == memo.text, key=f"node_memo_save_{memo.uuid}"
        ):
            if said.attempt(project.memos.change, who, memo.uuid, words):
                said.say(t("saved"))
            st.rerun()
        if st.button(t("node.memo_remove"), type="tertiary", key=f"node_memo_remove_{memo.uuid}"):
            said.attempt(project.memos.remove, who, memo.uuid)
            st.rerun()
