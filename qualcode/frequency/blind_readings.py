"""What readings of blind turns are worth: which count for a code as it is meant now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode import frequency
from qualcode.agreement.layout import lay
from qualcode.frequency.coded_matrix import LayerFound, found
from qualcode.frequency.strata import read_turns
from qualcode.frequency.top_up import Needed, needed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.agreement.layout import Sheet
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.frequency.strata import Drawn
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coding, Reading
    from qualcode.spans import Booleans
    from qualcode.study import Study
    from qualcode.study.text_index import TextUnits


@dataclass(frozen=True, slots=True)
class CodeCount:
    """The blind turns of one coder's work for one code.

    ``counting`` were read as the code is meant now, ``stale`` as it was meant before: they are
    to be read again for it. ``positives`` have a sentence with the code, ``negatives`` one
    without; ``needed`` says how many more a model's help would take.
    """

    code: str
    label: str
    counting: int
    stale: int
    positives: int
    negatives: int
    needed: Needed


@dataclass(frozen=True, slots=True)
class Left:
    """A blind turn to read; ``codes`` are those to read it again for, none where it is unread.

    ``aided``: it was read, but with suggestions in view, or nobody knows how.
    """

    transcript: str
    turn: int
    text_id: int
    start: int
    end: int
    codes: tuple[str, ...] = ()
    aided: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The blind turns of one coder's work: what was read, under which meaning, and what found."""

    blind: Sequence[Drawn]
    book: Codebook
    frame: SamplingFrame
    found: LayerFound

    @property
    def aided(self) -> int:
        """How many were read with suggestions in view, or nobody knows how."""
        return int(self.found.aided.sum())

    def codes(self, language: Language) -> tuple[CodeCount, ...]:
        """Return one row a code."""
        rows: list[CodeCount] = []
        for column, code in enumerate(self.book.codes):
            turns = self.found.turns(self.frame, column)
            read = int(turns.read.sum())
            yes, no = frequency.audited(turns)
            stale, more = int((self.found.whole & ~turns.read).sum()), needed(read, yes, no)
            rows.append(CodeCount(code.id, code.label(language), read, stale, yes, no, more))
        return tuple(rows)

    def left(self, names: Mapping[int, str]) -> tuple[Left, ...]:
        """Return what is left to read, and what to read again for which codes."""
        again: dict[int, tuple[str, ...]] = {}
        read = [self.found.turns(self.frame, column).read for column in range(len(self.book.codes))]
        for row in np.flatnonzero(self.found.whole).tolist():
            codes = zip(self.book.codes, read, strict=True)
            again[int(self.frame.turns[row])] = tuple(c.id for c, done in codes if not done[row])
        settled = {turn for turn, codes in again.items() if not codes}
        aided = set(self.frame.turns[self.found.aided].tolist())
        return tuple(
            replace(it, codes=again.get(turn, ()), aided=turn in aided)
            for turn, it in unread(self.blind, settled, names)
        )


def counted(
    study: Study,
    frame: SamplingFrame,
    sheets: Sequence[Sheet],
    blind: Sequence[Drawn],
    codings: Sequence[Coding],
    readings: Sequence[Reading],
    coder: str,
) -> Counted:
    """Return what ``coder`` found in the blind turns, from the codings and readings of a layer.

    ``sheets`` are the texts ``of_blind`` turns, ``frame`` is theirs.
    """
    what = found(study, frame, lay(sheets), codings, readings, study.book, coder)
    return Counted(blind, study.book, frame, what)


def of_blind(
    sources: Mapping[int, str], units: Mapping[int, TextUnits], blind: Sequence[Drawn]
) -> list[Sheet]:
    """Return the texts with the sentences of their blind turns alone."""
    found: list[Sheet] = []
    for text, turns in by_text(blind).items():
        places = [(turn.start, turn.end) for turn in turns]
        inside = units[text].touched(places)
        found.append((text, sources[text], units[text].only(inside)))
    return found


def whole(
    words: Mapping[int, Booleans], blind: Sequence[Drawn], readings: Sequence[Reading]
) -> set[int]:
    """Return the keys of the blind turns that readings cover whole, however they were read.

    ``words`` are the word characters of the texts of the blind turns.
    """
    of: dict[int, list[Reading]] = {}
    for reading in readings:
        of.setdefault(reading.text_id, []).append(reading)
    read: set[int] = set()
    for text, there in by_text(blind).items():
        if text in of:
            read |= read_turns(words[text], there, of[text])
    return read


def unread(
    blind: Sequence[Drawn], settled: Collection[int], names: Mapping[int, str]
) -> tuple[tuple[int, Left], ...]:
    """Return the blind turns that are not ``settled``, with their keys, in reading order."""
    left = [
        (turn.turn, Left(names[turn.text], turn.n, turn.text, turn.start, turn.end))
        for turn in blind
        if turn.turn not in settled
    ]
    return tuple(sorted(left, key=lambda it: (it[1].transcript, it[1].text_id, it[1].turn)))


def by_text(blind: Sequence[Drawn]) -> dict[int, list[Drawn]]:
    """Return the blind turns of each text, in reading order."""
    found: dict[int, list[Drawn]] = {}
    for turn in sorted(blind, key=lambda it: (it.text, it.start)):
        found.setdefault(turn.text, []).append(turn)
    return found
