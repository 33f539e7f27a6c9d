"""Transcripts: bring files in, see how far everybody is, read them, say who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import coder
from qualcode.app.screen import choices, memos, parts
from qualcode.app.screen.highlight import Passage
from qualcode.app.screen.words import day, filling, listed, t, unmarked
from qualcode.app.transcripts import people, upload_preview, uploads
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.gathering.study_progress import TranscriptProgress
    from qualcode.project import Project
    from qualcode.store.texts import TranscriptInfo

MOST_COLUMNS = 6
"""So many coders at most have a column of their own."""
GIVEN = ("transcript", "transcripts.turns", "transcripts.characters", "transcripts.people")
MINE = ("transcripts.mine_read", "transcripts.mine_coded", "transcripts.last")


def show() -> None:
    """Show the transcripts of the study."""
    project = parts.opened("transcripts.title", "transcripts.help")
    if project is None:
        return
    known = bool(project.transcripts.list())
    waiting = uploads.show(project, first=not known)
    if not known:
        if not waiting:
            parts.empty("transcripts.none")
        return
    uploads.lead_on()
    view = choices.segments(
        t("transcripts.view"),
        list(VIEWS),
        key=session.TRANSCRIPTS_VIEW,
        shown=lambda it: t(f"transcripts.tab_{it}"),
    )
    VIEWS[view](project)


def _list(project: Project) -> None:
    stands: dict[str, dict[int, TranscriptProgress]] = {}
    for it in project.progress.of(state.coder(), _round(project)):
        stands.setdefault(it.coder, {})[it.text_id] = it
    infos = project.transcripts.list()
    rows = _rows(infos, stands.pop(state.coder(), {}), dict(list(stands.items())[:MOST_COLUMNS]))
    st.caption(t("transcripts.list_help"))
    if (row := _picked(rows, key="transcripts_list")) is not None:
        state.go("code", transcript=infos[row].name)
        st.rerun()


def _round(project: Project) -> str | None:
    """Let a round be chosen where there is more than one."""
    rounds = [it.name for it in project.rounds.list(state.coder() or None) if not it.settles]
    if len(rounds) < 2:
        return None
    return choices.select(
        t("transcripts.round"),
        [None, *rounds],
        key="transcripts_round",
        shown=lambda it: it or t("transcripts.all_rounds"),
    )


def _rows(
    infos: Sequence[TranscriptInfo],
    mine: Mapping[int, TranscriptProgress],
    others: Mapping[str, Mapping[int, TranscriptProgress]],
) -> list[dict[str, Any]]:
    """Return a row a transcript; the headings are the same in all, and looked up once."""
    given, own = [t(it) for it in GIVEN], [t(it) for it in MINE]
    heads = {unmarked("transcripts.their_read", coder=who): of for who, of in others.items()}
    filled = filling("overview.of")

    def share(stand: TranscriptProgress) -> str:
        return filled(done=stand.read, all=stand.turns)

    rows = []
    for it in infos:
        about = (it.name, it.turns, it.characters, listed(it.participants))
        row: dict[str, Any] = dict(zip(given, about, strict=True))
        if stand := mine.get(it.text_id):
            done = (share(stand), stand.codings, day(stand.last) if stand.last else "")
            row |= zip(own, done, strict=True)
        rows.append(row | {head: share(of[it.text_id]) for head, of in heads.items()})
    return rows


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
    people = {it.label: it.participant or it.label for it in found.speakers}
    passages = [
        Passage(
            ((found.text[turn.start : turn.end], "plain"),),
            head=upload_preview.heading(turn.n, people.get(turn.speaker or ""), turn.time),
        )
        for turn in found.turns
    ]
    if st.button(t("transcripts.code_it"), icon=":material/edit_note:", key="transcripts_code"):
        state.go("code")
        st.rerun()
    with st.container(height=520, key="transcripts_text"):
        coder.passages(passages, key="transcripts_passages", look="plainly")
    if who := state.coder():
        st.subheader(t("memos.of_transcript"), anchor=False)
        memos.show(project, who, "transcript", name, key=f"transcripts_memo_{found.id}")


VIEWS: dict[str, Callable[[Project], None]] = {
    "list": _list,
    "read": _read,
    "people": people.table,
}
