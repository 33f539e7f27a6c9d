"""The codebook as a file: taken along as YAML, and read again after the changes were seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import changes, following
from qualcode.app.screen import said
from qualcode.app.screen.words import plain, t
from qualcode.app.window import session, state
from qualcode.codebook import Replace, difference

if TYPE_CHECKING:
    from qualcode.model import Codebook
    from qualcode.project import Project

MOST_MEGABYTES = 2


def show(project: Project, book: Codebook) -> None:
    """Show the download, and the upload with what it would change."""
    st.download_button(
        t("codebook.download"),
        project.codebook.text,
        file_name=t("codebook.file_name"),
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
        key="codebook_download",
    )
    with st.form("codebook_upload", border=False, clear_on_submit=True):
        file = st.file_uploader(
            t("codebook.upload"),
            ["yaml", "yml"],
            max_upload_size=MOST_MEGABYTES,
            key="codebook_file",
        )
        if st.form_submit_button(t("codebook.do_upload"), key="codebook_do_upload") and file:
            session.here().codebook.read = None
            said.attempt(_read, project, file.name, file.getvalue())
            st.rerun()
    if read := session.here().codebook.read:
        _compare(project, book, *read)


def _read(project: Project, name: str, data: bytes) -> None:
    from qualcode.text import decode

    text = decode(data, name)
    session.here().codebook.read = project.codebook.parsed(text, name), text, name


def _compare(project: Project, book: Codebook, new: Codebook, text: str, name: str) -> None:
    """Show what the file changes, and take it when that is confirmed."""
    table = difference(book, new, state.language())
    st.subheader(t("codebook.compare_file", name=plain(name)), anchor=False)
    if table.rows:
        changes.show(table)
    else:
        st.caption(plain(table.notes[-1]))
    wording = st.checkbox(
        t("codebook.wording_only"), key="codebook_file_wording", help=t("codebook.wording_help")
    )
    if table.rows and following.confirm(
        project,
        book,
        Replace(new, text, wording),
        t("codebook.take_file"),
        key="codebook_take_file",
        done=t("codebook.loaded", name=name),
    ):
        session.here().codebook.read = None
        st.rerun()
    if st.button(t("codebook.drop"), key="codebook_drop_file", type="tertiary"):
        session.here().codebook.read = None
        st.rerun()
