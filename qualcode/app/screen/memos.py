"""Memos on one thing, newest first: everybody writes, and changes their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import day, plain, t
from qualcode.app.window import session

if TYPE_CHECKING:
    from qualcode.model import Memo
    from qualcode.project import Project


def show(project: Project, who: str, kind: str, target: str = "", *, key: str) -> None:
    """Show the memos on a target and where to write one; ``key`` is that of the widgets."""
    with st.form(f"{key}_form", clear_on_submit=True):
        words = st.text_area(t("memos.write"), height=90, key=f"{key}_words")
        if st.form_submit_button(t("memos.keep"), key=f"{key}_keep"):
            if words.strip():
                said.attempt(project.memos.add, who, kind, target, words)
            st.rerun()
    found = project.memos.list(kind, target, viewer=who)
    if not found:
        st.caption(t("memos.none"))
    for memo in found:
        with st.container(border=True):
            _one(project, who, memo, key)


def _one(project: Project, who: str, memo: Memo, key: str) -> None:
    st.caption(_line(memo))
    changing = session.here().memos
    if memo.coder != who or changing.get(key) != memo.uuid:
        st.text(memo.text)
        if memo.coder == who:
            with st.container(horizontal=True):
                if st.button(t("memos.change"), key=f"{key}_change_{memo.uuid}", type="tertiary"):
                    changing[key] = memo.uuid
                    st.rerun()
                if st.button(t("memos.remove"), key=f"{key}_remove_{memo.uuid}", type="tertiary"):
                    said.attempt(project.memos.remove, who, memo.uuid)
                    st.rerun()
        return
    words = st.text_area(t("memos.change"), memo.text, key=f"{key}_text_{memo.uuid}")
    with st.container(horizontal=True):
        if st.button(t("memos.keep"), key=f"{key}_save_{memo.uuid}", type="primary"):
            if said.attempt(project.memos.change, who, memo.uuid, words):
                del changing[key]
            st.rerun()
        if st.button(t("memos.drop"), key=f"{key}_drop_{memo.uuid}"):
            del changing[key]
            st.rerun()


def _line(memo: Memo) -> str:
    who = plain(memo.coder)
    if memo.changed:
        written = day(memo.created)
        return t("memos.changed", coder=who, day=written, changed=day(memo.changed))
    return t("memos.by", coder=who, day=day(memo.created))
