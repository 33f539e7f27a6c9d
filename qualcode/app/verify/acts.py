"""What a key does on a card: one verb of the project each, and what the hand holds meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import said, state
from qualcode.app.words import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project.cards import Card, Item
    from qualcode.project.suggestions import Suggestions

HAND = state.KEPT + "verify_hand"
SILENT = state.KEPT + "verify_silent"
CARD = state.KEPT + "verify_shown"
"""The card as it was drawn, until something is done on it."""


@dataclass(slots=True)
class Hand:
    """What was pressed on a card and not said to the project yet.

    ``codes`` are chosen, ``looked`` says that suggestions were asked for, ``why`` that reasons
    are wanted, ``changing`` that the next code is to stand in the place of a suggestion.
    """

    pick: int
    stage: str
    since: float
    codes: list[str] = field(default_factory=list)
    looked: bool = False
    why: bool = False
    changing: bool = False

    @property
    def ms(self) -> int:
        """Milliseconds since the card came to what it is now."""
        return round((time.monotonic() - self.since) * 1000)


def pending(card: Card) -> list[Item]:
    """Return the suggestions on a card that are not decided."""
    return [it for it in card.suggestions if it.act in (None, "skipped")]


def hand(card: Card) -> Hand:
    """Return what the hand holds on this card; a new card finds it empty."""
    stage = f"{card.answered} {len(pending(card))}"
    held = st.session_state.get(HAND)
    if not isinstance(held, Hand) or held.pick != card.pick:
        held = Hand(card.pick, stage, time.monotonic())
    if held.stage != stage:
        held.stage, held.since, held.changing = stage, time.monotonic(), False
    st.session_state[HAND] = held
    return held


def drawn(card: Card) -> None:
    """Keep a card as it was drawn: what is pressed next is pressed on that."""
    st.session_state[CARD] = card


def silent() -> tuple[str, int] | None:
    """Return where the last unit is on whose card nothing was suggested, until the next one."""
    found: tuple[str, int] | None = st.session_state.get(SILENT)
    return found


def toggle(pick: int, code: str) -> None:
    """Give the unit a code, or take it back; where one is to be changed, in its place."""
    _do(_toggle, pick, code)


def toggle_from(pick: int, box: str) -> None:
    """Give the unit the code that was chosen in a box."""
    if code := st.session_state.get(box):
        _do(_toggle, pick, str(code))


def done(pick: int) -> None:
    """Give the first answer, or close the card."""
    _do(_done, pick)


def accept(pick: int, suggestion: int) -> None:
    """Take a suggestion; the last one closes the card."""
    _do(_accept, pick, suggestion)


def reject(pick: int, suggestion: int) -> None:
    """Decline a suggestion; the last one closes the card."""
    _do(_reject, pick, suggestion)


def skip(pick: int) -> None:
    """Leave the card for later."""
    _do(lambda verbs, who, card, held: verbs.skip(who, pick=card.pick, ms=held.ms), pick)


def look(pick: int) -> None:
    """Ask what is suggested, where that is shown on request."""
    _do(_look, pick)


def undo() -> None:
    """Take back what was done last."""
    project, who = state.project(), state.coder()
    if project is not None and who:
        said.attempt(project.undo, who)
        for name in (HAND, SILENT):
            st.session_state.pop(name, None)


def undo_button() -> None:
    """Show the button that takes back what was done last."""
    st.button(t("verify.undo"), shortcut="z", key="verify_undo", on_click=undo)


def switch(name: str) -> None:
    """Turn something of the hand on or off: its reasons, or changing a suggestion."""
    held = st.session_state.get(HAND)
    if isinstance(held, Hand):
        setattr(held, name, not getattr(held, name))


def _do(act: Callable[..., object], pick: int, *what: object) -> None:
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    # a second press before the card is drawn again meets it as it stands by then
    card = st.session_state.pop(CARD, None)
    if card is None or card.pick != pick:
        card = said.attempt(project.suggestions.card, who, pick)
    if card is not None:
        said.attempt(act, project.suggestions, who, card, hand(card), *what)


def _toggle(verbs: Suggestions, who: str, card: Card, held: Hand, code: str) -> None:
    waiting = pending(card)
    if held.changing and waiting:
        verbs.change(who, waiting[0].suggestion.id, code, pick=card.pick, ms=held.ms)
        if len(waiting) == 1:
            _close(verbs, who, card, held)
        return
    same = next((it for it in waiting if it.code.id == code), None)
    if code in card.codes:
        verbs.remove(who, card.pick, code)
    elif code in held.codes:
        held.codes.remove(code)
    elif same is not None:
        _accept(verbs, who, card, held, same.suggestion.id)
    elif card.suggestions:
        verbs.add(who, card.pick, code, ms=held.ms)
    else:
        held.codes.append(code)


def _done(verbs: Suggestions, who: str, card: Card, held: Hand) -> None:
    if card.mode == "code_first" and not (card.answered or card.revealed):
        shown = verbs.answer(who, card.pick, held.codes, ms=held.ms)
        held.codes.clear()
        _remember(card, silent=not shown.suggestions)
    else:
        _close(verbs, who, card, held)


def _accept(verbs: Suggestions, who: str, card: Card, held: Hand, suggestion: int) -> None:
    waiting = pending(card)
    item = next((it for it in waiting if it.suggestion.id == suggestion), None)
    if item is None:
        return
    if len(waiting) == 1:
        _close(verbs, who, card, held, item.code.id)
    else:
        verbs.accept(who, suggestion, pick=card.pick, ms=held.ms)


def _reject(verbs: Suggestions, who: str, card: Card, held: Hand, suggestion: int) -> None:
    waiting = pending(card)
    item = next((it for it in waiting if it.suggestion.id == suggestion), None)
    if item is None:
        return
    last = len(waiting) == 1
    if not last or item.code.id in (*card.codes, *held.codes):
        verbs.reject(who, suggestion, pick=card.pick, ms=held.ms)
    if last:
        _close(verbs, who, card, held)


def _close(verbs: Suggestions, who: str, card: Card, held: Hand, *more: str) -> None:
    codes = [code for code in held.codes if code not in card.codes]
    verbs.finish(who, card.pick, [*codes, *more], ms=held.ms)
    _remember(card, silent=not card.suggestions)


def _remember(card: Card, *, silent: bool) -> None:
    """Keep where nothing was suggested, for who asks why."""
    st.session_state[SILENT] = (card.transcript, card.unit.start) if silent else None


def _look(verbs: Suggestions, who: str, card: Card, held: Hand) -> None:
    verbs.reveal(who, card.pick)
    held.looked = True
