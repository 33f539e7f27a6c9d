"""The machine against people: on the blind sample only, and after people have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.compare import opened
from qualcode.app.screen import parts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.project import Project

SHOWN = (
    *("label", "kind", "who", "against", "n_units"),
    *("percent", "alpha", "alpha_low", "alpha_high", table_view.REASON),
)


def show(project: Project) -> None:
    """Show agreement among people, then of each model with each of them."""
    again = opened.recoding(project)
    if again is not None:
        opened.hidden(project, again)
        return
    if not project.suggestions.enabled():
        parts.empty("compare.no_machine", "verify")
        return
    sample = project.suggestions.sample()
    st.caption(t("compare.machine_read", blind=sample.blind, read=sample.read))
    table, why = said.tried(
        project.model_agreement.table, viewer=state.coder() or None, language=state.language()
    )
    if table is None:
        parts.refused("compare.machine_unread", why, "code")
        return
    st.subheader(plain(table.title), anchor=False)
    detail = st.toggle(t("more_columns"), key="compare_machine_detail")
    shown = table if detail else table_view.only(table, SHOWN)
    table_view.show(shown, key="compare_machine", detail=detail)
    table_view.downloads(table, key="compare_file_machine")
    table_view.notes(table)
