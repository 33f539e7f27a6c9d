"""How codes are related: a small drawing, a table of the same beside it, add and remove."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook.drawing import drawing
from qualcode.app.screen import choices, said
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project

KINDS = (
    "leads_to", "cause", "condition", "strategy", "consequence", "context", "contrast", "part_of",
)  # fmt: skip
OTHER = ""


def show(project: Project, book: Codebook) -> None:
    """Show the relations and let them be said and taken away."""
    if book.relations:
        st.echarts_chart(
            drawing(book, state.language()),
            height=360,
            key="codebook_graph",
            alt=t("codebook.graph_alt"),
        )
        _listed(project, book)
    else:
        st.caption(t("codebook.no_relations"))
    if len(book.codes) > 1 and not book.frozen:
        _add(project, book)


def kind_of(kind: str) -> str:
    """Return the words for a kind of relation; a coder's own word stays."""
    return catalogue(state.language()).get(f"relation.{kind}", kind)


def _listed(project: Project, book: Codebook) -> None:
    language = state.language()
    names = {code.id: code.label(language) for code in book.codes}
    for n, each in enumerate(book.relations):
        words, button = st.columns([8, 1], vertical_alignment="center")
        arrow = f"{names[each.source]} → {names[each.target]} · {kind_of(each.kind)}"
        words.text(f"{arrow}\n{each.text}" if each.text else arrow)
        button.button(
            t("codebook.remove_relation"),
            key=f"codebook_unrelate_{n}",
            type="tertiary",
            disabled=book.frozen,
            on_click=partial(_remove, project, each.source, each.target, each.kind),
        )


def _remove(project: Project, source: str, target: str, kind: str) -> None:
    said.attempt(project.codebook.unrelate, source, target, kind, by=state.coder())


def _add(project: Project, book: Codebook) -> None:
    codes = {code.id: code.label(state.language()) for code in book.codes}
    st.subheader(t("codebook.new_relation"), anchor=False)
    left, middle, right = st.columns(3)
    with left:
        source = choices.select(
            t("codebook.relation_from"), codes, key="codebook_source", shown=codes.__getitem__
        )
    with middle:
        kind = choices.select(
            t("codebook.relation_kind"),
            [*KINDS, OTHER],
            key="codebook_kind",
            shown=lambda it: kind_of(it) if it else t("codebook.relation_own"),
        )
    with right:
        target = choices.select(
            t("codebook.relation_to"),
            [it for it in codes if it != source],
            key="codebook_target",
            shown=codes.__getitem__,
        )
    with st.form("codebook_relate", border=False, clear_on_submit=True):
        own = ""
        if kind == OTHER:
            own = st.text_input(t("codebook.relation_own"), key="codebook_own_kind")
        text = st.text_input(t("codebook.relation_text"), key="codebook_relation_text")
        words = t(
            "codebook.do_relate",
            source=plain(codes[source]),
            target=plain(codes[target]),
        )
        if st.form_submit_button(words, key="codebook_do_relate"):
            named = kind or own.strip()
            if not named:
                said.say(t("codebook.relation_no_kind"), "error")
            elif said.attempt(
                project.codebook.relate, source, target, named, text, by=state.coder()
            ):
                said.say(t("saved"))
            st.rerun()
