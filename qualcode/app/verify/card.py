"""One unit on its card: its words, the codes with their keys, and what the machine suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app import state
from qualcode.app.highlight import Passage, around, marked
from qualcode.app.palette import keys
from qualcode.app.verify import acts, reasons
from qualcode.app.words import plain, t

if TYPE_CHECKING:
    from qualcode.app.verify.acts import Hand
    from qualcode.model import Code
    from qualcode.project import Project
    from qualcode.project.cards import Card, Item

FEW = 3
"""So many codes without a key stand as buttons beside the others."""
AROUND = 160
"""So much of the turn is shown before and after the unit."""


def show(project: Project, who: str, card: Card) -> None:
    """Show a card; one that has nothing to suggest looks the same whatever the reason."""
    held, waiting = acts.hand(card), acts.pending(card)
    acts.drawn(card)
    counts = project.suggestions.decided(who)
    st.caption(t("verify.place", n=card.position, decided=sum(counts.values())))
    now = waiting[0] if waiting else None
    why = reasons.of(project, who, now) if now and held.why else None
    spans = [(it.start, it.end) for it in why.speaking if it.start >= 0] if why else []
    component.passages([_passage(project, card, spans)], key="verify_passage")
    # each part has a place of its own, filled or not, so that no button stands in another's place
    with st.container():
        if card.suggestions:
            _suggestions(card, held)
        elif held.looked:
            st.caption(t("verify.nothing_here"))
    with st.container():
        if now is not None and held.why:
            reasons.show(why)
    with st.container():
        _codes(project, card, held)
    _actions(card, held, now)
    with st.container():
        if not card.suggestions:
            silent(project, who, shortcut=card.mode != "on_request")


def silent(project: Project, who: str, *, shortcut: bool = True) -> None:
    """Say that nothing was suggested for the unit before, and on demand why."""
    place = acts.silent()
    if place is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("verify.silent"), width="content")
        asked = st.button(
            t("verify.why_not"),
            type="tertiary",
            shortcut="w" if shortcut else None,
            key=f"verify_why_not_{place[1]}",
        )
    if asked:
        reasons.show_none(project, who, *place)


def _passage(project: Project, card: Card, spans: list[tuple[int, int]]) -> Passage:
    named = project.people.speakers(card.transcript)
    people = {it.label: it.participant for it in named if it.participant}
    speaker = people.get(card.speaker, card.speaker)
    return Passage(
        around(
            card.before[-AROUND:],
            marked(card.text, card.unit.start, spans),
            card.after[:AROUND],
        ),
        head=f"{card.transcript} · {t('verify.turn', n=card.turn)} · {speaker}",
    )


def _suggestions(card: Card, held: Hand) -> None:
    st.caption(t("verify.suggested"))
    first = True
    for item in card.suggestions:
        waits = item.act in (None, "skipped")
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(_said(card, item), width="stretch")
            if waits:
                _decisions(card, item, held, first=first)
                first = False


def _said(card: Card, item: Item) -> str:
    """Return a suggestion in words: its code, what was done with it, whether the unit has it."""
    words = f"**{plain(item.code.label(state.language()))}**"
    if item.act not in (None, "skipped"):
        return f"{words} · {t(f'decision.{item.act}')}"
    return f"{words} · {t('verify.yours_too')}" if item.code.id in card.codes else words


def _decisions(card: Card, item: Item, held: Hand, *, first: bool) -> None:
    """Show what can be done with a suggestion; the first that waits has the keys."""
    key = item.suggestion.id
    for act, shortcut, verb in (("accept", "a", acts.accept), ("reject", "x", acts.reject)):
        st.button(
            t(f"verify.{act}"),
            shortcut=shortcut if first else None,
            type="primary" if act == "accept" and first else "secondary",
            key=f"verify_{act}_{key}",
            on_click=verb,
            args=(card.pick, key),
        )
    if first:
        # buttons: the keys of the others are silent while a switch has the focus
        for name, shortcut, icon in (("changing", "h", held.changing), ("why", "w", held.why)):
            st.button(
                t(f"verify.{name}"),
                shortcut=shortcut,
                icon=":material/check:" if icon else None,
                key=f"verify_{name}_{key}",
                on_click=acts.switch,
                args=(name,),
            )


def _codes(project: Project, card: Card, held: Hand) -> None:
    """Show every code with its key; what the unit has, or will have, is checked."""
    if held.changing:
        st.caption(t("verify.change"))
    else:
        st.caption(t("verify.codes" if card.suggestions else "verify.codes_first"))
    book = project.codebook.current()
    chosen = {*card.codes, *held.codes}
    pairs = list(zip(book.codes, keys(book.codes), strict=True))
    spare = [code for code, key in pairs if not key and code.id not in chosen]
    spare = spare if len(spare) > FEW else []
    with st.container(horizontal=True):
        for code, shortcut in pairs:
            if code not in spare:
                _code(card, code, shortcut, on=code.id in chosen)
        if spare:
            _rest(card, held, spare)


def _code(card: Card, code: Code, shortcut: str, *, on: bool) -> None:
    st.button(
        plain(code.label(state.language())),
        shortcut=shortcut or None,
        type="primary" if on else "secondary",
        icon=":material/check:" if on else None,
        key=f"verify_code_{card.pick}_{code.id}",
        on_click=acts.toggle,
        args=(card.pick, code.id),
    )


def _rest(card: Card, held: Hand, spare: list[Code]) -> None:
    """Offer the codes without a key in one box, to be found by typing.

    A button each would be a wall to read, and every one takes its time on every card.
    """
    labels = {code.id: code.label(state.language()) for code in spare}
    box = f"verify_rest_{card.pick}_{len(spare)}_{len(held.codes)}"
    st.selectbox(
        t("verify.rest"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=t("verify.rest"),
        label_visibility="collapsed",
        width=200,
        key=box,
        on_change=acts.toggle_from,
        args=(card.pick, box),
    )


def _actions(card: Card, held: Hand, now: Item | None) -> None:
    """Show what closes the card; each card has buttons of its own, so no late press meets it."""
    words = (
        "verify.finish" if now else "verify.ready" if held.codes or card.codes else "verify.none"
    )
    with st.container(horizontal=True):
        st.button(
            t(words),
            shortcut="Enter",
            type="secondary" if now else "primary",
            key=f"verify_done_{card.pick}_{held.stage.replace(' ', '_')}",
            on_click=acts.done,
            args=(card.pick,),
        )
        if card.mode == "on_request" and not card.suggestions and not held.looked:
            st.button(
                t("verify.look"),
                shortcut="w",
                key=f"verify_look_{card.pick}",
                on_click=acts.look,
                args=(card.pick,),
            )
        st.button(
            t("verify.skip"),
            shortcut="s",
            key=f"verify_skip_{card.pick}",
            on_click=acts.skip,
            args=(card.pick,),
        )
        acts.undo_button()
