"""What every page says of a file that was copied without its newest work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import plain, t, unmarked

if TYPE_CHECKING:
    from qualcode.project import Project


def words(project: Project) -> str:
    """Return what the file lacks, where the rest is, and what to do."""
    return unmarked("left_behind.said", file=project.path.name, log=f"{project.path.name}-wal")


def show(project: Project | None) -> None:
    """Warn at the head of the page, until somebody says that the file is to do as it is."""
    if project is None or not project.store.left_behind:
        return
    st.warning(plain(words(project)), icon=":material/content_copy:")
    if st.button(t("left_behind.accept"), help=t("left_behind.accept_help"), key="left_behind"):
        said.attempt(project.accept_left_behind)
        st.rerun()
