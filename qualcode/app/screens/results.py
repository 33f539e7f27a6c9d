"""Results: the tables of the paper, whose codings they count, and their files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.analysis import TABLES
from qualcode.app import charts, choices, counted, estimates, parts, quotes, said, sheets, state
from qualcode.app.words import plain, t

if TYPE_CHECKING:
    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.project.layers import Layer
    from qualcode.table import Table

COUNTED = ("references", "sources", "participants", "units")
FIRST = ("frequency", "code_by_group_wide", "quotations", "interviewees", "codebook")
"""The tables in the order in which a paper needs them; any others follow."""


def show() -> None:
    """Show the tables."""
    project = parts.opened("results.title", "results.help")
    if project is None:
        return
    if not project.status()["codings"]:
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
    name = choices.segments(
        t("results.table"), names, key="results_table", shown=lambda it: t(f"results.{it}")
    )
    if name == estimates.NAME:
        estimates.show(project, layer, unit)
    else:
        _named(project, name, layer, unit)
    _everything(project, layer.coder, layer.round, unit)


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
    if table is not None:
        st.subheader(plain(table.title), anchor=False)
        if name == "frequency":
            _figure(table)
        if name != "quotations" or not quotes.show(project, table):
            _table(table)


def _table(table: Table) -> None:
    detail = st.toggle(t("more_columns"), key="results_detail")
    sheets.show(table, key=f"results_{table.name}", detail=detail)
    sheets.downloads(table, key=f"results_file_{table.name}")
    sheets.notes(table)


def _figure(table: Table) -> None:
    labels = {column.id: column.label for column in table.columns}
    count = choices.segments(
        t("results.counted"), COUNTED, key="results_counted", shown=lambda it: labels[it]
    )
    st.altair_chart(charts.bars(table, count), key="results_bars", alt=table.title)


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
    )
    st.download_button(
        t("results.everything"),
        partial(sheets.packed, write),
        file_name=f"{project.folder.name}-tables.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
        key="results_zip",
    )
