"""One thing to decide: a unit and a code on which coders differ, side by side in context."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Literal, TypeVar

from qualcode import review
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.agreement import Matrix
    from qualcode.model import Coding, Reading, Span, Unit
    from qualcode.spans import Booleans
    from qualcode.study.text_index import TextTurns

    T = TypeVar("T", Coding, Reading)

    from qualcode.i18n import Language
    from qualcode.model import Adjudication, Turn


Grouping = Literal["code", "pair"]


@dataclass(frozen=True, slots=True)
class CoderAnswer:
    """One coder's answer: whether the unit has the code, and what of it they marked.

    Who says no may have marked something too: too little of the unit to give it the code.
    """

    coder: str
    yes: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A unit that some coders gave a code and others, who read it too, did not.

    ``id`` names it in every listing; ``asked`` is the turn before, ``before`` and ``after`` the
    rest of its own turn; ``decision`` is what the panel said last, ``None`` before it did.
    """

    id: str
    unit_id: int
    code: str
    transcript: str
    turn: int
    speaker: str
    start: int
    end: int
    text: str
    asked: str
    before: str
    after: str
    voices: tuple[CoderAnswer, ...]
    decision: Adjudication | None = None

    @property
    def yes(self) -> tuple[str, ...]:
        """Return who gave the code."""
        return tuple(voice.coder for voice in self.voices if voice.yes)

    @property
    def no(self) -> tuple[str, ...]:
        """Return who read the unit and did not give the code."""
        return tuple(voice.coder for voice in self.voices if not voice.yes)


def name(unit_id: int, code: str) -> str:
    """Return the id of a dispute: the same in every listing of this project."""
    return f"{unit_id}:{code}"


def of_sheet(sheet: Sheet) -> list[Dispute]:
    """Return the disputes of one text, undecided, in reading order, then in that of the codes."""
    turns = list(sheet.turns)
    return [_dispute(sheet, turns, row, code) for row, code in sheet.disputed()]


def _dispute(sheet: Sheet, turns: Sequence[Turn], row: int, code: str) -> Dispute:
    unit, text = sheet.units[row], sheet.source
    at = bisect_right(turns, unit.start, key=lambda it: it.end)
    turn = turns[at]
    asked = turns[at - 1] if at else None
    return Dispute(
        id=name(unit.id, code),
        unit_id=unit.id,
        code=code,
        transcript=sheet.transcript,
        turn=turn.n,
        speaker=turn.speaker or "",
        start=unit.start,
        end=unit.end,
        text=text[unit.start : unit.end],
        asked=text[asked.start : asked.end] if asked else "",
        before=text[turn.start : unit.start],
        after=text[unit.end : turn.end],
        voices=tuple(
            CoderAnswer(coder, bool(value), tuple(review.inside(sheet.words, unit, own)))
            for value in (1, 0)
            for coder in sheet.who(row, code, value)
            for own in [sheet.spans(code, (coder,))]
        ),
    )


def between(dispute: Dispute, pair: Iterable[str]) -> bool:
    """Return whether just these two coders differ in a dispute, whatever others say."""
    return any(set(pair) == {a, b} for a, b in product(dispute.yes, dispute.no))


def grouped(
    disputes: Iterable[Dispute], by: Grouping
) -> dict[tuple[str, ...], tuple[Dispute, ...]]:
    """Return disputes by code, or by each pair of coders who differ, the largest group first.

    A dispute among three coders stands under both pairs that differ in it.
    """
    groups: dict[tuple[str, ...], list[Dispute]] = {}
    for each in disputes:
        pairs = [tuple(sorted(pair)) for pair in product(each.yes, each.no)]
        for key in [(each.code,)] if by == "code" else pairs:
            groups.setdefault(key, []).append(each)
    order = sorted(groups, key=lambda key: (-len(groups[key]), key))
    return {key: tuple(groups[key]) for key in order}


def hidden(dispute: Dispute, seed: str, language: Language) -> Dispute:
    """Return a dispute with numbers for names, in another order in each dispute.

    Who decided for the panel stays named.
    """
    names = [voice.coder for voice in dispute.voices]
    if dispute.decision:
        names += [*dispute.decision.yes, *dispute.decision.no]
    number = review.numbered(set(names), dispute.id, seed)
    shown = {coder: tr("adjudication.coder", language, n=n) for coder, n in number.items()}

    def masked(coders: Iterable[str]) -> tuple[str, ...]:
        return tuple(shown[coder] for coder in sorted(coders, key=lambda it: number[it]))

    voices = sorted(dispute.voices, key=lambda voice: number[voice.coder])
    said = dispute.decision
    return replace(
        dispute,
        voices=tuple(replace(voice, coder=shown[voice.coder]) for voice in voices),
        decision=replace(said, yes=masked(said.yes), no=masked(said.no)) if said else None,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text of a closed round: its units in the frame, and the matrix over them.

    ``marked`` holds the codings by (coder, code).
    """

    text_id: int
    transcript: str
    source: str
    words: Booleans
    turns: TextTurns
    units: tuple[Unit, ...]
    matrix: Matrix
    marked: Mapping[tuple[str, str], Sequence[Coding]]

    def who(self, row: int, code: str, value: int) -> tuple[str, ...]:
        """Return the coders who gave (1) or did not give (0) a code to a unit that they read."""
        cell = self.matrix.values[row, self.matrix.codes.index(code)]
        return tuple(n for n, v in zip(self.matrix.coders, cell, strict=True) if v == value)

    def spans(self, code: str, coders: Sequence[str]) -> list[Coding]:
        """Return what coders marked with a code in this text."""
        return [coding for coder in coders for coding in self.marked.get((coder, code), ())]

    def union(self, row: int, code: str) -> tuple[Span, ...]:
        """Return the words of a unit that any coder marked who gave it the code."""
        marked = self.spans(code, self.who(row, code, 1))
        return tuple(review.inside(self.words, self.units[row], marked))

    def disputed(self) -> list[tuple[int, str]]:
        """Return (place of the unit, code) where some who read gave the code and others did not."""
        return review.disputed(self.matrix)

    def row(self, unit_id: int) -> int | None:
        """Return the place of a unit in this text, ``None`` where it is not in the frame."""
        return next((i for i, unit in enumerate(self.units) if unit.id == unit_id), None)
