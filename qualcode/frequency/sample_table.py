"""The blind sample as tables: strata, codes, and a plain list of what is left to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.frequency import GUARD
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.frequency.blind_readings import CodeCount, Left
    from qualcode.frequency.sample_report import SampleReport
    from qualcode.i18n import Language
    from qualcode.table import Cell, Table
    from qualcode.table_spec import ColumnSpec


def _of_sample(name: str, *columns: ColumnSpec, notes: tuple[str, ...]) -> TableSpec:
    return TableSpec(name, columns, "sample", notes, f"sample.title.{name}")


STRATA = _of_sample(
    "sample",
    *text_columns("transcripts"),
    *count_columns("draw", "turns", "blind", "read", "reserve"),
    notes=(
        *("none", "total", "seeds", "late", "readers", "undrawn", "covered", "hidden"),
        "aided",
    ),
)
CODES = _of_sample(
    "sample_codes",
    *text_columns("code", appendix=True),
    *text_columns("label"),
    *count_columns("counting", "stale", "unread", "positives", "negatives"),
    *count_columns("needed", appendix=True),
    *text_columns("said"),
    notes=("whose", "counting", "guard", "nobody"),
)
LEFT = _of_sample(
    "sample_left",
    *text_columns("transcript"),
    *count_columns("turn"),
    *text_columns("what"),
    notes=("left", "nothing_left"),
)


def tables(report: SampleReport, language: Language) -> tuple[Table, ...]:
    """Return the tables of a report: one row a stratum, one a code, one a turn to read.

    Before a draw it is the first alone.
    """
    if not report.drawn:
        return (strata(report, language),)
    return (strata(report, language), codes(report, language), left(report, language))


def strata(report: SampleReport, language: Language) -> Table:
    """Return what was drawn where, and what follows for the sample as a whole in the notes."""
    comma = tr("note.comma", language)
    rows: list[dict[str, Cell]] = [
        {
            "transcripts": comma.join(it.transcripts),
            "draw": it.draw,
            "turns": it.turns,
            "blind": it.blind,
            "read": it.read,
            "reserve": it.reserve,
        }
        for it in report.strata
    ]
    return STRATA.table(language, rows, _notes(report, language))


def codes(report: SampleReport, language: Language) -> Table:
    """Return how many blind turns count for each code now, and how many a model would need."""
    say = partial(CODES.note, language)
    rows = (_code(report, it, language) for it in report.codes)
    notes = [say("nobody")]
    if report.whose:
        notes = [say("whose", coder=report.whose), say("counting"), say("guard", least=GUARD)]
    return CODES.table(language, rows, notes)


def left(report: SampleReport, language: Language) -> Table:
    """Return the reading list: every blind turn that is unread, or to be read again."""
    labels = {it.code: it.label for it in report.codes}
    rows: list[dict[str, Cell]] = [
        {"transcript": it.transcript, "turn": it.turn, "what": _what(it, labels, language)}
        for it in report.left
    ]
    key = "left" if rows else "nothing_left"
    return LEFT.table(language, rows, (LEFT.note(language, key, n=len(rows)),))


def said(report: SampleReport, it: CodeCount, language: Language) -> str:
    """Return in words how far a code is from letting a model help with its estimate."""
    if it.needed.enough:
        return tr("sample.said.enough", language)
    if not it.counting:
        return tr("sample.said.nothing", language)
    missing = {"positives": it.needed.positives, "negatives": it.needed.negatives}
    if it.needed.turns is None:
        return tr("sample.said.unknown", language, **missing)
    unread = report.blind - it.counting
    more = it.needed.turns - unread
    key = "unread" if more <= 0 else "top_up" if more <= report.reserve else "beyond"
    numbers = {"turns": it.needed.turns, "unread": unread, "more": more, "reserve": report.reserve}
    return tr(f"sample.said.{key}", language, **missing, **numbers)


def _code(report: SampleReport, it: CodeCount, language: Language) -> dict[str, Cell]:
    return {
        "code": it.code,
        "label": it.label,
        "counting": it.counting,
        "stale": it.stale,
        "unread": report.blind - it.counting - it.stale - report.aided,
        "positives": it.positives,
        "negatives": it.negatives,
        "needed": it.needed.turns,
        "said": said(report, it, language),
    }


def _what(it: Left, labels: Mapping[str, str], language: Language) -> str:
    if not it.codes:
        return tr("sample.aided" if it.aided else "sample.unread", language)
    names = tr("note.comma", language).join(labels.get(code, code) for code in it.codes)
    return tr("sample.again", language, codes=names)


def _notes(report: SampleReport, language: Language) -> Iterator[str]:
    say, comma = partial(STRATA.note, language), tr("note.comma", language)
    if not report.drawn:
        yield say("none")
    else:
        counted = {"turns": report.turns, "blind": report.blind, "read": report.read}
        yield say("total", **counted, reserve=report.reserve)
        yield say("seeds", seeds=comma.join(map(str, report.seeds)))
    if len(report.seeds) > 1:
        yield say("late")
    if report.readers:
        pair = "sample.reader"
        read = comma.join(tr(pair, language, coder=name, n=n) for name, n in report.readers)
        yield say("readers", readers=read)
    for key, names in (
        ("undrawn", report.undrawn),
        ("covered", report.covered),
        ("hidden", report.hidden),
    ):
        if names:
            yield say(key, names=comma.join(names))
    if report.aided:
        yield say("aided", n=report.aided)
