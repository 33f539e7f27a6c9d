"""Which code is on the page: one that was led to, one in the address line, the last, the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices
from qualcode.app.screen.words import how_many, plain, t, unmarked
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.gathering.code_passages import CodePassages
    from qualcode.model import Code, Codebook
    from qualcode.project import Project

ADDRESS = "n"
"""The address line's key of the code."""
KEY = "node_code"


def choose(book: Codebook, counts: dict[str, int]) -> Code:
    """Let a code be chosen, by typing too; the address line keeps it."""
    codes = {code.id: code for code in book.codes}
    study = session.study()
    asked, study.node = study.node, None
    if asked in codes:
        choices.turn(KEY, asked)
    elif KEY not in study.kept and st.query_params.get(ADDRESS) in codes:
        choices.choose(KEY, st.query_params[ADDRESS])
    language = state.language()
    chosen = choices.select(
        t("node.code"),
        codes,
        key=KEY,
        shown=lambda it: unmarked(
            "node.named", label=codes[it].label(language), n=counts.get(it, 0)
        ),
    )
    st.query_params[ADDRESS] = chosen
    return codes[chosen]


def meaning(code: Code) -> None:
    """Show what a code means and where it ends."""
    st.markdown(plain(code.defined(state.language())) or t("node.undefined"))
    for name, words in (("include", code.include), ("exclude", code.exclude)):
        if words:
            st.caption(t(f"node.{name}", words=plain("；".join(words))))


def counted(found: CodePassages) -> None:
    """Show how much there is of a code."""
    words = t(
        "node.counts",
        n=found.total,
        references=how_many("references", found.references),
        transcripts=how_many("transcripts", found.in_transcripts),
        participants=how_many("participants", found.participants),
    )
    st.caption(words, help=t("node.counts_help"))


def open_node(project: Project, code: str) -> None:
    """Turn to the page of a code."""
    if project.codebook.current().code(code) is not None:
        state.go("node", node=code)
