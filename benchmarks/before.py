"""Another state of the code beside this one: the same work by both, in turn, in processes."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).resolve().parent.parent
"""The checkout that this script is of."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time in seconds and the peak of resident memory in MB, of one process."""

    seconds: float
    memory: float


@contextmanager
def trees(revision: str | None) -> Iterator[dict[str, Path]]:
    """Give the checkouts to compare, ``before`` being a clone of ours at ``revision``."""
    with TemporaryDirectory() as scratch:
        found = {"now": HERE}
        if revision:
            git = ["git", "clone", "-q", str(HERE), scratch + "/before"]
            subprocess.run(git, check=True)
            subprocess.run(["git", "checkout", "-q", revision], check=True, cwd=scratch + "/before")
            found = {"before": Path(scratch) / "before", **found}
        yield found


def cost(tree: Path, *arguments: str | Path, python: Path | str = sys.executable) -> Cost:
    """Run Python with the code of a checkout, and return what that took."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(tree)
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    command = [str(python), *map(str, arguments)]
    process = os.posix_spawn(command[0], command, environment, file_actions=[nowhere])
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{command} failed")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def compare(what: str, found: dict[str, Path], run: Callable[[Path], Cost], repeat: int) -> None:
    """Let each checkout work in turn, once to warm up, and print medians and the ratio."""
    costs: dict[str, list[Cost]] = {name: [] for name in found}
    for turn in range(repeat + 1):
        for name, tree in found.items():
            made = run(tree)
            if turn:
                costs[name].append(made)
    told = [f"{name} {_shown(it)}" for name, it in costs.items()]
    if "before" in costs:
        pairs = zip(costs["before"], costs["now"], strict=True)
        told.append(
            f"now / before {median(b.seconds / a.seconds for a, b in pairs):.2f} of the time"
        )
    print(f"{what}: {'; '.join(told)}", flush=True)


def _shown(costs: Sequence[Cost]) -> str:
    seconds, memory = median(it.seconds for it in costs), median(it.memory for it in costs)
    return f"{seconds:.2f} s, {memory:.0f} MB"
