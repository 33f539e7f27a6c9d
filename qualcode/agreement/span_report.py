"""Agreement of free spans: where, what, code by code, and which segments match."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.coefficients import UNITIZING
from qualcode.agreement.figures import IntervalChoice
from qualcode.agreement.intervals import jackknife_of
from qualcode.agreement.report_words import (
    bounded,
    columns,
    interval_notes,
    joined,
    percent,
    reasons_of,
    undefined_notes,
)
from qualcode.agreement.span_input import SpanChoice
from qualcode.agreement.unitizing import CODE_ALPHA, COVERAGE, K_U_ALPHA
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.segments import Matched, by_code, meet
from qualcode.agreement.unitizing.sweep import code_lengths, lengths
from qualcode.i18n import tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.intervals import Interval
    from qualcode.agreement.span_input import SpanSheet
    from qualcode.agreement.unitizing.sweep import CodeLengths
    from qualcode.i18n import Language
    from qualcode.table import Cell

    Found = dict[str, Matched]


def codes(
    sheet: SpanSheet,
    choice: SpanChoice = SpanChoice(),  # noqa: B008 - frozen
    language: Language = "zh",
    said: Sequence[str] = (),
) -> Table:
    """Return the table ``codes``: a row a code, in the order of the file.

    How many units each coder has, alpha of the code's length with its interval over texts, (k)u
    with its coverage, and how many segments match. The cell ``undefined`` holds reason ids.
    ``said`` are notes to begin with.
    """
    sums, found = code_lengths(sheet.texts, sheet.codes), _matched(sheet, choice)
    rows = [_code(code, sheet, sums.code(code), found, choice) for code in sheet.codes]
    own = {f"n_{c}": tr("calculator.column.units_of", language, coder=c) for c in sheet.coders}
    own |= _alone(sheet, language)
    alone = ("both", "only_a", "only_b", "f1") if len(sheet.coders) == 2 else ("f1",)
    ids = (*list(own)[: len(sheet.coders)], "alpha", "low", "high", "k_u", "coverage", *alone)
    return Table(
        name="codes",
        title=tr("calculator.title.codes", language, name=sheet.name),
        columns=(
            Column("label", tr("calculator.column.code", language)),
            *columns((*ids, "undefined"), language, detail=("undefined",), labels=own),
        ),
        rows=tuple(rows),
        notes=(
            *said,
            *_notes(sheet, rows, choice, language),
            *undefined_notes(reasons_of(rows), language, any_figure=True),
        ),
    )


def overall(
    sheet: SpanSheet,
    choice: SpanChoice = SpanChoice(),  # noqa: B008 - frozen
    language: Language = "zh",
    said: Sequence[str] = (),
) -> Table:
    """Return the table ``overall``: u, |u, cu, alpha_U of 2004 where there is one text, and F1."""
    sums = lengths(sheet.texts)
    each: list[tuple[str, Estimate, Interval | None]] = []
    for name, coefficient in UNITIZING.items():
        estimate = coefficient.estimate(sums.total())
        without = coefficient.many(sums.without_each())
        each.append((name, estimate, _interval(sheet, estimate, without, choice)))
    if len(sheet.texts) == 1:
        each.append(("alpha_u_2004", alpha_u_2004(sheet.texts[0]).alpha, None))
    each.append(("f1", sum(_matched(sheet, choice).values(), Matched(0, 0, 0)).f1, None))
    rows = [_overall(*one, language) for one in each]
    detail = ("coefficient", "interval", "undefined", "convention")
    ids = ("coefficient", "label", "value", "low", "high", *detail[1:])
    conventions = [
        f"{row['label']}{tr('agreement.colon', language)}{row['convention']}" for row in rows
    ]
    return Table(
        name="overall",
        title=tr("calculator.title.overall", language, name=sheet.name),
        columns=columns(ids, language, detail=detail),
        rows=tuple(rows),
        notes=(
            *said,
            *conventions,
            *interval_notes(bounded(rows), _bounds(choice), language),
            *undefined_notes(reasons_of(rows), language, any_figure=True),
        ),
    )


def _code(
    code: str, sheet: SpanSheet, sums: CodeLengths, found: Found, choice: SpanChoice
) -> dict[str, Cell]:
    total = sums.total()
    alpha, k_u = CODE_ALPHA.estimate(total), K_U_ALPHA.estimate(total)
    interval = _interval(sheet, alpha, CODE_ALPHA.many(sums.without_each()), choice)
    share, pair = COVERAGE.estimate(total), found.get(code, Matched(0, 0, 0))
    reasons = (alpha.reason, k_u.reason, share.reason, pair.f1.reason, interval.reason)
    return {
        "label": sheet.labels.get(code, code),
        **{f"n_{coder}": _used(sheet, coder, code) for coder in sheet.coders},
        "alpha": alpha.value,
        "low": interval.low,
        "high": interval.high,
        "interval": interval.kind,
        "k_u": k_u.value,
        "coverage": share.value,
        "both": pair.both,
        "only_a": pair.only_a,
        "only_b": pair.only_b,
        "f1": pair.f1.value,
        "undefined": joined(*reasons),
    }


def _used(sheet: SpanSheet, coder: str, code: str) -> int:
    n = 0
    for text in sheet.texts:
        units = text.units
        if coder in units.coders and code in units.codes:
            mine = units.coder == units.coders.index(coder)
            n += int((mine & (units.code == units.codes.index(code))).sum())
    return n


def _matched(sheet: SpanSheet, choice: SpanChoice) -> Found:
    """Return the matched segments of every code, summed over the pairs of coders."""
    found: Found = {}
    for first, second in combinations(sheet.coders, 2):
        met = meet(sheet.texts, first, second, sheet.codes)
        for code, pair in by_code(met, choice.threshold, choice.overlap).items():
            found[code] = found.get(code, Matched(0, 0, 0)) + pair
    return found


def _interval(
    sheet: SpanSheet, estimate: Estimate, without: np.ndarray, choice: SpanChoice
) -> Interval:
    shared = np.array([len(text.spans) >= 2 for text in sheet.texts], dtype=np.bool_)
    return jackknife_of(estimate, without[shared], level=choice.level)


def _overall(
    name: str, estimate: Estimate, interval: Interval | None, language: Language
) -> dict[str, Cell]:
    return {
        "coefficient": name,
        "label": tr(f"coefficient.label.{name}", language),
        "value": estimate.value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "interval": interval.kind if interval else None,
        "undefined": joined(estimate.reason, interval.reason if interval else None),
        "convention": tr(f"coefficient.convention.{name}", language),
    }


def _bounds(choice: SpanChoice) -> IntervalChoice:
    return IntervalChoice(level=choice.level)


def _alone(sheet: SpanSheet, language: Language) -> dict[str, str]:
    names = ("only_a", "only_b")
    return {
        each: tr("calculator.column.only", language, coder=coder)
        for each, coder in zip(names, sheet.coders, strict=False)
    }


def _notes(
    sheet: SpanSheet, rows: list[dict[str, Cell]], choice: SpanChoice, language: Language
) -> list[str]:
    def say(key: str, **values: object) -> str:
        return tr(f"calculator.note.{key}", language, **values)

    return [
        say("code_alpha"),
        say("k_u"),
        say(
            f"matched_{choice.overlap}" if choice.threshold else "matched_any",
            threshold=percent(choice.threshold),
        ),
        *([] if len(sheet.coders) == 2 else [say("matched_pairs")]),
        *interval_notes(bounded(rows), _bounds(choice), language),
    ]
