"""The cards: which queue, whether the machine is at work, and one unit at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices, modes, parts, said
from qualcode.app.screen.words import plain, t
from qualcode.app.verify import asking, exchange
from qualcode.app.window import state
from qualcode.suggest.queue import QUEUES

if TYPE_CHECKING:
    from qualcode.project import Project


def show(project: Project, who: str) -> None:
    """Show the next card, or how to ask for suggestions."""
    if project.rounds.list() and project.rounds.current(who) is None:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("verify.closed"), width="stretch")
            parts.next_round(project, key="verify_next_round")
        return
    modes.current(project)
    if project.suggestions.enabled():
        queue = _queue(project, who)
        stale(project, who)
        found, why = exchange.up(project, who, queue)
        st.fragment(_answers, key=exchange.ANSWERS)()
        if found:
            exchange.show(project, who)
        elif why:
            st.text(why)
        else:
            _nothing(project, who)
    else:
        with st.container(border=True):
            st.markdown(t("verify.off"))
            asking.button(project, who, "verify.ask")
        asking.watch(project, who)
    with st.expander(t("details"), icon=":material/tune:"):
        modes.choose(project)
        counts = project.suggestions.decided(who)
        st.text(" · ".join(f"{t(f'decision.{act}')} {n}" for act, n in counts.items()) or "—")


def stale(project: Project, who: str) -> None:
    """Say how many suggestions a change of meaning has put out of date, and the way out."""
    counts = project.suggestions.stale(who)
    if counts:
        st.warning(t("verify.stale", n=sum(counts.values()), codes=len(counts)))


def _queue(project: Project, who: str) -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        queue = choices.select(
            t("verify.queue"),
            tuple(QUEUES),
            key="verify_queue",
            shown=lambda it: t(f"queue.{it}"),
        )
        asking.button(project, who, "verify.again", key="verify_again")
    st.caption(t(f"queue.{queue}_means"))
    return queue


def _answers() -> None:
    """Say whether the machine is at work, and what became of acts; this part runs by itself."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    # begun anew with each answer, for an act in the page's body stops the clock that looks
    with st.container():
        asking.watch(project, who)
    with st.container():
        said.draw()
    exchange.answer(project, who)


def _nothing(project: Project, who: str) -> None:
    """Say that nothing waits for this coder, and who else has something."""
    done = project.suggestions.decided(who)
    st.markdown(t("verify.done" if done else "verify.nothing", coder=plain(who)))
    for other, n in project.suggestions.waiting().items():
        if other == who:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(t("verify.elsewhere", coder=plain(other), n=n), width="stretch")
            label = t("verify.as_other", coder=plain(other))
            if st.button(label, key=f"verify_as_{other}", icon=":material/person:"):
                state.code_as(other)
                st.rerun()
    parts.undo(project, who, key="verify_undo")
