"""What a person should say before a file is stored; few, and each only where it matters."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from qualcode.turns.reading import SURE, Query, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model import Turn
    from qualcode.turns.askers import Side
    from qualcode.turns.front_matter import FrontMatter

PLACEHOLDER = Query("placeholder")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BILINGUAL = 0.6
_WEIGHTY = 0.15
_LINES = 2
_MANY = 3


def of(
    written: Written,
    turns: tuple[Turn, ...],
    sides: Mapping[str, Side],
    above: FrontMatter,
    by_format: float | None,
    *,
    chat: bool,
) -> Iterator[Query]:
    """Yield the doubts of a reading, the gravest first."""
    if written.encoding.confidence < SURE:
        likely = (written.encoding.likely,) if written.encoding.likely else ()
        yield Query("encoding", values=(written.encoding.name, *likely))
    if len(above.blocks) > 1:
        yield Query("several_interviews", above.blocks[1][0], (str(len(above.blocks)),))
    if _two_languages(written.text, turns):
        yield Query("two_languages", turns[0].start)
    if chat:
        yield Query("chat", turns[0].start)
        return
    yield from _who_asks(turns, sides, by_format)


def told(written: Written, turns: tuple[Turn, ...], sides: Mapping[str, Side]) -> Iterator[Query]:
    """Yield the doubts of a file that says itself who speaks."""
    if written.encoding.confidence < SURE:
        yield Query("encoding", values=(written.encoding.name,))
    if written.interviews > 1:
        yield Query("several_interviews", turns[0].start, (str(written.interviews),))
    if written.left_out.get("translation"):
        yield Query("two_languages", turns[0].start)
    yield from _who_asks(turns, sides, None)


def _who_asks(
    turns: tuple[Turn, ...], sides: Mapping[str, Side], by_format: float | None
) -> Iterator[Query]:
    if not sides and by_format is None:
        yield Query("no_speakers")
        return
    if by_format is not None:
        if by_format < SURE:
            yield Query("by_format", turns[0].start)
        return
    often = Counter(turn.speaker for turn in turns)
    enough = max(often.values()) * _WEIGHTY
    unsure = tuple(
        label for label, side in sides.items() if side.confidence < SURE and often[label] >= enough
    )
    asking = any(turn.asks for turn in turns)
    if unsure:
        yield Query("who_asks", values=unsure)
    elif not asking and len(sides) == 1:
        yield Query("nobody_asks", values=tuple(sides))
    elif all(turn.asks for turn in turns):
        yield Query("all_ask", values=tuple(sides))


def _two_languages(text: str, turns: tuple[Turn, ...]) -> bool:
    """Say whether most turns have a line in Chinese and one in a Latin script."""
    both = several = 0
    for turn in turns:
        lines = [it for it in text[turn.start : turn.end].split("\n") if it.strip()]
        if len(lines) < _LINES:
            continue
        several += 1
        han = [len(_HAN.findall(it)) > len(_LATIN.findall(it)) for it in lines]
        both += any(han) and any(
            not is_han and bool(_LATIN.search(it)) for is_han, it in zip(han, lines, strict=True)
        )
    return several >= _MANY and both >= _BILINGUAL * len(turns)
