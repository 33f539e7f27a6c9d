"""Who spoke and what was said: texts, turns, units, people; and the blind sample's turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

TranscriptKind = Literal["interview", "focus_group", "field_note", "document"]
UnitKind = Literal["turn", "sentence", "paragraph", "bracket"]
SampleRole = Literal["blind", "reserve"]

UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text ``[start, end)`` in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text by its key: its transcript's name and kind, and its SHA-256."""

    text: int
    name: str
    sha256: str
    kind: TranscriptKind = "interview"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn; ``text[start:end]`` is what was said, without the label.

    ``speaker`` is the label as written (``None`` where the text names nobody), ``time`` the
    time stamp as written, ``asks`` whether the speaker is on the interviewer's side.
    """

    n: int
    start: int
    end: int
    speaker: str | None = None
    time: str | None = None
    asks: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a unit set; ``in_frame`` is false for the interviewer's side."""

    kind: UnitKind
    n: int
    start: int
    end: int
    in_frame: bool = True
    text_id: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with its exact position."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label of one transcript; the same label in two transcripts is two speakers."""

    label: str
    asks: bool = False
    participant: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who was interviewed, under a pseudonym; ``group`` is what tables compare."""

    pseudonym: str
    role: str = ""
    letter: str = ""
    group: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    consent: Mapping[str, bool] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A frozen text with its turns and speakers; ``sha256`` is of the UTF-8 text."""

    name: str
    text: str
    sha256: str
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    kind: TranscriptKind = "interview"
    status: Literal["active", "withdrawn"] = "active"
    id: int = 0
    text_id: int = 0


@dataclass(frozen=True, slots=True)
class SampledTurn:
    """A turn that the seeded permutation set aside; ``role`` is blind or reserve."""

    turn_id: int
    stratum: str
    position: int
    role: SampleRole
