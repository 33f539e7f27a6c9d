"""What stands in the write-ahead log beside a file, judged by its bytes, as SQLite reads it.

The format is SQLite's (https://www.sqlite.org/fileformat2.html#walformat): a header of 32 bytes,
then frames of 24 bytes and a page, each with the salt of the header and a running checksum.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAGIC = 0x377F0682
_HEADER, _FRAME = 32, 24

_Sum = tuple[int, int]


def damaged(log: Path) -> bool:
    """Return whether a log holds finished work that SQLite passes over, because bytes changed.

    What was never finished, and what was overwritten since, is no damage; neither is no log.
    """
    try:
        content = log.read_bytes()
    except OSError:
        return False
    if not content:
        return False
    words = struct.unpack(">8I", content[:_HEADER]) if len(content) >= _HEADER else ()
    order = "<>"[words[0] & 1] if words else ""
    if not words or words[0] & ~1 != _MAGIC or _summed(content[:24], order) != words[6:8]:
        return True
    return any(_lost(content, words, order))


def _lost(content: bytes, words: tuple[int, ...], order: str) -> Iterator[bool]:
    """Yield for each finished transaction of this log whether SQLite passes over it."""
    size, salt, whole = _FRAME + words[2], words[4:6], True
    total: _Sum = (words[6], words[7])
    for at in range(_HEADER, len(content) - size + 1, size):
        head = struct.unpack_from(">6I", content, at)
        if head[2:4] != salt:
            whole = False
            continue
        if whole:
            total = _summed(content[at : at + 8], order, total)
            total = _summed(content[at + _FRAME : at + size], order, total)
            whole = total == head[4:6]
        if head[1]:
            yield not whole


def _summed(part: bytes, order: str, total: _Sum = (0, 0)) -> _Sum:
    one, two = total
    for even, odd in struct.iter_unpack(f"{order}2I", part):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two
