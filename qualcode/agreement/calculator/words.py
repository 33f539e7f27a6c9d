"""What is said of a file: what was left out of it, and what was read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement.calculator.alike import pairs
from qualcode.agreement.calculator.rating_input import RatingSheet
from qualcode.i18n import tr
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.span_input import SpanSheet
    from qualcode.i18n import Language

    Spellings = tuple[tuple[str, ...], ...]

LISTED, LONGEST = 20, 60
"""So many values are listed in a note, and so much of each."""


def left_out(sheet: RatingSheet | SpanSheet, language: Language = "zh") -> list[str]:
    """Return the lines that name the columns which a file has beside those that are used.

    Of ratings also one that names the coders who rated nothing.
    """
    if not isinstance(sheet, RatingSheet):
        return _naming("calculator_aside.left_out_spans", sheet.left_out, language)
    known = [column for column in sheet.left_out if column not in sheet.empty]
    kind = "not_coders" if sheet.named else "left_out"
    unrated = [
        coder
        for n, coder in enumerate(sheet.coders)
        if not any(row[n] and folded(row[n]) for row in sheet.cells)
    ]
    return [
        *_naming(f"calculator_aside.{kind}", known, language),
        *_naming("calculator_rows.empty", sheet.empty, language),
        *_naming("calculator_rows.unrated", unrated, language, place="coders"),
    ]


def _naming(
    key: str, columns: Sequence[str], language: Language, *, place: str = "columns"
) -> list[str]:
    return [tr(key, language, **{place: listed(columns, language)})] if columns else []


def reading_notes(
    sheet: RatingSheet | SpanSheet, language: Language, *, joined: Spellings, invisible: int = 0
) -> list[str]:
    """Return what was left out of a file, and what was read as one though written differently."""
    same, unseen = listed(pairs(joined), language), "calculator_aside.invisible"
    return [
        *left_out(sheet, language),
        *([tr("calculator_aside.joined", language, pairs=same)] if joined else []),
        *([tr(unseen, language, n=invisible)] if invisible else []),
        *([tr("calculator_doubt.own_text", language)] if _own_texts(sheet) else []),
    ]


def _own_texts(sheet: RatingSheet | SpanSheet) -> bool:
    """Return whether every unit has a transcript of its own, as where its words stand there."""
    texts = (sheet.texts if isinstance(sheet, RatingSheet) else None) or ()
    return 1 < len(texts) == len(set(texts))


def listed(words: Sequence[str], language: Language) -> str:
    """Return words in one line; of many, and of long ones, only so much as a note holds."""
    short = [word if len(word) <= LONGEST else f"{word[:LONGEST]}…" for word in words[:LISTED]]
    return tr("agreement.and", language).join(short) + ("…" if len(words) > LISTED else "")
