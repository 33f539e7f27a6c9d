"""How far the codebook is: open coding, where a name is enough, or finished and frozen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import place
from qualcode.app.screen import said
from qualcode.app.screen.words import listed, plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.codebook import Finding
    from qualcode.model import Code, Codebook
    from qualcode.project import Project

MOST = 12
"""So many codes without a definition are named as links."""


def show(project: Project, book: Codebook) -> None:
    """Show the phase, and the way to the next one."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("codebook.phase_frozen" if book.frozen else "codebook.phase_open"))
        if book.frozen:
            if st.button(t("codebook.thaw"), icon=":material/lock_open:", key="codebook_thaw"):
                said.attempt(project.codebook.thaw)
                st.rerun()
        elif book.codes:
            _finish(project, book)


def _finish(project: Project, book: Codebook) -> None:
    bare = undefined(book)
    with st.popover(t("codebook.freeze"), icon=":material/lock:"):
        st.markdown(t("codebook.freeze_help"))
        st.markdown(t("codebook.defined", n=len(book.codes) - len(bare), of=len(book.codes)))
        for code in bare[:MOST]:
            st.button(
                t("codebook.define", code=plain(code.label(state.language()))),
                icon=":material/edit:",
                type="tertiary",
                key=f"codebook_define_{code.id}",
                on_click=partial(place.look_at, code.id),
            )
        if len(bare) > MOST:
            st.caption(t("codebook.more_undefined", n=len(bare) - MOST))
        if st.button(t("codebook.do_freeze"), type="primary", key="codebook_freeze"):
            _freeze(project, bare)
            st.rerun()


def undefined(book: Codebook) -> list[Code]:
    """Return the codes that have no definition yet."""
    return [code for code in book.codes if not any(map(str.strip, code.definition.values()))]


def _freeze(project: Project, bare: list[Code]) -> None:
    names = listed(code.label(state.language()) for code in bare)
    if bare:
        said.say(t("codebook.undefined", n=len(bare), codes=names), "error")
    elif said.attempt(project.codebook.freeze):
        said.say(t("codebook.is_frozen"))


def findings(project: Project, book: Codebook) -> None:
    """Show what is wrong or doubtful, each with the way to its code."""
    found = project.codebook.lint()
    if not found:
        return
    with st.expander(t("codebook.findings", n=len(found)), icon=":material/rule:"):
        for n, finding in enumerate(found):
            words = f"{t(f'codebook.{finding.severity}')} · {in_words(book, finding)}"
            if book.code(finding.code) is None:
                st.text(words)
            else:
                st.button(
                    plain(words),
                    type="tertiary",
                    key=f"codebook_finding_{n}",
                    on_click=partial(place.look_at, finding.code),
                )


def in_words(book: Codebook, finding: Finding) -> str:
    """Return a finding in the language of the screen."""
    code = book.code(finding.code)
    name = code.label(state.language()) if code else finding.code
    return t(f"codebook.finding.{finding.rule}", code=name)
