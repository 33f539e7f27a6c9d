"""What the tables count: texts, people, codebook, and one layer of codings and readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from qualcode import spans
from qualcode.model import Participant, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coding, Reading, TranscriptKind, Turn, Unit, UnitKind
    from qualcode.spans import Booleans, Stretch


@dataclass(frozen=True, slots=True)
class TextData:
    """One transcript's current text with what is in it.

    ``words`` is ``spans.word_characters(text)``; ``units`` are of the corpus's one kind;
    ``participants`` names for every turn the pseudonym of who speaks, ``None`` for nobody known.
    """

    text_id: int
    name: str
    kind: TranscriptKind
    text: str
    words: Booleans = field(compare=False, repr=False)
    turns: tuple[Turn, ...] = ()
    units: tuple[Unit, ...] = ()
    participants: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        if len(self.participants) != len(self.turns):
            raise ValueError("participants must name one speaker, or None, for every turn")

    def participant(self, index: int) -> str | None:
        """Return who speaks in a turn; the interviewer's side is no participant."""
        return None if self.turns[index].asks else self.participants[index] or None


@dataclass(frozen=True, slots=True)
class Corpus:
    """What every table is made from.

    ``codings`` and ``readings`` are one layer already: one coder's in one round, or one
    consensus; ``layer`` says in words whose. ``since`` names for a code the codebook from which
    on a reading speaks for it, in the scale of ``Reading.codebook``: a code that was added or
    changed its meaning later has to be read again.
    """

    texts: tuple[TextData, ...]
    participants: tuple[Participant, ...]
    book: Codebook
    codings: tuple[Coding, ...] = ()
    readings: tuple[Reading, ...] = ()
    layer: str = ""
    unit: UnitKind = "sentence"
    language: Language = "zh"
    since: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference of one code with where it stands; outside of all turns ``turn`` is ``None``."""

    text: TextData
    span: Span
    turn: Turn | None
    participant: str | None
    assisted: bool


def people(corpus: Corpus) -> tuple[Participant, ...]:
    """Return the participants, and after them who speaks in a text without being described."""
    known = {person.pseudonym for person in corpus.participants}
    seen = dict.fromkeys(
        name
        for text in corpus.texts
        for index in range(len(text.turns))
        if (name := text.participant(index)) and name not in known
    )
    return corpus.participants + tuple(Participant(name) for name in seen)


def counted(corpus: Corpus) -> dict[str, dict[int, list[Coding]]]:
    """Return the codings that tables count, by code and text; every code of the book is there."""
    texts = {text.text_id for text in corpus.texts}
    found: dict[str, dict[int, list[Coding]]] = {
        code.id: defaultdict(list) for code in corpus.book.codes
    }
    for coding in corpus.codings:
        if coding.code in found and coding.text_id in texts:
            found[coding.code][coding.text_id].append(coding)
    return found


def uncounted(corpus: Corpus) -> tuple[Counter[str], int]:
    """Return codings of codes that left the book, by code, and how many are of other texts."""
    texts = {text.text_id for text in corpus.texts}
    here = [coding for coding in corpus.codings if coding.text_id in texts]
    codes = {code.id for code in corpus.book.codes}
    gone = Counter(coding.code for coding in here if coding.code not in codes)
    return gone, len(corpus.codings) - len(here)


def references(corpus: Corpus) -> dict[str, list[Reference]]:
    """Return every code's references in the order of the texts; unused codes have none.

    What the interviewer's side says is not counted; ``asked`` says how much of it was coded.
    """
    return {
        code: [
            reference for reference in found if reference.turn is None or not reference.turn.asks
        ]
        for code, found in _every_reference(corpus).items()
    }


def asked(corpus: Corpus) -> int:
    """Return how many references are on the interviewer's side, over all codes."""
    return sum(
        reference.turn is not None and reference.turn.asks
        for found in _every_reference(corpus).values()
        for reference in found
    )


def _every_reference(corpus: Corpus) -> dict[str, list[Reference]]:
    return {
        code: [
            reference
            for text in corpus.texts
            if (codings := by_text.get(text.text_id))
            for reference in _references(text, codings)
        ]
        for code, by_text in counted(corpus).items()
    }


def coded_units(corpus: Corpus) -> dict[str, list[tuple[TextData, Unit]]]:
    """Return for every code the units in the frame that have it, in the order of the texts."""
    frames = {text.text_id: (text, frame(text)) for text in corpus.texts}
    return {
        code: _coded([(*frames[it], by_text[it]) for it in frames if it in by_text])
        for code, by_text in counted(corpus).items()
    }


def frame(text: TextData) -> list[Unit]:
    """Return the units that are counted: those of the interviewed side."""
    return [unit for unit in text.units if unit.in_frame]


@dataclass(frozen=True, slots=True)
class Reads:
    """How many units are in the frame and were read, and who was read to the end."""

    units: int
    read: int
    whole: frozenset[str]


def reads(corpus: Corpus, since: int = 0) -> Reads:
    """Return what the readings under codebook ``since`` or later say.

    Who has no unit in the frame was not read to the end.
    """
    readings: dict[int, list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.codebook >= since:
            readings[reading.text_id].append(reading)
    count = read = 0
    speaking: set[str] = set()
    unread: set[str] = set()
    for text in corpus.texts:
        units = frame(text)
        done = spans.read(units, readings[text.text_id], text.words)
        count, read = count + len(units), read + int(done.sum())
        speaking |= _who(text, units)
        unread |= _who(text, list(compress(units, ~done)))
    return Reads(count, read, frozenset(speaking - unread))


def _coded(
    parts: list[tuple[TextData, list[Unit], list[Coding]]],
) -> list[tuple[TextData, Unit]]:
    """Return one code's units in several texts, laid end to end so that one pass does for all.

    Only the units near a coding are laid out: no other can have the code.
    """
    words, units, marked, base = [], [], [], 0
    laid: list[tuple[TextData, Unit]] = []
    for text, in_frame, codings in parts:
        found = {index for coding in codings for index in _near(in_frame, coding)}
        near = [in_frame[index] for index in sorted(found)]
        all_of_it: list[Stretch] = [*near, *codings]
        low = min(stretch.start for stretch in all_of_it)
        high = max(stretch.end for stretch in all_of_it)
        units += [Span(unit.start - low + base, unit.end - low + base) for unit in near]
        marked += [Span(coding.start - low + base, coding.end - low + base) for coding in codings]
        words.append(text.words[low:high])
        laid += [(text, unit) for unit in near]
        base += high - low
    if not words:
        return []
    return list(compress(laid, spans.covered(np.concatenate(words), units, marked)))


def _near(stretches: Sequence[Stretch], around: Stretch) -> range:
    """Return the indexes of the stretches, sorted and disjoint, that share text with another."""
    first = bisect_right(stretches, around.start, key=lambda stretch: stretch.end)
    return range(
        first, bisect_left(stretches, around.end, first, key=lambda stretch: stretch.start)
    )


def _who(text: TextData, units: list[Unit]) -> set[str]:
    """Return the participants in whose turns the units are."""
    first = np.searchsorted([t.end for t in text.turns], [u.start for u in units], side="right")
    after = np.searchsorted([t.start for t in text.turns], [u.end for u in units], side="left")
    pairs = set(zip(first.tolist(), after.tolist(), strict=True))
    names = {text.participant(turn) for pair in pairs for turn in range(*pair)}
    return {name for name in names if name}


def _references(text: TextData, codings: list[Coding]) -> list[Reference]:
    found = []
    hull = Span(min(c.start for c in codings), max(c.end for c in codings))
    turns = _near(text.turns, hull)
    for span in spans.references(text.turns[turns.start : turns.stop], codings):
        home = next(iter(_near(text.turns, span)), None)
        found.append(
            Reference(
                text,
                span,
                None if home is None else text.turns[home],
                None if home is None else text.participant(home),
                assisted=any(
                    coding.exposure == "assisted"
                    and coding.start < span.end
                    and span.start < coding.end
                    for coding in codings
                ),
            )
        )
    return found
