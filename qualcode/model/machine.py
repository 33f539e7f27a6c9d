"""What a machine proposes, how it came up for a coder, and what the coder did with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

Act = Literal["accepted", "changed", "rejected", "skipped", "added"]
Mode = Literal["code_first", "visible", "on_request", "never"]

MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a code was suggested: ``kind`` is keyword, pattern, weight, similar or against.

    ``text`` is what was found. ``start`` and ``end`` are positions in the frozen text, ``-1`` where
    the evidence has none, as a sentence of the codebook; ``weight`` is the contribution to the
    score, in the suggester's own scale, negative for what speaks against the code.
    """

    kind: str
    text: str
    start: int = -1
    end: int = -1
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a suggester; ``audience`` is the coder whom its suggestions are for."""

    id: int
    suggester: str
    params: dict[str, Any]
    codebook: int
    audience: int | None
    created: str = ""
    training_hash: str = ""


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
    """What a named coder did with one suggestion, or coded without one (``added``).

    ``unit`` and ``code`` are those of the coding where the act is ``added``, else those that the
    suggestion names; ``codebook`` is the version at that moment, ``pick`` how the unit came up.
    """

    coder: str
    round: str
    suggestion: int | None
    act: Act
    coding: int | None = None
    ms: int | None = None
    pick_probability: float | None = None
    unit: int = 0
    code: str = ""
    codebook: int = 0
    pick: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Pick:
    """A unit that came up for a coder: by which queue, with which probability, under which mode.

    ``withheld`` is the coin of the anchoring trial: the unit's suggestions stay hidden.
    """

    uuid: str
    round: str
    coder: str
    unit_id: int
    run: int | None
    batch: int
    position: int
    queue: str
    probability: float | None
    withheld: bool
    mode: Mode
    at: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What a coder answered about a unit before any suggestion for it was shown."""

    uuid: str
    round: str
    coder: str
    unit_id: int
    codes: tuple[str, ...]
    codebook: int
    ms: int | None = None
    pick: int | None = None
    at: str = ""
    id: int = 0
