"""What is said of the blind sample: how much was set aside, who read it, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.frequency.strata import SampleStatus

if TYPE_CHECKING:
    from qualcode.frequency.blind_readings import CodeCount, Left


@dataclass(frozen=True, slots=True)
class StratumStatus:
    """One stratum in turns: a transcript, or the short ones together; ``read`` of its blind.

    ``draw`` is 1 for the first draw, more for transcripts that came later.
    """

    transcripts: tuple[str, ...]
    draw: int
    turns: int
    blind: int
    reserve: int
    read: int


@dataclass(frozen=True, slots=True)
class SampleReport(SampleStatus):
    """The blind sample as one coder may know it, or without a coder as everybody may.

    ``read`` and those of the strata are blind turns that this coder read whole, without a coder
    that somebody did; ``readers`` says who read how many. ``codes`` has a row a code of ``whose``
    work, none where nobody's can be chosen. ``left`` is what to read, in reading order.
    ``undrawn`` are transcripts that the next draw takes, ``covered`` those that had suggestions
    without a sample and can never be blind. ``aided`` blind turns do not count: they were read with
    suggestions in view, or nobody knows how. ``hidden`` are rounds whose work is left out.
    """

    coder: str | None = None
    whose: str = ""
    seeds: tuple[int, ...] = ()
    strata: tuple[StratumStatus, ...] = ()
    readers: tuple[tuple[str, int], ...] = ()
    codes: tuple[CodeCount, ...] = ()
    left: tuple[Left, ...] = ()
    aided: int = 0
    undrawn: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
