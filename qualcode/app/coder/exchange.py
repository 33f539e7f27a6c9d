"""One browser session and its desk: what arrives, what is done with it, what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app.coder import acts, document, events
from qualcode.app.coder.answers import Told, same_desk
from qualcode.app.coder.channel import Channel, sent
from qualcode.app.node.chosen import open_node
from qualcode.app.screen import said
from qualcode.app.window import session, state
from qualcode.app.window.session import AtDesk

if TYPE_CHECKING:
    from qualcode.gathering.outlines import Outline
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.project import Project

CHANNEL = Channel()
DECIDING = ("accept", "reject", "change", "undo", "redo")
"""Acts after which other suggestions may stand outlined."""


def of(project: Project, who: str) -> AtDesk:
    """Return this session's desk; another coder's or project's is another one."""
    name = CHANNEL.name(project, who)
    study = session.study()
    if study.desk is None or study.desk.told.channel != name:
        study.desk = AtDesk(Told(name))
    return study.desk


def show(
    project: Project, who: str, sheet: Worksheet, outlines: tuple[Outline, ...] | None
) -> None:
    """Note what this run puts on the desk, so that answers speak of it."""
    desk = of(project, who)
    desk.sheet = sheet
    desk.outlined = None if outlines is None else frozenset(it.id for it in outlines)


def receive() -> None:
    """Do what the desk sent, then run the answers' fragment and nothing else.

    The whole page runs where an answer cannot say what changed: the desk lacks something, goes to
    another transcript or to a code's page, its round was closed, or a suggestion came back.
    """
    project, who = state.project(), state.coder()
    if project is None:
        return
    desk = of(project, who)
    received = CHANNEL.receive(
        project, who, sent(session.DESK), desk.told.done, do=acts.do, left=acts.do
    )
    if received is None:
        return
    batch, trouble = received.batch, received.trouble
    desk.told.hear(batch.heard)
    desk.told.note(received.answers)
    if trouble:
        said.say(trouble, "error")
    if batch.need:
        desk.told.forget(batch.need)
    if batch.go:
        _go(project, desk, batch.go)
    if batch.node:
        open_node(project, batch.node)
    if not (batch.need or batch.go or batch.node or trouble) and _keeps_up(project, desk, batch):
        st.rerun("qc_answers")


@st.fragment(key="qc_answers")
def answers() -> None:
    """Tell the desk what became of its acts; this small part runs alone after each batch."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    desk = of(project, who)
    if desk.sheet is None or desk.told.state is None:
        return
    book, language = project.codebook, state.language()
    component.answer(
        desk.told.answer(
            desk.sheet,
            desk.outlined or frozenset(),
            lambda: document.codes(book.current(), language),
        )
    )


def _keeps_up(project: Project, desk: AtDesk, batch: events.Batch) -> bool:
    """Read the worksheet as it stands after a batch; return whether an answer can say it all."""
    before = desk.sheet
    if before is None:
        return False
    sheet, _ = said.tried(
        project.worksheets.of,
        before.coder,
        before.text,
        round=before.round.name if before.round else None,
        before=before,
    )
    if sheet is None or not same_desk(before, sheet):
        return False
    desk.sheet = sheet
    if desk.outlined is not None and batch.does(*DECIDING):
        now = project.suggestions.outlines(sheet.coder, sheet.transcript)
        known, desk.outlined = desk.outlined, frozenset(it.id for it in now)
        return desk.outlined <= known
    return True


def _go(project: Project, desk: AtDesk, step: int) -> None:
    """Turn to the next or the previous transcript, where there is one."""
    names = [info.name for info in project.transcripts.list()]
    here = desk.sheet.transcript if desk.sheet else ""
    place = names.index(here) + step if here in names else 0
    if 0 <= place < len(names):
        session.study().transcript = names[place]
        session.fill(session.TRANSCRIPT, names[place])
