"""Words in texts: where they stand in the turns that count, and what of them would be coded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode import spans
from qualcode.gathering.words import ProjectWords
from qualcode.model import Span
from qualcode.store.across import passages
from qualcode.study.access import sight, working_round
from qualcode.study.context import InContext, called
from qualcode.text import find, graphemes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from qualcode.model import Coding
    from qualcode.store import Look, Store
    from qualcode.study.context import Voice
    from qualcode.study.study import Study
    from qualcode.text.find import Finder


Kind = Literal["text", "words", "characters", "pattern"]


KINDS: tuple[Kind, ...] = get_args(Kind)
"""Whatever the case and width; whole words; exactly these characters; a regular expression."""


Extent = Literal["sentence", "hit", "turn"]


EXTENTS: tuple[Extent, ...] = get_args(Extent)
"""What is coded of a hit: its sentence (or those that it runs over), itself, its turn."""


MOST = 20_000
"""So many places are kept of one search."""


AROUND = 60


@dataclass(frozen=True, slots=True)
class Where:
    """Where is looked; what is ``None`` or false does not narrow.

    ``speaker`` is a participant's pseudonym, or a label that stands for none; ``code`` keeps what
    the viewer coded with it, ``uncoded`` what the viewer has not coded in the round of now.
    """

    transcript: str | None = None
    speaker: str | None = None
    role: str | None = None
    group: str | None = None
    answers: bool = False
    code: str | None = None
    uncoded: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Where the words stand, in the order of transcripts and positions: (text, start, end).

    With ``more`` there are further places, which are not counted.
    """

    places: tuple[tuple[int, int, int], ...] = ()
    transcripts: int = 0
    more: bool = False

    def of(self, text: int) -> tuple[tuple[int, int], ...]:
        """Return the places in one text."""
        return tuple((start, end) for key, start, end in self.places if key == text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit in its place, and what of it would be coded.

    ``spot`` is what would be coded, ``hit`` the words that were found, which lie in it;
    ``coded`` says whether all of it has the code already.
    """

    spot: InContext
    hit: Span
    coded: bool = False

    @property
    def place(self) -> tuple[int, int, int]:
        """Return the hit as ``Hits.places`` has it."""
        return self.spot.text_id, self.hit.start, self.hit.end


@dataclass(frozen=True, slots=True)
class CodedHits:
    """What was coded of a list of hits; ``same`` had the code already, or the same words."""

    code: str
    codings: tuple[Coding, ...] = field(default=())
    same: int = 0


class Searched:
    """One search: which turns count, and what the viewer coded."""

    def __init__(self, look: Look, viewer: str, where: Where) -> None:
        self._where = where
        wanted: Iterable[int] = look.names()
        if where.transcript is not None:
            key = look.study.text(where.transcript)
            wanted = [text for text in wanted if text == key]
        self._turns = look.turns(wanted)
        voices = [*look.voices(), None]
        # the last is of turns that name nobody, whose row is −1
        self._speak = np.array([self._speaks(voice) for voice in voices], dtype=np.bool_)
        self._coded = _codings(look, viewer, where)

    def texts(self) -> list[int]:
        """Return the texts to look through; where something coded is wanted, only those."""
        if self._where.code is None:
            return list(self._turns)
        return [key for key in self._turns if key in self._coded]

    def within(self, text: int, source: str, finder: Finder, most: int) -> list[tuple[int, int]]:
        """Return at most so many places in the turns that count."""
        turns = self._turns[text]
        counts = self._speak[turns.speakers]
        own = self._coded.get(text, [])
        kept: list[tuple[int, int]] = []
        stretches = zip(turns.starts[counts].tolist(), turns.ends[counts].tolist(), strict=True)
        for start, end in finder(source, stretches):
            row = turns.at(start)
            if row < 0 or not counts[row] or end > turns.ends[row]:
                continue
            grown = graphemes.snap(source, start, end)
            if (kept and grown.start < kept[-1][1]) or not self._wanted(grown, own):
                continue
            kept.append((grown.start, grown.end))
            if len(kept) >= most:
                break
        return kept

    def _wanted(self, span: Span, own: list[Span]) -> bool:
        if self._where.code is not None and not spans.read([span], own)[0]:
            return False
        return not self._where.uncoded or not any(
            it.start < span.end and it.end > span.start for it in own
        )

    def _speaks(self, voice: Voice | None) -> bool:
        asked = self._where
        return (
            asked.speaker in (None, called(voice))
            and asked.role in (None, voice.role if voice else "")
            and asked.group in (None, voice.group if voice else "")
            and not (asked.answers and voice is not None and voice.asks)
        )


def finder_of(words: str, kind: Kind) -> Finder:
    """Return what finds the words in a text."""
    if kind == "pattern":
        return find.pattern(words)
    return find.exact(words) if kind == "characters" else find.literal(words)


def _codings(look: Look, viewer: str, where: Where) -> dict[int, list[Span]]:
    """Return by text what the viewer coded: with a code anywhere, or at all in the round of now.

    Nothing where it does not matter what is coded.
    """
    if where.code is None and not where.uncoded:
        return {}
    study = look.study
    seen, now = sight(study, viewer), _now(study, viewer)
    codes = None
    if where.code is not None:
        study.code(where.code)
        codes = study.stored_as(where.code)
    found: dict[int, list[Span]] = {}
    for it in passages.marked(look.connection, seen, codes=codes, coder=seen.coder):
        if codes is not None or now in (None, it.round):
            found.setdefault(it.text, []).append(Span(it.start, it.end))
    return found


def coded_there(
    look: Look, viewer: str, wanted: Sequence[tuple[int, int, int]], code: str | None
) -> list[bool]:
    """Return whether all of each place has the code by the viewer in the round of now."""
    if code is None or not wanted:
        return [False] * len(wanted)
    seen, now = sight(look.study, viewer), _now(look.study, viewer)
    keys = {text for text, _, _ in wanted}
    stored = look.study.stored_as(code)
    own: dict[int, list[Span]] = {key: [] for key in keys}
    for it in passages.marked(look.connection, seen, codes=stored, coder=seen.coder, texts=keys):
        if it.round == now:
            own[it.text].append(Span(it.start, it.end))
    return [bool(spans.read([Span(start, end)], own[text])[0]) for text, start, end in wanted]


def _now(study: Study, viewer: str) -> int | None:
    found = working_round(study, viewer)
    return found.id if found else None


def extended(
    look: Look, hits: Sequence[tuple[int, int, int]], extent: Extent
) -> list[tuple[int, int, int]]:
    """Return what would be coded of each hit: itself, or the units that it touches, grown to them.

    It is itself where it touches none.
    """
    if extent == "hit":
        return list(hits)
    keys = {text for text, _, _ in hits}
    units = look.turns(keys) if extent == "turn" else look.units("sentence", keys)
    found: list[tuple[int, int, int]] = []
    for text, start, end in hits:
        starts, ends = units[text].bounds
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left")) - 1
        touched = first <= last
        begin = min(start, int(starts[first])) if touched else start
        found.append((text, begin, max(end, int(ends[last])) if touched else end))
    return found


def _whole_words(offsets: npt.NDArray[np.uint32]) -> Callable[[int, int], bool]:
    """Return whether a stretch begins and ends where words do, for a text's word offsets."""
    starts, ends = set(offsets[:, 0].tolist()), set(offsets[:, 1].tolist())
    return lambda start, end: start in starts and end in ends


def _never(_start: int, _end: int) -> bool:
    """Return that a stretch is not of whole words, for a text in which the words are not."""
    return False


def found(
    store: Store,
    query: str,
    viewer: str,
    kind: Kind,
    where: Where,
    progress: Callable[[int, int], None] | None,
) -> Hits:
    """Return where ``query`` stands; see ``project.search.find``."""
    finder = finder_of(query if kind == "pattern" else query.strip(), kind)
    with store.reading() as connection:
        look = store.look(connection)
        keys = Searched(look, viewer, where).texts()
        sources = look.sources(keys) if kind == "words" else {}
    borders = _borders(ProjectWords(store), sources, finder, progress) if kind == "words" else None
    places: list[tuple[int, int, int]] = []
    with store.reading() as connection:
        look = store.look(connection)
        there = Searched(look, viewer, where)
        for text, source in look.sources(keys).items():
            pairs = there.within(text, source, finder, MOST + 1 - len(places))
            if borders is not None:
                pairs = [it for it in pairs if borders[text](*it)]
            places += [(text, start, end) for start, end in pairs]
            if len(places) > MOST:
                break
    kept = tuple(places[:MOST])
    return Hits(kept, len({text for text, _, _ in kept}), len(places) > MOST)


def _borders(
    words: ProjectWords,
    sources: Mapping[int, str],
    finder: Finder,
    progress: Callable[[int, int], None] | None,
) -> dict[int, Callable[[int, int], bool]]:
    """Return for each text whether a stretch begins and ends where words do."""
    wanted = [key for key, source in sources.items() if next(iter(finder(source, ())), None)]
    borders: dict[int, Callable[[int, int], bool]] = dict.fromkeys(sources, _never)
    for done, key in enumerate(wanted):
        if progress:
            progress(done, len(wanted))
        borders[key] = _whole_words(words.of(key))
    return borders
