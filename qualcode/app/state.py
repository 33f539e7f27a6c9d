"""What one browser session remembers: its project, its coder, its language, where it goes next."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from qualcode.app import recent
from qualcode.app.launch import PROJECT_VARIABLE
from qualcode.errors import QualcodeError
from qualcode.i18n import LANGUAGES, Language
from qualcode.project import Project
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

PROJECT = "qc_project"
CODER = "qc_coder"
LANGUAGE = "qc_language"
TRANSCRIPT = "qc_transcript"
PLACE = "qc_place"
ROUND = "qc_round"
DESK = "qc_desk_session"
"""What this session and the coding desk told each other."""
HITS = "qc_hits"
"""Places of a transcript that a search found, to be marked on the desk."""
GO = "qc_go"
SAID = "qc_said"
BEGUN = "qc_begun"
KEPT = "qc_kept_"
"""Before the key of a widget: what was chosen in it, kept while its page is not shown."""
ADDRESS = "p"
"""The address line's key of the open project, so that a reload finds it."""
TEXT = "t"
"""The address line's key of the transcript that is read or coded."""


@st.cache_resource(show_spinner=False, on_release=Project.close)
def _opened(path: str) -> Project:
    return Project.open(path)


def begin() -> None:
    """Open what the command line or the address line names, once a session."""
    if BEGUN in st.session_state:
        return
    st.session_state[BEGUN] = True
    st.session_state.setdefault(LANGUAGE, _browser_language())
    known = recent.find(st.query_params.get(ADDRESS, ""))
    text = st.query_params.get(TEXT, "")
    path = known.path if known else os.environ.get(PROJECT_VARIABLE, "")
    if path and PROJECT not in st.session_state:
        try:
            enter(path, coder=known.coder if known else "")
            _turn_back_to(text)
        except QualcodeError as error:
            st.session_state[SAID] = [("error", str(error))]


def enter(path: Path | str, coder: str = "") -> None:
    """Open a project in this session; the coder is the one named, else the only or first one.

    A project is opened once a process: SQLite's locks belong to the process, and closing a second
    handle on the file would let go of them under the first.
    """
    place = Path(path).expanduser().absolute()
    key = str((place if place.is_file() else place / FILE_NAME).resolve())
    if not Path(key).is_file():
        _opened.clear(key)
    opened = _opened(key)
    leave()
    st.session_state[PROJECT] = key
    people = coders()
    code_as(coder if coder in people else next(iter(people), ""))
    speak(opened.language)


def leave() -> None:
    """Close the project in this session."""
    for name in (PROJECT, CODER, TRANSCRIPT, PLACE, ROUND, DESK, HITS):
        st.session_state.pop(name, None)
    for name in [it for it in st.session_state if str(it).startswith(KEPT)]:
        del st.session_state[name]
    for name in (ADDRESS, TEXT):
        st.query_params.pop(name, None)


def forget() -> None:
    """Let go of the open file, before another takes its place."""
    if path := st.session_state.get(PROJECT):
        _opened.clear(path)


def project() -> Project | None:
    """Return the open project, ``None`` where none is."""
    path = st.session_state.get(PROJECT)
    return _opened(path) if path else None


def coders() -> list[str]:
    """Return the names of the people who code."""
    open_project = project()
    listed = open_project.coders.list() if open_project else ()
    return [coder.name for coder in listed if coder.kind == "person"]


def coder() -> str:
    """Return who codes in this session, ``""`` where nobody was chosen yet."""
    return str(st.session_state.get(CODER, ""))


def code_as(name: str) -> None:
    """Say who codes in this session; what was sent by another coder stays theirs."""
    st.session_state[CODER] = name
    if path := st.session_state.get(PROJECT):
        recent.remember(recent.Opened(path, name))


def language() -> Language:
    """Return the language of the screen."""
    return cast("Language", st.session_state.get(LANGUAGE, "zh"))


def speak(chosen: str) -> None:
    """Choose the language of the screen and of the project's tables."""
    if chosen in LANGUAGES:
        st.session_state[LANGUAGE] = chosen
        open_project = project()
        if open_project and open_project.language != chosen:
            open_project.set_language(chosen)


def go(page: str, **remembered: object) -> None:
    """Turn to a page at the end of this run or callback, with what it must know."""
    for name, value in remembered.items():
        st.session_state[f"qc_{name}"] = value
    st.session_state[GO] = page


def follow(pages: Mapping[str, Page]) -> None:
    """Turn to the page that was asked for, and keep the project in the address line."""
    if path := st.session_state.get(PROJECT):
        st.query_params[ADDRESS] = recent.Opened(path).key
    asked: Any = st.session_state.pop(GO, None)
    if asked in pages:
        st.switch_page(pages[asked])


def _turn_back_to(text: str) -> None:
    """Choose the transcript that the address line names by its number."""
    open_project = project()
    for info in open_project.transcripts.list() if open_project and text else ():
        if str(info.text_id) == text:
            st.session_state[TRANSCRIPT] = info.name


def _browser_language() -> Language:
    locale = st.context.locale
    return "en" if locale and not locale.lower().startswith("zh") else "zh"
