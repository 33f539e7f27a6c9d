"""One suggestion at a time: accept, change, reject or skip it, by a click or by one key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app import parts, said, state
from qualcode.app.highlight import Passage, around, marked
from qualcode.app.palette import keys
from qualcode.app.words import plain, t

if TYPE_CHECKING:
    from qualcode.model import Evidence
    from qualcode.project import Project
    from qualcode.project.cards import Item

ACTS = (("accept", "a"), ("reject", "x"), ("skip", "s"), ("undo", "z"))
"""Each act with its key; the framework keeps r and c for itself."""

SHOWN_AT = "qc_shown_at"
WHY = "qc_why"


def ask(project: Project, who: str, words: str, *, key: str = "verify_ask") -> None:
    """Show the button that asks for suggestions, and how far the machine is."""
    if not st.button(t(words), type="primary", icon=":material/auto_awesome:", key=key):
        return
    bar = st.progress(0.0, text=t("verify.working"))

    def step(done: int, total: int, what: str) -> None:
        bar.progress(done / max(total, 1), text=t(f"verify.step_{what or 'done'}"))

    report = said.attempt(project.suggestions.run, who, progress=step)
    if report is not None and report.suggested:
        said.say(t("verify.asked", n=report.suggested))
    elif report is not None:
        said.say(t("verify.none_found"), "info")
    st.rerun()


@st.fragment(key="verify_card")
def show() -> None:
    """Show the first suggestion of the queue, or that there is none."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    said.draw()
    queue = project.suggestions.queue(who, limit=1)
    counts = project.suggestions.decided(who)
    waiting = project.suggestions.waiting()
    if counts:
        done = sum(counts.values())
        st.caption(t("verify.decided", n=done, left=waiting.get(who, 0)))
    if queue:
        _card(project, who, queue[0], sum(counts.values()))
    else:
        _nothing(project, who, waiting, any_decided=bool(counts))


def _nothing(project: Project, who: str, waiting: dict[str, int], *, any_decided: bool) -> None:
    """Say that nothing waits for this coder, who else has something, and how to ask."""
    st.markdown(t("verify.done" if any_decided else "verify.nothing", coder=plain(who)))
    for other, n in waiting.items():
        if other == who:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("verify.elsewhere", coder=plain(other), n=n), width="stretch")
            label = t("verify.as_other", coder=plain(other))
            if st.button(label, key=f"verify_as_{other}", icon=":material/person:"):
                state.code_as(other)
                st.rerun()
    ask(project, who, "verify.again" if any_decided else "verify.ask")
    if any_decided:
        _buttons(None)


def _card(project: Project, who: str, item: Item, rank: int) -> None:
    if st.session_state.get(SHOWN_AT, (0, 0))[0] != item.suggestion.id:
        st.session_state[SHOWN_AT] = (item.suggestion.id, time.monotonic())
    said.attempt(project.suggestions.show, who, item.suggestion.id, rank)
    st.subheader(t("verify.suggests", code=plain(item.code.label(state.language()))), anchor=False)
    why = bool(st.session_state.get(WHY))
    speaker = parts.called(project.transcripts.get(item.transcript), item.speaker)
    component.passages([_passage(item, speaker, why=why)], key="verify_passage")
    _buttons(item)
    _others(project, item)


def _passage(item: Item, speaker: str, *, why: bool) -> Passage:
    spans = [(it.start, it.end) for it in item.evidence if it.start >= 0] if why else []
    lines = tuple((t(f"evidence.{it.kind}"), _said(it)) for it in item.evidence) if why else ()
    return Passage(
        around(item.before[-120:], marked(item.text, item.unit.start, spans), item.after[:120]),
        head=f"{item.transcript} · {speaker}",
        lines=lines or (((t("verify.why"), t("verify.no_evidence")),) if why else ()),
    )


def _said(evidence: Evidence) -> str:
    return f"{evidence.text} ({evidence.weight:+.2f})" if evidence.weight else evidence.text


def _buttons(item: Item | None) -> None:
    key = item.suggestion.id if item else 0
    with st.container(horizontal=True):
        for act, shortcut in ACTS:
            st.button(
                t(f"verify.{act}"),
                shortcut=shortcut,
                type="primary" if act == "accept" else "secondary",
                key=f"verify_{act}",
                disabled=item is None and act != "undo",
                on_click=_decide,
                args=(act, key, None),
            )
        if item is not None:
            # a button: the keys of the others are silent while a switch has the focus
            st.button(t("verify.why"), shortcut="w", key="verify_why", on_click=_why)


def _why() -> None:
    st.session_state[WHY] = not st.session_state.get(WHY)


def _others(project: Project, item: Item) -> None:
    st.caption(t("verify.change"))
    book = project.codebook.current()
    with st.container(horizontal=True):
        for code, shortcut in zip(book.codes, keys(book.codes), strict=True):
            if code.id != item.code.id:
                st.button(
                    plain(code.label(state.language())),
                    shortcut=shortcut or None,
                    key=f"verify_change_{code.id}",
                    on_click=_decide,
                    args=("change", item.suggestion.id, code.id),
                )


def _decide(act: str, suggestion: int, code: str | None) -> None:
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    if act == "undo":
        said.attempt(project.undo, who)
        return
    since = st.session_state.get(SHOWN_AT, (0, time.monotonic()))[1]
    ms = round((time.monotonic() - since) * 1000)
    if act == "change":
        said.attempt(project.suggestions.change, who, suggestion, code, ms=ms)
    else:
        said.attempt(getattr(project.suggestions, act), who, suggestion, ms=ms)
