"""See from another process when a row of a project is on the disk.

A row that another connection can read was committed, and with ``synchronous=FULL`` written out
before. ``python watch.py FILE QUERY`` prints the rows that ``QUERY`` finds beyond the number of
its parameter, each as JSON with the milliseconds since 1970 at which it was first seen.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY_S = 0.0005
CODINGS = (
    "select coding.id, coding.start, coding.end, coder.name from coding "
    "join coder on coder.id = coding.coder where coding.id > ? order by coding.id"
)


class Watch:
    """The rows that came since a watch began, in their order."""

    def __init__(self, watcher: subprocess.Popen[str]) -> None:
        self.rows: list[dict[str, Any]] = []
        self._came = threading.Condition()
        self._watcher = watcher
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._watcher.stdout or ():
            with self._came:
                self.rows.append(json.loads(line))
                self._came.notify_all()

    def wait(self, count: int, seconds: float = 30.0) -> bool:
        """Wait until so many rows came; return whether they did."""
        with self._came:
            return self._came.wait_for(lambda: len(self.rows) >= count, seconds)


@contextmanager
def watching(path: Path, query: str = CODINGS) -> Iterator[Watch]:
    """Watch a database while the block runs."""
    command = [sys.executable, __file__, str(path), query]
    watcher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert watcher.stdout is not None
        watcher.stdout.readline()  # the watcher has begun
        yield Watch(watcher)
    finally:
        watcher.terminate()
        watcher.wait()


def main(path: Path, query: str) -> None:
    """Print new rows until the process is stopped."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    last = max((row[0] for row in connection.execute(query, (0,))), default=0)
    print("watching", flush=True)
    version = -1
    while True:
        (now,) = connection.execute("pragma data_version").fetchone()
        if now != version:
            version = now
            rows = connection.execute(query, (last,)).fetchall()
            at = time.time_ns() / 1e6
            for row in rows:
                print(json.dumps({"at": at, "row": row}, ensure_ascii=False), flush=True)
            last = max([last, *(row[0] for row in rows)])
        time.sleep(EVERY_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
