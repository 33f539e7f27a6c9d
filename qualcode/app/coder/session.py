"""One browser session and its desk: what arrives, what is done with it, what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app import said, state
from qualcode.app.coder import acts, document, events
from qualcode.app.coder.answers import Told, same_desk
from qualcode.app.coder.channel import Channel
from qualcode.app.node.chosen import open_node

if TYPE_CHECKING:
    from qualcode.gathering.outlines import Outline
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.project import Project

CHANNEL = Channel()
DECIDING = ("accept", "reject", "change", "undo", "redo")
"""Acts after which other suggestions may stand outlined."""


@dataclass(slots=True)
class Session:
    """What this session shows at the desk of one coder, and what it told the desk.

    ``sheet`` is the newest worksheet that was read, ``outlined`` the suggestions on the desk,
    ``None`` where none are to be shown.
    """

    told: Told
    sheet: Worksheet | None = None
    outlined: frozenset[int] | None = None


def of(project: Project, who: str) -> Session:
    """Return this session's desk; another coder's or project's is another one."""
    name = CHANNEL.name(project, who)
    held = st.session_state.get(state.DESK)
    if not isinstance(held, Session) or held.told.channel != name:
        held = st.session_state[state.DESK] = Session(Told(name))
    return held


def show(
    project: Project, who: str, sheet: Worksheet, outlines: tuple[Outline, ...] | None
) -> None:
    """Note what this run puts on the desk, so that answers speak of it."""
    session = of(project, who)
    session.sheet = sheet
    session.outlined = None if outlines is None else frozenset(it.id for it in outlines)


def receive() -> None:
    """Do what the desk sent, then run the answers' fragment and nothing else.

    The whole page runs where an answer cannot say what changed: the desk lacks something, goes to
    another transcript or to a code's page, its round was closed, or a suggestion came back.
    """
    project, who, sent = state.project(), state.coder(), component.sent()
    if project is None:
        return
    session = of(project, who)
    received = CHANNEL.receive(project, who, sent, session.told.done, do=acts.do, left=acts.do)
    if received is None:
        return
    batch, trouble = received.batch, received.trouble
    session.told.hear(batch.heard)
    session.told.note(received.answers)
    if trouble:
        said.say(trouble, "error")
    if batch.need:
        session.told.forget(batch.need)
    if batch.go:
        _go(project, session, batch.go)
    if batch.node:
        open_node(project, batch.node)
    if not (batch.need or batch.go or batch.node or trouble) and _keeps_up(project, session, batch):
        st.rerun("qc_answers")


@st.fragment(key="qc_answers")
def answers() -> None:
    """Tell the desk what became of its acts; this small part runs alone after each batch."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    session = of(project, who)
    if session.sheet is None or session.told.state is None:
        return
    book, language = project.codebook, state.language()
    component.answer(
        session.told.answer(
            session.sheet,
            session.outlined or frozenset(),
            lambda: document.codes(book.current(), language),
        )
    )


def _keeps_up(project: Project, session: Session, batch: events.Batch) -> bool:
    """Read the worksheet as it stands after a batch; return whether an answer can say it all."""
    before = session.sheet
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
    session.sheet = sheet
    if session.outlined is not None and batch.does(*DECIDING):
        now = project.suggestions.outlines(sheet.coder, sheet.transcript)
        known, session.outlined = session.outlined, frozenset(it.id for it in now)
        return session.outlined <= known
    return True


def _go(project: Project, session: Session, step: int) -> None:
    """Turn to the next or the previous transcript, where there is one."""
    names = [info.name for info in project.transcripts.list()]
    here = session.sheet.transcript if session.sheet else ""
    place = names.index(here) + step if here in names else 0
    if 0 <= place < len(names):
        st.session_state[state.TRANSCRIPT] = st.session_state["code_transcript"] = names[place]
