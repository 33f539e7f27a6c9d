"""Ask for suggestions in a process of its own, so that no coder waits for the machine.

A run is written in one transaction at its end: a process that is killed leaves nothing half done.
It steps back behind whoever is coding.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from pathlib import Path

Key = tuple[str, str]

NICE = 15
"""How far a refit steps back behind what people wait for, as POSIX counts."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""How the libraries that calculate are told on how many cores; what a user has set stays."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refit ended: what the run did, or why there is none."""

    report: dict[str, Any] = field(default_factory=dict)
    error: QualcodeError | None = None


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


def waits(project: Path, coder: str) -> bool:
    """Return whether a refit is at work, or has ended and nobody was told yet."""
    key = (str(project), coder)
    with _lock:
        _collect(key)
        return key in _working or key in _ended


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
        env={**dict.fromkeys(THREADS, str(_spare())), **os.environ},
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    if sys.platform != "win32":
        # a process that has ended already has no priority
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
    return _Work(process, said, complaint)


def _spare() -> int:
    """Return on how many cores the machine may learn: one is left to the people who code."""
    return max(1, (os.cpu_count() or 1) - 1)


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
    return Outcome(error=_mistake(lines[-1] if lines else ""))


def _mistake(line: str) -> QualcodeError:
    """Return the mistake that a command told as JSON; what is none is quoted as it stands."""
    try:
        return QualcodeError.from_json(json.loads(line)["error"])
    except (ValueError, LookupError, TypeError):
        pass
    return QualcodeError("refit.failed", said=line) if line else QualcodeError("refit.stopped")


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _close(work: _Work) -> None:
    work.said.close()
    work.complaint.close()
