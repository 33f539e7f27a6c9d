"""Random walks of three windows: does anything get stored under another than who sat there?

    python benchmarks/seats.py --walks 500 --json figures.json

Three coders share one study in an open independent round, and three windows of one browser walk at
random: they code, turn pages, are loaded anew, duplicated, closed and opened, change their coder,
and the server is restarted; some acts are not answered yet when that happens. Returns 1 where a
coding stands under another than who sat in the window, is lost, or a window names another coder.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CODERS = ("甲", "乙", "丙")
WINDOWS = 3
SENTENCES = 60
STEPS = 9
PATIENCE_MS = 60_000
TRIES = 3
CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
ACTS = {
    "code": 5, "change": 3, "reload": 3, "turn": 2, "duplicate": 2, "anew": 1, "restart": 1,
    "code_and_reload": 2, "code_and_change": 2,
}  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What a walk came to: its acts, and what went wrong in it."""

    acts: list[str] = field(default_factory=list)
    coded: int = 0
    another: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether everything is stored, under who sat there, and every window named them."""
        return not (self.another or self.lost or self.mistaken)


def study(folder: Path) -> Path:
    """Make a study of three coders and one interview, its first round open."""
    from qualcode import Project

    said = "".join(f"第{n:02}句说到规矩。" for n in range(SENTENCES))
    with Project.create(folder) as project:
        for name in CODERS:
            project.coders.add(name)
        project.transcripts.ingest_bytes("书记.txt", f"书记：{said}".encode())
        project.codebook.add_code("规则")
    return folder


class Walk:
    """Three windows of one browser in one study, and who sits in each by what was chosen there."""

    def __init__(
        self, context: Any, url: str, rng: random.Random, restart: Callable[[], None]
    ) -> None:
        """Open the windows; ``url`` is the study's desk without a coder."""
        self.context, self.url, self.rng, self.restart = context, url, rng, restart
        self.sits: dict[Any, str] = {}
        self.expected: dict[int, str] = {}
        self.outcome = Outcome()
        for _ in range(WINDOWS):
            self._open(rng.choice(CODERS))

    def step(self) -> None:
        """Do one thing at random in one of the windows."""
        (act,) = self.rng.choices(list(ACTS), list(ACTS.values()))
        tab = self.rng.choice(list(self.sits))
        self.outcome.acts.append(act)
        tab.bring_to_front()
        getattr(self, f"_{act}")(tab)

    def end(self, folder: Path) -> Outcome:
        """Let every window send what it has, and look where each coding stands."""
        for tab in self.sits:
            self._look(tab)
            tab.locator('.qc-desk[data-pending="0"]').wait_for(timeout=PATIENCE_MS)
        stored = self._stored(folder)
        for who in {self.expected[n] for n in self.expected.keys() - stored.keys()}:
            # what was not sent before somebody else sat down waits for its coder's next desk
            tab = self._open(who)
            tab.locator('.qc-desk[data-pending="0"]').wait_for(timeout=PATIENCE_MS)
        stored = self._stored(folder)
        out = self.outcome
        out.coded = len(self.expected)
        for n, who in self.expected.items():
            found = stored.get(n, set())
            out.lost += [f"{n} of {who}"] if who not in found else []
            out.another += [f"{n} of {who} is {it}'s" for it in found - {who}]
        return out

    def _stored(self, folder: Path) -> dict[int, set[str]]:
        from qualcode import Project

        found: dict[int, set[str]] = {}
        with Project.open(folder) as project:
            text = project.transcripts.get("书记").text
            for who in CODERS:
                for it in project.codings.of(who):
                    found.setdefault(int(text[it.start + 1 : it.start + 3]), set()).add(who)
        return found

    # ---- what is done ---------------------------------------------------------------------------

    def _code(self, tab: Any) -> None:
        n = len(self.expected)
        self.expected[n] = self.sits[tab]
        tab.locator(".qc-s", has_text=f"第{n:02}句").click()
        tab.keyboard.press("1")

    def _change(self, tab: Any) -> None:
        who = self.rng.choice([it for it in CODERS if it != self.sits[tab]])
        # whoever changes the coder sees the name change before going on, or chooses once more: a
        # choice that meets a line which just came back may be lost
        for _ in range(TRIES):
            tab.locator(".st-key-sidebar_coder input").click()
            tab.get_by_role("option", name=who, exact=True).click()
            if self._named(tab, who, PATIENCE_MS / TRIES):
                break
        self.sits[tab] = who
        self._look(tab)

    def _reload(self, tab: Any) -> None:
        tab.reload()
        self._look(tab)

    def _turn(self, tab: Any) -> None:
        tab.locator('[data-testid="stSidebarNavLink"][href$="/codebook"]').click()
        tab.locator(".qc-desk").wait_for(state="detached")
        tab.locator('[data-testid="stSidebarNavLink"][href$="/code"]').click()
        self._look(tab)

    def _duplicate(self, tab: Any) -> None:
        """The browser copies the storage of a window into its duplicate, as for what it opens."""
        self._close(self.rng.choice([it for it in self.sits if it is not tab]))
        with self.context.expect_page() as opened:
            tab.evaluate("void window.open(location.href)")
        self.sits[opened.value] = self.sits[tab]
        self._look(opened.value)

    def _anew(self, tab: Any) -> None:
        self._close(tab)
        self._open(self.rng.choice(CODERS))

    def _restart(self, _tab: Any) -> None:
        self.restart()
        for tab in self.sits:
            self._look(tab)

    def _code_and_reload(self, tab: Any) -> None:
        self._code(tab)
        self._reload(tab)

    def _code_and_change(self, tab: Any) -> None:
        self._code(tab)
        self._change(tab)

    # ---- windows --------------------------------------------------------------------------------

    def _open(self, who: str) -> Any:
        tab = self.context.new_page()
        self.sits[tab] = who
        tab.goto(self.url)
        tab.locator(f".st-key-seat_{CODERS.index(who)} button").click(timeout=PATIENCE_MS)
        self._look(tab)
        return tab

    def _close(self, tab: Any) -> None:
        del self.sits[tab]
        tab.close()

    def _look(self, tab: Any) -> None:
        """Look who sits at the desk by its own word, once all that was sent has been drawn."""
        tab.bring_to_front()
        tab.locator(CONNECTED).wait_for()
        who = self.sits[tab]
        if not self._named(tab, who, PATIENCE_MS):
            said = tab.locator(".qc-top .qc-coder").all_inner_texts()
            page = tab.locator("body").inner_text()
            self.outcome.mistaken.append(f"{who} sits where {said} is named, on {page!r}")
        tab.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()

    def _named(self, tab: Any, who: str, patience_ms: float) -> bool:
        """Return whether the desk names somebody within a time."""
        from playwright.sync_api import TimeoutError as OutOfTimeError

        try:
            tab.locator(".qc-top .qc-coder", has_text=who).wait_for(timeout=patience_ms)
        except OutOfTimeError:
            return False
        return True


def walk(context: Any, url: str, folder: Path, seed: int, restart: Callable[[], None]) -> Outcome:
    """Do one walk of a browser without storage of its own; return what it came to."""
    context.set_default_timeout(PATIENCE_MS)
    context.on("dialog", lambda it: it.accept())
    walked = Walk(context, url, random.Random(seed), restart)
    for _ in range(STEPS):
        walked.step()
    return walked.end(folder)


def address_of(folder: Path) -> str:
    """Note that a study was opened here, so that an address names it; return its end."""
    from qualcode.app.window.recent import Opened, remember

    opened = Opened(str((folder / "project.qualcode").resolve()))
    remember(opened)
    return f"code?p={opened.key}"


class Server:
    """The app as ``qualcode app`` serves it, on one port; it can be stopped and started again."""

    def __init__(self, home: Path) -> None:
        """Start it."""
        from served import free_port

        self.home, self.port = home, free_port()
        self.url = f"http://localhost:{self.port}"
        self._stack = ExitStack()
        self._start()

    def _start(self) -> None:
        from served import running

        command = [sys.executable, "-m", "qualcode", "app", "--headless", "--port", str(self.port)]
        health = f"http://127.0.0.1:{self.port}/_stcore/health"
        self._stack.enter_context(running(command, self.home, health))

    def restart(self) -> None:
        """Stop it and start it again."""
        self.stop()
        self._start()

    def stop(self) -> None:
        """Stop it."""
        self._stack.close()


def main() -> int:
    """Walk, and print what it came to."""
    from served import chromium

    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--walks", type=int, default=500)
    told.add_argument("--seed", type=int, default=0)
    told.add_argument("--minutes", type=float, default=float("inf"))
    told.add_argument("--json", type=Path)
    asked = told.parse_args()
    until, walked, acts = time.monotonic() + 60 * asked.minutes, 0, Counter[str]()
    sums, bad = Counter[str](), []
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        os.environ["XDG_CONFIG_HOME"] = place
        server = Server(Path(place))
        for seed in range(asked.seed, asked.seed + asked.walks):
            if time.monotonic() > until:
                break
            folder = study(Path(place) / f"study-{seed}")
            with browser.new_context(locale="zh-CN") as context:
                url = f"{server.url}/{address_of(folder)}"
                outcome = walk(context, url, folder, seed, server.restart)
            walked += 1
            acts.update(outcome.acts)
            for name in ("another", "lost", "mistaken"):
                sums[name] += len(getattr(outcome, name))
            sums["coded"] += outcome.coded
            if not outcome.good:
                bad.append(f"seed {seed}: {outcome}")
                print(bad[-1], file=sys.stderr, flush=True)
        server.stop()
    figures = {"walks": walked, **{it: sums[it] for it in ("coded", "another", "lost", "mistaken")}}
    print(json.dumps(figures | {"acts": dict(acts)}, ensure_ascii=False))
    if asked.json:
        asked.json.write_text(json.dumps(figures | {"acts": acts}, ensure_ascii=False), "utf-8")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
