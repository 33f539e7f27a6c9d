"""Nothing is lost and nothing is doubled: codings faster than answers, a cut line, a reload."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import cut
from desk_browser import desk, ready, saved
from desk_material import PRESSED, stored

if TYPE_CHECKING:
    from pathlib import Path

CODINGS = 60
A_SECOND = 15
SENTENCES = -(-CODINGS // PRESSED) + 1
"""So many sentences a run goes over."""
CUT_S = 3.0
CUT_AFTER = 15
"""So many codings are pressed before the line is cut."""
RELOADED = ("after", "while waiting")
"""When the page is reloaded: once all is saved, or while acts still wait."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run: codings in the project, and how many of them stand there twice."""

    stored: int
    twice: int
    pending: int = 0
    """How many acts were still waiting when the page was reloaded."""

    @property
    def whole(self) -> bool:
        """Whether each press is one coding."""
        return self.stored == CODINGS and not self.twice


def run(browser: Any, address: str, folder: Path, start: int, *, cuts: bool, reload: str) -> Run:
    """Press 60 codings at 15 a second from the sentence ``start`` on, and count what is stored."""
    before = stored(folder)
    with (
        cut.line(urlsplit(address).port or 80) as line,
        desk(browser, f"http://localhost:{line.port}") as tab,
    ):
        tab.on("dialog", lambda dialog: dialog.accept())
        _go(tab, start)
        _press(tab, line, cuts=cuts)
        pending = int(tab.locator(".qc-desk").get_attribute("data-pending") or 0)
        if reload == "while waiting":
            tab.reload()
            ready(tab)
        saved(tab)
        if reload == "after":
            tab.reload()
            ready(tab)
        saved(tab)
    came = list(stored(folder))
    for one in before:
        came.remove(one)
    return Run(len(set(came)), len(came) - len(set(came)), pending)


def _go(tab: Any, start: int) -> None:
    """Go on to sentences that no run before has coded."""
    for _ in range(start):
        tab.keyboard.press("ArrowDown")


def _press(tab: Any, line: cut.Line, *, cuts: bool) -> None:
    """Press the keys at their times, whatever the answers do; the line is cut in the middle."""
    begun = time.monotonic()
    cut_at = mended_at = 0.0
    for n in range(CODINGS):
        _until(tab, begun + n / A_SECOND)
        if cuts and n == CUT_AFTER:
            line.cut()
            cut_at = time.monotonic()
        if cut_at and not mended_at and time.monotonic() >= cut_at + CUT_S:
            line.mend()
            mended_at = time.monotonic()
        tab.keyboard.press(str(n % PRESSED + 1))
        if n % PRESSED == PRESSED - 1:
            tab.keyboard.press("ArrowDown")
    if cut_at and not mended_at:
        _until(tab, cut_at + CUT_S)
        line.mend()


def _until(tab: Any, at: float) -> None:
    left = at - time.monotonic()
    if left > 0:
        tab.wait_for_timeout(left * 1000)
