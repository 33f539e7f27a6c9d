"""Why coders differ: where or what, how much slack, which codes, whose habit, which transcript."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.compare import chosen, free_spans
from qualcode.app.screen import charts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.table import Table

WHERE, WHAT = "bar_u", "cu"
MOST_CODES = 20
"""A heat map of more codes is not legible; the table has them all."""


def show(project: Project) -> None:
    """Show each part of the diagnosis with one sentence on how to read it."""
    it = chosen.choose(project)
    if it is None:
        return
    verb = partial(
        project.agreement.seen_by(state.coder()).diagnosis,
        it.coders,
        round=it.round.name,
        unit=it.counted,
        language=state.language(),
    )
    asked = (it.round.hash, it.coders, it.unit)
    fresh = it.unit == "bracket"
    made = said.attempt(verb) if fresh else said.attempt(_once, project, asked, verb)
    spans = said.attempt(free_spans.of, project, it)
    if spans is not None:
        _where_and_what(*spans)
    if made is None:
        return
    confusion, bias, influence, slack = made
    _part(slack, "slack", charts.slack(slack) if _any(slack) else None)
    few = len({str(row["code_a"]) for row in confusion.rows}) <= MOST_CODES
    _part(confusion, "confusion", charts.confusion(confusion) if confusion.rows and few else None)
    _part(bias, "bias")
    _part(influence, "influence")


def _once(
    project: Project, asked: tuple[object, ...], verb: partial[tuple[Table, ...]]
) -> tuple[Table, ...]:
    return chosen.remembered(project, "diagnosis", asked, verb)


def _where_and_what(codes: Table, overall: Table) -> None:
    """Show whether coders see the same places, and whether they give them the same codes."""
    values = {row["coefficient"]: row["value"] for row in overall.rows}
    labels = {row["coefficient"]: str(row["label"]) for row in overall.rows}
    st.subheader(t("compare.where"), anchor=False)
    st.caption(t("compare.where_read"))
    cells = st.columns(2)
    for cell, name, word in zip(cells, (WHERE, WHAT), ("where_same", "what_same"), strict=True):
        cell.metric(t(f"compare.{word}"), _number(values[name]), help=labels[name], border=True)
    shown = table_view.only(codes, ("label", "alpha", "k_u", "coverage", table_view.REASON))
    with st.expander(t("compare.what_codes"), icon=":material/table_rows:"):
        table_view.show(shown, key="compare_what")
        table_view.notes(codes)


def _part(table: Table, name: str, chart: charts.Spec | None = None) -> None:
    st.subheader(plain(table.title), anchor=False)
    st.caption(t(f"compare.{name}_read"))
    if not table.rows:
        st.text(t("compare.none_found"))
        return
    if chart is None:
        _table(table, name)
        return
    st.vega_lite_chart(spec=chart, width="content", key=f"compare_{name}_chart", alt=table.title)
    with st.expander(t("compare.as_table"), icon=":material/table_rows:"):
        _table(table, name)


def _table(table: Table, name: str) -> None:
    table_view.show(table, key=f"compare_{name}")
    table_view.downloads(table, key=f"compare_file_{name}")
    table_view.notes(table)


def _any(slack: Table) -> bool:
    return any(row["n"] for row in slack.rows)


def _number(value: object) -> str:
    found = isinstance(value, float) and value == value  # noqa: PLR0124 - NaN differs from itself
    return f"{value:.3f}" if found else "—"
