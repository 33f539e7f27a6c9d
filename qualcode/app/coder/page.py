"""Code: read a transcript at the desk and mark what it says, by hand or by key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import choices, parts, said, state
from qualcode.app import coder as component
from qualcode.app.coder import document, session
from qualcode.app.words import plain, section, t

if TYPE_CHECKING:
    from qualcode.gathering.outlines import Outline
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.model import Round
    from qualcode.project import Project

OTHERS = "code_others"
OUTLINED = "code_outlined"
TRANSCRIPT = "code_transcript"
WENT = "qc_went"
MARKED = "qc_marked"


def show() -> None:
    """Show the desk, under one row of choices."""
    project = state.project()
    if project is None:
        parts.opened("code.title", "code.help")
        return
    rounds = {held.name: held for held in reversed(project.rounds.list(state.coder()))}
    widths = [1, 2.6, 2.8, 3] if len(rounds) > 1 else [1, 3, 0.2, 4.8]
    title, transcript, held, more = st.columns(widths, vertical_alignment="bottom", gap="medium")
    title.title(t("code.title"), anchor=False)
    who = parts.coding(project)
    if who is None:
        return
    with transcript:
        name = parts.choose_transcript(project, TRANSCRIPT)
    if name is None:
        parts.empty("code.none", "transcripts")
        return
    text = int(st.query_params[state.TEXT])
    with held:
        _round(project, rounds)
    sheet = said.attempt(_sheet, project, who, text)
    if sheet is None:
        return
    with more:
        others, outlines = _more(project, who, sheet)
    session.show(project, who, sheet, outlines)
    component.desk(_data(project, who, sheet, others, outlines or ()), session.receive)
    session.answers()


def _sheet(project: Project, who: str, text: int) -> Worksheet:
    before = session.of(project, who).sheet
    return project.worksheets.of(who, text, round=_chosen(project, who), before=before)


def _round(project: Project, rounds: dict[str, Round]) -> None:
    """Let an earlier round be looked at, where there is one."""
    if len(rounds) < 2:
        st.session_state.pop(state.ROUND, None)
        return
    now = project.rounds.current(state.coder())
    st.session_state[state.ROUND] = choices.select(
        t("round"),
        rounds,
        key="code_round",
        default=now.name if now else None,
        shown=lambda it: parts.round_label(rounds[it]),
    )


def _chosen(project: Project, who: str) -> str | None:
    """Return the round on the desk: the one chosen, else the open one, else the newest."""
    rounds = [held.name for held in project.rounds.list(who)]
    chosen = st.session_state.get(state.ROUND)
    if chosen in rounds:
        return str(chosen)
    now = project.rounds.current(who)
    return now.name if now else next(reversed(rounds), None)


def _more(
    project: Project, who: str, sheet: Worksheet
) -> tuple[list[dict[str, Any]], tuple[Outline, ...] | None]:
    """Show what else can stand on the desk; return others' codings and the suggestions."""
    if sheet.closed:
        _go_on(project)
    with st.container(horizontal=True, vertical_alignment="center"):
        others = _others(project, who, sheet)
        outlines = None if sheet.closed else _outlines(project, who, sheet)
    return others, outlines


def _outlines(project: Project, who: str, sheet: Worksheet) -> tuple[Outline, ...] | None:
    """Return what is suggested here, ``None`` where the person looks away from it.

    The switch is shown only where it does something: what is asked for counts as shown.
    """
    looks = bool(st.session_state.get(OUTLINED, st.session_state.get(state.KEPT + OUTLINED, True)))
    found = project.suggestions.outlines(who, sheet.transcript) if looks else None
    if found or not looks:
        _toggle(OUTLINED, default=True)
    return found


def _others(project: Project, who: str, sheet: Worksheet) -> list[dict[str, Any]]:
    """Return what others coded, where their round is not blind and the person asks for it."""
    held = sheet.round
    if held is None or len(state.coders()) < 2:
        return []
    found = project.worksheets.others(who, sheet.text, held.name)
    if found is None or not _toggle(OTHERS, default=False):
        return []
    return [
        {"who": name, "codings": [{"s": it.start, "e": it.end, "c": it.code} for it in marked]}
        for name, marked in found.items()
    ]


def _toggle(key: str, *, default: bool) -> bool:
    """Let something be shown or not; the choice outlives a page switch."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(state.KEPT + key, default)
    on = st.toggle(t(key.replace("_", ".", 1)), key=key, help=t(f"{key.replace('_', '.', 1)}_help"))
    st.session_state[state.KEPT + key] = on
    return on


def _go_on(project: Project) -> None:
    """Lead from a closed round to where there is something to code."""
    now = project.rounds.current(state.coder())
    if now is None:
        parts.next_round(project, key="code_next_round")
    elif st.button(t("code.go_on", name=plain(now.name)), type="primary", key="code_go_on"):
        choices.forget("code_round")
        st.rerun()


def _data(
    project: Project,
    who: str,
    sheet: Worksheet,
    others: list[dict[str, Any]],
    outlines: tuple[Outline, ...],
) -> dict[str, Any]:
    told = session.of(project, who).told
    book, looks = project.codebook.current(), project.store.read_only
    words = section("desk")
    return {
        "channel": told.channel,
        "seat": state.seat(),
        "who": who,
        "doc": _document(project, who, sheet),
        "codes": document.codes(book, state.language()),
        "words": {**words, "closed": t("read_only.desk")} if looks else words,
        "language": state.language(),
        "state": told.whole(sheet, outlines) | ({"closed": True} if looks else {}),
        "outlines": [
            {
                "g": it.id,
                "s": it.start,
                "e": it.end,
                "c": it.code,
                "score": round(it.score, 2),
                "why": list(it.why),
            }
            for it in outlines
        ],
        "others": others,
        "hits": _hits(sheet.transcript),
        "go": _place(),
        "may": {
            "new_code": not (book.frozen or sheet.closed or looks),
            "suggestions": bool(outlines),
        },
    }


def _document(project: Project, who: str, sheet: Worksheet) -> dict[str, Any]:
    """Return the transcript; its turns only where this session has not sent them yet."""
    sent = session.of(project, who).told.sent
    found = project.transcripts.get(sheet.transcript)
    made = document.named(sheet.text, found.name, found.sha256, found.speakers)
    if made["hash"] not in sent:
        made["turns"] = document.turns(project, found)
        sent.add(made["hash"])
    return made


def _place() -> dict[str, int] | None:
    """Return where the desk is to go, with a stamp: it goes there once."""
    place = st.session_state.pop(state.PLACE, None)
    if place is not None:
        st.session_state[WENT] = {"at": place, "stamp": time.time_ns() // 1_000_000}
    went: dict[str, int] | None = st.session_state.get(WENT)
    return went


def _hits(transcript: str) -> list[list[int]]:
    """Return what a search found in this transcript, as long as the person stays on it."""
    found = st.session_state.pop(state.HITS, None)
    if found is not None:
        st.session_state[MARKED] = (transcript, [[int(s), int(e)] for s, e in found])
    where, hits = st.session_state.get(MARKED, ("", []))
    return hits if where == transcript else []
