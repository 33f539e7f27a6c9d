"""How long ``verify-log`` takes and how much memory, whole process, on a study that is made first.

    python benchmarks/audit.py FOLDER --repeat 5
    python benchmarks/audit.py FOLDER --interviews 20 --codings 1000 --events 500000

``FOLDER`` is made by ``large.py`` where it holds no project. With ``--events`` its log is first
made that long, half by codings and half by changes of them. Prints the events, and the processor
time (s) and the peak of resident memory (MB) of each run, then their medians. Not on Windows.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

from large import make

from qualcode.store import FILE_NAME
from qualcode.store.log.journal import canonical, event_hash, now, sha256


def main() -> None:
    """Make the study where it is not there, lengthen its log, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=500)
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--events", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    if not (asked.folder / FILE_NAME).exists():
        make(asked.folder, interviews=asked.interviews, codings=asked.codings)
    lengthen(asked.folder, asked.events)
    print(f"{events(asked.folder)} events")
    runs = [measured(asked.folder) for _ in range(asked.repeat)]
    for seconds, memory in runs:
        print(f"{seconds:.2f} s, {memory:.0f} MB")
    seconds, memory = (statistics.median(it) for it in zip(*runs, strict=True))
    print(f"median {seconds:.2f} s, {memory:.0f} MB")


def events(folder: Path) -> int:
    """Return how many events the log of a project has."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        return int(raw.execute("SELECT count(*) FROM event").fetchone()[0])


def lengthen(folder: Path, wanted: int) -> None:
    """Write codings and moves of them, each with its event, until the log has so many.

    That is done past the store, which would take a millisecond an act.
    """
    left = (wanted - events(folder)) // 2
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        first = 1 + raw.execute("SELECT max(id) FROM coding").fetchone()[0]
        row = raw.execute("SELECT * FROM coding ORDER BY id DESC LIMIT 1")
        names = [it[0] for it in row.description]
        last = dict(zip(names, row.fetchone(), strict=True))
        log = Log(raw)
        for n in range(first, first + max(left, 0)):
            made = {**last, "id": n, "uuid": str(uuid.uuid4())}
            end = last["end"] + 1 + n % 50
            log.write("coding.add", ["insert", "coding", made])
            log.write("coding.move", ["update", "coding", n, {"end": last["end"]}, {"end": end}])
            marks = ", ".join("?" for _ in names)
            raw.execute(f"INSERT INTO coding VALUES ({marks})", [*{**made, "end": end}.values()])
        raw.commit()


class Log:
    """The end of a project's log, to write on."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Go on after the last event."""
        self._raw = raw
        query = "SELECT replica, seq, hash FROM event ORDER BY seq DESC LIMIT 1"
        self._replica, self._seq, self._prev = raw.execute(query).fetchone()

    def write(self, kind: str, change: list[Any]) -> None:
        """Write an event of one change."""
        body, salt = canonical({"changes": [change], "bulk": []}), "0" * 32
        self._seq += 1
        event = {
            "replica": self._replica,
            "seq": self._seq,
            "at": now(),
            "actor": "A",
            "kind": kind,
            "round": None,
            "undoes": None,
            "prev": self._prev,
            "payload_digest": sha256(salt + body),
        }
        self._prev = event_hash(event)
        values = [*event.values(), self._prev]
        self._raw.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        payload = (self._replica, self._seq, salt, body)
        self._raw.execute("INSERT INTO payload VALUES (?, ?, ?, ?)", payload)


def measured(folder: Path) -> tuple[float, float]:
    """Return processor time and peak memory of one ``qualcode verify-log``."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "qualcode", "verify-log", "--json", "--project", str(folder)]
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    process = os.posix_spawn(sys.executable, command, environment, file_actions=[nowhere])
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit("verify-log found what is not as the log says.")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss / unit


if __name__ == "__main__":
    main()
