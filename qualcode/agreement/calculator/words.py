"""The words around the calculator's figures: columns, counts, why a value is undefined."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from qualcode.agreement import reasons
from qualcode.agreement.calculator.alike import pairs
from qualcode.agreement.calculator.rating_input import RatingSheet
from qualcode.agreement.intervals import FEWEST
from qualcode.i18n import tr
from qualcode.table import Column, Table
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.agreement.calculator.rating_input import SpanSheet
    from qualcode.i18n import Language
    from qualcode.table import Cell

    Spellings = tuple[tuple[str, ...], ...]

PLACES = dict.fromkeys(
    ("value", "error", "low", "high", "alpha", "kappa", "positive", "k_u", "coverage", "f1"), 3
)
"""How many decimals a reader is shown."""
LISTED, LONGEST = 20, 60
"""So many values are listed in a note, and so much of each."""
OWN_REASONS = frozenset({"perfect", "undefined_without_one"})
"""Reasons that a project's table words for alpha over transcripts."""


def columns(
    ids: Sequence[str],
    language: Language,
    *,
    detail: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> tuple[Column, ...]:
    """Return columns by their ids; ``labels`` are those that stand in no catalogue."""
    own = labels or {}
    return tuple(
        Column(
            id=each,
            label=own.get(each) or tr(f"calculator.column.{each}", language),
            decimals=PLACES.get(each),
            detail=each in detail,
        )
        for each in ids
    )


def counts_table(
    name: str, amounts: Mapping[str, int], notes: Sequence[str], language: Language
) -> Table:
    """Return the table ``counts``: one number a row."""
    return Table(
        name="counts",
        title=tr("calculator.title.counts", language, name=name),
        columns=columns(
            ("count", "label", "n"),
            language,
            detail=("count",),
            labels={"label": tr("calculator.column.counted", language)},
        ),
        rows=tuple(
            {"count": key, "label": tr(f"calculator.count.{key}", language), "n": amount}
            for key, amount in amounts.items()
        ),
        notes=tuple(notes),
    )


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


def undefined_notes(rows: Sequence[Mapping[str, Cell]], language: Language) -> list[str]:
    """Return a note for each reason that occurs: its words and the rows that it concerns."""
    found = [
        (reason, str(row["label"]))
        for row in rows
        for reason in str(row["undefined"] or "").split("; ")
    ]
    return [
        tr(
            "calculator.note.undefined",
            language,
            reason=reason_words(reason, language),
            rows=labels,
        )
        for reason, labels in reasons.concerned(found, language).items()
    ]


def reason_words(reason: str, language: Language) -> str:
    """Return the words of a reason, for any coefficient and any interval."""
    section = "calculator" if reason in OWN_REASONS else "agreement"
    return tr(f"{section}.reason.{reason}", language)


def interval_notes(
    rows: Sequence[Mapping[str, Cell]], level: float, language: Language
) -> list[str]:
    """Return what the bounds are, for each kind of interval that stands in some row."""
    kinds = {str(row["interval"]) for row in rows if _defined(row["low"])}
    share = percent(level)
    return [
        tr(f"calculator.interval.{kind}", language, level=share, fewest=FEWEST)
        for kind in sorted(kinds)
    ]


def _defined(cell: Cell) -> bool:
    return isinstance(cell, float) and not isnan(cell)


def joined(*reasons: str | None) -> str | None:
    """Return reason ids in one cell, each once."""
    return "; ".join(dict.fromkeys(each for each in reasons if each)) or None


def percent(level: float) -> str:
    """Return a level of confidence as a reader is told it."""
    return f"{100 * level:g}"
