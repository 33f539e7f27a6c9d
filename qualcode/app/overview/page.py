"""开始/Overview: choose a study; then how it stands, what comes next, and a safe copy of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.overview import studies, study_progress
from qualcode.app.screen import backup, left_behind, modes, parts, said
from qualcode.app.screen.words import how_many, number, plain, t, unmarked
from qualcode.app.window import recent, session, state

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from qualcode.project import Project


def show() -> None:
    """Show the three ways to begin, or the study that is open."""
    project = state.project()
    if project is None:
        parts.heading("overview.welcome", "overview.welcome_help")
        _begin()
    else:
        parts.heading("overview.title", "overview.help")
        _study(project)


def _begin() -> None:
    new, example, known = st.columns(3, gap="medium")
    with new.container(border=True, height="stretch"):
        _new()
    with example.container(border=True, height="stretch"):
        _example()
    with known.container(border=True, height="stretch"):
        _known()


def _new() -> None:
    st.subheader(t("overview.new"), anchor=False)
    st.caption(t("overview.new_help"))
    with st.form("overview_begin", border=False):
        name = st.text_input(
            t("overview.your_name"), key="overview_new_coder", placeholder=t("overview.name_hint")
        )
        proposed = studies.new()
        asked = st.form_submit_button(t("overview.create"), type="primary", key="overview_new")
        folder = _elsewhere(proposed, "overview_new_folder")
    if asked:
        said.attempt(studies.create, folder, name)
        _enter_if_open()


def _example() -> None:
    st.subheader(t("overview.example"), anchor=False)
    st.caption(t("overview.example_help"))
    asked = st.button(t("overview.open_example"), key="overview_example")
    folder = _elsewhere(studies.known_example(), "overview_example_folder")
    if asked:
        bar = st.progress(0.0, text=t("overview.working"))
        said.attempt(studies.example, folder, partial(_tell, bar))
        _enter_if_open()


def _known() -> None:
    st.subheader(t("overview.existing"), anchor=False)
    st.caption(t("overview.existing_help"))
    path = st.text_input(t("overview.path"), key="overview_path", placeholder=studies.at_home("…"))
    if st.button(t("overview.open"), key="overview_open"):
        said.attempt(studies.enter, path)
        _enter_if_open()
    _recent()


def _elsewhere(proposed: str, key: str) -> str:
    """Propose a folder, which can be left as it is, and let another be written."""
    st.caption(t("overview.kept_in", folder=plain(studies.short_folder(proposed))))
    kept = session.study().kept
    if session.widget(key) in {None, kept.get(key)}:
        # what nobody wrote follows what is proposed, which speaks the language of the screen
        session.fill(key, proposed)
    kept[key] = proposed
    with st.expander(t("overview.elsewhere")):
        return st.text_input(t("overview.folder"), key=key)


def _recent() -> None:
    known = recent.projects()[:4]
    if not known:
        return
    st.caption(t("overview.recent"))
    with st.container(gap=None):
        for opened in known:
            label = plain(studies.short(opened.path))
            if st.button(label, key=f"overview_recent_{opened.key}", type="tertiary"):
                said.attempt(state.enter, opened.path)
                _enter_if_open()


def _tell(bar: DeltaGenerator, done: float) -> None:
    bar.progress(done, text=t("overview.working"))


def _enter_if_open() -> None:
    if state.project() is not None:
        st.rerun()


def _study(project: Project) -> None:
    who = state.coder()
    study_progress.show(project, who)
    left, right = st.columns(2, gap="medium")
    with left:
        parts.coders_box(project)
    with right:
        backup.box(project)
    study_progress.diary(project, who)
    _details(project)


def _details(project: Project) -> None:
    with st.expander(t("details"), icon=":material/tune:"):
        infos = project.transcripts.list()
        st.text(
            t(
                "overview.counts",
                characters=number(sum(it.characters for it in infos)),
                turns=how_many("turns", sum(it.turns for it in infos)),
                participants=how_many("participants", len(project.transcripts.participants())),
            )
        )
        st.text(unmarked("overview.file", path=str(project.path)))
        st.text(unmarked("overview.book_version", version=project.codebook.current().version))
        modes.choose(project)
        if st.button(t("overview.verify_log"), key="overview_verify"):
            audit = project.verify_log()
            words = "overview.log_good" if not audit.problems else "overview.log_bad"
            st.text(t(words, n=number(audit.events)))
            for problem in audit.problems:
                lacking = problem.rule == "left_behind"
                message = left_behind.words(project) if lacking else problem.message
                st.text(f"{problem.rule}: {message}")
            for head in audit.heads:
                st.text(t("log.head", hash=head.hash))
