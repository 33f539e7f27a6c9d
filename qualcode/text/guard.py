"""Guard a cell against spreadsheets that would run it, and take the guard back."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that a spreadsheet may take for a formula, in both widths."""

GUARD = "'"


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may run this text."""
    return text.startswith(FORMULA_STARTS)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe before a formula, however guarded.

    A text that looks guarded already gets one more, so that ``unguarded`` gives back any text.
    """
    return GUARD + text if is_formula(text.lstrip(GUARD)) else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return text[1:] if text.startswith(GUARD) and is_formula(text.lstrip(GUARD)) else text
