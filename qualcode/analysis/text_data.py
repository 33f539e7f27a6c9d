"""One transcript as tables count it: its text, its turns, its units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from qualcode.model import TranscriptKind
    from qualcode.spans import Booleans


@dataclass(frozen=True, slots=True)
class TextData:
    """One transcript's current text with what is in it.

    ``words`` is ``spans.word_characters(text)``; ``turns`` say who speaks in each, ``units`` are
    of the corpus's one kind.
    """

    text_id: int
    name: str
    kind: TranscriptKind
    text: str
    words: Booleans = field(compare=False, repr=False)
    turns: TextTurns = field(default_factory=lambda: TextTurns.of(()))
    units: TextUnits = field(default_factory=lambda: TextUnits.of(()))

    @property
    def counted(self) -> TextUnits:
        """The units that are counted: those of the interviewed side."""
        return self.units.framed()

    def participant(self, index: int) -> str | None:
        """Return who speaks in a turn; the interviewer's side is no participant."""
        return self.turns.person(index)
