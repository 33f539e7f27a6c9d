"""Passages of a code that may serve as its examples, each taken with one click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.model import Code
    from qualcode.project import Project

MOST = 8


def show(project: Project, code: Code, *, frozen: bool) -> None:
    """Show passages that the coder may see; a frozen codebook takes none."""
    who = state.coder()
    with st.expander(t("codebook.from_codings"), icon=":material/format_quote:"):
        found = project.codebook.examples_of(code.id, who or None, most=MOST)
        if not found:
            st.caption(t("codebook.no_passages"))
        for n, each in enumerate(found):
            words, button = st.columns([5, 2], vertical_alignment="center")
            words.text(each.words)
            words.caption(t("codebook.from", transcript=each.transcript, coder=each.coder))
            button.button(
                t("codebook.take_example"),
                key=f"codebook_take_{code.id}_{n}",
                disabled=frozen,
                on_click=partial(_take, project, code.id, each.words),
            )


def _take(project: Project, code: str, words: str) -> None:
    if said.attempt(project.codebook.add_examples, code, [words], by=state.coder()):
        said.say(t("saved"))
