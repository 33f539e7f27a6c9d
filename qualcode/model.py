"""The nouns of qualitative coding as frozen values; no input or output here.

Positions are Unicode code point indexes, half-open ``[start, end)``, everywhere.
A stored value has an integer ``id``; a value that was not stored yet has ``id = 0``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

TranscriptKind = Literal["interview", "focus_group", "field_note", "document"]
UnitKind = Literal["turn", "sentence", "paragraph", "bracket"]
Level = Literal["concept", "category", "main"]
CoderKind = Literal["person", "panel"]
RoundKind = Literal["independent", "training", "discussion", "consensus"]
RoundStatus = Literal["open", "closed"]
Origin = Literal["manual", "accepted", "changed", "imported", "consensus"]
Exposure = Literal["unaided", "assisted", "discussed", "unknown"]
Act = Literal["accepted", "changed", "rejected", "skipped"]
SampleRole = Literal["blind", "reserve"]
Result = Literal["yes", "no"]
Cause = Literal["guideline", "ambiguous", "slip", "boundary", "real"]

UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)
ROUND_KINDS: tuple[RoundKind, ...] = get_args(RoundKind)
ORIGINS: tuple[Origin, ...] = get_args(Origin)
LEVELS: tuple[Level, ...] = get_args(Level)
RESULTS: tuple[Result, ...] = get_args(Result)
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""Why coders differed: a gap in the guideline, ambiguous text, a slip, borders, a real difference.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text ``[start, end)`` in code points."""

    start: int
    end: int


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
class Code:
    """One code as one codebook version states it; only ``id`` is required.

    ``labels`` and ``definition`` map a language (``zh``, ``en``) to words. ``patterns`` are
    spaCy ``Matcher`` token patterns. ``key`` is the keyboard key, never ``r`` or ``c``.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    parent: str | None = None
    level: Level = "category"
    definition: Mapping[str, str] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    patterns: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    colour: str = ""
    key: str = ""

    def label(self, language: str = "zh") -> str:
        """Return the label in ``language``, else in any language, else the id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def defined(self, language: str = "zh") -> str:
        """Return the definition in ``language``, else in any language, else ``""``."""
        return self.definition.get(language) or next(iter(self.definition.values()), "")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over codes in one codebook."""

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str = "zh") -> str:
        """Return the label in ``language``, else in any language, else the id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two codes: the framework's path, or axial and selective coding."""

    source: str
    target: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of the codebook: codes in order, their groups and relations."""

    title: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    groups: tuple[Group, ...] = ()
    relations: tuple[Relation, ...] = ()
    frozen: bool = False
    semantic_hash: str = ""
    version: int = 0

    def code(self, code_id: str) -> Code | None:
        """Return the code with this id, or ``None``."""
        return next((code for code in self.codes if code.id == code_id), None)

    def group_label(self, group_id: str | None, language: str = "zh") -> str:
        """Return the label of a group, ``""`` for no group."""
        return next((g.label(language) for g in self.groups if g.id == group_id), group_id or "")


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes, or a panel that names its members."""

    name: str
    kind: CoderKind = "person"
    members: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round of coding; once closed it is hashed and nothing in it can change.

    ``source`` names the round that a recoding repeats or a consensus settles, ``coder`` the one
    whose round it then is (the recoder, the panel), ``unit`` what a panel decides about.
    ``opened`` and ``closed`` are ISO 8601 in UTC.
    """

    name: str
    kind: RoundKind = "independent"
    status: RoundStatus = "open"
    hash: str = ""
    codebook: int = 0
    id: int = 0
    source: str | None = None
    coder: str | None = None
    unit: UnitKind | None = None
    opened: str = ""
    closed: str | None = None

    @property
    def recodes(self) -> bool:
        """Return whether a coder repeats an earlier round here, to agree with themselves."""
        return self.kind == "independent" and self.source is not None

    @property
    def settles(self) -> bool:
        """Return whether a panel decides here where coders of an earlier round differ."""
        return self.kind == "consensus" and self.source is not None


@dataclass(frozen=True, slots=True)
class Coding:
    """A person's act: this span carries this code. A suggestion never has this type."""

    uuid: str
    round: str
    coder: str
    text_id: int
    start: int
    end: int
    code: str
    origin: Origin = "manual"
    exposure: Exposure = "unknown"
    codebook: int = 0
    derived_from: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A person's act: this unit was read; the only source of zeros."""

    coder: str
    round: str
    text_id: int
    start: int
    end: int
    codebook: int = 0
    exposure: Exposure = "unknown"
    id: int = 0


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A panel's decision whether one unit has one code, where coders differed.

    ``round`` is the panel's consensus round; ``yes`` and ``no`` are the coders as they stood;
    ``borders`` is what the panel coded, empty for no; ``flag`` asks for a change of the codebook;
    ``member`` decided for the panel.
    """

    uuid: str
    round: str
    unit_id: int
    code: str
    result: Result
    reason: Cause
    member: str
    panel: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    borders: tuple[Span, ...] = ()
    flag: bool = False
    note: str = ""
    at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a project, transcript, turn, coding, code or relation."""

    coder: str
    target_kind: str
    target: str
    text: str
    uuid: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class SampledTurn:
    """A turn that the seeded permutation set aside; ``role`` is blind or reserve."""

    turn_id: int
    stratum: str
    position: int
    role: SampleRole


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a code was suggested: ``kind`` is keyword, pattern or weight; ``text`` what was found.

    ``start`` and ``end`` are positions in the frozen text, ``-1`` where the evidence has none;
    ``weight`` is the contribution to the score, in the suggester's own scale.
    """

    kind: str
    text: str
    start: int = -1
    end: int = -1
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal for one unit; it becomes a ``Coding`` only through a person."""

    unit_id: int
    code: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    run: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a named coder did with one suggestion that was shown."""

    coder: str
    round: str
    suggestion: int
    act: Act
    coding: int | None = None
    ms: int | None = None
    pick_probability: float | None = None
    id: int = 0
