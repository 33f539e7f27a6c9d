"""Bring transcripts in: each file comes in whole, or is refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import said
from qualcode.app.words import plain, t
from qualcode.ingest import READERS

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.transcripts import IngestReport


def show(project: Project) -> None:
    """Show where files are put in, and say what became of each."""
    first = not project.transcripts.list()
    with st.expander(t("transcripts.upload"), icon=":material/upload_file:", expanded=first):
        st.caption(t("transcripts.upload_help"))
        with st.form("transcripts_form", border=False, clear_on_submit=True):
            files = st.file_uploader(
                t("transcripts.files"),
                type=[*(suffix.removeprefix(".") for suffix in READERS), "csv"],
                accept_multiple_files=True,
                key="transcripts_files",
                label_visibility="collapsed",
            )
            asked = st.form_submit_button(
                t("transcripts.take"), type="primary", key="transcripts_take"
            )
        if asked and files:
            bar = st.progress(0.0)
            # the table of participants names transcripts, so these come first
            for done, file in enumerate(sorted(files, key=lambda it: it.name.endswith(".csv"))):
                bar.progress(done / len(files), text=plain(file.name))
                report = said.attempt(project.transcripts.ingest_bytes, file.name, file.getvalue())
                if report is not None:
                    _tell(file.name, report)
            st.rerun()


def _tell(name: str, report: IngestReport) -> None:
    for refusal in report.refused:
        said.say(t("transcripts.refused", name=name, reason=refusal.reason), "error")
    if report.added:
        said.say(t("transcripts.added", name=report.added[0]))
    elif report.participants:
        said.say(t("transcripts.people_taken", n=report.participants))
    elif not report.refused:
        said.say(t("transcripts.unchanged", name=name), "info")
