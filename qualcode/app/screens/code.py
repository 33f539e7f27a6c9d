"""Code: read a transcript at the desk and mark what it says, by click or by key."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import choices, codeform, parts, said, state
from qualcode.app import coder as component
from qualcode.app.coder import events, payload
from qualcode.app.words import plain, section, t

if TYPE_CHECKING:
    from qualcode.model import Round, Transcript
    from qualcode.project import Project


def show() -> None:
    """Show the desk."""
    project = parts.opened("code.title", "code.help")
    if project is None:
        return
    who = parts.coding(project)
    if who is None:
        return
    chosen, held, new = st.columns([3, 3, 3], vertical_alignment="bottom")
    with chosen:
        name = parts.choose_transcript(project, "code_transcript")
    if name is None:
        parts.empty("code.none", "transcripts")
        return
    with held:
        _round(project)
    with new:
        if payload.closed(project, who, _shown_round(project)):
            _go_on(project)
        else:
            _add_code(project)
    transcript = project.transcripts.get(name)
    component.desk(_data(project, who, transcript), _receive)
    _answers()


def _round(project: Project) -> None:
    """Let an earlier round be looked at, where there is one."""
    rounds = {held.name: held for held in reversed(project.rounds.list(state.coder()))}
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


def _go_on(project: Project) -> None:
    """Lead from a closed round to where there is something to code."""
    now = project.rounds.current(state.coder())
    if now is None:
        parts.next_round(project, key="code_next_round")
    elif st.button(t("code.go_on", name=plain(now.name)), type="primary", key="code_go_on"):
        choices.forget("code_round")
        st.rerun()


def _data(project: Project, who: str, transcript: Transcript) -> dict[str, Any]:
    held = _shown_round(project)
    place = st.session_state.pop(state.PLACE, None)
    if place is not None:
        st.session_state["qc_went"] = {"at": place, "stamp": time.time_ns() // 1_000_000}
    return {
        "channel": channel(project, who),
        "doc": payload.document(project, transcript),
        "codes": payload.codes(project.codebook.current(), state.language()),
        "words": section("desk"),
        "answer": payload.answer(project, who, transcript, held, _done().values()),
        "go": st.session_state.get("qc_went"),
    }


def channel(project: Project, who: str) -> str:
    """Name the desk of one coder of one project, so that acts never change hands."""
    return sha256(f"{project.path}\0{who}".encode()).hexdigest()[:16]


def _done() -> dict[str, events.Answer]:
    done: dict[str, events.Answer] = st.session_state.setdefault(state.DONE, {})
    return done


def _receive() -> None:
    """Apply what the desk sent, then run the answers' fragment and nothing else."""
    project, who = state.project(), state.coder()
    if project is not None and who:
        batch = events.batch_of(component.sent(), channel(project, who))
        said.attempt(events.apply, project, who, batch, _done())
    st.rerun("qc_answers")


@st.fragment(key="qc_answers")
def _answers() -> None:
    project, who = state.project(), state.coder()
    name = st.session_state.get(state.TRANSCRIPT)
    if project is None or not who or not name:
        return
    transcript, held = project.transcripts.get(name), _shown_round(project)
    answer = payload.answer(project, who, transcript, held, _done().values())
    component.answer({"channel": channel(project, who), **answer})


def _shown_round(project: Project) -> Round | None:
    """Return the round on the desk: the one chosen, else the open one, else the newest."""
    rounds = {held.name: held for held in project.rounds.list(state.coder())}
    chosen = rounds.get(st.session_state.get(state.ROUND, ""))
    return chosen or project.rounds.current(state.coder()) or next(reversed(rounds.values()), None)


def _add_code(project: Project) -> None:
    frozen = project.codebook.current().frozen
    with st.form("code_add", border=False, clear_on_submit=True):
        name, button = st.columns([3, 1], vertical_alignment="bottom")
        label = name.text_input(
            t("code.new"),
            key="code_label",
            placeholder=t("code.new_frozen" if frozen else "code.new_hint"),
            disabled=frozen,
        )
        if button.form_submit_button(t("codebook.add"), key="code_do_add", disabled=frozen):
            codeform.add(project, label)
            st.rerun()
