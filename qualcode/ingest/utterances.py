"""What a file says that somebody said, and the text that is laid out from it.

Subtitles, records of speech recognition and tables say by themselves who speaks and where a turn
ends: no grammar has to find it. They become one text, a line a turn, in which the turns are known.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.model import Turn
from qualcode.turns import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.turns import Encoding

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")
_SECONDS_IN = {"hour": 3600, "minute": 60}


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said without a change of speaker.

    ``speaker`` is ``None`` where the file names nobody; ``start`` is in seconds, ``None`` where
    the file has no time; ``heading`` stands above it in the text and was said by nobody;
    ``asks`` says that the file tells an asker.
    """

    speaker: str | None
    words: str
    start: float | None = None
    heading: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The utterances of a file in order, and what of the file is in none of them.

    ``left_out`` counts by kind what was not taken (``empty``, ``note``, ``translation``, …),
    ``codings`` names the columns that hold codes, ``columns`` those of a table that are not read;
    ``interviews`` is how many the file says to hold.
    """

    utterances: tuple[Utterance, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    codings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    interviews: int = 1


def written(record: Record, encoding: Encoding) -> Written:
    """Return the text of a record, in which the turns are known."""
    text, turns = laid_out(record.utterances)
    return Written(
        text=text,
        encoding=encoding,
        left_out=record.left_out,
        said=turns,
        interviews=record.interviews,
        codings=record.codings,
        columns=record.columns,
    )


def laid_out(utterances: Iterable[Utterance]) -> tuple[str, tuple[Turn, ...]]:
    """Return the text of utterances, and their turns in it.

    A line begins with the label and a colon where somebody is named; a time is kept in the turn.
    An utterance without a word is left out.
    """
    pieces: list[str] = []
    turns: list[Turn] = []
    at = 0
    for it in utterances:
        words = it.words.strip()
        if not words:
            continue
        before = (f"{it.heading}\n" if it.heading else "") + _label(it.speaker, words)
        start = at + len(before)
        who, time = it.speaker or None, clock(it.start)
        turns.append(Turn(len(turns) + 1, start, start + len(words), who, time, it.asks))
        pieces.append(f"{before}{words}\n")
        at += len(pieces[-1])
    return "".join(pieces), tuple(turns)


def joined(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """Join what one named speaker says one after the other: recorders cut where somebody breathes.

    What nobody is named for is never joined.
    """
    said: list[Utterance] = []
    for it in utterances:
        goes_on = said and it.speaker and it.speaker == said[0].speaker and not it.heading
        if said and not goes_on:
            yield _one(said)
            said = []
        said.append(it)
    if said:
        yield _one(said)


def glued(pieces: Iterable[str]) -> str:
    """Join pieces of one stretch of speech: by a space, or by nothing beside Chinese."""
    text = ""
    for piece in map(str.strip, pieces):
        apart = text and piece and not (is_wide(text[-1]) or is_wide(piece[0]))
        text += f" {piece}" if apart else piece
    return text


def is_wide(character: str) -> bool:
    """Say whether a character is Chinese or one of its punctuation, between which no space is."""
    return _WIDE.match(character) is not None


def clock(seconds: float | None) -> str | None:
    """Return a time as ``HH:MM:SS``, ``None`` for none and for what is no time."""
    if seconds is None or not 0 <= seconds < 1000 * _SECONDS_IN["hour"]:
        return None
    hours, rest = divmod(int(seconds), _SECONDS_IN["hour"])
    minutes, rest = divmod(rest, _SECONDS_IN["minute"])
    return f"{hours:02}:{minutes:02}:{rest:02}"


def _one(said: list[Utterance]) -> Utterance:
    if len(said) == 1:
        return said[0]
    first = said[0]
    words = glued(it.words for it in said)
    return Utterance(first.speaker, words, first.start, first.heading, first.asks)


def _label(speaker: str | None, words: str) -> str:
    if not speaker:
        return ""
    return f"{speaker}：" if _WIDE.search(speaker + words) else f"{speaker}: "
