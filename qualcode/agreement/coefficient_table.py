"""Every coefficient of one set of ratings, a row each, and what they were computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.coefficients import COEFFICIENTS
from qualcode.agreement.figures import many_patterns, measured
from qualcode.agreement.report_words import (
    bounded,
    columns,
    counts_table,
    interval_notes,
    joined,
    reasons_of,
    undefined_notes,
)
from qualcode.i18n import tr
from qualcode.interval_kinds import INTERVALS
from qualcode.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.figures import IntervalChoice, Measured
    from qualcode.agreement.judged import Rated
    from qualcode.i18n import Language
    from qualcode.table import Cell

SHOWN = ("coefficient", "label", "value", "error", "low", "high")
DETAIL = ("error_source", "interval", "undefined", "convention")


def tables(
    it: Rated, choice: IntervalChoice, language: Language = "zh", said: Sequence[str] = ()
) -> tuple[Table, Table]:
    """Return the tables ``coefficients`` and ``counts`` of ratings."""
    return coefficient_table(it, choice, language, said), rating_counts(it, language, said)


def coefficient_table(
    it: Rated, choice: IntervalChoice, language: Language = "zh", said: Sequence[str] = ()
) -> Table:
    """Return the table ``coefficients``: a row each, with standard error, interval and convention.

    The cell ``undefined`` holds reason ids, joined by ``; ``; the notes give their words. The
    standard error is for independent units, ``error_source`` says whose it is. Where the
    literature has no interval there is none. ``said`` are notes to begin with.
    """
    rows = [_row(one, language) for one in measured(it.patterns, it.case, choice).values()]
    return Table(
        name="coefficients",
        title=tr("calculator.title.coefficients", language, name=it.name),
        columns=columns((*SHOWN, *DETAIL), language, detail=("coefficient", *DETAIL)),
        rows=tuple(rows),
        notes=(
            *said,
            *_notes(it, rows, choice, language),
            *undefined_notes(reasons_of(rows), language, any_figure=True),
        ),
    )


def rating_counts(it: Rated, language: Language = "zh", said: Sequence[str] = ()) -> Table:
    """Return the table ``counts``: what the coefficients were computed from."""
    times = np.ones(len(it.ratings), dtype=np.int64) if it.weights is None else it.weights
    given = ~np.isnan(it.ratings)
    m = given.sum(axis=1)
    ratings = int(m @ times)
    amounts = {
        **({} if it.texts is None else {"transcripts": len(np.unique(it.texts))}),
        "units": int(times.sum()),
        "units_two": int(times[m >= 2].sum()),
        "units_one": int(times[m == 1].sum()),
        "units_none": int(times[m == 0].sum()),
        "coders": len(it.coders),
        "ratings": ratings,
        "missing": int(times.sum()) * len(it.coders) - ratings,
        "values": len(np.unique(it.ratings[given])),
    }
    return counts_table(it.name, amounts, said, language)


def _row(one: Measured, language: Language) -> dict[str, Cell]:
    source = "fleiss_1969" if COEFFICIENTS[one.id].error == "cohen" else "gwet_2014"
    return {
        "coefficient": one.id,
        "label": tr(f"coefficient.label.{one.words}", language),
        "value": one.estimate.value,
        "error": one.error.value if one.error else None,
        "error_source": tr(f"calculator.error.{source}", language) if one.error else None,
        "low": one.interval.low if one.interval else None,
        "high": one.interval.high if one.interval else None,
        "interval": one.interval.kind if one.interval else None,
        "undefined": joined(*one.reasons),
        "convention": tr(f"coefficient.convention.{one.words}", language),
    }


def _notes(
    it: Rated, rows: list[dict[str, Cell]], choice: IntervalChoice, language: Language
) -> list[str]:
    def say(key: str, **values: object) -> str:
        return tr(f"calculator.note.{key}", language, **values)

    colon = tr("agreement.colon", language)
    drawn = INTERVALS[choice.kind].drawn
    return [
        *(f"{row['label']}{colon}{row['convention']}" for row in rows),
        *([say("sets")] if it.case.of == "sets" else []),
        *([say("weights", weights=it.case.weights)] if it.case.weights else []),
        say("error"),
        *interval_notes(bounded(rows), choice, language),
        *([say("many_patterns")] if drawn and many_patterns(it.patterns) else []),
    ]
