"""What is behind a figure of a table: the passages that were counted, one for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.analysis.corpus import coded_units, counted, people, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.text_data import TextData
    from qualcode.model import Turn
    from qualcode.table import Cell

What = Literal["references", "units", "turns"]
OWN = ("group", "role")
"""What every participant has; the others are attributes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that somebody asks about: a code's references or units, narrowed by what is given.

    Or the turns of a ``person``, who is a participant. ``group`` is a group of participants,
    ``""`` those in none, made ``by`` a group, a role or an attribute; ``grouped`` whose speaker is
    a participant of any; ``other`` a code that the units have too; ``assisted`` keeps references
    coded with suggestions on, ``read`` units that were read as the code is meant now.
    """

    code: str
    what: What = "references"
    person: str | None = None
    group: str | None = None
    by: str = "group"
    grouped: bool = False
    other: str | None = None
    assisted: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """A passage that was counted: ``[start, end)`` of a text, and what of it is coded."""

    text_id: int
    transcript: str
    start: int
    end: int
    turn: int | None
    participant: str | None
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The passages behind a figure, in the order of the texts, and what they add up to."""

    figure: Figure
    stands: tuple[Stand, ...]

    @property
    def sources(self) -> int:
        """How many texts they are in."""
        return len({it.text_id for it in self.stands})

    @property
    def participants(self) -> int:
        """How many participants speak in them."""
        return len({it.participant for it in self.stands if it.participant})

    @property
    def characters(self) -> int:
        """How many characters they have; only references never share one."""
        return sum(it.end - it.start for it in self.stands)


def behind(corpus: Corpus, figure: Figure) -> Behind:
    """Return what was counted for a figure; of a code that is not in the book there is nothing."""
    of = {"references": _references, "units": _units, "turns": _turns}[figure.what]
    return Behind(figure, tuple(of(corpus, figure)))


def _turns(corpus: Corpus, figure: Figure) -> Iterator[Stand]:
    for text in corpus.texts:
        for index, turn in enumerate(text.turns):
            if figure.person and text.participant(index) == figure.person:
                yield Stand(
                    text.text_id, text.name, turn.start, turn.end, turn.n, figure.person, ()
                )


def _groups(corpus: Corpus, by: str) -> dict[str, str]:
    """Return the group of each participant, ``""`` where they are in none."""
    return {
        it.pseudonym: str(getattr(it, by) if by in OWN else it.attributes.get(by, ""))
        for it in people(corpus)
    }


def _references(corpus: Corpus, figure: Figure) -> Iterator[Stand]:
    group_of = _groups(corpus, figure.by)
    for it in references(corpus).get(figure.code, []):
        speaks = it.participant is not None
        if figure.grouped and not speaks:
            continue
        if figure.group is not None and (
            not speaks or group_of[it.participant or ""] != figure.group
        ):
            continue
        if figure.assisted and not it.assisted:
            continue
        yield Stand(
            it.text.text_id,
            it.text.name,
            it.span.start,
            it.span.end,
            None if it.turn is None else it.turn.n,
            it.participant,
            ((it.span.start, it.span.end),),
        )


def _units(corpus: Corpus, figure: Figure) -> Iterator[Stand]:
    having = coded_units(corpus)
    codes = [figure.code, *([figure.other] if figure.other else [])]
    other = {
        (text.text_id, unit.start) for text, unit in having.get(figure.other or figure.code, [])
    }
    marks, group_of = counted(corpus), _groups(corpus, figure.by)
    read = _read(corpus, figure.code) if figure.read else None
    for text, unit in having.get(figure.code, []):
        at = (text.text_id, unit.start)
        if at not in other or (read is not None and at not in read):
            continue
        index = _turn(text, unit.start)
        person = None if index is None else text.participant(index)
        if figure.group is not None and group_of.get(person or "") != figure.group:
            continue
        turn: Turn | None = None if index is None else text.turns[index]
        yield Stand(
            text.text_id,
            text.name,
            unit.start,
            unit.end,
            None if turn is None else turn.n,
            person,
            tuple(
                (max(it.start, unit.start), min(it.end, unit.end))
                for code in codes
                for it in marks[code].get(text.text_id, [])
                if it.start < unit.end and unit.start < it.end
            ),
        )


def _read(corpus: Corpus, code: str) -> set[tuple[int, int]]:
    """Return the counted units that were read since the code has had its meaning: text, start."""
    laid = corpus.laid
    rows = np.flatnonzero(corpus.read.done(corpus.since.get(code, 0)))
    text = laid.unit_text[rows]
    starts = laid.units.starts[rows] - laid.base[text]
    keys = [corpus.texts[row].text_id for row in text.tolist()]
    return set(zip(keys, starts.tolist(), strict=True))


def _turn(text: TextData, start: int) -> int | None:
    """Return the index of the turn in which a position lies."""
    index = text.turns.at(start)
    return index if index >= 0 else None


def figure_of(table: str, row: Mapping[str, Cell], column: str) -> Figure | None:
    """Return what a cell of a table counts, ``None`` where no passages are behind it."""
    of, about = _CELLS.get(table), str(row.get("code") or row.get("pseudonym") or "")
    return of(about, row, column) if of and about else None


def _of_frequency(code: str, _row: Mapping[str, Cell], column: str) -> Figure | None:
    if column == "units":
        return Figure(code, "units")
    if column == "references_assisted":
        return Figure(code, assisted=True)
    counts = {"references", "sources", "participants", "characters"}
    return Figure(code) if column in counts else None


def _of_groups(code: str, row: Mapping[str, Cell], column: str) -> Figure | None:
    counts = {"references", "participants"}
    return Figure(code, grouped=True, group=str(row["group"])) if column in counts else None


def _of_groups_wide(code: str, _row: Mapping[str, Cell], column: str) -> Figure | None:
    if column == "total":
        return Figure(code, grouped=True)
    kind, colon, group = column.partition(":")
    return Figure(code, grouped=True, group=group) if kind == "group" and colon else None


def _of_pairs(code: str, _row: Mapping[str, Cell], column: str) -> Figure | None:
    kind, colon, other = column.partition(":")
    if kind != "code" or not colon:
        return None
    return Figure(code, "units", other=None if other == code else other)


def _of_estimates(code: str, _row: Mapping[str, Cell], column: str) -> Figure | None:
    return Figure(code, "units", read=True) if column == "positives" else None


def _of_estimates_by_group(code: str, row: Mapping[str, Cell], column: str) -> Figure | None:
    """The row does not say by what the groups are made: ``by`` is for who asked for the table."""
    group = str(row["group"])
    return Figure(code, "units", group=group, read=True) if column == "positives" else None


def _of_people(person: str, _row: Mapping[str, Cell], column: str) -> Figure | None:
    counts = {"characters", "transcripts"}
    return Figure("", "turns", person=person) if column in counts else None


_CELLS: dict[str, Callable[[str, Mapping[str, Cell], str], Figure | None]] = {
    "frequency": _of_frequency,
    "code_by_group": _of_groups,
    "code_by_group_wide": _of_groups_wide,
    "cooccurrence": _of_pairs,
    "frequencies": _of_estimates,
    "frequencies_by_group": _of_estimates_by_group,
    "interviewees": _of_people,
}
