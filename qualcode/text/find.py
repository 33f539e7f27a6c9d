"""Find words in a text: as a reader sees them, character by character, or by a pattern."""

from __future__ import annotations

import re
import time
from math import prod
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Stretches = Iterable[tuple[int, int]]
    Finder = Callable[[str, Stretches], Iterator[tuple[int, int]]]
    """Takes a text and its turns, gives half-open code point positions in order."""

LONGEST = 200
"""So many characters a query may have."""
MOST_REPEATS = 1000
"""The counted repeats of a pattern, multiplied: nested ones grow while they are compiled."""
SHORTEST = 1e-6
"""The time that is left when none is: the next match ends at once, unless it is there."""
SECONDS = 2.0
"""So long one search by a pattern may take, all texts together."""

_RECURSION = re.compile(r"(?<!\\)(?:\\\\)*(\(\?(?:R|[+-]?\d+|&\w+|P>\w+)\))")
_COUNTED = re.compile(r"\{\s*(\d*)\s*,?\s*(\d*)\s*\}")


def literal(words: str) -> Finder:
    """Find ``words`` whatever the case, the width, the form of accents, and what is not seen.

    See ``fold``: a hit covers the characters of the text as they stand there.

    Raises:
        InputError: there is nothing that can be seen, or more than ``LONGEST`` characters.
    """
    _check_length(words)
    folded = fold(words).text
    if not folded:
        raise InputError("search.unseen")

    def find(source: str, _: Stretches) -> Iterator[tuple[int, int]]:
        return ((hit.start, hit.end) for hit in fold(source, sought=folded).hits(folded))

    return find


def exact(words: str) -> Finder:
    """Find exactly these characters."""
    _check_length(words)

    def find(source: str, _: Stretches) -> Iterator[tuple[int, int]]:
        at = source.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = source.find(words, at + len(words))

    return find


def pattern(words: str, *, seconds: float = SECONDS) -> Finder:
    """Find what a regular expression matches inside a turn; ``^`` and ``$`` are its lines' ends.

    The finder may be used for as many texts as there are, but no longer than ``seconds``
    together. Matches without characters are left out.

    Raises:
        InputError: the expression is refused, here; it takes too long, while finding.
    """
    import regex

    _check_length(words)
    _check_repeats(words)
    try:
        compiled = regex.compile(words, regex.MULTILINE | regex.IGNORECASE)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        place = getattr(error, "pos", None)
        said = str(error).split(" at position")[0]
        if place is None:
            raise InputError("find.mistake", words=words, said=said) from error
        raise InputError("find.mistake_at", words=words, at=place + 1, said=said) from error
    until: list[float] = []

    def find(source: str, stretches: Stretches) -> Iterator[tuple[int, int]]:
        if not until:
            until.append(time.monotonic() + seconds)
        try:
            for start, end in stretches:
                left = _left(until[0])
                said = source[start:end]
                for match in compiled.finditer(said, timeout=left, concurrent=True):
                    first, last = match.span()
                    if first < last:
                        yield start + first, start + last
        except TimeoutError as error:
            raise InputError("find.slow", seconds=seconds, words=words) from error
        except (MemoryError, RecursionError) as error:
            raise InputError("search.memory", words=words) from error

    return find


def _left(until: float) -> float:
    """Return the seconds that are left, more than none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _check_length(words: str) -> None:
    if not 0 < len(words) <= LONGEST:
        raise InputError("find.length", longest=LONGEST, n_words=len(words))


def _check_repeats(words: str) -> None:
    if found := _RECURSION.search(words):
        raise InputError("search.recursion", words=words, found=found[1])
    counts = [max(int(low or 1), int(high or 1)) for low, high in _COUNTED.findall(words)]
    if prod(max(count, 1) for count in counts) > MOST_REPEATS:
        raise InputError("find.repeats", most_repeats=MOST_REPEATS, words=words)
