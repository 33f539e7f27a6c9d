"""Who sits where: the seats of this machine's windows, one small file each in the user's folder.

A seat is a random name. The browser keeps it for one window, and the file says of which study and
which coder it is. It guards against mistakes, not against people: whoever can read the folder can
sit down on any of them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from qualcode import private
from qualcode.app.window import recent

if TYPE_CHECKING:
    from pathlib import Path

MOST = 500
"""So many seats are kept, those that were sat on last."""

_NAME = re.compile(r"[0-9a-f]{32}")
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat in a study: where its file is, and who sits there, ``""`` where nobody codes yet."""

    path: str
    coder: str


def take(path: str, coder: str) -> str:
    """Make a new seat and return its name; none is ever written again.

    Where the folder cannot be written the seat lasts as long as the window is not loaded anew.
    """
    name = secrets.token_hex(16)
    with suppress(OSError):
        private.folder(_folder())
        half = _folder() / f"{name}.part"
        private.write(half, json.dumps(asdict(Seat(path, coder)), ensure_ascii=False))
        half.replace(_file(name))
        _clear()
    return name


def find(name: object) -> Seat | None:
    """Return a seat by its name, ``None`` where there is none: the name is the browser's word."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return None
    try:
        told = json.loads(_file(name).read_text(encoding="utf-8"))
        seat = Seat(told["path"], told["coder"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if not (isinstance(seat.path, str) and isinstance(seat.coder, str)):
        return None
    with suppress(OSError):
        os.utime(_file(name))
    return seat


def _clear() -> None:
    """Remove what nobody has sat on for longest; another process may be at it too."""
    aged = []
    for found in _folder().iterdir():
        with suppress(OSError):
            aged.append((found.stat().st_mtime_ns, found))
    for _, found in sorted(aged, reverse=True)[MOST:]:
        with suppress(OSError):
            found.unlink()


def _file(name: str) -> Path:
    return _folder() / f"{name}{_SUFFIX}"


def _folder() -> Path:
    return recent.folder() / "seats"
