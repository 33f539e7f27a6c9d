"""The projects that were opened on this machine; who coded there is not kept here."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from qualcode import private

KEPT = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """A project that was opened, by the place of its file."""

    path: str

    @property
    def key(self) -> str:
        """A short name for the address line; it opens nothing that is not in the list."""
        return sha256(self.path.encode()).hexdigest()[:10]


def projects() -> tuple[Opened, ...]:
    """Return the projects that are still there, the newest first."""
    try:
        rows = json.loads(_file().read_text(encoding="utf-8"))
        opened = [Opened(str(row["path"])) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        return ()
    return tuple(it for it in opened if Path(it.path).is_file())


def find(key: str) -> Opened | None:
    """Return the project of an address line."""
    return next((it for it in projects() if it.key == key), None)


def remember(opened: Opened) -> None:
    """Put a project at the head of the list; a list that cannot be written is no error."""
    known = projects()
    if known and known[0] == opened:
        return
    rows = [opened, *(it for it in known if it.path != opened.path)][:KEPT]
    try:
        private.folder(_file().parent)
        private.write(_file(), json.dumps([asdict(it) for it in rows], ensure_ascii=False))
    except OSError:
        return


def folder() -> Path:
    """Return the user's folder in which the app keeps what it remembers on this machine."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or "~/.config"
    return Path(base).expanduser() / "qualcode"


def _file() -> Path:
    return folder() / "recent.json"
