"""One code of the codebook, to say in words: its name, what it means, where it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import choices, said, state
from qualcode.app.words import t

if TYPE_CHECKING:
    from qualcode.model import Code, Codebook
    from qualcode.project import Project


def add(project: Project, label: str, group: str | None = None) -> None:
    """Add a code that has only a name."""
    codes = project.codebook.current().codes
    if not label.strip():
        said.say(t("codebook.no_name"), "error")
    elif any(label.strip() in code.labels.values() for code in codes):
        said.say(t("codebook.taken", label=label.strip()), "error")
    else:
        said.attempt(project.codebook.add_code, label, group=group)


def show(project: Project, book: Codebook) -> None:
    """Show the form, and write what was changed in it."""
    language = state.language()
    codes = {code.id: code for code in book.codes}
    chosen = choices.select(
        t("codebook.edit"), codes, key="codebook_chosen", shown=lambda it: codes[it].label(language)
    )
    code = codes[chosen]
    if st.button(t("codebook.passages"), icon=":material/format_quote:", key="codebook_passages"):
        choices.choose("results_table", "quotations")
        choices.choose("results_code", chosen)
        state.go("results")
        st.rerun()
    with st.form(f"codebook_edit_{chosen}_{book.version}"):
        label = st.text_input(t("codebook.name"), code.label(language))
        definition = st.text_area(t("codebook.definition"), code.defined(language))
        include = st.text_area(t("codebook.include"), "\n".join(code.include), height=90)
        exclude = st.text_area(t("codebook.exclude"), "\n".join(code.exclude), height=90)
        keywords = st.text_area(t("codebook.keywords"), "\n".join(code.keywords), height=90)
        wording = st.checkbox(t("codebook.wording_only"), help=t("codebook.wording_help"))
        if st.form_submit_button(t("codebook.save"), disabled=book.frozen, key="codebook_save"):
            changed = replace(
                code,
                labels={**code.labels, language: label.strip() or code.label(language)},
                definition=_said_in(code, language, definition.strip()),
                include=_lines(include),
                exclude=_lines(exclude),
                keywords=_lines(keywords),
            )
            if said.attempt(project.codebook.edit_code, changed, wording_only=wording):
                said.say(t("saved"))
            st.rerun()


def _said_in(code: Code, language: str, words: str) -> dict[str, str]:
    if words == code.defined(language):
        return dict(code.definition)
    kept = {name: text for name, text in code.definition.items() if name != language}
    return {**kept, language: words} if words else kept


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
