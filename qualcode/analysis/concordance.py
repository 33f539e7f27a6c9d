"""Concordance: every place of some words, aligned, with what is said before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.analysis.heads import heads
from qualcode.i18n import tr
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.drill_down import Behind
    from qualcode.i18n import Language

Order = Literal["text", "after", "before"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""By place; by what follows; by what goes before, read from the words backwards."""

By = Literal["words", "characters"]
BYS: tuple[By, ...] = get_args(By)
"""Whole words, as the project's dictionary cuts them; or these characters wherever they stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place: ``[start, end)`` of a transcript, with what stands around it in its turn."""

    transcript: str
    text_id: int
    start: int
    end: int
    before: str
    words: str
    after: str
    turn: int | None = None
    speaker: str = ""


def ordered(lines: Sequence[Line], order: Order) -> list[Line]:
    """Return the lines in an order; lines that are equal in it stay as they were."""
    if order == "after":
        return sorted(lines, key=lambda it: it.after)
    if order == "before":
        return sorted(lines, key=lambda it: it.before[::-1])
    return list(lines)


def concordance(
    lines: Sequence[Line], *, words: str, by: By, language: Language, more: bool = False
) -> Table:
    """List one row a place; ``more`` says that there are further places, which are left out."""
    names = ("before", "hit", "after", "speaker", "transcript", "turn", "start", "end")
    rows: list[dict[str, Cell]] = [
        {
            "transcript": it.transcript,
            "turn": it.turn,
            "speaker": it.speaker,
            "before": _one_line(it.before),
            "hit": it.words,
            "after": _one_line(it.after),
            "start": it.start,
            "end": it.end,
        }
        for it in lines
    ]
    about = tr(
        f"note.concordance_{by}",
        language,
        words=words,
        n=len(rows),
        sources=len({it.text_id for it in lines}),
    )
    left_out = (tr("note.concordance_more", language, n=len(rows)),) if more else ()
    return Table(
        "concordance",
        tr("table.title.concordance", language, words=words),
        heads(language, names, detail=("turn", "start", "end")),
        tuple(rows),
        (about, *left_out),
    )


def passages(found: Behind, lines: Sequence[Line], *, title: str, language: Language) -> Table:
    """List the words of the passages behind a figure; ``lines`` are those that may be quoted."""
    names = ("speaker", "passage", "transcript", "turn", "start", "end")
    about = tr(
        "note.behind",
        language,
        n=len(found.stands),
        sources=found.sources,
        participants=found.participants,
        characters=found.characters,
    )
    refused = len(found.stands) - len(lines)
    return Table(
        "passages",
        tr("table.title.passages", language, code=title),
        heads(language, names, detail=("start", "end")),
        tuple(
            {
                "speaker": it.speaker,
                "passage": it.words,
                "transcript": it.transcript,
                "turn": it.turn,
                "start": it.start,
                "end": it.end,
            }
            for it in lines
        ),
        (about, *((tr("note.refused", language, n=refused),) if refused else ())),
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
