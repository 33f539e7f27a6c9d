"""Search over the project: find words, and code what was found once somebody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode import spans
from qualcode.errors import InputError
from qualcode.model import Span
from qualcode.project.coding.code_target import Place
from qualcode.project.lookup import Part
from qualcode.store import passages, work
from qualcode.study.access import sight, working_round
from qualcode.study.context import InContext, called
from qualcode.text import find, graphemes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from qualcode.i18n import Language
    from qualcode.model import Coding
    from qualcode.store import Look
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
class Coded:
    """What was coded of a list of hits; ``same`` had the code already, or the same words."""

    code: str
    codings: tuple[Coding, ...] = field(default=())
    same: int = 0


class Search(Part):
    """Words in the texts of the project."""

    def transcripts(self) -> tuple[str, ...]:
        """Return the names of the transcripts that are searched, in their order."""
        with self.look() as look:
            return tuple(look.names().values())

    def stamp(self) -> int:
        """Return a number that is the same as long as nothing has happened in the project."""
        with self.store.reading() as connection:
            return work.happened(connection)

    def find(
        self,
        query: str,
        viewer: str = "",
        *,
        kind: Kind = "text",
        where: Where | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Hits:
        """Return where ``query`` stands in turns of the active transcripts.

        A hit lies in one turn, grown where it would cut a character; hits of one query do not
        overlap. Whole ``words`` are those that the project's dictionary cuts: texts in which the
        characters stand are cut once, which takes a while, with ``progress``. Simplified and
        traditional characters are different ones.

        Raises:
            InputError: the query is empty, too long, or a pattern that is refused or takes longer
                than two seconds; a name to narrow by is not in the project.
        """
        where = where or Where()
        words = query if kind == "pattern" else query.strip()
        finder = _finder(words, kind)
        with self.look() as look:
            keys = _Searched(look, viewer, where).texts()
        borders = self._borders(keys, finder, progress) if kind == "words" else None
        found: list[tuple[int, int, int]] = []
        with self.look() as look:
            there = _Searched(look, viewer, where)
            for text, source in look.sources(keys).items():
                pairs = there.within(text, source, finder, MOST + 1 - len(found))
                if borders is not None:
                    pairs = [it for it in pairs if borders[text](*it)]
                found += [(text, start, end) for start, end in pairs]
                if len(found) > MOST:
                    break
        kept = tuple(found[:MOST])
        return Hits(kept, len({text for text, _, _ in kept}), len(found) > MOST)

    def shown(
        self,
        viewer: str,
        hits: Sequence[tuple[int, int, int]],
        *,
        extent: Extent = "hit",
        code: str | None = None,
        around: int = AROUND,
    ) -> tuple[Hit, ...]:
        """Return hits in their places with what of them would be coded, and whether it is already.

        Only the texts of these hits are read: give those of one page.
        """
        with self.look() as look:
            named = look.study.sources
            hits = [it for it in hits if it[0] in named]
            wanted = _extended(look, hits, extent)
            there = look.contexts(wanted, around=around)
            coded = _coded(look, viewer, wanted, code)
            return tuple(
                Hit(spot, Span(start, end), done)
                for spot, (_, start, end), done in zip(there, hits, coded, strict=True)
            )

    def code(
        self,
        coder: str,
        hits: Sequence[tuple[int, int, int]],
        *,
        extent: Extent,
        code: str | None = None,
        label: str = "",
        language: Language = "zh",
    ) -> Coded:
        """Code hits that somebody has looked at, in one act: with a code, else with a new name.

        What has the code already is left as it is and counted; hits in one sentence or turn are
        coded once. The codings are manual ones and no readings: whoever wants zeros counted
        still has to read.

        Raises:
            InputError: there are no hits, or no code and no name.
            RuleError: no round is open, or the code is new and the codebook frozen.
        """
        if not hits:
            raise InputError("search_coding.nothing")
        label = " ".join(label.split())
        if code is None and not label:
            raise InputError("search_coding.no_code")
        if code is None:
            known = self.project.codebook.current().codes
            code = next((it.id for it in known if label in it.labels.values()), None)
        with self.look() as look:
            named = look.study.sources
            wanted = _extended(look, [it for it in hits if it[0] in named], extent)
            done = _coded(look, coder, wanted, code)
        new = dict.fromkeys(it for it, there in zip(wanted, done, strict=True) if not there)
        spans_of = [Place(*it) for it in new]
        same = len(hits) - len(spans_of)
        if not spans_of:
            return Coded(code or "", (), same)
        if code is not None:
            return Coded(code, self.project.codings.add_many(coder, spans_of, code), same)
        made, codings = self.project.codings.add_new(coder, spans_of, label, language=language)
        return Coded(made.id, codings, same)

    def _borders(
        self, keys: Sequence[int], finder: Finder, progress: Callable[[int, int], None] | None
    ) -> dict[int, Callable[[int, int], bool]]:
        """Return for each text whether a stretch begins and ends where words do."""
        with self.look() as look:
            sources = look.sources(keys)
        wanted = [key for key, source in sources.items() if next(iter(finder(source, ())), None)]
        found: dict[int, Callable[[int, int], bool]] = dict.fromkeys(keys, _never)
        for done, key in enumerate(wanted):
            if progress:
                progress(done, len(wanted))
            found[key] = _whole(self.project.transcripts.tokens(key))
        return found


class _Searched:
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


def _finder(words: str, kind: Kind) -> Finder:
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


def _coded(
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


def _extended(
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


def _whole(offsets: npt.NDArray[np.uint32]) -> Callable[[int, int], bool]:
    starts, ends = set(offsets[:, 0].tolist()), set(offsets[:, 1].tolist())
    return lambda start, end: start in starts and end in ends


def _never(_start: int, _end: int) -> bool:
    return False
