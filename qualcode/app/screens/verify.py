"""Verify: the machine suggests, one card at a time; a person accepts, changes, rejects, skips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import card, parts, sheets, state
from qualcode.app.words import t
from qualcode.i18n import tr

if TYPE_CHECKING:
    from qualcode.project import Project

COLUMN = {"reason": "remark"}
"""Columns of the evaluation whose word has another name."""


def show() -> None:
    """Show the queue of suggestions, or how to ask for them."""
    project = parts.opened("verify.title", "verify.help")
    if project is None:
        return
    who = parts.coding(project)
    if who is None:
        return
    if not project.transcripts.list():
        parts.empty("code.none", "transcripts")
        return
    if not project.codebook.current().codes:
        parts.empty("verify.no_codes", "codebook")
        return
    if project.rounds.list() and project.rounds.current(who) is None:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("verify.closed"), width="stretch")
            parts.next_round(project, key="verify_next_round")
        return
    if not project.suggestions.enabled():
        with st.container(border=True):
            st.markdown(t("verify.off"))
            card.ask(project, who, "verify.ask")
        return
    card.show()
    with st.expander(t("details"), icon=":material/tune:"):
        _details(project, who)


def _details(project: Project, who: str) -> None:
    sample = project.suggestions.sample()
    st.text(t("verify.sample", blind=sample.blind, reserve=sample.reserve, read=sample.read))
    counts = project.suggestions.decided(who)
    st.text(" · ".join(f"{t(f'decision.{act}')} {n}" for act, n in counts.items()) or "—")
    evaluation = project.suggestions.evaluation(who)
    if evaluation:
        st.markdown(t("verify.evaluation"))
        labels = {
            name: tr(f"suggest.{COLUMN.get(name, name)}", state.language())
            for name in evaluation["columns"]
        }
        sheets.kept(evaluation, labels, key="verify_evaluation")
    if project.suggestions.queue(who, limit=1):
        card.ask(project, who, "verify.again", key="verify_again")
