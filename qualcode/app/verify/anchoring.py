"""Anchoring: whether seeing suggestions changes what is coded, as the coin measures it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import parts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.project import Project

SHOWN = ("kind", "label", "answer", "difference", "low", "high", "said")


def show(project: Project, who: str) -> None:
    """Show what suggestions do to coding, in sentences first."""
    st.caption(t("anchoring.help"))
    table, why = said.tried(project.anchoring.table, viewer=who, language=state.language())
    if table is None:
        parts.refused("anchoring.none", why)
        return
    for row in table.rows[:2]:
        st.markdown(f"**{plain(str(row['answer']))}**  \n{plain(str(row['said']))}")
    st.subheader(plain(table.title), anchor=False)
    detail = st.toggle(t("more_columns"), key="anchoring_detail")
    shown = table if detail else table_view.only(table, SHOWN)
    table_view.show(shown, key="anchoring", detail=detail)
    table_view.downloads(table, key="anchoring_file")
    table_view.notes(table)
