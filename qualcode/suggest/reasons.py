"""Turn weighed grams of one unit into evidence that a person can read in the text.

A piece of a word is widened to its words; what repeats or overlaps stronger evidence adds to its
weight. Weights are logits: positive ones speak for the code, kind ``against`` has negative ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Evidence
from qualcode.suggest.features import lower, word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.suggest.examples import Example, Floats
    from qualcode.suggest.features import Integers, Space

_SHOWN = 5
_AGAINST = 3
_NOTABLE = 0.1
_FOR = 12
_COUNTER = 6


@dataclass(slots=True)
class _Reason:
    """A stretch of the unit (positions from its start), and what it adds up to."""

    kind: str
    text: str
    start: int
    end: int
    weight: float

    def evidence(self, at: int, sign: int = 1) -> Evidence:
        start, end = self.start + at, self.end + at
        return Evidence(self.kind, self.text, start, end, sign * self.weight)


def reasons(
    unit: Example, space: Space, hits: Sequence[Evidence], columns: Integers, weights: Floats
) -> tuple[Evidence, ...]:
    """Return the hits, the words that speak most for the code, and what speaks most against it.

    ``columns`` are the unit's grams and ``weights`` what each adds. Nothing is said twice.
    """
    at = unit.start
    placed = [_Reason(h.kind, h.text, h.start - at, h.end - at, h.weight) for h in hits]
    order = np.argsort(weights, kind="stable")
    speaking = _gathered(
        unit, placed, _placed(unit, space, columns, weights, order[::-1][:_FOR]), "weight"
    )
    notable = _NOTABLE * max((reason.weight for reason in speaking), default=0.0)
    shown = speaking[: len(hits)] + _heaviest(speaking[len(hits) :], notable, _SHOWN)
    counter = _placed(unit, space, columns, -weights, order[:_COUNTER])
    taken = {i for reason in shown for i in range(reason.start, reason.end)}
    apart = [
        reason
        for reason in _gathered(unit, [], counter, "against")
        if taken.isdisjoint(range(reason.start, reason.end))
    ]
    against = _heaviest(apart, notable, _AGAINST)
    return (*(r.evidence(at) for r in shown), *(r.evidence(at, -1) for r in against))


class _Text:
    """A unit's text with its words' places, which are found once."""

    def __init__(self, unit: Example) -> None:
        self.small = lower(unit.text)
        self.spans = word_spans(unit)
        self.words = [word.lower() for word in unit.words]
        self.borders = [(i, i + 1) for i in range(len(unit.text))]
        for start, end in self.spans:
            if start >= 0:
                self.borders[start:end] = [(start, end)] * (end - start)

    def place(self, gram: tuple[str, ...]) -> tuple[int, int]:
        """Return where a gram stands first, (-1, -1) where it has no place."""
        if len(gram) == 1:
            start = self.small.find(gram[0]) if gram[0].isalnum() else -1
            return start, start + len(gram[0])
        wanted = list(gram[1:])
        for i, word in enumerate(self.words):
            if word == wanted[0] and self.words[i : i + len(wanted)] == wanted:
                return self.spans[i][0], self.spans[i + len(wanted) - 1][1]
        return -1, -1


@lru_cache(maxsize=4)
def _text(unit: Example) -> _Text:
    return _Text(unit)


def _placed(
    unit: Example, space: Space, columns: Integers, weights: Floats, order: Integers
) -> Iterable[tuple[float, int, int]]:
    """Yield (weight, start, end) of grams in order, as long as they weigh anything."""
    text = _text(unit)
    for column, weight in zip(columns[order].tolist(), weights[order].tolist(), strict=True):
        if weight <= 0:
            return
        start, end = text.place(space.gram(column))
        if 0 <= start < end:
            yield weight, text.borders[start][0], text.borders[end - 1][1]


def _gathered(
    unit: Example, reasons: list[_Reason], found: Iterable[tuple[float, int, int]], kind: str
) -> list[_Reason]:
    """Add what was found: new, or to the weight of what it repeats or overlaps."""
    owner = {i: n for n, reason in enumerate(reasons) for i in range(reason.start, reason.end)}
    known = {reason.text.lower(): n for n, reason in enumerate(reasons)}
    for weight, start, end in found:
        said = unit.text[start:end]
        earlier = next((owner[i] for i in range(start, end) if i in owner), None)
        if earlier is None:
            earlier = known.get(said.lower())
        if earlier is not None:
            reasons[earlier].weight += weight
            continue
        known[said.lower()] = len(reasons)
        owner.update(dict.fromkeys(range(start, end), len(reasons)))
        reasons.append(_Reason(kind, said, start, end, weight))
    return reasons


def _heaviest(reasons: list[_Reason], least: float, most: int) -> list[_Reason]:
    order = sorted(reasons, key=lambda reason: -reason.weight)[:most]
    return [reason for reason in order if reason.weight >= least]
