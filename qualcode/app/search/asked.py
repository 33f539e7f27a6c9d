"""What is searched for: words, how they are found, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices
from qualcode.app.screen.words import t, unmarked
from qualcode.app.window import state
from qualcode.gathering.search import KINDS, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.gathering.search import Kind
    from qualcode.model import Participant
    from qualcode.project import Project

UNCODED = "\0uncoded"


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """A search as it stands on the page."""

    words: str
    kind: Kind
    where: Where


def ask(project: Project) -> SearchAsked:
    """Let words be typed, and say how and where they are found; it is kept over pages."""
    typed, how = st.columns([3, 2], vertical_alignment="bottom")
    with typed:
        words = choices.words(
            t("search.words"),
            key="search_words",
            help=t("search.words_help"),
            placeholder=t("search.hint"),
        )
    with how:
        kind = choices.segments(
            t("search.kind"), KINDS, key="search_kind", shown=lambda it: t(f"search.kind_{it}")
        )
    st.caption(t(f"search.kind_help_{kind}"))
    with st.expander(t("search.more"), icon=":material/tune:"):
        where = _where(project)
    return SearchAsked(words, kind, where)


def _where(project: Project) -> Where:
    people = project.transcripts.participants()
    book = project.codebook.current()
    language = state.language()
    labels = {it.id: it.label(language) for it in book.codes}
    first, second, third = st.columns(3)
    with first:
        transcript = _box("transcript", t("transcript"), project.search.transcripts())
        coded = choices.select(
            t("search.coded"),
            [None, UNCODED, *labels],
            key="search_coded",
            shown=lambda it: _coded(labels, it),
        )
    with second:
        speaker = _box("speaker", t("search.speaker"), (it.pseudonym for it in people))
        answers = choices.toggle(t("search.answers"), key="search_answers")
    with third:
        role = _box("role", t("search.role"), _told(people, "role"))
        group = _box("group", t("search.group"), _told(people, "group"))
    uncoded = coded == UNCODED
    return Where(transcript, speaker, role, group, answers, None if uncoded else coded, uncoded)


def _box(name: str, label: str, known: Iterable[str]) -> str | None:
    return choices.select(
        label,
        [None, *known],
        key=f"search_{name}",
        shown=lambda it: t("search.anywhere") if it is None else it,
    )


def _coded(labels: dict[str, str], chosen: str | None) -> str:
    if chosen is None:
        return t("search.any_coding")
    if chosen == UNCODED:
        return t("search.not_coded")
    return unmarked("search.coded_with", label=labels[chosen])


def _told(people: Iterable[Participant], what: str) -> list[str]:
    return sorted({str(getattr(it, what)) for it in people} - {""})
