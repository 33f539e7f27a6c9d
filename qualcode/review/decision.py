"""A panel's decision: whether it is there already, and which borders it may have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.model import Adjudication, Span
    from qualcode.review import Verdict
    from qualcode.review.disagreement import Sheet


def is_key(number: str) -> bool:
    """Return whether a text is a whole number that SQLite can hold."""
    return number.isascii() and number.isdecimal() and len(number) < 19


def borders_of(sheet: Sheet, row: int, code: str, verdict: Verdict) -> tuple[Span, ...]:
    """Return the borders that a verdict gives, which must lie in the unit."""
    if verdict.result == "no":
        return ()
    if verdict.borders is None:
        return sheet.union(row, code)
    unit, own = sheet.units[row], verdict.borders
    within = unit.start <= own.start < own.end <= unit.end
    if not within or not sheet.words[own.start : own.end].any():
        raise InputError(
            "adjudication.borders", start=unit.start, end=unit.end, start2=own.start, end2=own.end
        )
    return (own,)


def same_decision(known: Adjudication, said: Adjudication) -> bool:
    """Return whether a decision is there already, word for word and by the same member."""
    return known == replace(said, uuid=known.uuid, at=known.at, id=known.id)
