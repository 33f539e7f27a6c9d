"""Codebook: codes in a tree, what each means, how they are related, and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import (
    adding,
    examples,
    files,
    form,
    outline,
    phase,
    place,
    relations,
    reshape,
    versions,
)
from qualcode.app.screen import choices, parts
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project

VIEWS = ("codes", "relations", "versions", "files")


def show() -> None:
    """Show the codebook of the study."""
    project = parts.opened("codebook.title", "codebook.help")
    if project is None:
        return
    book = project.codebook.current()
    phase.show(project, book)
    view = choices.segments(
        t("codebook.view"), VIEWS, key="codebook_view", shown=lambda it: t(f"codebook.view_{it}")
    )
    if view == "codes":
        _codes(project, book)
    else:
        {"relations": relations, "versions": versions, "files": files}[view].show(project, book)


def _codes(project: Project, book: Codebook) -> None:
    if not book.frozen:
        adding.show(project, book)
    if not book.codes:
        parts.empty("codebook.none")
        return
    who = state.coder()
    table, one = st.columns([5, 3], gap="medium")
    with table:
        outline.show(book, project.codebook.uses(who) if who else {})
        phase.findings(project, book)
    with one:
        code = place.choose(book)
        if st.button(
            t("codebook.passages"), icon=":material/format_quote:", key="codebook_passages"
        ):
            state.go("node", node=code.id)
            st.rerun()
        form.show(project, book, code)
        examples.show(project, code, frozen=book.frozen)
        if not book.frozen:
            reshape.show(project, book, code)
