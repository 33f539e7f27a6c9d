"""Passages as pieces of text, each plain, marked, or around the passage; exact in code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark = Literal["around", "plain", "marked"]
Piece = tuple[str, Mark]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown of a text: a heading, pieces in order, and named lines beneath."""

    pieces: tuple[Piece, ...]
    head: str = ""
    lines: tuple[tuple[str, str], ...] = ()


def marked(text: str, start: int, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut ``text``, which begins at position ``start``, where the union of ``spans`` begins, ends.

    Spans may overlap, lie partly outside or be empty; the pieces joined are the text again.
    """
    inside = sorted(
        (max(a - start, 0), min(b - start, len(text)))
        for a, b in spans
        if a < b and b > start and a < start + len(text)
    )
    pieces: list[Piece] = []
    at = 0
    for begin, end in _union(inside):
        if begin > at:
            pieces.append((text[at:begin], "plain"))
        pieces.append((text[begin:end], "marked"))
        at = end
    if at < len(text):
        pieces.append((text[at:], "plain"))
    return tuple(pieces)


def around(before: str, pieces: Iterable[Piece], after: str) -> tuple[Piece, ...]:
    """Put what stands before and after a passage around its pieces."""
    inside: list[Piece] = [(before, "around"), *pieces, (after, "around")]
    return tuple((text, mark) for text, mark in inside if text)


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
