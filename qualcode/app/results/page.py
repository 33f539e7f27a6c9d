"""Results: the tables of the paper, whose codings they count, and their files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.analysis import TABLES, Figure
from qualcode.app.results import counted, drill_down, estimates, kwic, quotes
from qualcode.app.screen import backup, charts, choices, parts, said, table_view
from qualcode.app.screen.words import plain, t, unmarked
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.study.coding_source import Layer
    from qualcode.table import Table

COUNTED = ("references", "sources", "participants", "units")
FIRST = (
    *("frequency", "code_by_group_wide", "cooccurrence", "quotations"),
    *("interviewees", "codebook"),
)
"""The tables in the order in which a paper needs them; any others follow."""
CLICKED = ("frequency", "code_by_group_wide", "code_by_group", "cooccurrence", "interviewees")
"""The tables whose figures lead to their passages."""


def show() -> None:
    """Show the tables."""
    project = parts.opened("results.title", "results.help")
    if project is None:
        return
    if not project.progress.begun():
        parts.empty("results.none", "code")
        return
    coder, round_name, unit = counted.choose(project)
    held = counted.hidden(project, coder, round_name)
    if held is not None:
        st.info(t("results.hidden", coder=plain(coder or ""), round=plain(held.name)))
        if round_name or len(project.rounds.list()) == 1:
            return
    layer = said.attempt(project.tables.layer, coder, round_name)
    if layer is not None:
        _tables(project, layer, unit)


def _tables(project: Project, layer: Layer, unit: UnitKind) -> None:
    known = list(TABLES)
    names = [name for name in FIRST if name in known] + [n for n in known if n not in FIRST]
    names.insert(1, estimates.NAME)
    names.insert(names.index("quotations") + 1, kwic.NAME)
    name = choices.segments(
        t("results.table"), names, key="results_table", shown=lambda it: t(f"results.{it}")
    )
    if name == estimates.NAME:
        estimates.show(project, layer, unit)
    elif name == kwic.NAME:
        kwic.show(project)
    else:
        _named(project, name, layer, unit)
    with st.container(horizontal=True):
        _everything(project, layer.coder, layer.round, unit)
        backup.button(
            project, label=t("results.backup"), key="results_backup", tip=t("results.backup_help")
        )


def _named(project: Project, name: str, layer: Layer, unit: UnitKind) -> None:
    table = said.attempt(
        project.tables.get,
        name,
        coder=layer.coder or None,
        round=layer.round,
        unit=unit,
        language=state.language(),
        viewer=state.coder() or None,
    )
    if table is None:
        return
    st.subheader(plain(table.title), anchor=False)
    if name == "frequency":
        _figure(table)
        drill_down.show(project, session.BARS, layer, unit)
    if name == "quotations" and quotes.show(project, table):
        return
    _table(project, table, layer, unit)


def _table(project: Project, table: Table, layer: Layer, unit: UnitKind) -> None:
    clicked = table.name in CLICKED
    detail = st.toggle(t("more_columns"), key="results_detail")
    key = f"results_{table.name}"
    table_view.show(
        table, key=key, detail=detail, cell=partial(drill_down.click, table) if clicked else None
    )
    if clicked:
        st.caption(t("results.pick_help"))
        drill_down.show(project, table.name, layer, unit)
    table_view.downloads(table, key=f"results_file_{table.name}")
    table_view.notes(table)


def _figure(table: Table) -> None:
    labels = {column.id: column.label for column in table.columns}
    count = choices.segments(
        t("results.counted"), COUNTED, key=session.COUNTED, shown=lambda it: labels[it]
    )
    st.vega_lite_chart(
        spec=charts.bars(table, count),
        key=session.BARS,
        alt=table.title,
        on_select=_pick,
        selection_mode=charts.BAR,
    )
    st.caption(t("results.pick_bar_help"))


def _pick() -> None:
    """Show what a bar counts."""
    picked = session.widget(session.BARS).selection.get(charts.BAR) or []
    units = session.widget(session.COUNTED) == "units"
    figure = Figure(str(picked[0]["id"]), "units" if units else "references") if picked else None
    drill_down.choose(session.BARS, figure)


def _everything(
    project: Project, coder: str | None, round_name: str | None, unit: UnitKind
) -> None:
    write = partial(
        project.tables.write_all,
        coder=coder or None,
        round=round_name,
        unit=unit,
        language=state.language(),
        viewer=state.coder() or None,
        titled=True,
    )
    st.download_button(
        t("results.everything"),
        partial(table_view.packed, write),
        file_name=unmarked("results.everything_file", study=project.folder.name),
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
        key="results_zip",
    )
