"""A safe copy of the study to take away, and putting one back in its place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import t, unmarked
from qualcode.app.window import state
from qualcode.project import Project

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_MEGABYTES = 500


def box(project: Project) -> None:
    """Show the buttons that copy and restore the study."""
    with st.container(border=True, height="stretch"):
        st.subheader(t("backup.title"), anchor=False)
        st.caption(t("backup.help"))
        button(project, label=t("backup.download"), key="backup_download")
        with st.expander(t("backup.restore"), icon=":material/history:"):
            st.caption(t("backup.restore_help"))
            chosen = st.file_uploader(
                t("backup.file"),
                type=["qualcode"],
                key="backup_file",
                max_upload_size=MOST_MEGABYTES,
            )
            sure = st.checkbox(t("backup.sure"), key="backup_sure")
            ready = chosen is not None and sure
            if (
                st.button(t("backup.do_restore"), disabled=not ready, key="backup_restore")
                and chosen
            ):
                _restore(project, chosen)


def button(project: Project, *, label: str, key: str, tip: str | None = None) -> None:
    """Show the one button that downloads a copy of the study."""
    st.download_button(
        label,
        lambda: copy_of(project),
        file_name=unmarked("backup.file_name", study=project.folder.name),
        mime="application/vnd.sqlite3",
        icon=":material/download:",
        help=tip,
        on_click="ignore",
        key=key,
    )


def copy_of(project: Project) -> bytes:
    """Return a consistent copy of the project file, taken while others may be coding."""
    with TemporaryDirectory(prefix="qualcode-") as folder:
        return project.backup(Path(folder) / "copy.qualcode").read_bytes()


def _restore(project: Project, chosen: UploadedFile) -> None:
    folder, coder = project.folder, state.coder()
    with TemporaryDirectory(prefix="qualcode-") as temporary:
        backup = Path(temporary) / "backup.qualcode"
        backup.write_bytes(chosen.getvalue())
        state.forget()
        old = said.attempt(Project.restore, backup, folder)
    said.attempt(state.enter, folder, coder)
    if old is not None:
        said.say(t("backup.restored", path=str(old)))
    st.rerun()
