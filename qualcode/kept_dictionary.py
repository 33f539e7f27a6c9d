"""jieba's dictionary as it was read once, kept for its owner alone in the user's cache folder."""

from __future__ import annotations

import hashlib
import marshal
import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.text.tokens import Dictionary

_DIGEST = hashlib.sha256().digest_size


def kept(source: bytes, read: Callable[[], Dictionary]) -> Dictionary:
    """Return what ``read`` makes of a dictionary's bytes, from the cache where it is there.

    It is found by the hash of ``source`` and taken only where it is nobody else's to write and as
    it was written. Without a folder that can be used, or a system that has modes, it is read.
    """
    if not hasattr(os, "getuid"):
        return read()
    key = hashlib.sha256(source + sys.version.encode()).hexdigest()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(OSError, RuntimeError):
        path = Path(base).expanduser() / "qualcode" / f"jieba-{key}"
        found = _loaded(path)
        if found is not None:
            return found
        made = read()
        _store(path, marshal.dumps(made))
        return made
    return read()


def _own(told: os.stat_result) -> bool:
    return told.st_uid == os.getuid() and not told.st_mode & 0o022


def _loaded(path: Path) -> Dictionary | None:
    """Return what a file holds that only its owner can have written, else ``None``."""
    try:
        if not _own(path.parent.lstat()) or not stat.S_ISDIR(path.parent.lstat().st_mode):
            return None
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        told = os.fstat(handle)
        if not _own(told) or not stat.S_ISREG(told.st_mode):
            return None
        data = file.read()
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    words, total = marshal.loads(data[_DIGEST:])  # noqa: S302 - our own bytes, by owner and digest
    return words, total


def _store(path: Path, data: bytes) -> None:
    """Put a file in its place whole; who comes second puts the same there."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(path.parent.lstat()):
            return
        half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        try:
            handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
