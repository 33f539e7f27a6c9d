"""Texts as coders marked them, from a project or from a file, and what was asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.agreement.unitizing.continuum import Continuum
    from qualcode.agreement.unitizing.segments import Overlap


@dataclass(frozen=True, slots=True, eq=False)
class SpanSheet:
    """Texts as several coders marked them; ``names`` are the texts', empty where there is one.

    ``coders`` and ``codes`` are in the order in which the file names them. ``left_out`` are columns
    of the file that say nothing here, ``joined`` the ways of writing that were taken for one name.
    ``labels`` are the codes' words, where they have others than their ids.
    """

    name: str
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    texts: tuple[Continuum, ...]
    left_out: tuple[str, ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpanChoice:
    """What is asked of spans: when two segments match, and the level of intervals."""

    threshold: float = 0.5
    overlap: Overlap = "union"
    level: float = 0.95
