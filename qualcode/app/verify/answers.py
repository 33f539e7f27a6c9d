"""What one session shows of a coder's cards, and what it told the browser."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.app.verify.acts import Aside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.app.coder.events import Answer
    from qualcode.model import Codebook


@dataclass(slots=True)
class Cards:
    """What this session shows of one coder's cards, and what it told the browser.

    ``sequence`` names what was told last and only grows, over sessions too. ``done`` are the
    answers to acts by their id, ``results`` those that the browser may not have heard yet,
    ``told`` is what was told last, ``book`` the codebook that the page was drawn with.
    """

    channel: str
    queue: str = "mix"
    told: dict[str, Any] = field(default_factory=dict)
    book: Codebook | None = None
    aside: Aside = field(default_factory=Aside)
    done: dict[str, Answer] = field(default_factory=dict)
    results: list[tuple[int, Answer]] = field(default_factory=list)
    sequence: int = 0
    need: str = ""
    acted: bool = False

    def hear(self, heard: int) -> None:
        """Note that the browser has everything up to an answer."""
        self.results = [it for it in self.results if it[0] > heard]

    def note(self, answers: Iterable[Answer]) -> None:
        """Remember what became of acts, to tell it with what is told next."""
        self.sequence = max(self.sequence + 1, time.time_ns() // 1_000_000)
        self.results += [(self.sequence, it) for it in answers]
