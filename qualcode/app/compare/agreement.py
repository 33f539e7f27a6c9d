"""How far coders agree: the table, pairs as a heat map, and the passages behind both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.agreement import OVERALL, Asked, IntervalChoice
from qualcode.app.compare import chosen, free_spans, passages
from qualcode.app.screen import charts, choices, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import session, state
from qualcode.interval_kinds import INTERVALS
from qualcode.project.comparing.agreement import COUNTED

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from qualcode.app.compare.chosen import Chosen
    from qualcode.project import Project
    from qualcode.table import Table

ASKED = tuple(kind for kind, each in INTERVALS.items() if each.asked)
GIVEN = ("code", "coders", "unit", "round")
"""What was chosen above the table, so that its columns need not say it again."""
TABLE = "compare_table"


def show(project: Project) -> None:
    """Show the agreement of what is chosen."""
    it = chosen.choose(project, (*COUNTED, chosen.FREE), key="compare_unit_free")
    if it is None:
        return
    if it.unit == chosen.FREE:
        free_spans.show(project, it)
    else:
        _units(project, it)
    passages.show(project, it, beside=partial(_heat, project, it))


def _units(project: Project, it: Chosen) -> None:
    head, interval, seed = st.columns([3, 3, 1], vertical_alignment="bottom")
    with interval:
        choice = _interval(seed)
    with head, st.container(horizontal=True):
        detail = st.toggle(t("more_columns"), key="compare_detail")
        sets = detail and st.toggle(
            t("compare.sets"), key="compare_sets", help=t("compare.sets_help")
        )
    table = said.attempt(
        project.agreement.seen_by(state.coder()).table,
        it.coders,
        round=it.round.name,
        unit=it.counted,
        language=state.language(),
        asked=Asked(choice, sets=sets),
    )
    if table is None:
        return
    st.subheader(plain(table.title), anchor=False)
    shown = table_view.without(table, GIVEN)
    table_view.show(shown, key=TABLE, detail=detail, picked=partial(_pick, table))
    st.caption(t("compare.pick_help"))
    table_view.downloads(table, key="compare_file")
    with st.expander(t("compare.counted"), icon=":material/notes:"):
        table_view.notes(table)
    if detail and st.toggle(
        t("compare.coefficients"), key="compare_coefficients", help=t("compare.coefficients_help")
    ):
        _coefficients(project, it, choice)


def _coefficients(project: Project, it: Chosen, choice: IntervalChoice) -> None:
    """Show every coefficient of the code that is picked, or of the sets of all codes."""
    made = said.attempt(
        project.agreement.seen_by(state.coder()).coefficients,
        it.coders,
        round=it.round.name,
        unit=it.counted,
        code=session.widget(passages.CODE),
        interval=choice,
        language=state.language(),
    )
    for table in made or ():
        st.subheader(plain(table.title), anchor=False)
        table_view.show(table, key=f"compare_{table.name}")
        table_view.downloads(table, key=f"compare_file_{table.name}")
    if made:
        with st.expander(t("compare.counted"), icon=":material/notes:"):
            table_view.notes(made[0])


def _interval(seed: DeltaGenerator) -> IntervalChoice:
    kind = choices.select(
        t("compare.interval"),
        ASKED,
        key="compare_interval",
        shown=lambda it: t(f"compare.interval_{it}"),
    )
    if not INTERVALS[kind].drawn:
        return IntervalChoice(kind)
    number = seed.number_input(
        t("compare.seed"), min_value=0, max_value=2**32 - 1, step=1, key="compare_seed"
    )
    return IntervalChoice(kind, int(number))


def _pick(table: Table, row: int) -> None:
    code = str(table.rows[row]["code"])
    choices.turn(passages.CODE, None if code == OVERALL else code)


def _heat(project: Project, it: Chosen, code: str | None) -> None:
    """Draw every pair's alpha, over all codes or of one; a click shows the pair's passages."""
    pairs = said.attempt(
        project.agreement.seen_by(state.coder()).pairwise,
        round=it.round.name,
        unit=it.counted,
        code=code,
    )
    st.subheader(t("compare.pairs"), anchor=False)
    st.vega_lite_chart(
        spec=charts.heat(pairs or []),
        key=session.HEAT,
        alt=t("compare.pairs"),
        on_select=_pick_pair,
        selection_mode=charts.PAIR,
    )
    st.caption(t("compare.pairs_help"))


def _pick_pair() -> None:
    picked = session.widget(session.HEAT).selection.get(charts.PAIR) or []
    pair = tuple(sorted((picked[0]["a"], picked[0]["b"]))) if picked else None
    choices.turn(passages.PAIR, pair)
