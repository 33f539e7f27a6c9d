"""Concordance on the screen: some words wherever they stand, aligned, by words or characters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.analysis.concordance import BYS, ORDERS
from qualcode.analysis.drill_down import Stand
from qualcode.app.results import drill_down
from qualcode.app.screen import choices, said, table_view
from qualcode.app.screen.words import number, plain, t
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.table import Table

NAME = "concordance"
"""The name of this table among the others of the page."""
SHOWN = 1000
KEY = "results_kwic"


def show(project: Project) -> None:
    """Ask for words and show every place of them; a click shows the passage."""
    words, by, order = st.columns([3, 2, 2], vertical_alignment="bottom")
    with words:
        asked = choices.words(t("results.kwic_words"), key="kwic_words")
    with by:
        how = choices.segments(
            t("results.kwic_by"), BYS, key="kwic_by", shown=lambda it: t(f"results.kwic_by_{it}")
        )
    with order:
        sort = choices.select(
            t("results.kwic_order"),
            ORDERS,
            key="kwic_order",
            shown=lambda it: t(f"results.kwic_order_{it}"),
        )
    answers = st.toggle(t("results.kwic_answers"), value=True, key="kwic_answers")
    st.caption(t("results.kwic_help"))
    if not asked.strip():
        return
    with st.spinner(t("results.kwic_cutting"), show_time=False):
        table = said.attempt(
            project.tables.concordance,
            asked,
            by=how,
            order=sort,
            answers=answers,
            language=state.language(),
        )
    if table is not None:
        _found(project, table)


def _found(project: Project, table: Table) -> None:
    st.subheader(plain(table.title), anchor=False)
    if not table.rows:
        st.info(t("results.kwic_none"))
        return
    shown = replace(table, rows=table.rows[:SHOWN])
    table_view.show(shown, key=KEY, picked=partial(_pick, table.title))
    if len(table.rows) > SHOWN:
        st.caption(t("results.kwic_shown", n=number(SHOWN)))
    title, row = session.here().results.row
    if title == table.title and row < len(shown.rows):
        _passage(project, table, row)
    table_view.downloads(table, key=f"{KEY}_file")
    table_view.notes(table)


def _pick(title: str, row: int) -> None:
    session.here().results.row = (title, row)


def _passage(project: Project, table: Table, row: int) -> None:
    line = table.rows[row]
    name, start, end = str(line["transcript"]), int(line["start"] or 0), int(line["end"] or 0)
    numbers = {it.name: it.text_id for it in project.transcripts.list()}
    stand = Stand(numbers[name], name, start, end, None, None, ((start, end),))
    sign = f"{project.path}\n{table.title}\n{row}"
    with st.container(border=True):
        drill_down.listed(project, [stand], key=f"{KEY}_passage", sign=sign)
