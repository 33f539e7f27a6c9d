"""One browser session and its cards: what arrives, what is done with it, what is answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app import coder as component
from qualcode.app.coder import document
from qualcode.app.coder.channel import Channel, sent
from qualcode.app.coder.messages import LARGEST
from qualcode.app.screen import said
from qualcode.app.screen.words import section
from qualcode.app.verify import acts, asking, faces, reasons
from qualcode.app.verify.answers import Cards
from qualcode.app.window import session, state
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.gathering.cards import Card
    from qualcode.model import Codebook
    from qualcode.project import Project

    Found = tuple[Card | None, tuple[Card, ...]]

CHANNEL = Channel("cards\0")
ANSWERS = "qc_cards"
"""The part of the page that runs alone after each batch."""
NONE = "silent"
"""What the browser asks for to be told why nothing was suggested for the unit before."""
LONGEST_KEY = 20
"""Digits beyond these are nobody's key, and of very many no number can be made."""
PICKER = ("picker_hint", "picker_keys", "no_code_found", "first_code", "new_code")
LINE = ("saved", "waiting", "waiting_long", "refused", "close", "who")


def of(project: Project, who: str) -> Cards:
    """Return this session's cards; another coder's or project's are others."""
    name = CHANNEL.name(project, who)
    study = session.study()
    if study.cards is None or study.cards.channel != name:
        study.cards = Cards(name)
    return study.cards


def up(project: Project, who: str, queue: str) -> tuple[bool, str]:
    """Bring up the next card of a queue; return whether there is one, or a sentence why not."""
    cards = of(project, who)
    cards.queue, cards.need = queue, ""
    cards.note(())
    found, why = said.tried(project.suggestions.up, who, queue=queue)
    _tell(project, who, cards, found)
    return bool(cards.told), why


def show(project: Project, who: str) -> None:
    """Mount the card that came up; it belongs in the page's body, not in what answers."""
    cards = of(project, who)
    cards.book = project.codebook.current()
    component.card(cards.told | _frame() | {"codes": _codes(cards.book)}, receive)


def receive() -> None:
    """Do what the card sent, then run the answers' fragment and nothing else.

    The whole page runs where no card is left, or none can be had.
    """
    project, who = state.project(), state.coder()
    if project is None:
        return
    cards = of(project, who)
    received = CHANNEL.receive(
        project,
        who,
        sent(session.CARD),
        cards.done,
        do=partial(acts.do, cards.aside),
        left=partial(acts.do, acts.Aside()),
    )
    if received is None:
        return
    batch, trouble = received.batch, received.trouble
    cards.hear(batch.heard)
    cards.note(received.answers)
    cards.need, cards.acted = batch.need, bool(batch.events)
    if trouble:
        said.say(trouble, "error")
        return
    found, _ = said.tried(project.suggestions.up, who, queue=cards.queue)
    _tell(project, who, cards, found)
    if cards.told:
        st.rerun(ANSWERS)


def answer(project: Project, who: str) -> None:
    """Tell the card what became of its acts and what comes up; then let the machine learn anew."""
    cards = of(project, who)
    if cards.told:
        component.answer(cards.told, key="qc_card_answer")
    if cards.acted:
        cards.acted = False
        if asking.begin_if_due(project, who):
            st.rerun()


def _tell(project: Project, who: str, cards: Cards, found: Found | None) -> None:
    """Note what stands in the browser from now on: the card, those ahead, and the answers."""
    cards.told = {}
    card, ahead = found or (None, ())
    if card is None:
        return
    people = _people(project, {it.transcript for it in (card, *ahead)})
    cards.told = {
        "channel": cards.channel,
        "sequence": cards.sequence,
        "results": [{"id": it.id, "reason": it.reason} for _, it in cards.results],
        "card": faces.face(card, people),
        "ahead": [faces.face(it, people) for it in ahead],
        "decided": sum(project.suggestions.decided(who).values()),
        "silent": cards.aside.silent is not None,
        "why": _why(project, who, cards),
    }
    book = project.codebook.current()
    if cards.book is not None and book != cards.book:
        cards.told["codes"] = _codes(book)


def _people(project: Project, transcripts: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return who the labels of these transcripts stand for."""
    return {
        (name, it.label): it.participant
        for name in transcripts
        for it in project.people.speakers(name)
        if it.participant
    }


def _codes(book: Codebook) -> list[dict[str, Any]]:
    return document.codes(book, state.language())


def _frame() -> dict[str, Any]:
    """Return the words that a card is drawn with."""
    desk = section("desk")
    return {
        "seat": state.seat(),
        "who": state.coder(),
        "words": section("verify"),
        "desk": {name: desk[name] for name in (*PICKER, *LINE)},
    }


def _why(project: Project, who: str, cards: Cards) -> dict[str, Any] | None:
    """Return the reasons that were asked for, ``None`` where none were."""
    what, _, key = cards.need.partition(":")
    try:
        if what == NONE and cards.aside.silent:
            sentences = reasons.told_none(project, who, cards.aside.silent)
            return {"need": cards.need, "sentences": sentences}
        if what == "why" and key.isdecimal() and len(key) < LONGEST_KEY and int(key) < LARGEST:
            found = project.evidence.why(who, int(key))
            return {"need": cards.need, **reasons.told(found)}
    except QualcodeError as error:
        return {"need": cards.need, "sentences": [error.sentence(state.language(), "app")]}
    return {"need": cards.need, "sentences": []} if cards.need else None
