"""Measure the way from a selection to a stored highlight, here and in Taguette, side by side.

Both run on this machine in the same Chromium with the same text of 50,000 characters. A passage is
selected with the mouse; then the keys follow each other as fast as the screen takes them, so that
what is measured is the program and not the hand. Taguette asks for its key ``n``, for the name of
the tag, for Enter to choose it and for Enter to store it; the desk for the key of the code.

``python taguette.py --taguette COMMAND`` names the command of an installed Taguette.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import served
from desk_browser import PAUSE_MS, ready, saved, window
from desk_material import file_of, study, text_of
from figures import Figure, Report
from watch import CODINGS, watching

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = 50_000
HIGHLIGHTS = "select id, start_offset, end_offset from highlights where id > ? order by id"
TAG = "interesting"
"""The tag that every new project of Taguette has."""
DRAGGED = """([selector, n]) => {
  const firstLong = (held) => {
    const walker = document.createTreeWalker(held, NodeFilter.SHOW_TEXT);
    let text = walker.nextNode();
    while (text && text.length < 8) text = walker.nextNode();
    return text;
  };
  const text = [...document.querySelectorAll(selector)].map(firstLong).filter(Boolean)[n];
  text.parentElement.scrollIntoView({ block: "center" });
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(text, 6);
  const { left, right, top, bottom } = range.getClientRects()[0];
  return [left + 1, right - 1, (top + bottom) / 2];
}"""
"""Where the first six characters of an element's first words are; all of them stand on a line."""
FOLLOWED = """(selector) => {
  const seen = (window.__drag = { at: 0, painted: 0 });
  const count = () => document.querySelectorAll(selector).length;
  addEventListener("mouseup", (event) => {
    Object.assign(seen, { at: performance.timeOrigin + event.timeStamp, painted: 0, had: count() });
    seen.done = new Promise((resolve) => (seen.resolve = resolve));
  }, true);
  new MutationObserver(() => {
    if (!seen.at || seen.painted || count() === seen.had) return;
    seen.painted = 1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        seen.painted = performance.timeOrigin + performance.now();
        seen.resolve();
      };
      channel.port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true });
}"""
"""From the end of a selection to the frame that shows one mark more."""


def ours(browser: Any, folder: Path, highlights: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds from the selection to stored and to painted, at the desk."""
    made = study(folder / "study", CHARACTERS, 0)
    with (
        served.app(made, folder / "home") as address,
        watching(file_of(made), CODINGS) as watch,
        window(browser, f"{address}/code") as tab,
    ):
        ready(tab)
        tab.keyboard.press("Escape")  # what was picked with the mouse before has its bar there

        def code(n: int) -> None:
            tab.keyboard.press(str(n % 7 + 1))

        return _times(tab, watch, (".qc-said", ".qc-chip"), code, highlights, saved)


def theirs(
    command: Path, browser: Any, folder: Path, highlights: int
) -> tuple[list[float], list[float]]:
    """Return the same in Taguette, for one user on this machine."""
    port, file = served.free_port(), folder / "taguette.sqlite3"
    address = f"http://localhost:{port}"
    asked = [command, "--no-browser", "--port", str(port), "--database", str(file)]
    with served.running(asked, folder / "home", address), window(browser, address) as tab:
        (way_in,) = set(re.findall(r"\?token=\w+", (folder / "home" / "log").read_text("utf-8")))
        # news from its authors, which it waits for without end where there is no network
        tab.route("**/messages.js", lambda route: route.abort())
        tab.goto(f"{address}/{way_in}")
        _import(tab, address)

        def highlight(_n: int) -> None:
            tab.keyboard.press("n")
            tab.locator("#highlight-add-modal.show #highlight-search:focus").wait_for()
            tab.keyboard.type(TAG[0])
            tab.keyboard.press("Enter")
            tab.keyboard.press("Enter")

        def ended(tab: Any) -> None:
            tab.locator("#highlight-add-modal").wait_for(state="hidden")
            tab.locator(".modal-backdrop").wait_for(state="detached")

        with watching(file, HIGHLIGHTS) as watch:
            marks = ("#document-contents p", "#document-contents .highlight")
            return _times(tab, watch, marks, highlight, highlights, ended)


def _import(tab: Any, address: str) -> None:
    """Make a project and give it the text, each turn a paragraph; open it."""
    tab.goto(f"{address}/project/new")
    tab.locator('input[name="name"]').fill("benchmark")
    tab.locator('form:has(#project-name) [type="submit"]').click()
    tab.wait_for_url("**/project/*")
    lines = text_of(CHARACTERS).splitlines()
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    tab.evaluate("() => createDocument()")
    tab.locator("#document-add-name").fill("interview")
    page = f"<!doctype html><meta charset='utf-8'><body>{body}</body>".encode()
    given = {"name": "interview.html", "mimeType": "text/html", "buffer": page}
    tab.locator("#document-add-file").set_input_files(given)
    tab.locator('#document-add-form [type="submit"]').click()
    tab.locator("#document-contents p").nth(len(lines) - 1).wait_for()
    tab.locator(".modal-backdrop").wait_for(state="detached")


def _times(
    tab: Any,
    watch: Any,
    selectors: tuple[str, str],
    mark: Callable[[int], None],
    highlights: int,
    ended: Callable[[Any], None],
) -> tuple[list[float], list[float]]:
    """Select and mark one paragraph after the other; the first three are not counted."""
    text, marks = selectors
    tab.evaluate(FOLLOWED, marks)
    offset = median(tab.evaluate("() => __seen.offset()") for _ in range(7))
    stored, painted = [], []
    for n in range(highlights + 3):
        left, right, y = tab.evaluate(DRAGGED, [text, 2 * n + 1])
        tab.wait_for_timeout(PAUSE_MS[0])
        tab.mouse.move(left, y)
        tab.mouse.down()
        tab.mouse.move((left + right) / 2, y)
        tab.mouse.move(right, y)
        tab.mouse.up()
        mark(n)
        if not watch.wait(n + 1):
            raise SystemExit(f"Highlight {n + 1} was never stored.")
        at, seen = tab.evaluate("() => __drag.done.then(() => [__drag.at, __drag.painted])")
        stored.append(watch.rows[n]["at"] - at - offset)
        painted.append(seen - at)
        ended(tab)
        tab.wait_for_timeout(PAUSE_MS[0])
    return stored[3:], painted[3:]


def main() -> None:
    """Measure both, one after the other, and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--taguette", type=Path, required=True, help="the installed command")
    parser.add_argument("--highlights", type=int, default=40)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    asked = parser.parse_args()
    report = Report()
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-taguette-") as scratch,
        served.chromium() as browser,
    ):
        folder = Path(scratch)
        taken = {
            "qualcode, selected, key of the code": ours(browser, folder, asked.highlights),
            "Taguette, selected, n, tag, Enter, Enter": theirs(
                asked.taguette, browser, folder, asked.highlights
            ),
        }
    for who, (stored, painted) in taken.items():
        report.add(Figure(f"{who} → stored", tuple(stored)))
        report.add(Figure(f"{who} → painted", tuple(painted)))
    report.finish(asked.json)


if __name__ == "__main__":
    sys.exit(main())
