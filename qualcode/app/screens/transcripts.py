"""Transcripts: bring files in, read them, say who speaks, find words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import choices, coder, parts, people, said, state, uploads
from qualcode.app.highlight import Passage
from qualcode.app.words import listed, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project


def show() -> None:
    """Show the transcripts of the study."""
    project = parts.opened("transcripts.title", "transcripts.help")
    if project is None:
        return
    uploads.show(project)
    if not project.transcripts.list():
        parts.empty("transcripts.none")
        return
    view = choices.segments(
        t("transcripts.view"),
        list(VIEWS),
        key="transcripts_view",
        shown=lambda it: t(f"transcripts.tab_{it}"),
    )
    VIEWS[view](project)


def _list(project: Project) -> None:
    rows = [
        {
            t("transcript"): it.name,
            t("transcripts.kind"): t(f"kind.{it.kind}"),
            t("transcripts.turns"): it.turns,
            t("transcripts.characters"): it.characters,
            t("transcripts.people"): listed(it.participants),
        }
        for it in project.transcripts.list()
    ]
    st.caption(t("transcripts.list_help"))
    if (row := _picked(rows, key="transcripts_list")) is not None:
        state.go("code", transcript=rows[row][t("transcript")])
        st.rerun()


def _picked(rows: list[dict[str, Any]], *, key: str) -> int | None:
    """Show rows, and return the one that was just clicked, in whichever cell."""
    shown: Any = st.dataframe(
        rows, hide_index=True, key=key, on_select="rerun", selection_mode="single-cell"
    )
    cells = shown.selection.cells
    return int(cells[0][0]) if cells else None


def _read(project: Project) -> None:
    name = parts.choose_transcript(project, "transcripts_chosen")
    if name is None:
        return
    found = project.transcripts.get(name)
    passages = [
        Passage(
            ((found.text[turn.start : turn.end], "plain"),),
            head=parts.called(found, turn.speaker or ""),
        )
        for turn in found.turns
    ]
    if st.button(t("transcripts.code_it"), icon=":material/edit_note:", key="transcripts_code"):
        state.go("code")
        st.rerun()
    with st.container(height=520, key="transcripts_text"):
        coder.passages(passages, key="transcripts_passages", look="plainly")


def _search(project: Project) -> None:
    words = choices.words(t("transcripts.words"), key="transcripts_words")
    if not words:
        st.caption(t("transcripts.search_help"))
        return
    hits = said.attempt(project.transcripts.search, words) or ()
    st.caption(t("transcripts.hits", n=len(hits)))
    rows = [
        {
            t("transcript"): hit.transcript,
            t("transcripts.turn"): hit.turn,
            t("transcripts.before"): hit.before,
            t("transcripts.hit"): hit.text,
            t("transcripts.after"): hit.after,
        }
        for hit in hits
    ]
    if rows and (row := _picked(rows, key="transcripts_hits")) is not None:
        state.go("code", transcript=hits[row].transcript, place=hits[row].start)
        st.rerun()


VIEWS: dict[str, Callable[[Project], None]] = {
    "list": _list,
    "read": _read,
    "people": people.table,
    "search": _search,
}
