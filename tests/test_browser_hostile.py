"""No page of a hostile study asks anything of an address outside: a socket counts what arrives."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, settled, turn_to

from qualcode import Project
from qualcode.app.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from browser_material import sync_api

pytestmark = NEEDS_CHROMIUM
pytest_plugins = ("browser_material",)


class Outside:
    """An address outside, as a socket of this machine that counts who comes."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.came: list[bytes] = []
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                self.came.append(caller.recv(200))

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def outside() -> Iterator[Outside]:
    there = Outside()
    yield there
    there.close()


def lure(port: int) -> str:
    at = f"http://127.0.0.1:{port}"
    return f'![p]({at}/md) <img src="{at}/img"> <iframe src="{at}/frame"></iframe> {at}/bare'


@pytest.fixture
def hostile(tmp_path: Path, outside: Outside) -> Path:
    folder = tmp_path / "study"
    bait = lure(outside.port)
    text = f"访谈者：怎么样？{bait}\n\n书记：网格长来了。{bait}大家都认。\n\n"
    with Project.create(folder) as project:
        project.set_language("zh")
        for name in ("甲", "乙"):
            project.coders.add(f"{name} {bait}")
        people = [coder.name for coder in project.coders.list()]
        for n in range(4):
            project.transcripts.ingest_bytes(
                f"{n} {bait[:40]}".replace("/", "") + ".txt", (text * (n + 1)).encode()
            )
        codes = [project.codebook.add_code(f"{name} {bait}").id for name in ("动员", "规则")]
        project.rounds.open(f"轮 {bait}")
        for n, info in enumerate(project.transcripts.list()):
            start = project.transcripts.get(info.name).text.index("网格长")
            for who in people:
                project.codings.read(who, info.name)
                made = project.codings.add(who, info.name, start, start + 6, codes[n % 2])
                project.memos.add(who, "coding", made.uuid, bait)
        project.memos.add(people[0], "project", "", bait)
        project.rounds.close(f"轮 {bait}")
        project.rounds.open(f"又 {bait}")
    return folder


def test_no_page_of_a_hostile_study_reaches_outside(
    hostile: Path, outside: Outside, enter: Callable[..., sync_api.Page]
):
    """Neither a name, nor a memo, nor a transcript makes the browser ask, or even try."""
    with Project.open(hostile) as project:
        who = project.coders.list()[0].name
    tab = enter(hostile, "overview", who)
    tried: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda it: tried.append(it.text) if "Content Security" in it.text else None)
    tab.on("request", lambda it: asked.append(it.url))
    for page in [it for it in PAGES if it not in {"overview", "node"}]:
        turn_to(tab, page)
        for row in tab.locator('[data-testid="stMain"] [data-testid="stButtonGroup"]').all():
            for button in row.get_by_role("radio").all() or row.get_by_role("button").all():
                if button.is_visible() and button.is_enabled():
                    button.click()
                    settled(tab)
        assert tab.locator(f'a[href*="{outside.port}"]').count() == 0, page
        assert tab.locator(f'img[src*="{outside.port}"]').count() == 0, page
        assert tab.locator("iframe").count() == 0, page
    assert tried == []
    assert [url for url in asked if str(outside.port) in url] == []
    assert outside.came == []


def test_the_policy_stands_where_an_escape_is_forgotten(
    hostile: Path, outside: Outside, enter: Callable[..., sync_api.Page]
):
    """A picture that gets into a page all the same is not asked for."""
    with Project.open(hostile) as project:
        who = project.coders.list()[0].name
    tab = enter(hostile, "codebook", who)
    at = f"http://127.0.0.1:{outside.port}/there"
    outcome = tab.evaluate(
        """async (at) => {
          const failed = [];
          const drawn = (name) => new Promise((done) => {
            const made = document.createElement(name);
            made.onload = () => done(`${name} loaded`);
            made.onerror = () => { failed.push(name); done(`${name} refused`); };
            made.src = at;
            document.body.append(made);
          });
          const got = [await drawn("img"), await drawn("script")];
          try { await fetch(at); got.push("fetched"); } catch { got.push("fetch refused"); }
          return got;
        }""",
        at,
    )
    assert outcome == ["img refused", "script refused", "fetch refused"]
    assert outside.came == []
