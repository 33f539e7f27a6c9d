"""开始/Overview: choose a study; then how it stands, what comes next, and a safe copy of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import backup, modes, parts, recent, said, state, studies
from qualcode.app.words import plain, t

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
    example, new, known = st.columns(3, gap="medium")
    with example.container(border=True, height="stretch"):
        st.subheader(t("overview.example"), anchor=False)
        st.caption(t("overview.example_help"))
        folder = st.text_input(
            t("overview.folder"), studies.at_home(studies.EXAMPLE), key="overview_example_folder"
        )
        if st.button(t("overview.open_example"), type="primary", key="overview_example"):
            bar = st.progress(0.0, text=t("overview.working"))
            said.attempt(studies.example, folder, partial(_tell, bar))
            _enter_if_open()
    with new.container(border=True, height="stretch"):
        st.subheader(t("overview.new"), anchor=False)
        st.caption(t("overview.new_help"))
        folder = st.text_input(
            t("overview.folder"), studies.at_home(studies.NEW, free=True), key="overview_new_folder"
        )
        name = st.text_input(
            t("overview.your_name"), key="overview_new_coder", placeholder=t("overview.name_hint")
        )
        if st.button(t("overview.create"), type="primary", key="overview_new"):
            said.attempt(studies.create, folder, name)
            _enter_if_open()
    with known.container(border=True, height="stretch"):
        st.subheader(t("overview.existing"), anchor=False)
        st.caption(t("overview.existing_help"))
        path = st.text_input(
            t("overview.path"), key="overview_path", placeholder=studies.at_home("…")
        )
        if st.button(t("overview.open"), type="primary", key="overview_open"):
            said.attempt(studies.enter, path)
            _enter_if_open()
        _recent()


def _recent() -> None:
    known = recent.projects()[:4]
    if not known:
        return
    st.caption(t("overview.recent"))
    with st.container(gap=None):
        for opened in known:
            label = plain(studies.short(opened.path))
            if st.button(label, key=f"overview_recent_{opened.key}", type="tertiary"):
                said.attempt(state.enter, opened.path, opened.coder)
                _enter_if_open()


def _tell(bar: DeltaGenerator, done: float) -> None:
    bar.progress(done, text=t("overview.working"))


def _enter_if_open() -> None:
    if state.project() is not None:
        st.rerun()


def _study(project: Project) -> None:
    status = project.status()
    cells = st.columns(4)
    for cell, name in zip(cells, ("transcripts", "codes", "codings", "coders"), strict=True):
        value = status[name] if isinstance(status[name], int) else len(status[name])
        cell.metric(t(f"overview.{name}"), f"{value:,}", border=True)
    st.caption(
        t(
            "overview.counts",
            characters=f"{status['characters']:,}",
            turns=f"{status['turns']:,}",
            participants=status["participants"],
        )
    )
    _next(status)
    _stale(project)
    left, right = st.columns(2, gap="medium")
    with left:
        parts.coders_box(project)
    with right:
        backup.box(project)
    _details(project, status)


def _next(status: dict[str, Any]) -> None:
    """Say what comes next, and lead there; who has coded may also just go on."""
    page, sentence = studies.next_step(status)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t(f"next.{sentence}"), width="stretch")
        if page in {"compare", "results"} and st.button(t("next.go_code"), key="overview_code"):
            state.go("code")
            st.rerun()
        if st.button(t(f"next.go_{page}"), type="primary", key="overview_next"):
            state.go(page)
            st.rerun()


def _stale(project: Project) -> None:
    """Say that suggestions are out of date, and lead to where new ones are asked for."""
    if not state.coder() or not project.suggestions.enabled():
        return
    counts = project.suggestions.stale(state.coder())
    if counts:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            words = t("verify.stale", n=sum(counts.values()), codes=len(counts))
            st.markdown(words, width="stretch")
            if st.button(t("next.go_verify"), key="overview_stale"):
                state.go("verify")
                st.rerun()


def _details(project: Project, status: dict[str, Any]) -> None:
    with st.expander(t("details"), icon=":material/tune:"):
        st.text(t("overview.file", path=str(project.path)))
        st.text(t("overview.book_version", version=status["codebook_version"]))
        if status.get("blind_turns"):
            st.text(t("overview.blind", n=status["blind_turns"]))
        modes.choose(project)
        if st.button(t("overview.verify_log"), key="overview_verify"):
            audit = project.verify_log()
            st.text(
                t("overview.log_good" if not audit.problems else "overview.log_bad", n=audit.events)
            )
            for problem in audit.problems:
                st.text(f"{problem.rule}: {problem.message}")
