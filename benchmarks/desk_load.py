"""Many coders at once in one process of the app, each with a window and a pace of their own."""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wire import Window, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from watch import Watch

EVERY_S = 3.0
AT_ONCE = 8
"""So many windows open at the same time, as people come in one after the other."""


@dataclass(slots=True)
class Load:
    """What many coders met: milliseconds until each coding was committed and answered."""

    committed: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    sent: int = 0
    stored: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sent:
    """One coding on its way: who sent it, where, and when."""

    coder: str
    start: int
    end: int
    at: float


def loaded(address: str, watch: Watch, coders: int, seconds: float) -> Load:
    """Let so many coders code for so long; each codes one sentence every three seconds."""
    load, sent = Load(), list[Sent]()
    before = len(watch.rows)
    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        apart.submit(asyncio.run, _all(address, coders, seconds, load, sent)).result()
    load.sent = len(sent)
    watch.wait(before + len(sent), 10)
    seen = {tuple(it["row"][1:]): it["at"] for it in watch.rows[before:]}
    load.stored = len(watch.rows) - before
    for one in sent:
        at = seen.get((one.start, one.end, one.coder))
        if at is not None:
            load.committed.append(at - one.at)
    return load


async def _all(address: str, coders: int, seconds: float, load: Load, sent: list[Sent]) -> None:
    doors = asyncio.Semaphore(AT_ONCE)
    ready = asyncio.Barrier(coders)
    async with asyncio.TaskGroup() as group:
        for n in range(coders):
            name = f"coder {n + 1}"
            group.create_task(_coder(address, name, doors, ready, seconds, load, sent))


async def _coder(
    address: str,
    name: str,
    doors: asyncio.Semaphore,
    ready: asyncio.Barrier,
    seconds: float,
    load: Load,
    sent: list[Sent],
) -> None:
    async with Window(address) as window:
        async with doors:
            await window.open("code")
            await window.sit(name)
        await ready.wait()
        try:
            await _code(window, name, seconds, load, sent)
        except (OSError, TimeoutError) as error:
            load.errors.append(f"{name}: {error!r}")
        load.errors += window.errors


async def _code(window: Window, name: str, seconds: float, load: Load, sent: list[Sent]) -> None:
    """Code sentence after sentence until the time is over."""
    chance = random.Random(name)
    sequence = 0
    until = time.monotonic() + seconds
    due = time.monotonic() + chance.uniform(0, EVERY_S)
    for event in _events(window):
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if time.monotonic() > until:
            return
        begun = time.time_ns() / 1e6
        span = event["spans"][0]
        sent.append(Sent(name, span["s"], span["e"], begun))
        answer = await window.act([event], sequence)
        load.answered.append(time.time_ns() / 1e6 - begun)
        load.errors += refused(answer)
        sequence = answer["sequence"]
        await window.rest()
        due += EVERY_S


def _events(window: Window) -> Iterator[dict[str, Any]]:
    """Yield one coding of each sentence of the interview, as the desk would send it."""
    code = window.desk["codes"][0]["id"]
    for turn in window.turns:
        for start, end in turn["sentences"]:
            span = {"s": start, "e": end, "u": str(uuid.uuid4())}
            yield {
                "id": str(uuid.uuid4()),
                "op": "code",
                "text": window.desk["doc"]["key"],
                "c": code,
                "spans": [span],
                "s": start,
                "e": end,
            }
