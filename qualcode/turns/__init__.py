"""The speaker-turn grammar: who speaks where in a text that is never rewritten."""

from qualcode.turns.labels import anonymous, asks, known, role_and_letter
from qualcode.turns.parser import parse

__all__ = ["anonymous", "asks", "known", "parse", "role_and_letter"]
