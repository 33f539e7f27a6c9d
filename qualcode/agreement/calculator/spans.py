"""What a file of spans held: what was counted in it, and its texts cut at every boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.calculator.alike import EMPTY_SET
from qualcode.agreement.calculator.words import reading_notes
from qualcode.agreement.report_words import counts_table
from qualcode.i18n import tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.agreement.span_input import SpanSheet
    from qualcode.agreement.unitizing.continuum import Continuum
    from qualcode.i18n import Language
    from qualcode.table import Cell


def counts(sheet: SpanSheet, language: Language = "zh") -> Table:
    """Return the table ``counts``: what the coefficients were computed from."""
    two = [text for text in sheet.texts if len(text.spans) >= 2]
    merged = sum(text.merged for text in sheet.texts)
    amounts = {
        "transcripts": len(sheet.texts),
        "transcripts_two": len(two),
        "characters": sum(text.length for text in sheet.texts),
        "characters_two": sum(text.length for text in two),
        "coders": len(sheet.coders),
        "codes": len(sheet.codes),
        "spans": sum(len(text.units.start) for text in sheet.texts) + merged,
        "merged": merged,
    }
    comma = tr("agreement.and", language)
    notes = reading_notes(sheet, language, joined=sheet.joined)
    notes.append(tr("calculator.note.coders", language, coders=comma.join(sheet.coders)))
    notes += [tr("calculator.note.merged", language, n=merged)] if merged else []
    notes.append(tr("calculator.note.spans_read", language))
    unread = [
        f"{name} ({comma.join(c for c in sheet.coders if c not in text.spans)})"
        for name, text in zip(sheet.names, sheet.texts, strict=True)
        if len(text.spans) < len(sheet.coders)
    ]
    notes += [tr("calculator.note.unread", language, texts=comma.join(unread))] if unread else []
    return counts_table(sheet.name, amounts, notes, language)


def raw(sheet: SpanSheet) -> Table:
    """Return the table ``stretches``: each text cut at every boundary, a column a coder.

    A cell holds the codes there, separated by ``;``; ``;`` alone where the coder marked nothing,
    and is empty where the coder did not read the text.
    """
    own = tuple(Column(f"codes_{coder}", coder) for coder in sheet.coders)
    rows = [
        {"transcript": name or None, "start": start, "end": end, **cells}
        for name, text in zip(sheet.names, sheet.texts, strict=True)
        for start, end, cells in _stretches(text)
    ]
    head = (Column("transcript", "transcript"),) if len(sheet.names) > 1 or sheet.names[0] else ()
    place = (Column("start", "start"), Column("end", "end"))
    return Table("stretches", sheet.name, (*head, *place, *own), tuple(rows))


def _stretches(text: Continuum) -> Iterator[tuple[int, int, dict[str, Cell]]]:
    units = text.units
    begin, finish = units.start + text.start, units.end + text.start
    edges = np.unique(np.concatenate([[text.start, text.start + text.length], begin, finish]))
    cells: list[dict[str, list[str]]] = [{c: [] for c in units.coders} for _ in edges[1:]]
    first, last = np.searchsorted(edges, begin), np.searchsorted(edges, finish)
    for n in range(len(begin)):
        for place in range(first[n], last[n]):
            cells[place][units.coders[units.coder[n]]].append(units.codes[units.code[n]])
    for start, end, found in zip(edges[:-1].tolist(), edges[1:].tolist(), cells, strict=True):
        written = {f"codes_{c}": f"{EMPTY_SET} ".join(each) for c, each in found.items()}
        yield start, end, {key: words or EMPTY_SET for key, words in written.items()}
