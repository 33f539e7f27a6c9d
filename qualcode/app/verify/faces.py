"""What the browser is told of a card: its words and their place, its codes, what is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.app.screen.highlight import around
from qualcode.app.screen.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.gathering.cards import Card, Item

AROUND = 160
"""So much of the turn is shown before and after the unit."""


def face(card: Card, people: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return a card as it is shown; one with nothing to suggest is the same whatever the reason.

    ``people`` are participants by transcript and label. Where the unit stands in
    the text does not go to the browser.
    """
    speaker = people.get((card.transcript, card.speaker), card.speaker)
    pieces = around(card.before[-AROUND:], [(card.text, "plain")], card.after[:AROUND])
    return {
        "pick": card.pick,
        "position": card.position,
        "head": f"{card.transcript} · {t('verify.turn', n=card.turn)} · {speaker}",
        "pieces": [list(it) for it in pieces],
        "mode": card.mode,
        "answered": card.answered,
        "revealed": card.revealed,
        "codes": list(card.codes),
        "suggestions": [_suggested(it) for it in card.suggestions],
    }


def _suggested(item: Item) -> dict[str, Any]:
    waits = item.act in (None, "skipped")
    return {
        "g": item.suggestion.id,
        "c": item.code.id,
        "label": "" if waits else t(f"decision.{item.act}"),
        "waits": waits,
    }
