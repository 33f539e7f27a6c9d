"""Units that one person cuts before anybody codes: made from what a coder marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices, said
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import UnitKind
    from qualcode.project import Project


def usable(project: Project, units: Sequence[UnitKind]) -> list[UnitKind]:
    """Return the units of which there are some: brackets only where somebody cut them."""
    cut = any(project.brackets.list().values())
    return [unit for unit in units if unit != "bracket" or cut]


def offer(project: Project) -> None:
    """Say that there are no brackets, and make them of what one coder marked."""
    with st.container(border=True):
        st.markdown(t("compare.no_brackets"))
        coder = choices.select(t("compare.brackets_of"), state.coders(), key="compare_brackets_of")
        if st.button(t("compare.do_brackets"), key="compare_brackets"):
            made = said.attempt(project.brackets.from_coder, coder, by=state.coder())
            if made is not None:
                said.say(t("compare.bracketed", n=sum(made.values())))
            st.rerun()
