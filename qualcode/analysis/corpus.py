"""What the tables count: texts, people, codebook, and one layer of codings and readings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis import references as of_codes
from qualcode.analysis.laid import Laid
from qualcode.model import Participant
from qualcode.spans import NO_TURN
from qualcode.study.coded import CodedRows, ReadRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.analysis.references import References
    from qualcode.analysis.text_data import TextData
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coding, Reading, Span, Turn, Unit, UnitKind
    from qualcode.spans import Booleans, Positions, Stretches


@dataclass(frozen=True, slots=True)
class Reads:
    """How many units are in the frame and were read, and who was read to the end."""

    units: int
    read: int
    whole: frozenset[str]


class UnitsRead:
    """What readings say of texts laid end to end: which counted units were read, and of whom."""

    def __init__(self, laid: Laid, readings: Sequence[Reading]) -> None:
        """Look at nothing yet."""
        self._laid, self._readings = laid, ReadRows.of(readings)
        self._done: dict[int, Booleans] = {}
        self._reads: dict[int, Reads] = {}

    def done(self, since: int = 0) -> Booleans:
        """Return which counted units were read under a codebook or a later one."""
        under = self._readings.only(self._readings.codebook >= since)
        key = len(under)  # later versions have fewer readings, and as many are the same ones
        if key not in self._done:
            text, places = self._laid.place(under)
            self._done[key] = self._laid.frame.read(places.only(text >= 0))
        return self._done[key]

    def reads(self, since: int = 0) -> Reads:
        """Return how much was read under a codebook or a later one, and who to the end."""
        if since not in self._reads:
            laid, done = self._laid, self.done(since)
            self._reads[since] = Reads(len(laid.frame), int(done.sum()), laid.whole(done))
        return self._reads[since]


@dataclass(frozen=True)
class Corpus:
    """What every table is made from.

    ``codings`` and ``readings`` are one layer already: one coder's in one round, or one
    consensus; ``layer`` says in words whose. ``since`` names for a code the codebook from which
    on a reading speaks for it, in the scale of ``Reading.codebook``: a code that was added or
    changed its meaning later has to be read again. ``laid`` are the texts laid end to end and
    ``read`` what the readings say of them, which whoever has them already may give.
    """

    texts: tuple[TextData, ...]
    participants: tuple[Participant, ...]
    book: Codebook
    codings: Sequence[Coding] = ()
    readings: Sequence[Reading] = ()
    layer: str = ""
    unit: UnitKind = "sentence"
    language: Language = "zh"
    since: Mapping[str, int] = field(default_factory=dict)
    laid: Laid = field(default=None, compare=False, repr=False)  # type: ignore[assignment]
    read: UnitsRead = field(default=None, compare=False, repr=False)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.laid is None:
            object.__setattr__(self, "laid", Laid.of(self.texts))
        if self.read is None:
            object.__setattr__(self, "read", UnitsRead(self.laid, self.readings))

    @cached_property
    def coding_rows(self) -> CodedRows:
        """All codings, as columns."""
        return CodedRows.of(self.codings)

    @cached_property
    def marked(self) -> CodingColumns:
        """The codings that tables count, as columns."""
        return _marked(self)

    @cached_property
    def references(self) -> References:
        """Every code's references, of the interviewer's side too."""
        it = self.marked
        return of_codes.references(self.laid, it.text, it.places, it.code, it.assisted)

    @cached_property
    def coded(self) -> tuple[Positions, ...]:
        """For every code of the book the rows of ``laid`` of the counted units that have it."""
        it = self.marked
        code, unit = self.laid.frame.coded(it.places, it.code)
        ends = np.searchsorted(code, np.arange(1, len(self.book.codes)))
        return tuple(np.split(unit, ends)[: len(self.book.codes)])


@dataclass(frozen=True, slots=True, eq=False)
class CodingColumns:
    """Codings as columns: text and code as rows of corpus and book, where they stand."""

    text: Positions
    places: Stretches
    code: Positions
    assisted: Booleans


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
    said, first = np.unique(corpus.laid.person, return_index=True)
    order = said[np.argsort(first)]
    seen = [corpus.laid.people[row] for row in order[order >= 0].tolist()]
    return corpus.participants + tuple(Participant(name) for name in seen if name not in known)


def counted(corpus: Corpus) -> dict[str, dict[int, list[Coding]]]:
    """Return the codings that tables count, by code and text; every code of the book is there."""
    found: dict[str, dict[int, list[Coding]]] = {
        code.id: defaultdict(list) for code in corpus.book.codes
    }
    for coding in corpus.codings:
        if coding.code in found and coding.text_id in corpus.laid.row:
            found[coding.code][coding.text_id].append(coding)
    return found


def uncounted(corpus: Corpus) -> tuple[Counter[str], int]:
    """Return codings of codes that left the book, by code, and how many are of other texts."""
    found = corpus.coding_rows
    here = found.only(corpus.laid.place(found)[0] >= 0)
    gone = here.code.only(~here.code.among({code.id for code in corpus.book.codes}))
    return Counter(gone.tolist()), len(found) - len(here)


def answered(corpus: Corpus) -> References:
    """Return every code's references in what the interviewed side says, as columns.

    What the interviewer's side says is not counted; ``asked`` says how much of it was coded.
    """
    return corpus.references.only(~_asked(corpus))


def references(corpus: Corpus) -> dict[str, list[Reference]]:
    """Return every code's references in the order of the texts; unused codes have none."""
    found: dict[str, list[Reference]] = {code.id: [] for code in corpus.book.codes}
    names = list(found)
    for code, reference in each(corpus, answered(corpus)):
        found[names[code]].append(reference)
    return found


def each(corpus: Corpus, found: References) -> Iterator[tuple[int, Reference]]:
    """Yield references one by one, each with the row of its code in the book."""
    laid = corpus.laid
    columns = (found.code, found.text, found.turn, found.starts, found.ends, found.assisted)
    for code, text, turn, start, end, assisted in zip(
        *(it.tolist() for it in columns), strict=True
    ):
        data = corpus.texts[text]
        row = int(laid.turn_row[turn]) if turn != NO_TURN else None
        yield (
            code,
            Reference(
                data,
                laid.span(text, start, end),
                None if row is None else data.turns[row],
                None if row is None else data.participant(row),
                assisted=assisted,
            ),
        )


def asked(corpus: Corpus) -> int:
    """Return how many references are on the interviewer's side, over all codes."""
    return int(_asked(corpus).sum())


def persons(corpus: Corpus, found: References) -> Positions:
    """Return who speaks in each reference as a row of ``laid.people``, −1 for nobody known."""
    if not len(corpus.laid.person):
        return np.full(len(found.turn), NO_TURN)
    return np.where(found.turn == NO_TURN, NO_TURN, corpus.laid.person[found.turn])


def coded_units(corpus: Corpus) -> dict[str, list[tuple[TextData, Unit]]]:
    """Return for every code the units in the frame that have it, in the order of the texts."""
    laid = corpus.laid
    framed = [text.counted for text in corpus.texts]
    return {
        code.id: [
            (corpus.texts[text], framed[text][row])
            for text, row in zip(
                laid.unit_text[rows].tolist(), laid.unit_row[rows].tolist(), strict=True
            )
        ]
        for code, rows in zip(corpus.book.codes, corpus.coded, strict=True)
    }


def reads(corpus: Corpus, since: int = 0) -> Reads:
    """Return what the readings under codebook ``since`` or later say.

    Who has no unit in the frame was not read to the end.
    """
    return corpus.read.reads(since)


def _asked(corpus: Corpus) -> Booleans:
    found, laid = corpus.references, corpus.laid
    if not len(laid.asks):
        return np.zeros(len(found.turn), dtype=np.bool_)
    asks: Booleans = (found.turn != NO_TURN) & laid.asks[found.turn]
    return asks


def _marked(corpus: Corpus) -> CodingColumns:
    found = corpus.coding_rows
    code = found.code.places([code.id for code in corpus.book.codes])
    assisted = found.exposure.among(["assisted"])
    text, places = corpus.laid.place(found)
    kept = (code >= 0) & (text >= 0) & (places.starts < places.ends)
    return CodingColumns(text[kept], places.only(kept), code[kept], assisted[kept])
