"""Transcripts: bring files in, see how far everybody is, read them, say who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import choices, coder, looking, memos, parts, people, state, uploads
from qualcode.app.highlight import Passage
from qualcode.app.words import day, listed, t, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project
    from qualcode.project.progress import Stand

MOST_COLUMNS = 6
"""So many coders at most have a column of their own."""


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
        key="transcripts_view",
        shown=lambda it: t(f"transcripts.tab_{it}"),
    )
    VIEWS[view](project)


def _list(project: Project) -> None:
    stands = project.progress.of(state.coder(), _round(project))
    mine = {it.text_id: it for it in stands if it.coder == state.coder()}
    others: dict[str, dict[int, Stand]] = {}
    for it in stands:
        if it.coder != state.coder():
            others.setdefault(it.coder, {})[it.text_id] = it
    shown = dict(list(others.items())[:MOST_COLUMNS])
    infos = project.transcripts.list()
    rows = [
        {
            t("transcript"): it.name,
            t("transcripts.turns"): it.turns,
            t("transcripts.characters"): it.characters,
            t("transcripts.people"): listed(it.participants),
            **_mine(mine.get(it.text_id)),
            **{
                unmarked("transcripts.their_read", coder=who): _share(of[it.text_id])
                for who, of in shown.items()
            },
        }
        for it in infos
    ]
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


def _mine(stand: Stand | None) -> dict[str, Any]:
    if stand is None:
        return {}
    return {
        t("transcripts.mine_read"): _share(stand),
        t("transcripts.mine_coded"): stand.codings,
        t("transcripts.last"): day(stand.last) if stand.last else "",
    }


def _share(stand: Stand) -> str:
    return t("overview.of", done=stand.read, all=stand.turns)


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
            head=looking.heading(turn.n, people.get(turn.speaker or ""), turn.time),
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
