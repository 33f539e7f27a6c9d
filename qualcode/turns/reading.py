"""What was understood of a file, as frozen values; and what is known of it beside its words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import Span, Turn

Kind = Literal["interview", "focus_group", "chat", "field_note", "empty"]
SURE = 0.9
"""Below this confidence nothing is decided in silence."""


class Cell(NamedTuple):
    """The place of a line in a table, counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Style:
    """How a line looks in its file, where that is not plain.

    So many characters from its beginning are bold (``bold``); ``heading`` is the level of a
    heading, ``numbered`` says that the program counts it, ``soft`` that it goes on the paragraph
    of the line before.
    """

    bold: int = 0
    colour: str = ""
    heading: int = 0
    numbered: bool = False
    soft: bool = False
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file hold its text, and how sure that is, from 0 to 1."""

    name: str
    confidence: float = 1.0
    likely: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as its file has it: the words, how lines look (by their position), what is left out.

    ``left_out`` counts what has no place in a transcript, by its kind: ``picture``, ``comment``.
    ``said`` are the turns where the file itself says who speaks, so that nothing is to be found;
    ``interviews`` how many it says to hold, ``codings`` and ``columns`` name the columns of a
    table that hold codes, and those that are not read.
    """

    text: str
    encoding: Encoding = field(default_factory=lambda: Encoding("UTF-8"))
    styles: Mapping[int, Style] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    said: tuple[Turn, ...] = ()
    interviews: int = 1
    codings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker as understood; ``label`` is ``None`` where nobody is named.

    ``question_share`` is the share of turns that end in a question, ``confidence`` how sure it is
    whether they ask; ``speech`` is how their first words begin.
    """

    label: str | None
    turns: int
    characters: int
    question_share: float
    asks: bool
    confidence: float
    speech: str = ""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A stretch of a text that nobody said, and what it is: ``head``, ``heading``, ``report``."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """Something that a person should say before a file is stored; ``kind`` says what.

    ``no_speakers``, ``who_asks``, ``nobody_asks``, ``all_ask``, ``several_interviews``,
    ``two_languages``, ``chat``, ``placeholder``, ``by_format``, ``encoding``; ``where`` is a
    position, ``values`` are labels or figures.
    """

    kind: str
    where: int = 0
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one file: turns, who asks, what is no speech, and every doubt.

    ``codings`` and ``columns`` name the columns of a table that hold codes, and those not read.
    """

    turns: tuple[Turn, ...]
    speakers: tuple[Heard, ...] = ()
    not_speech: tuple[Unspoken, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    doubts: tuple[Query, ...] = ()
    kind: Kind = "interview"
    interviews: tuple[Span, ...] = ()
    codings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def asking(self) -> dict[str, bool]:
        """Return whether each label asks, in the order of first words."""
        return {it.label: it.asks for it in self.speakers if it.label is not None}


def counted(kinds: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return what was left out, the most first."""
    return tuple(Counter({kind: n for kind, n in kinds.items() if n}).most_common())
