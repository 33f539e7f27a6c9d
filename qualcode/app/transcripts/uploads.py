"""Bring files in: first what was understood of each, then what of them is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import number, plain, t
from qualcode.app.transcripts import people_changes, upload_preview
from qualcode.app.transcripts.pending import Pending
from qualcode.app.window import session, state
from qualcode.ingest import READERS

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from qualcode.project import Project


def show(project: Project, *, first: bool) -> bool:
    """Show where files are dropped, what was understood of them, and store what is ticked.

    Return whether files wait there.
    """
    waiting = _waiting(str(project.path))
    key = f"{session.FILES}{waiting.box}"
    if not session.drawn(key):
        waiting.boxed = frozenset()
    with st.expander(
        t("transcripts.upload"),
        icon=":material/upload_file:",
        expanded=first or bool(waiting.files),
    ):
        st.caption(t("transcripts.upload_help"))
        boxed = st.file_uploader(
            t("transcripts.drop_here"),
            type=[suffix.removeprefix(".") for suffix in READERS],
            accept_multiple_files=True,
            key=key,
        )
        files = _kept(waiting, boxed)
        if files:
            _understand(project, waiting, files)
            _offer(project, waiting, files)
    return bool(files)


def _waiting(study: str) -> Pending:
    """Return what waits for this study; what waited for another one is let go of."""
    page = session.here().transcripts
    if page.pending is None or page.pending.study != study:
        page.pending = Pending(study, page.pending.box + 1 if page.pending else 0)
    return page.pending


def _kept(waiting: Pending, boxed: list[UploadedFile]) -> list[UploadedFile]:
    """Return all files that wait; what was taken out of the box of this visit no longer does."""
    now = {file.file_id: file for file in boxed}
    waiting.files = {
        key: file
        for key, file in (waiting.files | now).items()
        if key in now or key not in waiting.boxed
    }
    waiting.boxed = frozenset(now)
    return list(waiting.files.values())


def _understand(project: Project, waiting: Pending, files: list[UploadedFile]) -> None:
    """Look into the files that came in since the last run."""
    new = [file for file in files if file.file_id not in waiting.seen]
    if not new:
        return
    bar = st.progress(0.0)
    for done, file in enumerate(new):
        bar.progress(done / len(new), text=plain(file.name))
        seen = project.transcripts.preview_bytes(
            file.name, file.getvalue(), clear_empty=file.file_id in waiting.emptying
        )
        waiting.seen[file.file_id] = seen
        waiting.asks[file.file_id] = {voice.label: voice.asks for voice in seen.voices}
    bar.empty()


def _offer(project: Project, waiting: Pending, files: list[UploadedFile]) -> None:
    st.info(t("preview.help"), icon=":material/visibility:")
    twice = _twice(waiting, files)
    upload_preview.show(waiting, files, twice)
    good = [
        it for it in files if upload_preview.storable(waiting.seen[it.file_id], it.file_id in twice)
    ]
    chosen = [it for it in good if it.file_id not in waiting.left_out]
    with st.container(horizontal=True):
        store = st.button(
            t("preview.store", n=number(len(chosen))),
            type="primary",
            disabled=not chosen,
            key="transcripts_store",
        )
        if st.button(t("preview.drop"), key="transcripts_drop"):
            _empty(waiting)
            st.rerun()
    if store:
        _store(project, waiting, chosen)
        _empty(waiting)
        st.rerun()


def _twice(waiting: Pending, files: list[UploadedFile]) -> dict[str, str]:
    """Return the files whose text another file of the box has already, with that file's name."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for file in files:
        text = waiting.seen[file.file_id].sha256
        if text in first:
            found[file.file_id] = first[text]
        elif text:
            first[text] = file.name
    return found


def _store(project: Project, waiting: Pending, chosen: list[UploadedFile]) -> None:
    """Store file by file, each in a transaction of its own; what was stored stays."""
    bar, added = st.progress(0.0), 0
    # the table of participants names transcripts, so these come first
    ordered = sorted(chosen, key=lambda it: waiting.seen[it.file_id].people > 0)
    for done, file in enumerate(ordered):
        bar.progress(done / len(ordered), text=plain(file.name))
        report = said.attempt(
            project.transcripts.ingest_bytes,
            file.name,
            file.getvalue(),
            speakers=waiting.asks.get(file.file_id),
            clear_empty=file.file_id in waiting.emptying,
        )
        if report is None:
            continue
        added += len(report.added)
        for refusal in report.refused:
            said.say(
                t(
                    "transcripts.refused",
                    name=file.name,
                    reason=refusal.error.sentence(state.language(), "app"),
                ),
                "error",
            )
        for name in report.unchanged:
            said.say(t("transcripts.unchanged", name=name), "info")
        for taken in report.tables:
            people_changes.tell(taken)
    if added:
        said.say(t("preview.stored", n=number(added)))
        session.here().transcripts.stored = added


def _empty(waiting: Pending) -> None:
    """Let go of what waited; a box with another number is an empty one."""
    session.here().transcripts.pending = Pending(waiting.study, waiting.box + 1)


def lead_on() -> None:
    """Lead to the coding of what was just stored."""
    page = session.here().transcripts
    if page.stored and st.button(
        t("preview.begin"), type="primary", icon=":material/edit_note:", key="transcripts_begin"
    ):
        page.stored = 0
        state.go("code")
        st.rerun()
