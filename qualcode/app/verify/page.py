"""Verify: unit by unit, what a person finds and what the machine suggests; and how good it is."""

from __future__ import annotations

import streamlit as st

from qualcode.app.screen import choices, parts
from qualcode.app.screen.words import t
from qualcode.app.verify import VIEWS, cards


def show() -> None:
    """Show one view of the suggestions, or how to ask for them."""
    project = parts.opened("verify.title", "verify.help")
    if project is None:
        return
    if project.suggestions.mode() == "never":
        with st.container(border=True):
            st.markdown(t("verify.never"))
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
    if not project.suggestions.enabled():
        cards.show(project, who)
        return
    view = choices.segments(
        t("verify.view"),
        tuple(VIEWS),
        key="verify_view",
        shown=lambda it: t(f"verify.view_{it}"),
    )
    VIEWS[view](project, who)
