"""The app in a real browser: its server, its window, and how to turn pages in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from conftest import REPO

from qualcode import Project
from qualcode.app.window.recent import Opened, remember
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=30_000)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed here; apt-get install -y chromium"
)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# rare Han, an emoji family, a combining mark, a variation selector, right-to-left letters and marks
HARD = "早上𠮷田里👨‍👩‍👧三口人e\u0301都来，葛\U000e0100姓אב\u200f说好。"
TEXT = (
    "访谈者：居民参与得怎么样？\n\n"
    "书记：一开始没人来。😀后来网格长一家一家去敲门！𠮷祥里的互助站也建起来了。"
    '<img src=x onerror="window.hurt=1">**粗体**就是这样写的。\n\n'
    "访谈者：还有呢？\n\n书记：规矩是一起定的。大家都认。\n\n"
    f"居民：{HARD}\n"
)
SENTENCE = "😀后来网格长一家一家去敲门！"
HOMES: list[Path] = []
"""Where the servers that run keep what they remember."""


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app as `qualcode app` does, with no study open."""
    home = tmp_path_factory.mktemp("server")
    HOMES.append(home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join([str(REPO), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONPATH": path}
    environment.pop("QUALCODE_PROJECT", None)
    start = f"from qualcode.app.server.launch import launch; launch(None, {port}, True)"
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", start], cwd=home, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
    finally:
        HOMES.remove(home)
        server.terminate()
        server.wait(timeout=30)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            continue
    raise AssertionError(f"the app did not answer at {url}")


def file_of(folder: Path) -> Path:
    return folder / "project.qualcode"


def known(folder: Path) -> str:
    """Note that a study was open before, so that an address names it; return its key."""
    opened = Opened(str(file_of(folder)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(HOMES[-1]))
        remember(opened)
    return opened.key


def sit_down(tab: sync_api.Page, folder: Path, coder: str = "") -> None:
    """Answer who codes, where it is asked: somebody, or whoever came to the study first."""
    with Project.open(folder) as project:
        names = [it.name for it in project.coders.list() if it.kind == "person"]
    if len(names) > 1:
        tab.locator(f".st-key-seat_{names.index(coder or names[0])} button").click()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    with Project.create(folder) as project:
        project.coders.add("甲")
        project.transcripts.ingest_bytes("书记.txt", TEXT.encode())
        for label in ("组织建设", "组织动员", "规则"):
            project.codebook.add_code(label)
    return folder


@pytest.fixture
def enter(browser: sync_api.Browser, address: str) -> Iterator[Callable[..., sync_api.Page]]:
    contexts = []
    wrong: list[str] = []

    def entered(
        folder: Path, page: str, coder: str = "", at: str = "", **looks: Any
    ) -> sync_api.Page:
        window = {"viewport": {"width": 1280, "height": 720}, "locale": "zh-CN", **looks}
        context = browser.new_context(**window)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        end = "" if page == "overview" else page
        tab.goto(f"{at or address}/{end}?p={known(folder)}")
        sit_down(tab, folder, coder)
        heading(tab, f"app.{page}.title")
        settled(tab)
        return tab

    yield entered
    for context in contexts:
        context.close()
    assert wrong == []


def turn_to(tab: sync_api.Page, page: str) -> None:
    end = "/" if page == "overview" else f"/{page}"
    tab.locator(f'[data-testid="stSidebarNavLink"][href$="{end}"]').click()
    heading(tab, f"app.{page}.title")
    settled(tab)


def heading(tab: sync_api.Page, key: str) -> None:
    expect(tab.get_by_role("heading", level=1, name=tr(key), exact=True)).to_be_visible()


def settled(tab: sync_api.Page) -> None:
    tab.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def until(tab: sync_api.Page, ready: str, told: object = None) -> None:
    """Wait until a function of the page says so; Playwright's own way needs ``unsafe-eval``."""
    tab.evaluate(
        f"""told => new Promise((done) => {{
          const look = () => (({ready})(told) ? done() : setTimeout(look, 20));
          look();
        }})""",
        told,
    )


def saved(tab: sync_api.Page) -> None:
    expect(tab.locator(".qc-desk")).to_have_attribute("data-pending", "0")


def coded(folder: Path, coder: str = "甲") -> list[tuple[str, str]]:
    """Return what is in the study: each coded text with its code's label, in the text's order."""
    with Project.open(folder) as project:
        book = project.codebook.current()
        text = project.transcripts.get("书记").text
        found = [
            (it.start, text[it.start : it.end], book.code(it.code).label())
            for it in project.codings.of(coder)
        ]
    return [(words, label) for _, words, label in sorted(found, key=lambda it: it[0])]


def picked(tab: sync_api.Page) -> str:
    """Return the words that are drawn as picked, read from the page's own ranges."""
    return tab.evaluate("[...CSS.highlights.get('qc-pick')].map(it => it.toString()).join('|')")


def drag(tab: sync_api.Page, first: str, last: str) -> None:
    """Select by mouse from the left of ``first`` to the right of ``last``, words of the desk."""
    tab.locator(".qc-s").first.wait_for()
    boxes = tab.evaluate(EDGES, [first, last])
    tab.mouse.move(*boxes[0])
    tab.mouse.down()
    tab.mouse.move(*boxes[1], steps=4)
    tab.mouse.up()


EDGES = """([first, last]) => {
  const edge = (wanted, end) => {
    for (const said of document.querySelectorAll(".qc-said")) {
      const at = said.textContent.indexOf(wanted);
      if (at < 0) continue;
      const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
      let left = end ? at + wanted.length : at;
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (left < node.length || (end && left === node.length)) {
          const range = document.createRange();
          range.setStart(node, end ? Math.max(0, left - 1) : left);
          range.setEnd(node, end ? left : left + 1);
          const box = range.getBoundingClientRect();
          return [end ? box.right - 0.5 : box.left + 0.5, (box.top + box.bottom) / 2];
        }
        left -= node.length;
      }
    }
    throw new Error(`not on the desk: ${wanted}`);
  };
  return [edge(first, false), edge(last, true)];
}"""
