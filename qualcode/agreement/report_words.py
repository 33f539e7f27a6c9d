"""The words around the figures of agreement: columns, counts, why a value is undefined."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from qualcode.agreement import reasons
from qualcode.agreement.intervals import FEWEST
from qualcode.i18n import tr
from qualcode.interval_kinds import INTERVALS
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.agreement.figures import IntervalChoice
    from qualcode.i18n import Language
    from qualcode.table import Cell

PLACES = dict.fromkeys(("value", "error", "low", "high", "alpha", "k_u", "coverage", "f1"), 3)
"""How many decimals a reader is shown."""
GENERAL = frozenset({"perfect", "undefined_without_one"})
"""Reasons that are worded for alpha over transcripts, and for any coefficient."""


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


def undefined_notes(
    found: Iterable[tuple[str, str]], language: Language, *, any_figure: bool = False
) -> list[str]:
    """Return a note for each reason that occurs: its words and the rows that it concerns.

    ``found`` pairs reasons with the labels of their rows; ``any_figure`` words them for figures
    other than alpha, too.
    """
    return [
        tr(
            "agreement.note.undefined",
            language,
            reason=reason_words(reason, language, any_figure=any_figure),
            rows=labels,
        )
        for reason, labels in reasons.concerned(found, language).items()
    ]


def reasons_of(rows: Sequence[Mapping[str, Cell]]) -> list[tuple[str, str]]:
    """Return the reasons in the cells ``undefined`` of rows, each with the label of its row."""
    return [
        (reason, str(row["label"]))
        for row in rows
        for reason in str(row["undefined"] or "").split("; ")
        if reason
    ]


def reason_words(reason: str, language: Language, *, any_figure: bool = True) -> str:
    """Return the words of a reason."""
    if any_figure and reason in GENERAL:
        return tr(f"coefficient.reason.{reason}", language)
    return reasons.words(reason, language)


def interval_notes(
    kinds: Collection[str], choice: IntervalChoice, language: Language, *, alone: bool = False
) -> list[str]:
    """Return what the bounds of each kind are; ``alone`` where only alpha has any."""
    values: dict[str, object] = {
        "of": tr("agreement.bounds.alpha" if alone else "agreement.bounds.each", language),
        "figure": "alpha" if alone else tr("agreement.bounds.figure", language),
        "level": percent(choice.level),
        "fewest": FEWEST,
        "seed": choice.seed,
        "replicates": choice.replicates,
    }
    return [tr(f"agreement.interval.{it}", language, **values) for it in INTERVALS if it in kinds]


def bounded(rows: Sequence[Mapping[str, Cell]]) -> set[str]:
    """Return the kinds of interval of the rows that have bounds."""
    return {str(row["interval"]) for row in rows if _defined(row["low"])}


def _defined(cell: Cell) -> bool:
    return isinstance(cell, float) and not isnan(cell)


def joined(*reasons: str | None) -> str | None:
    """Return reason ids in one cell, each once."""
    return "; ".join(dict.fromkeys(each for each in reasons if each)) or None


def percent(level: float) -> str:
    """Return a level of confidence as a reader is told it."""
    return f"{100 * level:g}"
