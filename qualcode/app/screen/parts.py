"""What several pages share: the heading, the empty page, who codes, who is added to the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import listed, plain, t, unmarked
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.model import Round, Transcript
    from qualcode.project import Project


def heading(title: str, sentence: str) -> None:
    """Show the page's title and the one sentence that says what it is for."""
    st.title(t(title), anchor=False)
    st.caption(t(sentence))


def empty(sentence: str, page: str | None = None) -> None:
    """Show what is missing in one sentence, and the page where it is made good."""
    with st.container(border=True):
        st.markdown(t(sentence))
        if page and st.button(t(f"next.go_{page}"), type="primary", key=f"empty_{page}"):
            state.go(page)
            st.rerun()


def refused(sentence: str, why: str, page: str | None = None) -> None:
    """Show what is missing, and in the details the library's own sentence."""
    empty(sentence, page)
    with st.expander(t("details"), icon=":material/tune:"):
        st.text(why)


def opened(title: str, sentence: str) -> Project | None:
    """Show the heading of a page that needs a study, and return the study where one is open."""
    heading(title, sentence)
    project = state.project()
    if project is None:
        empty("no_project", "overview")
    return project


def coding(project: Project) -> str | None:
    """Return who codes here; ask for a name where nobody was named yet."""
    if coder := state.coder():
        return coder
    with st.container(border=True):
        st.markdown(t("coders.nobody"))
        _add_coder(project)
    return None


def coders_box(project: Project) -> None:
    """Show who codes, and let another person join."""
    with st.container(border=True, height="stretch"):
        st.subheader(t("coders.title"), anchor=False)
        st.markdown(plain(listed(state.coders())))
        st.caption(t("coders.help"))
        another_coder(project)


def another_coder(project: Project) -> None:
    """Let another person join, where that can be written."""
    if project.store.read_only:
        return
    with st.expander(t("coders.another"), icon=":material/person_add:"):
        _add_coder(project)


def _add_coder(project: Project) -> None:
    with st.form("coders_form", border=False, clear_on_submit=True):
        name = st.text_input(t("coders.name"), key="coders_name")
        if st.form_submit_button(t("coders.add"), key="coders_add"):
            if not name.strip():
                said.say(t("coders.no_name"), "error")
            elif added := said.attempt(project.coders.add, name):
                if not state.coder():
                    state.code_as(added.name)
                said.say(t("coders.added", name=added.name))
            st.rerun()


def undo(project: Project, who: str, *, key: str) -> bool:
    """Show the button that takes back a coder's latest act; return whether it was pressed."""
    pressed = st.button(
        t("node.undo"),
        icon=":material/undo:",
        shortcut="z",
        disabled=not project.undoable(who)[0],
        help=t("node.undo_help"),
        key=key,
    )
    if pressed and said.attempt(project.undo, who) is not None:
        said.say(t("node.undone"))
    return pressed


def next_round(project: Project, *, key: str) -> None:
    """Show the button that begins the next round."""
    if st.button(t("compare.next_round"), icon=":material/add:", key=key):
        said.attempt(project.rounds.open)
        st.rerun()


def round_label(held: Round) -> str:
    """Return a round in words: its name, its kind, and whether it is open."""
    return f"{held.name} · {round_kind(held)} · {t(f'round_status.{held.status}')}"


def round_kind(held: Round) -> str:
    """Return in words what a round is for."""
    if held.recodes:
        return unmarked("round_kind.recoding", coder=held.coder, source=held.source)
    if held.settles:
        return unmarked("round_kind.settling", panel=held.coder, source=held.source)
    return t(f"round_kind.{held.kind}")


def choose_transcript(project: Project, key: str) -> str | None:
    """Let a transcript be chosen; every page keeps the same one, and so does the address line."""
    numbers = {info.name: info.text_id for info in project.transcripts.list()}
    if not numbers:
        return None
    study = session.study()
    if study.transcript in numbers and session.widget(key) not in numbers:
        session.fill(key, study.transcript)
    chosen = st.selectbox(t("transcript"), list(numbers), key=key)
    study.transcript = chosen
    st.query_params[state.TEXT] = str(numbers[chosen])
    return chosen


def called(transcript: Transcript, label: str) -> str:
    """Return who a speaker's label stands for: the participant where one is named."""
    for speaker in transcript.speakers:
        if speaker.label == label and speaker.participant:
            return speaker.participant
    return label
