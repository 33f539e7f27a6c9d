"""A suggestion as a coder is shown it: the unit, what stands around it, and the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.store import texts

if TYPE_CHECKING:
    from qualcode.model import Code, Codebook, Evidence, Suggestion, Transcript, Unit
    from qualcode.store import Connection
    from qualcode.store.machine import Proposed


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion as a coder is shown it, with what stands around its unit."""

    suggestion: Suggestion
    unit: Unit
    transcript: str
    turn: int
    speaker: str
    text: str
    before: str
    after: str
    code: Code
    score: float
    evidence: tuple[Evidence, ...]
    siblings: tuple[Suggestion, ...] = ()


def items(connection: Connection, book: Codebook, found: tuple[Proposed, ...]) -> tuple[Item, ...]:
    """Return suggestions as cards, in the order given; codes that are no longer in the book go."""
    cache: dict[int, Transcript] = {}
    siblings: dict[int, list[Suggestion]] = {}
    for proposed in found:
        siblings.setdefault(proposed.unit.id, []).append(proposed.suggestion)
    cards: list[Item] = []
    for proposed in found:
        key = proposed.unit.text_id
        if key not in cache:
            transcript = texts.transcript(connection, key)
            assert transcript is not None
            cache[key] = transcript
        code = book.code(proposed.suggestion.code)
        if code is not None:
            cards.append(_card(proposed, code, cache[key], siblings[proposed.unit.id]))
    return tuple(cards)


def _card(
    proposed: Proposed, code: Code, transcript: Transcript, siblings: list[Suggestion]
) -> Item:
    unit = proposed.unit
    turn = next(t for t in transcript.turns if t.start <= unit.start < t.end)
    return Item(
        suggestion=proposed.suggestion,
        unit=unit,
        transcript=transcript.name,
        turn=turn.n,
        speaker=turn.speaker or "",
        text=transcript.text[unit.start : unit.end],
        before=transcript.text[turn.start : unit.start],
        after=transcript.text[unit.end : turn.end],
        code=code,
        score=proposed.suggestion.score,
        evidence=proposed.suggestion.evidence,
        siblings=tuple(s for s in siblings if s.id != proposed.suggestion.id),
    )
