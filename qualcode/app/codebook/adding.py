"""A new code, for which a name is enough, and groups to put codes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import place
from qualcode.app.screen import choices, said
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project


def show(project: Project, book: Codebook) -> None:
    """Show the form of a new code, and the groups behind a button."""
    language = state.language()
    form, groups = st.columns([6, 1], vertical_alignment="bottom")
    with form, st.form("codebook_add", border=False, clear_on_submit=True):
        name, group, button = st.columns([3, 2, 1], vertical_alignment="bottom")
        label = name.text_input(t("codebook.new"), key="codebook_label")
        chosen = group.selectbox(
            t("codebook.group"),
            [None, *(it.id for it in book.groups)],
            format_func=lambda it: book.group_label(it, language) or "—",
            key=f"codebook_group_{language}",
        )
        if button.form_submit_button(t("codebook.add"), type="primary", key="codebook_do_add"):
            _add(project, label, chosen)
            st.rerun()
    with groups.popover(t("codebook.groups"), icon=":material/folder:"):
        _groups(project, book)


def _add(project: Project, label: str, group: str | None) -> None:
    codes = project.codebook.current().codes
    if not label.strip():
        said.say(t("codebook.no_name"), "error")
    elif any(label.strip() in code.labels.values() for code in codes):
        said.say(t("codebook.taken", label=label.strip()), "error")
    elif made := said.attempt(
        project.codebook.add_code, label, group=group, language=state.language()
    ):
        place.look_at(made.id)


def _groups(project: Project, book: Codebook) -> None:
    who = state.coder()
    with st.form("codebook_new_group", border=False, clear_on_submit=True):
        label = st.text_input(t("codebook.group_new"), key="codebook_group_label")
        if st.form_submit_button(t("codebook.add"), key="codebook_group_add"):
            if not label.strip():
                said.say(t("codebook.group_no_name"), "error")
            else:
                said.attempt(project.codebook.add_group, label, by=who)
            st.rerun()
    if not book.groups:
        return
    groups = {group.id: group for group in book.groups}
    chosen = choices.select(
        t("codebook.group"),
        groups,
        key="codebook_group_chosen",
        shown=lambda it: groups[it].label(state.language()),
    )
    name = st.text_input(
        t("codebook.group_rename"),
        groups[chosen].label(state.language()),
        key=f"codebook_group_name_{chosen}_{state.language()}",
    )
    with st.container(horizontal=True):
        if st.button(t("codebook.save"), key="codebook_group_save"):
            said.attempt(
                project.codebook.rename_group, chosen, name, language=state.language(), by=who
            )
            st.rerun()
        if st.button(t("codebook.group_remove"), key="codebook_group_remove"):
            said.attempt(project.codebook.remove_group, chosen, by=who)
            st.rerun()
