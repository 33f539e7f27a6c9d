"""Concordance: every place of some words, aligned, with what is said before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.analysis.declared import paper
from qualcode.table_spec import count_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.drill_down import Behind
    from qualcode.i18n import Language
    from qualcode.table import Cell, Table

Order = Literal["text", "after", "before"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""By place; by what follows; by what goes before, read from the words backwards."""

By = Literal["words", "characters"]
BYS: tuple[By, ...] = get_args(By)
"""Whole words, as the project's dictionary cuts them; or these characters wherever they stand."""

CONCORDANCE = paper(
    "concordance",
    *text_columns("before", "hit", "after", "speaker", "transcript"),
    *count_columns("turn", "start", "end", appendix=True),
    notes=(*(f"concordance_{it}" for it in BYS), "concordance_more"),
)
PASSAGES = paper(
    "passages",
    *text_columns("speaker", "passage", "transcript"),
    *count_columns("turn"),
    *count_columns("start", "end", appendix=True),
    notes=("behind", "refused"),
)


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
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


def ordered(lines: Sequence[ConcordanceLine], order: Order) -> list[ConcordanceLine]:
    """Return the lines in an order; lines that are equal in it stay as they were."""
    if order == "after":
        return sorted(lines, key=lambda it: it.after)
    if order == "before":
        return sorted(lines, key=lambda it: it.before[::-1])
    return list(lines)


def concordance(
    lines: Sequence[ConcordanceLine], *, words: str, by: By, language: Language, more: bool = False
) -> Table:
    """List one row a place; ``more`` says that there are further places, which are left out."""
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
    say, sources = partial(CONCORDANCE.note, language), {it.text_id for it in lines}
    notes = [say(f"concordance_{by}", words=words, n=len(rows), sources=len(sources))]
    if more:
        notes.append(say("concordance_more", n=len(rows)))
    return CONCORDANCE.table(language, rows, notes, title={"words": words})


def passages(
    found: Behind, lines: Sequence[ConcordanceLine], *, title: str, language: Language
) -> Table:
    """List the words of the passages behind a figure; ``lines`` are those that may be quoted."""
    say = partial(PASSAGES.note, language)
    about = say(
        "behind",
        n=len(found.stands),
        sources=found.sources,
        participants=found.participants,
        characters=found.characters,
    )
    refused = len(found.stands) - len(lines)
    rows: list[dict[str, Cell]] = [
        {
            "speaker": it.speaker,
            "passage": it.words,
            "transcript": it.transcript,
            "turn": it.turn,
            "start": it.start,
            "end": it.end,
        }
        for it in lines
    ]
    notes = (about, *([say("refused", n=refused)] if refused else []))
    return PASSAGES.table(language, rows, notes, title={"code": title})


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
