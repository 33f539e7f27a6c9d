"""Search (检索): words in all transcripts, and coding what was found, after it was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import parts, said
from qualcode.app.screen.words import t
from qualcode.app.search import asked, hits
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.app.search.asked import SearchAsked
    from qualcode.gathering.search import Hits
    from qualcode.project import Project


def show() -> None:
    """Show the search over the study."""
    project = parts.opened("search.title", "search.help")
    if project is None:
        return
    if not project.search.transcripts():
        parts.empty("search.none", "transcripts")
        return
    wanted = asked.ask(project)
    if not wanted.words.strip():
        return
    found = said.attempt(_find, project, state.coder(), wanted)
    if found is not None:
        hits.show(project, state.coder(), wanted, found)


def _find(project: Project, who: str, wanted: SearchAsked) -> Hits:
    """Search, with a bar while words are cut; what was found is kept while nothing happens.

    Ticks and pages draw the page anew, and a search of a large project takes a moment.
    """
    place = st.empty()
    sign = (str(project.path), who, wanted, project.search.stamp())
    page = session.here().search
    if page.found is not None and page.sign == sign:
        return page.found

    def cutting(done: int, whole: int) -> None:
        place.progress(done / whole, text=t("search.cutting", done=done, all=whole))

    try:
        hits = project.search.find(
            wanted.words, who, kind=wanted.kind, where=wanted.where, progress=cutting
        )
    finally:
        place.empty()
    page.sign, page.found = sign, hits
    return hits
