"""The blind sample: what is left to read, what counts for each code now, and more of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import parts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.frequency.sample_report import SampleReport
    from qualcode.project import Project


def show(project: Project, who: str) -> None:
    """Show the blind sample as this coder may know it."""
    st.caption(t("blind.help"))
    report = said.attempt(project.sample.status, who)
    tables = said.attempt(project.sample.tables, who, language=state.language())
    if report is None or tables is None:
        return
    if not report.drawn:
        parts.empty("blind.none")
        return
    strata, codes, left = tables
    # what was read with suggestions in view is still to be read, so it is not done
    done = report.blind - len(report.left)
    st.progress(
        done / max(report.blind, 1),
        text=t("blind.read", read=done, blind=report.blind, reserve=report.reserve),
    )
    _left(report, left.title)
    if left.rows:
        table_view.show(left, key="blind_left", picked=partial(_go, report))
        st.caption(t("blind.pick_help"))
    st.subheader(plain(codes.title), anchor=False)
    if codes.rows:
        table_view.show(
            codes, key="blind_codes", detail=st.toggle(t("more_columns"), key="blind_more")
        )
    table_view.notes(codes)
    _more(project, report)
    with st.expander(t("blind.drawn"), icon=":material/notes:"):
        table_view.show(strata, key="blind_strata")
        table_view.notes(strata)


def _left(report: SampleReport, title: str) -> None:
    """Say how much is left, and lead to the first of it."""
    st.subheader(plain(title), anchor=False)
    if not report.left:
        st.markdown(t("blind.all_read"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("blind.left", n=len(report.left)), width="stretch")
        if st.button(t("blind.go"), type="primary", icon=":material/edit_note:", key="blind_go"):
            _go(report, 0)
            st.rerun()


def _go(report: SampleReport, row: int) -> None:
    """Turn to the coding page, at the turn."""
    turn = report.left[row]
    state.go("code", transcript=turn.transcript, place=turn.start)


def _more(project: Project, report: SampleReport) -> None:
    """Let more turns be set aside, from the reserve."""
    with st.container(border=True):
        st.markdown(t("blind.top_up_help", reserve=report.reserve))
        if not report.reserve:
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turns = st.number_input(
                t("blind.turns"),
                min_value=1,
                max_value=report.reserve,
                step=1,
                key="blind_turns",
                width=180,
            )
            if st.button(t("blind.top_up"), icon=":material/add:", key="blind_top_up"):
                grown = said.attempt(project.sample.top_up, int(turns))
                if grown is not None:
                    said.say(t("blind.topped_up", n=grown.blind - report.blind))
                st.rerun()
