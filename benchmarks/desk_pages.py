"""What the other pages cost: Verify's next unit, and every page of a large project."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import served
from corpus import invented
from desk_browser import PAUSE_MS, WARM, window
from work import CODEBOOK

from qualcode import Project
from qualcode.app.menu import PAGES
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WHO = "coder 1"
INTERVIEWS = 6
SUGGESTED = ".qc-suggestion .qc-v-accept"
FEWER = f"""n => new Promise((done) => {{
  const look = () =>
    document.querySelectorAll('{SUGGESTED}').length < n ? done() : requestAnimationFrame(look);
  look();
}})"""
WATCHED = """() => {
  const card = document.querySelector(".qc-verify");
  const unit = () => [card.dataset.pick, card.querySelector(".qc-v-passage").innerHTML];
  let standing = unit();
  __seen.changed = () => {
    const now = unit();
    if (now[0] !== standing[0] && now[1] !== standing[1]) standing = now;
    return standing.join();
  };
  __seen.standing = __seen.changed();
  __seen.keys = ["a", "x", "Enter"];
  new MutationObserver(() => {
    const press = __seen.presses.at(-1);
    const whole = press?.saved && card.getAttribute("aria-busy") === "false";
    if (whole && !press.whole) press.whole = new Promise((resolve) => __seen.afterFrame(resolve));
  }).observe(card, { subtree: true, childList: true, attributes: true });
}"""
"""The unit on the screen is told apart by its card, its words and marks; it is whole with all that
is suggested for it, when the card no longer waits."""


def asked(folder: Path) -> Path:
    """Make a study of six invented interviews in which suggestions were asked for."""
    with Project.create(folder, CODEBOOK) as project:
        project.coders.add(WHO)
        for (title, turns), _ in zip(invented(), range(INTERVIEWS), strict=False):
            said = "\n".join(f"{turn['speaker']}：{turn['text']}" for turn in turns)
            project.transcripts.ingest_bytes(f"{title}.txt", said.encode())
        project.suggestions.run(WHO, seed=1)
        project.suggestions.set_mode("visible")
    return folder


def decisions(browser: Any, address: str, count: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds from each decision to the frames with the next unit.

    The first are those that show its words, the second those that show what is suggested, too.
    """
    took: list[tuple[float, float]] = []
    with window(browser, f"{address}/verify") as tab:
        tab.locator(".qc-verify .qc-passage").first.wait_for()
        served.settled(tab)
        tab.evaluate(WATCHED)
        while len(took) < count + WARM:
            tab.wait_for_timeout(PAUSE_MS[0])
            tab.locator('.qc-verify[data-free="true"]').wait_for()
            waiting = tab.locator(SUGGESTED).count()
            if waiting > 1:
                tab.keyboard.press("x")
                tab.evaluate(FEWER, waiting)
                served.settled(tab)
                continue
            tab.keyboard.press(("x", "a")[len(took) % 2] if waiting else "Enter")
            words, whole = tab.evaluate(_NEXT)
            took.append((words, whole))
            served.settled(tab)
    return [it[0] for it in took[WARM:]], [it[1] for it in took[WARM:]]


_NEXT = """async () => {
  const press = __seen.presses.at(-1);
  await press.done;
  while (!press.whole) await new Promise((done) => requestAnimationFrame(done));
  return [press.painted - press.at, (await press.whole) - press.at];
}"""


@dataclass(slots=True)
class Visits:
    """The milliseconds of a page's first visit in a process, of later ones, and after codings."""

    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)


def turned(browser: Any, address: str, visits: int, act: Callable[[], object]) -> dict[str, Visits]:
    """Return the milliseconds from a click in the menu to the whole page, for each visible page.

    The first visit is the first of the server's process; then pages are visited again, and then
    each after ``act``, a coding of somebody.
    """
    took: dict[str, Visits] = {}
    with window(browser, address) as tab:
        tab.locator(".st-key-seat_0 button").click()
        served.settled(tab)
        for visit in range(2 * visits + 1):
            for page in PAGES:
                link = tab.locator(f'[data-testid="stSidebarNavLink"][href$="{_end(page)}"]')
                if not link.count():
                    continue
                of = took.setdefault(page, Visits())
                if visit > visits:
                    act()
                begun = time.perf_counter()
                link.click()
                _shown(tab, page)
                into = of.first if not visit else of.warm if visit <= visits else of.after
                into.append((time.perf_counter() - begun) * 1e3)
    return took


def _end(page: str) -> str:
    return "/" if page == "overview" else f"/{page}"


def _shown(tab: Any, page: str) -> None:
    """Wait for a page's heading, the end of its script, and the desk's words on the desk."""
    tab.get_by_role("heading", level=1, name=tr(f"app.{page}.title"), exact=True).wait_for()
    served.settled(tab)
    if page == "code":
        tab.locator(".qc-s").first.wait_for()
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
