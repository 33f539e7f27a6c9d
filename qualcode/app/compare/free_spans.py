"""Agreement on passages as coders marked them: which segments match, where, and what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

import streamlit as st

from qualcode.agreement.span_input import SpanChoice
from qualcode.agreement.unitizing.segments import Overlap
from qualcode.app.compare import chosen, passages
from qualcode.app.screen import choices, said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.app.compare.chosen import Chosen
    from qualcode.project import Project
    from qualcode.table import Table

RULES: tuple[Overlap, ...] = get_args(Overlap)


def show(project: Project, it: Chosen) -> None:
    """Show both tables under an overlap rule."""
    rule, share = st.columns(2, vertical_alignment="bottom", gap="large")
    with rule:
        overlap = choices.select(
            t("compare.overlap"),
            RULES,
            key="compare_overlap",
            shown=lambda one: t(f"compare.overlap_{one}"),
        )
    percent = share.slider(
        t("compare.threshold"), 0, 100, 50, step=5, format="%d%%", key="compare_threshold"
    )
    made = said.attempt(of, project, it, SpanChoice(percent / 100, overlap))
    if made is None:
        return
    for table in made:
        st.subheader(plain(table.title), anchor=False)
        picked = partial(_pick, project, it) if table is made[0] else None
        table_view.show(table, key=f"compare_{table.name}", picked=picked)
        table_view.downloads(table, key=f"compare_file_{table.name}")
        with st.expander(t("compare.counted"), icon=":material/notes:"):
            table_view.notes(table)


def of(project: Project, it: Chosen, choice: SpanChoice | None = None) -> tuple[Table, Table]:
    """Return the tables of free spans, made once for a closed round."""
    verb = partial(
        project.agreement.seen_by(state.coder()).spans,
        it.coders,
        round=it.round.name,
        choice=choice or SpanChoice(),
        language=state.language(),
    )
    return chosen.remembered(project, "spans", (it.round.hash, it.coders, choice), verb)


def _pick(project: Project, it: Chosen, row: int) -> None:
    found = project.agreement.seen_by(state.coder()).compared(round=it.round.name)
    choices.turn(passages.CODE, found.matrix.codes[row])
