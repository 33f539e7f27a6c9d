"""Merge, split, move and remove a code, each with what it would do shown first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import following, place
from qualcode.app.screen import choices, said
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.codebook import Merge, Remove, Split

if TYPE_CHECKING:
    from qualcode.model import Code, Codebook
    from qualcode.project import Project

ACTS = ("merge", "split", "order", "remove")


def show(project: Project, book: Codebook, code: Code) -> None:
    """Show the acts on a code that change the codebook around it."""
    with st.expander(t("codebook.reshape"), icon=":material/account_tree:"):
        act = choices.segments(
            t("codebook.reshape"),
            ACTS,
            key="codebook_act",
            shown=lambda it: t(f"codebook.act_{it}"),
        )
        {"merge": _merge, "split": _split, "order": _order, "remove": _remove}[act](
            project, book, code
        )


def _merge(project: Project, book: Codebook, code: Code) -> None:
    others = {it.id: it for it in book.codes if it.id != code.id}
    if not others:
        st.caption(t("codebook.merge_none"))
        return
    st.caption(t("codebook.merge_help", code=plain(code.label(state.language()))))
    into = choices.select(
        t("codebook.merge_into"),
        others,
        key="codebook_merge_into",
        shown=lambda it: others[it].label(state.language()),
    )
    name = others[into].label(state.language())
    if following.confirm(
        project,
        book,
        Merge((code.id,), into),
        t("codebook.do_merge", code=plain(code.label(state.language())), into=plain(name)),
        key="codebook_merge",
        done=t("codebook.merged", code=code.label(state.language()), into=name),
    ):
        place.look_at(into)
        st.rerun()


def _split(project: Project, book: Codebook, code: Code) -> None:
    st.caption(t("codebook.split_help", code=plain(code.label(state.language()))))
    names = st.text_area(
        t("codebook.split_names"), height=90, key=f"codebook_split_names_{code.id}"
    )
    labels = tuple(line.strip() for line in names.splitlines() if line.strip())
    if labels and following.confirm(
        project,
        book,
        Split(code.id, labels, language=state.language()),
        t("codebook.do_split", n=len(labels)),
        key="codebook_split",
        done=t("codebook.was_split", code=code.label(state.language()), n=len(labels)),
    ):
        st.rerun()


def _order(project: Project, book: Codebook, code: Code) -> None:
    st.caption(t("codebook.order_help"))
    with st.container(horizontal=True):
        for step, name in ((-1, "up"), (1, "down")):
            at = place.neighbour(book, code, step)
            st.button(
                t(f"codebook.{name}"),
                icon=f":material/arrow_{name}ward:",
                key=f"codebook_{name}",
                disabled=at is None,
                on_click=partial(_move, project, code.id, at),
            )


def _move(project: Project, code: str, position: int | None) -> None:
    if position is not None:
        said.attempt(project.codebook.move, code, position=position, by=state.coder())


def _remove(project: Project, book: Codebook, code: Code) -> None:
    label = code.label(state.language())
    if following.confirm(
        project,
        book,
        Remove(code.id),
        t("codebook.do_remove", code=plain(label)),
        key="codebook_remove",
        done=t("codebook.removed", code=label),
    ):
        st.rerun()
