"""Agreement without a project: from a table of ratings, or from spans, to tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement.calculator import ratings, spans
from qualcode.agreement.calculator.alike import EMPTY_SET
from qualcode.agreement.calculator.rating_input import (
    RatingChoice,
    RatingSheet,
    SpanChoice,
    SpanSheet,
)
from qualcode.agreement.calculator.words import left_out

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.table import Table

__all__ = [
    "EMPTY_SET",
    "RatingChoice",
    "RatingSheet",
    "SpanChoice",
    "SpanSheet",
    "left_out",
    "of_ratings",
    "of_spans",
    "raw_ratings",
    "raw_spans",
]

raw_ratings = ratings.raw
raw_spans = spans.raw


def of_ratings(
    sheet: RatingSheet,
    choice: RatingChoice = RatingChoice(),  # noqa: B008 - frozen
    *,
    by_category: bool = False,
    language: Language = "zh",
) -> tuple[Table, ...]:
    """Return the tables ``coefficients``, ``counts`` and, when asked, ``categories`` of ratings.

    Raises:
        InputError: the metric, the weights, the categories or the interval do not fit the ratings.
    """
    given = ratings.prepared(sheet, choice)
    made = (ratings.coefficients(given, language), ratings.counts(given, language))
    return (*made, ratings.categories(given, language)) if by_category else made


def of_spans(
    sheet: SpanSheet,
    choice: SpanChoice = SpanChoice(),  # noqa: B008 - frozen
    *,
    language: Language = "zh",
) -> tuple[Table, ...]:
    """Return the tables ``codes``, ``overall`` and ``counts`` of spans."""
    return (
        spans.codes(sheet, choice, language),
        spans.overall(sheet, choice, language),
        spans.counts(sheet, language),
    )
