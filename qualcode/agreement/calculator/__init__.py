"""Agreement without a project: a table of ratings, or spans, brought to the one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement import span_report
from qualcode.agreement.calculator import ratings, spans
from qualcode.agreement.calculator.alike import EMPTY_SET
from qualcode.agreement.calculator.rating_input import RatingChoice, RatingSheet
from qualcode.agreement.calculator.words import left_out, reading_notes
from qualcode.agreement.coefficient_table import coefficient_table, rating_counts
from qualcode.agreement.report import Asked, code_table
from qualcode.agreement.span_input import SpanChoice, SpanSheet

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
    """Return the tables ``coefficients``, ``counts`` and ``agreement`` of ratings.

    The last has a row for each code, as of a project; of ratings that are one value each a row
    for each category against all others, when asked.

    Raises:
        InputError: the metric, the weights, the categories or the interval do not fit the ratings.
    """
    given = ratings.prepared(sheet, choice)
    said = ratings.read_notes(given, language)
    made = (
        coefficient_table(given.rated, given.bounds, language, said),
        rating_counts(given.rated, language, ratings.counted_notes(given, language)),
    )
    if not (by_category or given.of_codes):
        return made
    table = code_table(ratings.judged(given), Asked(given.bounds, said=tuple(said)), language)
    return (*made, ratings.with_times(table, given, language))


def of_spans(
    sheet: SpanSheet,
    choice: SpanChoice = SpanChoice(),  # noqa: B008 - frozen
    *,
    language: Language = "zh",
) -> tuple[Table, ...]:
    """Return the tables ``codes``, ``overall`` and ``counts`` of spans."""
    said = reading_notes(sheet, language, joined=sheet.joined)
    return (
        span_report.codes(sheet, choice, language, said),
        span_report.overall(sheet, choice, language),
        spans.counts(sheet, language),
    )
