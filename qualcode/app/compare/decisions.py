"""What was decided: the agreement before and after, the list, and the flags for the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said, table_view
from qualcode.app.screen.words import plain, t
from qualcode.app.window import state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.review.disagreement import Dispute
    from qualcode.table import Cell

PIXELS = 220
FIGURES = ("percent", "percent_after", "alpha", "alpha_after")


def after(project: Project, name: str, unit: UnitKind | None) -> None:
    """Show agreement as the round was closed, and beside it what it is after discussion."""
    table = said.attempt(
        project.agreement.seen_by(state.coder()).table,
        round=name,
        unit=unit or "sentence",
        language=state.language(),
    )
    if table is None:
        return
    overall = table.rows[-1]
    with st.container(horizontal=True):
        for figure in FIGURES:
            st.metric(
                t(f"adjudicate.{figure}"), _number(overall.get(figure)), border=True, width=PIXELS
            )
    st.caption(t("adjudicate.after_help"))
    with st.expander(t("adjudicate.figures_by_code"), icon=":material/table_rows:"):
        shown = table_view.only(table, ("label", *FIGURES))
        table_view.show(shown, key="adjudicate_after")


def listed(project: Project, decided: Sequence[Dispute]) -> None:
    """Show the decisions as a table."""
    if not decided:
        return
    language = state.language()
    labels = _labels(project)
    rows = [
        {
            t("transcript"): it.transcript,
            t("adjudicate.words"): it.text,
            t("code.one"): labels.get(it.code, it.code),
            t("adjudicate.result"): tr(f"adjudication.result.{said_.result}", language),
            t("adjudicate.reason"): tr(f"adjudication.reason.{said_.reason}", language),
            t("adjudicate.member"): said_.member,
            t("adjudicate.note"): said_.note,
        }
        for it in decided
        if (said_ := it.decision)
    ]
    st.dataframe(rows, hide_index=True, key="adjudicate_decisions")


def flags(project: Project) -> None:
    """Show which decisions ask for a change of the codebook, and lead there."""
    found = project.adjudication.flags()
    if not found:
        return
    st.subheader(t("adjudicate.flags", n=len(found)), anchor=False)
    labels = _labels(project)
    by_code: dict[str, list[Dispute]] = {}
    for it in found:
        by_code.setdefault(it.code, []).append(it)
    for code, disputes in by_code.items():
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            words = "\n\n".join(_flag(it) for it in disputes)
            st.markdown(f"**{plain(labels.get(code, code))}**\n\n{words}", width="stretch")
            if st.button(t("adjudicate.to_codebook"), key=f"adjudicate_flag_{code}"):
                state.go("codebook")
                st.rerun()


def _flag(it: Dispute) -> str:
    assert it.decision is not None
    reason = tr(f"adjudication.reason.{it.decision.reason}", state.language())
    note = f" — {it.decision.note}" if it.decision.note else ""
    return plain(f"{it.transcript} · {it.text.strip()} · {reason}{note}")


def _labels(project: Project) -> dict[str, str]:
    return {it.id: it.label(state.language()) for it in project.codebook.current().codes}


def _number(value: Cell) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "—"
