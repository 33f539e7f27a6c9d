"""How a study stands: numbers, each coder, what waits, the journal, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app.overview import steps
from qualcode.app.screen import choices, memos
from qualcode.app.screen.words import day, how_many, listed, number, plain, t
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.app.overview.steps import Step
    from qualcode.gathering.backcoding import Due
    from qualcode.gathering.events import Done
    from qualcode.gathering.study_progress import StudyTotal
    from qualcode.project import Project


def show(project: Project, who: str) -> None:
    """Show what comes next, how far everybody is, and what waits for this coder."""
    totals = project.progress.totals(who)
    due = [it for it in project.backcoding.due(who) if it.turns] if who else []
    again = sum(it.turns for it in due)
    first, *also = steps.following(steps.facts(project, totals, who, again))
    _next(first, also)
    _numbers(project, totals, who)
    if len(totals) > 1:
        _team(totals)
    _waiting(project, who, due)


def _next(first: Step, also: Sequence[Step]) -> None:
    with st.container(border=True):
        for place, step in enumerate((first, *also)):
            with st.container(horizontal=True, vertical_alignment="center"):
                words = t(f"next.{step.sentence}", **step.values)
                st.markdown(words, width="stretch")
                if st.button(
                    t(f"next.go_{step.page}"),
                    type="secondary" if place else "primary",
                    key="overview_next" if not place else f"overview_also_{step.sentence}",
                ):
                    _go(step)


def _go(step: Step) -> None:
    if step.sentence == "who_asks":
        choices.choose(session.TRANSCRIPTS_VIEW, "people")
        session.clear(session.TRANSCRIPTS_VIEW)
    if step.sentence == "backcode":
        choices.choose(session.NODE_VIEW, "again")
        session.clear(session.NODE_VIEW)
    state.go(step.page)
    st.rerun()


def _numbers(project: Project, totals: Sequence[StudyTotal], who: str) -> None:
    mine = next((it for it in totals if it.coder == who), None)
    of = {
        "transcripts": number(len(project.transcripts.list())),
        "codes": number(len(project.codebook.current().codes)),
        "mine": number((mine.codings or 0) if mine else 0),
        "read": _share(mine.read, mine.turns) if mine else _share(0, 0),
    }
    with st.container(horizontal=True):
        for name, value in of.items():
            st.metric(t(f"overview.{name}"), value, border=True, width="stretch")


def _share(done: int, of: int) -> str:
    return t("overview.of", done=number(done), all=number(of))


def _team(totals: Sequence[StudyTotal]) -> None:
    st.subheader(t("overview.team"), anchor=False)
    rows: list[dict[str, Any]] = [
        {
            t("overview.coder"): it.coder,
            t("overview.turns_read"): _share(it.read, it.turns),
            t("overview.done"): _share(it.done, it.transcripts),
            t("overview.their_codings"): "—" if it.codings is None else number(it.codings),
            t("overview.last"): day(it.last) if it.last else "—",
        }
        for it in totals
    ]
    st.dataframe(rows, hide_index=True, key="overview_team")
    if any(it.codings is None for it in totals):
        st.caption(t("overview.hidden"))


def _waiting(project: Project, who: str, due: Sequence[Due]) -> None:
    """Say what stands to be done, each with the page where it is; nothing where nothing does."""
    lines: list[tuple[str, str, str]] = []
    words: str
    if due:
        turns = number(sum(it.turns for it in due))
        words = t("overview.again", codes=how_many("codes", len(due)), n=turns)
        lines.append(("again", words, "node"))
    if who and project.suggestions.enabled():
        lines += _machine(project, who)
    for worked in project.progress.rounds(who):
        found = worked.round
        if found.status == "closed" and found.kind == "independent" and len(worked.coders) > 1:
            coders = plain(listed(worked.coders))
            words = t("overview.agreed", round=plain(found.name), coders=coders)
            lines.append((f"agreed_{found.id}", words, "compare"))
    if not lines:
        return
    st.subheader(t("overview.standing"), anchor=False)
    with st.container(border=True):
        for key, words, page in lines:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(words, width="stretch")
                if st.button(t(f"next.go_{page}"), key=f"overview_{key}"):
                    state.go(page)
                    st.rerun()


def _machine(project: Project, who: str) -> list[tuple[str, str, str]]:
    lines = []
    if verified := project.progress.verified(who):
        lines.append(("verified", t("overview.verified", n=number(verified))))
    blind = project.progress.blind(who)
    if blind.turns:
        words = t("overview.blind_read", done=number(blind.read), all=number(blind.turns))
        lines.append(("blind", words))
    if stale := project.suggestions.stale(who):
        words = t("verify.stale", n=number(sum(stale.values())), codes=len(stale))
        lines.append(("stale", words))
    return [(key, words, "verify") for key, words in lines]


def diary(project: Project, who: str) -> None:
    """Show the journal or what was done, as chosen."""
    view = choices.segments(
        t("overview.journal"),
        list(DIARY),
        key="overview_diary",
        shown=lambda it: t(f"overview.{it}"),
    )
    DIARY[view](project, who)


def _journal(project: Project, who: str) -> None:
    st.caption(t("memos.journal_help"))
    if who:
        memos.show(project, who, "project", key="overview_memo")


def _happened(project: Project, who: str) -> None:
    days = project.progress.happened(who)
    if not days:
        st.caption(t("happened.none"))
        return
    st.caption(t("happened.last_days"))
    for found in days:
        st.markdown(f"**{day(found.day)}**")
        people: dict[str, list[str]] = {}
        for done in found.done:
            people.setdefault(done.who, []).append(_told(done))
        for name, told in people.items():
            st.text(f"{name or t('happened.somebody')}　{listed(told)}")


def _told(done: Done) -> str:
    what = t(f"happened.{done.kind}")
    return (
        what
        if done.times in {None, 1}
        else t("happened.times", what=what, n=number(done.times or 0))
    )


DIARY: dict[str, Callable[[Project, str], None]] = {"journal": _journal, "happened": _happened}
