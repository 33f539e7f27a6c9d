"""Ask for suggestions in a process of its own, so that no coder waits for the machine.

A run is written in one transaction at its end: a process that is killed leaves nothing half done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refit ended: what the run did, or one sentence why there is none."""

    report: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@dataclass(slots=True)
class _Work:
    process: subprocess.Popen[bytes]
    said: IO[bytes]
    complaint: IO[bytes]


_working: dict[Key, _Work] = {}
_ended: dict[Key, Outcome] = {}
_lock = threading.Lock()


def start(project: Path, coder: str) -> bool:
    """Start a refit for a coder of a project; while one is at work, no other is started."""
    key = (str(project), coder)
    with _lock:
        _collect(key)
        if key in _working:
            return False
        _ended.pop(key, None)
        _working[key] = _begin(project, coder)
        return True


def working(project: Path, coder: str) -> bool:
    """Return whether a refit for this coder is at work."""
    key = (str(project), coder)
    with _lock:
        _collect(key)
        return key in _working


def outcome(project: Path, coder: str) -> Outcome | None:
    """Return how the newest refit ended, once; ``None`` before that and afterwards."""
    key = (str(project), coder)
    with _lock:
        _collect(key)
        return _ended.pop(key, None)


def stop(project: Path, coder: str) -> None:
    """Kill a refit that is at work; the suggestions that were there stay."""
    key = (str(project), coder)
    with _lock:
        work = _working.pop(key, None)
        if work is not None:
            work.process.kill()
            work.process.wait()
            _close(work)


def _begin(project: Path, coder: str) -> _Work:
    # both live as long as the process; a pipe that nobody reads would stop it when full
    said = tempfile.TemporaryFile()  # noqa: SIM115
    complaint = tempfile.TemporaryFile()  # noqa: SIM115
    words = ["suggest", f"--project={project}", f"--coder={coder}", "--json"]
    process = subprocess.Popen(  # noqa: S603 - our own command, no shell
        [sys.executable, "-m", "qualcode", *words],
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=complaint,
    )
    return _Work(process, said, complaint)


def _collect(key: Key) -> None:
    """Move a refit that has ended from those at work to those that ended."""
    work = _working.get(key)
    if work is None or work.process.poll() is None:
        return
    del _working[key]
    _ended[key] = _outcome(work)
    _close(work)


def _outcome(work: _Work) -> Outcome:
    said, complaint = _read(work.said), _read(work.complaint)
    if work.process.returncode == 0:
        report: dict[str, Any] = json.loads(said)
        return Outcome(report)
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    return Outcome(error=lines[-1] if lines else "The refit was stopped; ask again.")


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _close(work: _Work) -> None:
    work.said.close()
    work.complaint.close()
