"""The blind sample as tables: strata, codes, and a plain list of what is left to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.frequency import GUARD
from qualcode.i18n import tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.frequency.blind_readings import CodeCount, Left
    from qualcode.frequency.sample_report import SampleReport
    from qualcode.i18n import Language
    from qualcode.table import Cell

STRATA = ("transcripts", "draw", "turns", "blind", "read", "reserve")
CODES = (
    "code", "label", "counting", "stale", "unread", "positives", "negatives", "needed", "said"
)  # fmt: skip
LEFT = ("transcript", "turn", "what")
DETAIL = frozenset({"code", "needed"})


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
    return _table("sample", STRATA, rows, _notes(report, language), language)


def codes(report: SampleReport, language: Language) -> Table:
    """Return how many blind turns count for each code now, and how many a model would need."""
    rows = [_code(report, it, language) for it in report.codes]
    notes = [tr("sample.note.counting", language), tr("sample.note.guard", language, least=GUARD)]
    if report.whose:
        notes.insert(0, tr("sample.note.whose", language, coder=report.whose))
    else:
        notes = [tr("sample.note.nobody", language)]
    return _table("sample_codes", CODES, rows, notes, language)


def left(report: SampleReport, language: Language) -> Table:
    """Return the reading list: every blind turn that is unread, or to be read again."""
    labels = {it.code: it.label for it in report.codes}
    rows: list[dict[str, Cell]] = [
        {"transcript": it.transcript, "turn": it.turn, "what": _what(it, labels, language)}
        for it in report.left
    ]
    key = "left" if rows else "nothing_left"
    notes = [tr(f"sample.note.{key}", language, n=len(rows))]
    return _table("sample_left", LEFT, rows, notes, language)


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
    comma = tr("note.comma", language)
    if not report.drawn:
        yield tr("sample.note.none", language)
    else:
        yield tr(
            "sample.note.total", language, turns=report.turns, blind=report.blind,
            read=report.read, reserve=report.reserve,
        )  # fmt: skip
        yield tr("sample.note.seeds", language, seeds=comma.join(map(str, report.seeds)))
    if len(report.seeds) > 1:
        yield tr("sample.note.late", language)
    if report.readers:
        pair = "sample.reader"
        read = comma.join(tr(pair, language, coder=name, n=n) for name, n in report.readers)
        yield tr("sample.note.readers", language, readers=read)
    for key, names in (
        ("undrawn", report.undrawn),
        ("covered", report.covered),
        ("hidden", report.hidden),
    ):
        if names:
            yield tr(f"sample.note.{key}", language, names=comma.join(names))
    if report.aided:
        yield tr("sample.note.aided", language, n=report.aided)


def _table(
    name: str,
    ids: Sequence[str],
    rows: Sequence[Mapping[str, Cell]],
    notes: Sequence[str] | Iterator[str],
    language: Language,
) -> Table:
    columns = tuple(
        Column(key, tr(f"sample.column.{key}", language), detail=key in DETAIL) for key in ids
    )
    return Table(name, tr(f"sample.title.{name}", language), columns, tuple(rows), tuple(notes))
