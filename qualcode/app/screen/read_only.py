"""What every page says of a study that can only be read: the desk and Verify among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen.words import t

if TYPE_CHECKING:
    from qualcode.project import Project


def show(project: Project | None) -> None:
    """Say at the head of the page that nothing can be written, and what can be done."""
    if project is not None and project.store.read_only:
        st.warning(
            t("read_only.said", file=project.path.name, folder=str(project.folder)),
            icon=":material/lock:",
        )
