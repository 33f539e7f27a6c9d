"""The speaker-turn grammar: who speaks where in a text that is never rewritten."""

from qualcode.turns.labels import anonymous, asks, known, role_and_letter
from qualcode.turns.reader import parse, read
from qualcode.turns.reading import Encoding, Style, Understood, Written

__all__ = [
    "Encoding",
    "Style",
    "Understood",
    "Written",
    "anonymous",
    "asks",
    "known",
    "parse",
    "read",
    "role_and_letter",
]
