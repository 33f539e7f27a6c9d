"""Two codes side by side: what each means, and their passages, to see where one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import quoted
from qualcode.app.node import chosen
from qualcode.app.node.passages import opener, rows
from qualcode.app.screen import choices
from qualcode.app.screen.words import plain, t, unmarked
from qualcode.app.window import state
from qualcode.gathering.code_passages import Narrowed

if TYPE_CHECKING:
    from qualcode.model import Code, Codebook
    from qualcode.project import Project

SHOWN = 20


def show(project: Project, who: str, code: Code) -> None:
    """Show the code beside another; those that overlap most come first."""
    book = project.codebook.current()
    shared = dict(project.passages.overlaps(code.id, who))
    names = [*shared, *_others(book, code, shared)]
    if not names:
        st.caption(t("node.beside_none"))
        return
    box, toggle = st.columns([3, 2], vertical_alignment="bottom")
    with box:
        other = choices.select(
            t("node.beside"), names, key="node_other", shown=lambda it: _named(book, it, shared)
        )
    only = toggle.toggle(
        t("node.only_shared"), key="node_only_shared", disabled=other not in shared
    )
    st.caption(t("node.overlap_help"))
    pair = book.code(other)
    assert pair is not None
    for column, one, two in zip(
        st.columns(2, gap="large"), (code, pair), (pair, code), strict=True
    ):
        with column:
            _column(project, who, one, two.id if only and other in shared else None)


def _column(project: Project, who: str, code: Code, overlapping: str | None) -> None:
    st.subheader(plain(code.label(state.language())), anchor=False)
    chosen.meaning(code)
    found = project.passages.of(code.id, who, Narrowed(overlapping=overlapping), count=SHOWN)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = t("node.beside_counts", n=found.total, shown=min(found.total, SHOWN))
        st.caption(words, width="content")
        st.button(
            t("node.go_node"),
            type="tertiary",
            on_click=chosen.open_node,
            args=(project, code.id),
            key=f"node_go_{code.id}",
        )
    quoted.show(
        rows(found.items, found),
        key=f"node_beside_{code.id}",
        sign=f"{code.id}\n{overlapping}",
        on_open=opener(found.items),
        ticks=False,
    )


def _others(book: Codebook, code: Code, shared: dict[str, int]) -> list[str]:
    """Return the codes that share nothing with this one, those of its group first."""
    rest = [it for it in book.codes if it.id != code.id and it.id not in shared]
    return [it.id for it in sorted(rest, key=lambda it: it.group != code.group)]


def _named(book: Codebook, code: str, shared: dict[str, int]) -> str:
    found = book.code(code)
    label = found.label(state.language()) if found else code
    return unmarked("node.overlap", label=label, n=shared[code]) if code in shared else label
