"""How good the suggestions are: a word a code, then figures, calibration, and more coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices, parts, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.verify import curves
from qualcode.app.window import session, state
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.suggest.quality import On
    from qualcode.table import Table

SHOWN = ("label", "word", "why")
SAMPLES: tuple[On, ...] = ("folds", "blind")


def show(project: Project, who: str) -> None:
    """Show the verdicts, and on demand what stands behind them."""
    st.caption(t("quality.help"))
    table, why = said.tried(project.evaluation.table, who, viewer=who, language=state.language())
    if table is None:
        parts.refused("quality.none", why)
        return
    st.subheader(plain(table.title), anchor=False)
    detail = st.toggle(t("more_columns"), key="quality_detail")
    shown = table if detail else table_view.only(table, SHOWN)
    table_view.show(shown, key="quality", detail=detail)
    table_view.downloads(table, key="quality_file")
    with st.expander(t("quality.counted"), icon=":material/notes:"):
        table_view.notes(table)
    if st.toggle(t("quality.calibration"), key="quality_calibration"):
        _calibration(project, who)
    _curve(project, who)


def _calibration(project: Project, who: str) -> None:
    """Draw what was scored against what was coded, a code at a time."""
    on = choices.segments(
        t("quality.on"), SAMPLES, key="quality_on", shown=lambda it: t(f"quality.{it}")
    )
    table = said.attempt(project.evaluation.bins, who, on=on, viewer=who, language=state.language())
    if table is None:
        return
    if not table.rows:
        st.markdown(t("quality.no_probability"))
    else:
        names = {str(row["code"]): str(row["label"]) for row in table.rows}
        code = choices.select(
            t("code.one"), tuple(names), key="quality_code", shown=names.__getitem__
        )
        st.vega_lite_chart(
            spec=curves.calibration(table, code), key="quality_bins", alt=table.title
        )
    table_view.notes(table)


def _curve(project: Project, who: str) -> None:
    """Draw the learning curve when it is asked for: it learns many times."""
    with st.container(border=True):
        st.markdown(t("quality.curve_help"))
        if st.button(t("quality.curve"), icon=":material/show_chart:", key="quality_curve"):
            session.study().curve = who, _learned(project, who)
        asked, table = session.study().curve
        if asked == who and table is not None:
            _drawn(table)


def _drawn(table: Table) -> None:
    st.subheader(plain(table.title), anchor=False)
    if table.rows:
        st.vega_lite_chart(spec=curves.learning(table), key="quality_learning", alt=table.title)
        table_view.downloads(table, key="quality_curve_file")
    table_view.notes(table)


def _learned(project: Project, who: str) -> Table | None:
    bar = st.progress(0.0, text=t("quality.working"))

    def step(done: int, of: int, _what: str) -> None:
        bar.progress(min(done / max(of, 1), 1.0), text=t("quality.working"))

    try:
        return project.evaluation.curve(who, viewer=who, language=state.language(), progress=step)
    except QualcodeError as error:
        st.text(error.sentence(state.language(), "app"))
        return None
    finally:
        bar.empty()
