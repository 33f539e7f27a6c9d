"""What one window remembers: its seat, project and coder, its language, where it goes next."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.server.launch import PROJECT_VARIABLE
from qualcode.app.window import recent, seats, session
from qualcode.app.window.session import InStudy, Sitting
from qualcode.errors import QualcodeError
from qualcode.i18n import LANGUAGES, Language
from qualcode.project import Project
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from streamlit.navigation.page import Page

    from qualcode.app.window.session import Lead

ADDRESS = "p"
"""The address line's key of the open project: it names the study, never who codes in it."""
TEXT = "t"
"""The address line's key of the transcript that is read or coded."""


@st.cache_resource(show_spinner=False, on_release=Project.close)
def _opened(path: str) -> Project:
    return Project.open(path)


def begin() -> bool:
    """Sit down where this window sat before, once a session; return whether that is known yet.

    The seat is the browser's to tell. An address of another study than the seat's, or a window
    without a seat, opens the study; who codes there is then asked.
    """
    window = session.here()
    window.language = window.language or _browser_language()
    if window.begun:
        return True
    if window.told is None:
        return False
    if not window.sitting.path:
        _sit_where_it_sat(window.told)
    # at the end: where this run is given up before, the next one begins anew
    window.begun = True
    return True


def _sit_where_it_sat(name: str) -> None:
    seat, known = seats.find(name), recent.find(st.query_params.get(ADDRESS, ""))
    text = st.query_params.get(TEXT, "")
    try:
        if seat and known in {None, recent.Opened(seat.path)}:
            enter(seat.path, seat.coder, seat=name)
        elif path := known.path if known else os.environ.get(PROJECT_VARIABLE, ""):
            enter(path)
        _turn_back_to(text)
    except QualcodeError as error:
        session.here().said = [("error", error.sentence(language(), "app"))]


def enter(path: Path | str, coder: str = "", seat: str = "") -> None:
    """Open a project in this session as ``coder``, on their ``seat`` or on a new one.

    Where nobody of that name codes, the only coder sits down, and of several nobody does.
    A project is opened once a process: SQLite's locks belong to the process, and closing a second
    handle on the file would let go of them under the first.
    """
    place = Path(path).expanduser().absolute()
    key = str((place if place.is_file() else place / FILE_NAME).resolve())
    if not Path(key).is_file():
        _opened.clear(key)
    opened = _opened(key)
    recent.remember(recent.Opened(key))
    people = _people(opened)
    if coder in (people or [""]):
        seated = Sitting(key, coder, seat or seats.take(key, coder))
    elif len(people) == 1:
        seated = Sitting(key, people[0], seats.take(key, people[0]))
    else:
        seated = Sitting(key)
    window = session.here()
    window.study, window.sitting = InStudy(), seated
    st.query_params.pop(TEXT, None)
    speak(opened.language)


def leave() -> None:
    """Close the project in this session, and stand up."""
    window = session.here()
    window.study, window.sitting = InStudy(), Sitting()
    for name in (ADDRESS, TEXT):
        st.query_params.pop(name, None)


def forget() -> None:
    """Let go of the open file, before another takes its place."""
    if path := sitting().path:
        _opened.clear(path)


def sitting() -> Sitting:
    """Return the open project with who sits in it."""
    return session.here().sitting


def project() -> Project | None:
    """Return the open project, ``None`` where none is."""
    path = sitting().path
    return _opened(path) if path else None


def coders() -> list[str]:
    """Return the names of the people who code."""
    open_project = project()
    return _people(open_project) if open_project else []


def _people(opened: Project) -> list[str]:
    return [coder.name for coder in opened.coders.list() if coder.kind == "person"]


def coder() -> str:
    """Return who codes in this session, ``""`` where nobody was chosen yet."""
    return sitting().coder


def code_as(name: str) -> None:
    """Let somebody sit down in this window, on a new seat.

    A seat never changes hands: a window that shares the old one keeps it and its coder.
    """
    path = sitting().path
    session.here().sitting = Sitting(path, name, seats.take(path, name))


def seat() -> str:
    """Return the name of this window's seat, ``""`` where nobody sits in it."""
    return sitting().seat


def sits(name: object, who: str) -> bool:
    """Return whether a seat is somebody's in the project that is open here."""
    here = sitting()
    if name and name == here.seat:
        return who == here.coder
    return seats.find(name) == seats.Seat(here.path, who)


def asks() -> bool:
    """Return whether it must be asked who codes in this window; the only coder is not asked."""
    people = coders()
    if not people or coder() in people:
        return False
    if len(people) == 1:
        code_as(people[0])
        return False
    if coder():
        session.here().sitting = replace(sitting(), coder="", seat="")
    return True


def language() -> Language:
    """Return the language of the screen."""
    return session.here().language or "zh"


def speak(chosen: str) -> None:
    """Choose the language of the screen and of the project's tables."""
    if chosen in LANGUAGES:
        session.here().language = chosen
        open_project = project()
        writable = open_project is not None and not open_project.store.read_only
        if open_project and writable and open_project.language != chosen:
            open_project.set_language(chosen)


def go(page: str, **lead: Unpack[Lead]) -> None:
    """Turn to a page at the end of this run or callback, with what it must know."""
    window = session.here()
    for name, value in lead.items():
        setattr(window.study, name, value)
    window.going = page


def follow(pages: Mapping[str, Page]) -> None:
    """Turn to the page that was asked for, and keep the project in the address line."""
    if path := sitting().path:
        st.query_params[ADDRESS] = recent.Opened(path).key
    window = session.here()
    asked, window.going = window.going, ""
    if asked in pages:
        st.switch_page(pages[asked])


def _turn_back_to(text: str) -> None:
    """Choose the transcript that the address line names by its number."""
    open_project = project()
    for info in open_project.transcripts.list() if open_project and text else ():
        if str(info.text_id) == text:
            session.study().transcript = info.name


def _browser_language() -> Language:
    locale = st.context.locale
    return "en" if locale and not locale.lower().startswith("zh") else "zh"
