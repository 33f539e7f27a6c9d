"""From spans to units, references and readings: what was marked becomes what is counted."""

from qualcode.spans.coverage import (
    Booleans,
    Bounds,
    Frame,
    Positions,
    Stretch,
    Stretches,
    characters,
    covered,
    homes,
    overlapping,
    ranges,
    read,
    touches,
    word_characters,
)
from qualcode.spans.references import NO_TURN, TurnRuns, references, runs

__all__ = [
    "NO_TURN",
    "Booleans",
    "Bounds",
    "Frame",
    "Positions",
    "Stretch",
    "Stretches",
    "TurnRuns",
    "characters",
    "covered",
    "homes",
    "overlapping",
    "ranges",
    "read",
    "references",
    "runs",
    "touches",
    "word_characters",
]
