"""One coder at the desk in a real Chromium: what a key press costs until it is seen and stored."""

from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import served
from desk_material import PRESSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watch import Watch

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
PAUSE_MS = (120, 400)
"""A coder's pause between two presses, of random length, so that no clock falls in step."""
WARM = 3
PATIENCE_MS = 60_000


@dataclass(slots=True)
class Presses:
    """Milliseconds from each key press to what followed it."""

    painted: list[float]
    committed: list[float]
    saved: list[float]


@contextmanager
def window(browser: Any, address: str) -> Iterator[Any]:
    """Open an address in a window of its own, with the probe in it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_init_script(PROBE)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    try:
        tab.goto(address)
        yield tab
    finally:
        context.close()


@contextmanager
def desk(browser: Any, address: str) -> Iterator[Any]:
    """Open the desk, with its first sentence picked."""
    with window(browser, f"{address}/code") as tab:
        ready(tab)
        yield tab


def ready(tab: Any) -> None:
    """Wait for the desk, and pick its first sentence."""
    tab.locator(".qc-s").first.wait_for()
    served.settled(tab)
    saved(tab)
    tab.locator(".qc-s").first.click()


def saved(tab: Any) -> None:
    tab.locator('.qc-desk[data-pending="0"]').wait_for()


def pressed(tab: Any, watch: Watch, presses: int) -> Presses:
    """Code one sentence after the other by a digit, as often as asked, and time each."""
    keys = [str(n + 1) for n in range(PRESSED)]
    tab.evaluate("keys => { __seen.keys = keys }", keys)
    offset = median(tab.evaluate("() => __seen.offset()") for _ in range(7))
    chance = random.Random(presses)
    begun = len(watch.rows)
    times = []
    for n in range(presses + WARM):
        tab.keyboard.press("ArrowDown")
        tab.wait_for_timeout(chance.uniform(*PAUSE_MS))
        tab.keyboard.press(keys[n % PRESSED])
        times.append(tab.evaluate(_DONE))
    if not watch.wait(begun + len(times)):
        raise SystemExit(f"{len(times)} codings were pressed, {len(watch.rows) - begun} came.")
    rows = watch.rows[begun:]
    kept = list(zip(times, rows, strict=True))[WARM:]
    return Presses(
        painted=[time["painted"] - time["at"] for time, _ in kept],
        committed=[row["at"] - time["at"] - offset for time, row in kept],
        saved=[time["saved"] - time["at"] for time, _ in kept],
    )


_DONE = """() => __seen.presses.at(-1).done.then(() => {
  const { at, painted, saved } = __seen.presses.at(-1);
  return { at, painted, saved };
})"""


def received(tab: Any, presses: int = 10) -> list[int]:
    """Return the bytes that the server sends for one coding, all frames of it, press by press."""
    wire = tab.context.new_cdp_session(tab)
    sizes: list[int] = []
    wire.on("Network.webSocketFrameReceived", lambda told: sizes.append(_size(told["response"])))
    wire.send("Network.enable")
    counted = []
    for _ in range(presses):
        tab.keyboard.press("ArrowDown")
        sizes.clear()
        tab.keyboard.press("7")
        tab.evaluate(_DONE)
        served.settled(tab)
        tab.wait_for_timeout(PAUSE_MS[1])  # whatever may come after the answer counts too
        counted.append(sum(sizes))
    wire.detach()
    return counted


def _size(frame: dict[str, Any]) -> int:
    """Return the bytes of a frame; a binary one is told in base64."""
    told = frame["payloadData"]
    if frame["opcode"] == 1:
        return len(told.encode())
    return len(told) * 3 // 4 - told[-2:].count("=")


def first_paint(browser: Any, address: str) -> float:
    """Return the milliseconds from the last byte of the desk's data to its first painted frame."""
    with window(browser, f"{address}/code") as tab:
        tab.locator(".qc-s").first.wait_for()
        painted = tab.evaluate("() => __seen.first")
        frames = tab.evaluate("() => __seen.frames")
    data = max((it for it in frames if it["at"] < painted), key=lambda it: it["size"])
    return float(painted - data["at"])
