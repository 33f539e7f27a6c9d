"""What other programs would report for the same codings, and why they differ."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import streamlit as st

from qualcode.app.compare import chosen
from qualcode.app.screen import said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.i18n import tr
from qualcode.model import UNIT_KINDS

if TYPE_CHECKING:
    from qualcode.app.compare.chosen import Chosen
    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.table import Table

SHOWN = ("tool", "figure", "label", "value", "low", "high", "documented", "why", "undefined")
UNITS = ("sentence", *(it for it in UNIT_KINDS if it != "sentence"))


def show(project: Project) -> None:
    """Show every program's figures under its own rule."""
    it = chosen.choose(project, UNITS, key="compare_unit_tools", two=True)
    if it is None:
        return
    with st.container(horizontal=True):
        by_code = st.toggle(t("compare.by_code"), key="compare_by_code")
        detail = st.toggle(t("more_columns"), key="compare_tools_detail")
    table = said.attempt(_table, project, it, cast("UnitKind", it.unit), by_code=by_code)
    if table is None:
        return
    st.subheader(plain(table.title), anchor=False)
    st.caption(t("compare.tools_read"))
    st.caption(t("compare.tools_partly", partly=tr("agreement.tools.partly", state.language())))
    ids = [it.id for it in table.columns] if detail else SHOWN
    table_view.show(table_view.only(table, ids), key="compare_tools")
    table_view.downloads(table, key="compare_file_tools")
    table_view.notes(table)


def _table(project: Project, it: Chosen, unit: UnitKind, *, by_code: bool) -> Table:
    verb = partial(
        project.agreement.seen_by(state.coder()).other_tools,
        it.coders,
        round=it.round.name,
        unit=unit,
        by_code=by_code,
        language=state.language(),
    )
    if unit == "bracket":
        return verb()
    return chosen.remembered(project, "tools", (it.round.hash, it.coders, unit, by_code), verb)
