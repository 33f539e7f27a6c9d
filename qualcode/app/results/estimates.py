"""How often each code occurs, counted or estimated: the table with its footnote, by group too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from qualcode.app.results import drill_down
from qualcode.app.screen import choices, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.frequency.group_members import OWN
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.study.coding_source import Layer
    from qualcode.table import Table

NAME = "estimates"
"""The name of this table among the others of the page."""


def show(project: Project, layer: Layer, unit: UnitKind) -> None:
    """Show the estimates of one layer's codes; what is undefined says why."""
    by = _by(project)
    ask = partial(_asked, project, layer, unit, by)
    table = said.attempt(ask, "table")
    if table is None:
        return
    st.subheader(plain(table.title), anchor=False)
    detail = st.toggle(t("more_columns"), key="estimates_detail")
    cell = partial(drill_down.click_by, table, by)
    table_view.show(table, key=f"estimates_{by}", detail=detail, cell=cell)
    st.caption(t("results.pick_estimates_help"))
    drill_down.show(project, drill_down.under(table, by), layer, unit)
    table_view.notes(table)
    table_view.downloads(table, key="estimates_file")
    if by is not None:
        with st.expander(t("estimates.errors"), icon=":material/balance:"):
            _errors(by, *said.tried(ask, "errors"))


def _asked(
    project: Project, layer: Layer, unit: UnitKind, by: str | None, what: Literal["table", "errors"]
) -> Table:
    """Ask for a table of frequencies, or of the model's errors by group."""
    verb: Callable[..., Table] = getattr(project.frequencies, what)
    return verb(
        by=by,
        coder=layer.coder or None,
        round=layer.round,
        unit=unit,
        viewer=state.coder() or None,
        language=state.language(),
    )


def _errors(by: str, table: Table | None, why: str) -> None:
    if table is None:
        st.markdown(t("estimates.no_errors"))
        st.text(why)
        return
    table_view.show(table, key=f"estimates_errors_{by}")
    table_view.notes(table)
    table_view.downloads(table, key="estimates_errors_file")


def _by(project: Project) -> str | None:
    people = project.transcripts.participants()
    known = dict.fromkeys(name for person in people for name in person.attributes)
    return choices.select(
        t("estimates.by"),
        (None, *OWN, *known),
        key="estimates_by",
        shown=_said,
    )


def _said(by: str | None) -> str:
    if by is None:
        return t("estimates.together")
    return tr(f"frequencies.groups.{by}", state.language()) if by in OWN else by
