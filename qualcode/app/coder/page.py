"""Code: read a transcript at the desk and mark what it says, by hand or by key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import coder as component
from qualcode.app.coder import document, exchange
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.words import plain, section, t
from qualcode.app.window import session, state
from qualcode.app.window.session import OTHERS, OUTLINED

if TYPE_CHECKING:
    from qualcode.gathering.outlines import Outline
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.model import Round
    from qualcode.project import Project


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
        name = parts.choose_transcript(project, session.TRANSCRIPT)
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
    exchange.show(project, who, sheet, outlines)
    component.desk(_data(project, who, sheet, others, outlines or ()), exchange.receive)
    exchange.answers()


def _sheet(project: Project, who: str, text: int) -> Worksheet:
    before = exchange.of(project, who).sheet
    return project.worksheets.of(who, text, round=_chosen(project, who), before=before)


def _round(project: Project, rounds: dict[str, Round]) -> None:
    """Let an earlier round be looked at, where there is one."""
    if len(rounds) < 2:
        session.study().round = None
        return
    now = project.rounds.current(state.coder())
    session.study().round = choices.select(
        t("round"),
        rounds,
        key="code_round",
        default=now.name if now else None,
        shown=lambda it: parts.round_label(rounds[it]),
    )


def _chosen(project: Project, who: str) -> str | None:
    """Return the round on the desk: the one chosen, else the open one, else the newest."""
    rounds = [held.name for held in project.rounds.list(who)]
    chosen = session.study().round
    if chosen in rounds:
        return chosen
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
    looks = session.widget(OUTLINED, session.study().kept.get(OUTLINED, True))
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
    words = key.replace("_", ".", 1)
    return choices.toggle(t(words), key=key, default=default, help=t(f"{words}_help"))


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
    told = exchange.of(project, who).told
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
    sent = exchange.of(project, who).told.sent
    found = project.transcripts.get(sheet.transcript)
    made = document.named(sheet.text, found.name, found.sha256, found.speakers)
    if made["hash"] not in sent:
        made["turns"] = document.turns(project, found)
        sent.add(made["hash"])
    return made


def _place() -> dict[str, int] | None:
    """Return where the desk is to go, with a stamp: it goes there once."""
    window = session.here()
    place, window.study.place = window.study.place, None
    if place is not None:
        window.code.went = {"at": place, "stamp": time.time_ns() // 1_000_000}
    return window.code.went


def _hits(transcript: str) -> list[list[int]]:
    """Return what a search found in this transcript, as long as the person stays on it."""
    window = session.here()
    found, window.study.hits = window.study.hits, None
    if found is not None:
        window.code.marked = (transcript, [[int(s), int(e)] for s, e in found])
    where, hits = window.code.marked
    return hits if where == transcript else []
