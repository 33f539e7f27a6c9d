"""One form for what a reader takes for the same, so that it is found and compared as the same.

``fold`` drops characters that cannot be seen, puts a letter and its accents into one form, full
and half width into one width, and letters into one case; everything else stays: ``é`` is not
``e``, ``①`` is not ``1``, simplified characters are not traditional ones. Texts are never stored
folded: they are folded to be searched, and what is found is told in their own positions.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Offsets = NDArray[np.uint32]
    Kinds = NDArray[np.uint8]

_UNSEEN = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F),
    (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)  # fmt: skip
UNSEEN = frozenset(map(chr, chain.from_iterable(range(a, b + 1) for a, b in _UNSEEN)))
"""Controls that are no white space, Unicode's Default_Ignorable_Code_Point, annotation marks."""

# What ends a hit: these stand after a character without being a part of it, as joiners are.
_AFTER = "".join(
    it
    for it in UNSEEN
    if it not in "\u200c\u200d"
    and unicodedata.category(it)[0] != "M"
    and not 0xE0020 <= ord(it) <= 0xE007F
)
# A raised, circled or broken number says something else than the number.
_OTHER = {"<circle>", "<super>", "<sub>", "<fraction>"}
_JAMO = range(0x1161, 0x1200), range(0xD7B0, 0xD800)
_LETTERS_OF_HANGUL = range(0x3131, 0x318F)

_PLAIN, _ONE, _SEVERAL, _JOINS, _UNKNOWN = 0, 1, 2, 3, 255
_POINTS = 0x110000


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A folded text, and where its characters stand in the original.

    ``offsets`` has shape (characters, 2), code points: where the piece of the original begins
    and ends that a character comes from; both columns never fall. Pieces are a character with
    its accents and with what is not seen inside of it; several characters may come from one
    (``ﬁ``). ``None`` says that every character stands where it stood.
    """

    text: str
    offsets: Offsets | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the original that ``text[start:end]``, not empty, comes from.

        What is not seen is covered inside of the stretch, not before or after it. A piece is
        never cut; emoji families and flags are kept whole by ``graphemes.snap``.
        """
        if self.offsets is None:
            return Span(start, end)
        return Span(int(self.offsets[start, 0]), int(self.offsets[end - 1, 1]))

    def hits(self, words: str) -> Iterator[Span]:
        """Yield where folded words stand in the original, from left to right, none over another."""
        at, done = self.text.find(words) if words else -1, 0
        while at >= 0:
            found = self.span(at, at + len(words))
            if found.start >= done:
                yield found
                done = found.end
            at = self.text.find(words, at + len(words))


def fold(text: str, *, case: bool = True, sought: str = "") -> Folded:
    """Return a text as it is searched; with ``case=False`` capital letters stay what they are.

    Folding twice changes nothing. Where only ``sought``, folded, is looked for, a text in which
    nothing but other characters would change comes back as it is, which is faster.
    """
    if text.isascii() and text.isprintable():
        return Folded(text.lower() if case else text)
    return _table(case).fold(text, sought)


def folded(name: str, *, case: bool = True) -> str:
    """Return what two names, headings or labels share that a reader would take for one.

    Folded, without white space at the ends, and with one space for any inside.
    """
    return " ".join(fold(name, case=case).text.split())


@cache
def _table(case: bool) -> _Table:
    return _Table(case)


@dataclass(slots=True, eq=False)
class _Table:
    """What is known of every character: its kind, and the one character that it becomes.

    ``made`` are those that another becomes.
    """

    case: bool
    kinds: Kinds = field(init=False)
    ones: Offsets = field(init=False)
    made: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        import numpy as np

        self.kinds = np.full(_POINTS, _UNKNOWN, np.uint8)
        self.ones = np.arange(_POINTS, dtype=np.uint32)

    def fold(self, text: str, sought: str) -> Folded:
        import numpy as np

        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        kinds = np.take(self.kinds, points, mode="clip")
        most = int(kinds.max(initial=0))
        if most == _UNKNOWN:
            self._learn(set(text))
            kinds = np.take(self.kinds, points, mode="clip")
            most = int(kinds.max())
        if most == _PLAIN or (most == _ONE and sought and self.made.isdisjoint(sought)):
            return Folded(text)
        simple = self.ones[points].tobytes().decode("utf-32-le", "surrogatepass")
        if most == _ONE:
            return Folded(simple)
        return self._pieced(text, simple, kinds)

    def _learn(self, characters: set[str]) -> None:
        """Note characters; the kind comes last, for another thread may be reading."""
        for it in characters:
            made, _ = _piece(it, self.case)
            if it in UNSEEN or _extends(it):
                self.kinds[ord(it)] = _JOINS
            elif len(made) > 1:
                self.kinds[ord(it)] = _SEVERAL
            else:
                self.ones[ord(it)] = ord(made)
                if made != it:
                    self.made.add(made)
                self.kinds[ord(it)] = _PLAIN if made == it else _ONE

    def _pieced(self, text: str, simple: str, kinds: Kinds) -> Folded:
        """Fold a text with characters that become none or several, or belong to the one before."""
        import numpy as np

        first = kinds != _JOINS
        first[0] = True
        starts = np.flatnonzero(first)
        spans = np.column_stack((starts, np.append(starts[1:], len(text)))).astype(np.uint32)
        odd = np.flatnonzero(kinds >= _SEVERAL)
        rows = np.unique(np.searchsorted(starts, odd, side="right") - 1)
        said: list[str] = []
        ends: list[int] = []
        sizes: list[int] = []
        at = 0
        for start, end in spans[rows].tolist():
            made, covered = _piece(text[start:end], self.case)
            said += (simple[at:start], made)
            ends.append(start + covered)
            sizes.append(len(made))
            at = end
        said.append(simple[at:])
        lengths = np.ones(len(starts), np.intp)
        lengths[rows], spans[rows, 1] = sizes, ends
        return Folded("".join(said), np.repeat(spans, lengths, axis=0))


@lru_cache(maxsize=65_536)
def _piece(piece: str, case: bool) -> tuple[str, int]:
    """Return what a piece becomes, and how much of it is covered: what follows it is not."""
    seen = "".join(it for it in piece if it not in UNSEEN)
    said = "".join(map(_narrow, unicodedata.normalize("NFD", seen)))
    if case:
        said = unicodedata.normalize("NFD", said.casefold())
    return unicodedata.normalize("NFC", said), len(piece.rstrip(_AFTER))


def _narrow(character: str) -> str:
    """Return the usual form of a character that Unicode keeps for a width, a font or a layout."""
    kept = unicodedata.decomposition(character)
    if not kept.startswith("<") or ord(character) in _LETTERS_OF_HANGUL:
        return character
    tag, *points = kept.split()
    if tag in _OTHER:
        return character
    made = "".join(_narrow(chr(int(it, 16))) for it in points)
    return made if len(made) == 1 or made.isalpha() else character


def _extends(character: str) -> bool:
    """Return whether a character belongs to the one before it."""
    made = _narrow(character)[0]
    return unicodedata.category(made)[0] == "M" or any(ord(made) in it for it in _JAMO)
