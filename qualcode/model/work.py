"""What people do: coders, rounds, codings, readings, adjudications, memos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from qualcode.model.sources import Span, UnitKind

CoderKind = Literal["person", "panel"]
RoundKind = Literal["independent", "training", "discussion", "consensus"]
RoundStatus = Literal["open", "closed"]
Origin = Literal["manual", "accepted", "changed", "imported", "consensus"]
Exposure = Literal["unaided", "assisted", "discussed", "unknown"]
Result = Literal["yes", "no"]
Cause = Literal["guideline", "ambiguous", "slip", "boundary", "real"]

ROUND_KINDS: tuple[RoundKind, ...] = get_args(RoundKind)
ORIGINS: tuple[Origin, ...] = get_args(Origin)
RESULTS: tuple[Result, ...] = get_args(Result)
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""Why coders differed: a gap in the guideline, ambiguous text, a slip, borders, a real difference.
"""


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
    def blind(self) -> bool:
        """Return whether nobody sees here what another does: it is open and independent."""
        return self.status == "open" and self.kind == "independent"

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
    created: str = ""
    changed: str = ""
    id: int = 0
