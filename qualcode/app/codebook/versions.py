"""The versions of the codebook: what changed between two, and going back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import changes, following
from qualcode.app.screen import choices, table_view
from qualcode.app.screen.words import how_many, t
from qualcode.app.window import state
from qualcode.codebook import Revert

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project


def show(project: Project, book: Codebook) -> None:
    """Show two versions against each other, and the way back to the older one."""
    there = project.codebook.history()
    if len(there) < 2:
        st.caption(t("codebook.one_version"))
        return
    named = {it.version: n for n, it in enumerate(there, start=1)}
    by_number = {it.version: it for it in there}

    def shown(version: int) -> str:
        held = by_number[version]
        key = "codebook.version_frozen" if held.frozen else "codebook.version"
        return t(key, n=named[version], codes=how_many("codes", held.codes), day=held.created[:10])

    newest_first = [it.version for it in reversed(there)]
    left, right = st.columns(2)
    with left:
        old = choices.select(
            t("codebook.older"),
            newest_first,
            key="codebook_older",
            default=newest_first[1],
            shown=shown,
        )
    with right:
        new = choices.select(t("codebook.newer"), newest_first, key="codebook_newer", shown=shown)
    _difference(project, old, new)
    if old != book.version and not book.frozen:
        _revert(project, book, old, named[old])


def _difference(project: Project, old: int, new: int) -> None:
    """Show what changed from one version to the other, and its files."""
    table = project.codebook.difference(old, new, state.language())
    if table.rows:
        changes.show(table)
    table_view.notes(table)
    if table.rows:
        table_view.downloads(table, key="codebook_diff_file")


def _revert(project: Project, book: Codebook, version: int, n: int) -> None:
    """Show what going back to a version would do, and do it when that is confirmed."""
    with st.expander(t("codebook.revert", n=n), icon=":material/history:"):
        st.caption(t("codebook.revert_help", n=n))
        if following.confirm(
            project,
            book,
            Revert(version),
            t("codebook.do_revert", n=n),
            key="codebook_revert",
            done=t("codebook.reverted", n=n),
        ):
            for key in ("codebook_older", "codebook_newer"):
                choices.forget(key)
            st.rerun()
