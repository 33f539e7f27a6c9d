"""One disagreement at a time, decided by one key for the result and one for the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.compare import decisions, disagreement
from qualcode.app.compare.verdict import buttons, settle
from qualcode.app.screen import choices, said
from qualcode.app.screen.words import plain, t, unmarked
from qualcode.app.window import session, state
from qualcode.review.disagreement import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Coder, Round
    from qualcode.project import Project
    from qualcode.review.disagreement import Dispute

GROUPED = ("code", "pair")


@st.fragment(key="compare_queue")
def show(name: str) -> None:
    """Show the queue of a round that a panel settles."""
    project = state.project()
    held = project.adjudication.held(name) if project else None
    if project is None or held is None:
        return
    settle()
    said.draw()
    viewer = state.coder() or None
    everything = project.adjudication.queue(name, viewer=viewer)
    labels = _labels(project, name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by, hide = _controls()
        listed = _group(everything, by, labels)
    _progress(everything, listed)
    if not listed:
        st.markdown(t("adjudicate.nothing"))
    else:
        item = _at(listed)
        if hide:
            hidden = project.adjudication.queue(name, anonymous=True, viewer=viewer, code=item.code)
            item = next(it for it in hidden if it.id == item.id)
        disagreement.card(project, item, labels)
        _answer(project, held, item, listed)
    decisions.after(project, name, held.unit)
    decisions.flags(project)


def _progress(everything: Sequence[Dispute], listed: Sequence[Dispute]) -> None:
    decided = sum(it.decision is not None for it in everything)
    text: str = t("adjudicate.progress", done=decided, all=len(everything))
    if listed:
        place = [it.id for it in listed].index(_at(listed).id) + 1
        text += " · " + t("adjudicate.place", n=place, all=len(listed))
    st.progress(decided / max(len(everything), 1), text=text)


def _controls() -> tuple[str, bool]:
    """Let names be hidden; pairs name their coders, so then there are no groups of pairs."""
    hide = st.toggle(t("adjudicate.hide"), key="adjudicate_hide")
    if hide:
        return "code", True
    by = choices.segments(
        t("adjudicate.group"),
        GROUPED,
        key="adjudicate_by",
        shown=lambda it: t(f"adjudicate.by_{it}"),
    )
    return by, False


def _group(everything: Sequence[Dispute], by: str, labels: dict[str, str]) -> Sequence[Dispute]:
    """Let one group be chosen; each says how much of it is left."""
    groups = grouped(everything, "pair" if by == "pair" else "code")
    if not groups:
        return ()

    def words(key: tuple[str, ...]) -> str:
        left = sum(it.decision is None for it in groups[key])
        name = labels.get(key[0], key[0]) if by == "code" else " – ".join(key)
        return unmarked("adjudicate.in_group", name=name, left=left, all=len(groups[key]))

    keys = list(groups)
    box = f"adjudicate_group_{by}"
    still = [key for key in keys if any(it.decision is None for it in groups[key])]
    page = session.here().compare
    through, page.through = page.through, False
    if through and still:
        choices.turn(box, still[0])
    chosen = choices.select(
        t("code.one") if by == "code" else t("compare.pair"), keys, key=box, shown=words
    )
    return groups[chosen]


def _at(listed: Sequence[Dispute]) -> Dispute:
    """Return the dispute at hand: where one stayed, else the first that is open."""
    page = session.here().compare
    for it in listed:
        if it.id == page.at:
            return it
    first = next((it for it in listed if it.decision is None), listed[0])
    page.at = first.id
    return first


def _answer(project: Project, held: Round, item: Dispute, listed: Sequence[Dispute]) -> None:
    panel = _panel(project, held)
    if panel is None or state.coder() not in panel.members:
        members = ", ".join(panel.members) if panel else ""
        st.info(t("adjudicate.not_yours", members=plain(members)))
        return
    buttons(item, listed, held.source or "")


def _panel(project: Project, held: Round) -> Coder | None:
    return next((it for it in project.coders.list() if it.name == held.coder), None)


def _labels(project: Project, name: str) -> dict[str, str]:
    """Return the codes of the codebook that the round was closed with."""
    found = project.agreement.seen_by(state.coder()).compared(round=name)
    return found.labels(state.language())
