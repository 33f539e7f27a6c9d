"""How much to double-code: from a pilot, or from a guess; and how far the open round is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.agreement.planning import RELIABLE, TENTATIVE, bloch_kraemer, units_needed
from qualcode.app.compare import brackets, opened
from qualcode.app.screen import choices, parts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.table import Cell, Table

EVERY = 30
"""So many seconds pass until the progress is counted again."""
UNITS: tuple[UnitKind, ...] = ("sentence", "turn", "paragraph", "bracket")


def show(project: Project) -> None:
    """Show the plan; without a pilot what a guess gives."""
    again = opened.recoding(project)
    if again is not None:
        opened.hidden(project, again)
        return
    first, second = st.columns(2, vertical_alignment="bottom", gap="large")
    with first:
        goal = choices.select(
            t("compare.goal"),
            (RELIABLE, TENTATIVE),
            key="compare_goal",
            shown=lambda it: t("compare.goal_reliable" if it == RELIABLE else "compare.goal_low"),
        )
    if not project.agreement.comparable():
        parts.empty("compare.no_pilot")
        _guess(goal, expanded=True)
        return
    with second:
        unit = choices.select(
            t("compare.unit"),
            brackets.usable(project, UNITS),
            key="compare_plan_unit",
            shown=lambda it: tr(f"unit.{it}", state.language()),
        )
    _progress(goal, unit)
    _guess(goal, expanded=False)


@st.fragment(key="compare_plan", run_every=EVERY)
def _progress(goal: float, unit: UnitKind) -> None:
    """Show what each code needs and has; it is counted anew while people code."""
    project = state.project()
    if project is None:
        return
    table = said.attempt(
        project.planning.table, threshold=goal, unit=unit, language=state.language()
    )
    if table is None:
        said.draw()
        return
    st.subheader(plain(table.title), anchor=False)
    st.caption(t("compare.plan_read"))
    _bars(table)
    with st.expander(t("compare.as_table"), icon=":material/table_rows:"):
        detail = st.toggle(t("more_columns"), key="compare_plan_detail")
        ids = [it.id for it in table.columns if detail or not it.detail]
        table_view.show(
            table_view.only(table, [it for it in ids if it != table_view.REASON]), key="plan_table"
        )
        table_view.downloads(table, key="compare_file_plan")
    table_view.notes(table)


def _bars(table: Table) -> None:
    """Show how much of its judgements every code has, with the numbers beside."""
    rows = [
        {
            "label": row["label"],
            "share": share,
            "said": "—" if share is None else _of(row),
        }
        for row in table.rows
        for share in [_share(row["judgements_done"], row["judgements_needed"])]
    ]
    st.dataframe(
        rows,
        hide_index=True,
        placeholder="—",
        column_config={
            "label": st.column_config.Column(t("code.one"), width=table_view.LABEL_PIXELS),
            "share": st.column_config.ProgressColumn(
                t("compare.progress"), format="percent", min_value=0, max_value=1
            ),
            "said": st.column_config.Column(t("compare.judgements")),
        },
        key="compare_plan_bars",
    )


def _share(done: Cell, needed: Cell) -> float | None:
    """Return how much is done, ``None`` where it is not known how much is needed."""
    if not isinstance(done, int) or not isinstance(needed, int) or needed < 1:
        return None
    return min(done / needed, 1.0)


def _of(row: Mapping[str, Cell]) -> str:
    return t("compare.done_of", done=row["judgements_done"], needed=row["judgements_needed"])


def _guess(goal: float, *, expanded: bool) -> None:
    with st.expander(t("compare.guess"), icon=":material/calculate:", expanded=expanded):
        share, people = st.columns(2)
        percent = share.number_input(
            t("compare.guess_share"), 0.1, 99.9, 5.0, step=0.5, key="compare_guess"
        )
        coders = people.number_input(
            t("compare.guess_coders"), 2, 20, 2, step=1, key="compare_guess_coders"
        )
        units = units_needed(goal, percent / 100)
        judgements = bloch_kraemer(goal, percent / 100, coders=int(coders))
        st.markdown(
            t(
                "compare.guess_says",
                units=f"{units.value:,.0f}",
                judgements=f"{judgements.value:,.0f}",
                coders=int(coders),
            )
        )
