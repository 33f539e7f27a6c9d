"""What stands in the write-ahead log beside a file, judged by its bytes, as SQLite reads it.

The format is SQLite's (https://www.sqlite.org/fileformat2.html#walformat): a header of 32 bytes,
then frames of 24 bytes and a page, each with the salt of the header and a running checksum.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAGIC = 0x377F0682
_HEADER, _FRAME = 32, 24

_Sum = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of a log: the size of its pages, its salts and its checksum."""

    order: str
    page: int
    salt: tuple[int, ...]
    total: _Sum


def damaged(log: Path) -> bool:
    """Return whether a log holds finished work that SQLite passes over, because bytes changed.

    What was never finished, and what was overwritten since, is no damage; neither is no log.
    """
    content = _read(log)
    if not content:
        return False
    head = _head(content)
    return head is None or any(_lost(content, head))


def begun_anew(log: Path) -> bool:
    """Return whether a log was begun anew over an older one, and nothing was finished since.

    SQLite begins anew only where all of the older one is in the file: nothing is missing then.
    """
    content = _read(log)
    head = _head(content)
    if head is None:
        return False
    older = (head.salt[0] - 1) & 0xFFFFFFFF
    found = [(salt, ends) for _, ends, salt, _ in _frames(content, head)]
    return any(salt[0] == older for salt, _ in found) and not any(
        ends for salt, ends in found if salt == head.salt
    )


def _read(log: Path) -> bytes:
    try:
        return log.read_bytes()
    except OSError:
        return b""


def _head(content: bytes) -> _Head | None:
    """Return the header of a log, ``None`` where it is none."""
    if len(content) < _HEADER:
        return None
    words = struct.unpack(">8I", content[:_HEADER])
    order = "<>"[words[0] & 1]
    if words[0] & ~1 != _MAGIC or _summed(content[:24], order) != words[6:8]:
        return None
    return _Head(order, words[2], words[4:6], (words[6], words[7]))


def _frames(content: bytes, head: _Head) -> Iterator[tuple[int, int, tuple[int, ...], _Sum]]:
    """Yield where each frame begins, pages of the file if it ends an act, salts, checksum."""
    size = _FRAME + head.page
    for at in range(_HEADER, len(content) - size + 1, size):
        words = struct.unpack_from(">6I", content, at)
        yield at, words[1], words[2:4], (words[4], words[5])


def _lost(content: bytes, head: _Head) -> Iterator[bool]:
    """Yield for each finished transaction of this log whether SQLite passes over it."""
    total, whole = head.total, True
    for at, ends, salt, said in _frames(content, head):
        if salt != head.salt:
            whole = False
            continue
        if whole:
            total = _summed(content[at : at + 8], head.order, total)
            total = _summed(content[at + _FRAME : at + _FRAME + head.page], head.order, total)
            whole = total == said
        if ends:
            yield not whole


def _summed(part: bytes, order: str, total: _Sum = (0, 0)) -> _Sum:
    one, two = total
    for even, odd in struct.iter_unpack(f"{order}2I", part):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two
