"""Programs that run where a study can only be read, by the system's own refusal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import REPO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reads = Callable[..., Any]

NOBODY = 65534
BOUND = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
"""Inside a name space of its own: the folder is on a disk that can only be read."""


def nobody(command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who owns nothing."""
    return subprocess.run(
        command, check=False, capture_output=True, text=True,
        user=NOBODY, group=NOBODY, extra_groups=[], **how,
    )  # fmt: skip


def bound(folder: Path, command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    """Run a command where a folder is mounted so that it can only be read."""
    given = ["unshare", "-m", "sh", "-c", BOUND, "sh", str(folder), *command]
    return subprocess.run(given, check=False, capture_output=True, text=True, **how)


def _way(room: Path) -> str:
    """Return how a program here can be kept from writing, ``""`` where it cannot be."""
    if os.name != "posix":
        return ""
    if os.geteuid() != 0:
        return "modes"
    try:
        if nobody([sys.executable, "-c", "import qualcode"], cwd=REPO).returncode == 0:
            return "nobody"
    except OSError:
        pass
    if shutil.which("unshare") and bound(room, ["true"]).returncode == 0:
        return "disk"
    return ""


@pytest.fixture
def room() -> Iterator[Path]:
    """Return a folder that everybody can reach."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def reads(room: Path) -> Iterator[Reads]:
    """Return what runs a program that can read a folder and write nothing there.

    The program gets the folder and an own, writable one as its first arguments; what it prints
    is JSON, and returned.
    """
    way = _way(room)
    if not way:
        pytest.skip("nobody can be kept from writing here")
    own = room / "own"
    own.mkdir()
    own.chmod(0o777)
    shut: list[tuple[Path, int]] = []

    def run(folder: Path, program: str, *given: str) -> Any:
        for it in (folder, *folder.iterdir()):
            if way != "disk":
                shut.append((it, it.stat().st_mode))
                it.chmod(0o555 if it.is_dir() else 0o444)
        before = {it.name: it.read_bytes() for it in folder.iterdir()}
        home = {"HOME": str(own), "XDG_CONFIG_HOME": str(own), "TMPDIR": str(own / "tmp")}
        (own / "tmp").mkdir(exist_ok=True)
        (own / "tmp").chmod(0o777)
        path = os.pathsep.join([str(REPO), str(REPO / "tests")])
        how: dict[str, Any] = {"env": {**os.environ, **home, "PYTHONPATH": path}, "cwd": REPO}
        command = [sys.executable, "-c", program, str(folder), str(own), *given]
        if way == "nobody":
            done = nobody(command, **how)
        elif way == "disk":
            done = bound(folder, command, **how)
        else:
            done = subprocess.run(command, check=False, capture_output=True, text=True, **how)
        assert done.returncode == 0, done.stderr
        after = {it.name: it.read_bytes() for it in folder.iterdir() if it.name in before}
        assert after == before
        assert [it.name for it in (own / "tmp").iterdir()] == [], "no private copy is left"
        return json.loads(done.stdout)

    yield run
    for it, mode in reversed(shut):
        it.chmod(mode)
