"""All passages of one code in their places, as far as somebody may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from qualcode import spans
from qualcode.store.across import passages
from qualcode.study.context import InContext, voice_of
from qualcode.study.study import may_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.model import Memo, Origin
    from qualcode.store import Look
    from qualcode.store.across.passages import MarkedPassage
    from qualcode.study.access import Sight
    from qualcode.study.context import Voice


Held = Literal["", "other", "closed", "panel", "recoding"]
"""Why a passage cannot be changed: another's, a closed round's, a panel's, an own round's."""


PAGE = 50


AROUND = 80


@dataclass(frozen=True, slots=True)
class CodePassage:
    """One coding in its place; ``held`` is empty where the viewer may change it."""

    uuid: str
    spot: InContext
    coder: str
    round: str
    origin: Origin
    held: Held
    memos: tuple[Memo, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which passages are wanted; ``None`` does not narrow.

    ``group`` is that of the participant who speaks, ``overlapping`` another code that the same
    coder put on some of the same characters in the same round.
    """

    transcript: str | None = None
    group: str | None = None
    coder: str | None = None
    round: str | None = None
    overlapping: str | None = None


@dataclass(frozen=True, slots=True)
class CodePassages:
    """A page of a code's passages with what there is in all, counted after narrowing.

    ``references`` are counted for each coder and round by itself. ``participants`` are those who
    speak in the passages, interviewers left out. The names to narrow by, of the code's whole
    passages, stand in the last four.
    """

    code: str
    items: tuple[CodePassage, ...]
    first: int
    total: int
    references: int
    in_transcripts: int
    participants: int
    transcripts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()


class OfCode:
    """One look at a code's passages: its rows, and what stands around them."""

    def __init__(self, look: Look, seen: Sight, code: str) -> None:
        self._look = look
        self._study = study = look.study
        self._seen = seen
        self._keys = study.stored_as(code)
        self._named = look.names()
        order = {text: n for n, text in enumerate(self._named)}
        rows = passages.marked(look.connection, seen, codes=self._keys)
        self._rows = sorted((it for it in rows if it.text in order), key=lambda it: order[it.text])
        self._turns = look.turns({it.text for it in self._rows})
        self._voices = self._speaking(look.voices())
        self._coders = {it.id: it.name for it in study.coders}
        self._rounds = {it.id: it for it in study.rounds}

    def narrow(self, to: Narrowed) -> list[MarkedPassage]:
        """Return the rows that are wanted."""
        shared: frozenset[str] | None = None
        if to.overlapping is not None:
            others = self._study.stored_as(to.overlapping)
            pairs = passages.sharing(self._look.connection, self._seen, self._keys)
            shared = frozenset(uuid for uuid, key in pairs if key in others)
        return [
            it
            for it in self._rows
            if to.transcript in (None, self._named[it.text])
            and to.coder in (None, self._coders[it.coder])
            and to.round in (None, self._rounds[it.round].name)
            and (to.group is None or to.group == self._group(it))
            and (shared is None or it.uuid in shared)
        ]

    def names(self) -> tuple[tuple[str, ...], ...]:
        """Return the transcripts, groups, coders and rounds to narrow by, in their order."""
        names = dict.fromkeys(self._named[it.text] for it in self._rows)
        groups = {group for it in self._rows if (group := self._group(it))}
        coders = {it.coder for it in self._rows}
        rounds = {it.round for it in self._rows}
        return (
            tuple(names),
            tuple(sorted(groups)),
            tuple(name for key, name in self._coders.items() if key in coders),
            tuple(it.name for key, it in self._rounds.items() if key in rounds),
        )

    def participants(self, rows: Iterable[MarkedPassage]) -> int:
        """Return how many people speak in the rows, interviewers left out."""
        voices = {self._voices[it.uuid] for it in rows}
        return len({it.participant for it in voices if it and not it.asks and it.participant})

    def references(self, rows: Iterable[MarkedPassage]) -> int:
        """Return how many references rows are, each coder's in each round by itself."""
        by: dict[tuple[int, int, int], list[MarkedPassage]] = defaultdict(list)
        for it in rows:
            by[it.text, it.coder, it.round].append(it)
        return sum(len(spans.references(self._turns[text], own)) for (text, *_), own in by.items())

    def in_place(
        self,
        rows: Sequence[MarkedPassage],
        viewer: str,
        notes: Mapping[str, list[Memo]],
        around: int,
    ) -> tuple[CodePassage, ...]:
        """Return the rows as passages with what stands around them."""
        wanted = [(it.text, it.start, it.end) for it in rows]
        there = self._look.contexts(wanted, around=around)
        return tuple(
            CodePassage(
                row.uuid,
                spot,
                self._coders[row.coder],
                self._rounds[row.round].name,
                row.origin,  # type: ignore[arg-type]
                self._held(row, viewer),
                tuple(notes.get(row.uuid, ())),
            )
            for row, spot in zip(rows, there, strict=True)
        )

    def _held(self, row: MarkedPassage, viewer: str) -> Held:
        held = self._rounds[row.round]
        if held.settles:
            return "panel"
        if self._coders[row.coder] != viewer:
            return "other"
        if held.status == "closed":
            return "closed"
        return "" if may_code(held, viewer) else "recoding"

    def _speaking(self, voices: Sequence[Voice]) -> dict[str, Voice | None]:
        """Return by the coding's uuid who speaks where it begins."""
        found: dict[str, Voice | None] = {}
        for text, own in groupby(self._rows, key=lambda it: it.text):
            there, turns = list(own), self._turns[text]
            at = spans.homes(turns, [it.start for it in there])
            found.update(
                (it.uuid, voice_of(turns, voices, row)) for it, row in zip(there, at, strict=True)
            )
        return found

    def _group(self, row: MarkedPassage) -> str:
        voice = self._voices[row.uuid]
        return voice.group if voice else ""
