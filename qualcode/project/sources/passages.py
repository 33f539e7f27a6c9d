"""All passages of one code in their places, as far as somebody may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from qualcode import spans
from qualcode.project.codes.splitting import SPLIT, put_split
from qualcode.project.lookup import Part
from qualcode.store import passages
from qualcode.study.access import sight
from qualcode.study.context import InContext, voice_of
from qualcode.study.study import may_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.model import Code, Memo, Origin
    from qualcode.store import Look
    from qualcode.store.passages import Marked
    from qualcode.study.access import Sight
    from qualcode.study.context import Voice

Held = Literal["", "other", "closed", "panel", "recoding"]
"""Why a passage cannot be changed: another's, a closed round's, a panel's, an own round's."""
PAGE = 50
AROUND = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """One coding in its place; ``held`` is empty where the viewer may change it."""

    uuid: str
    spot: InContext
    coder: str
    round: str
    origin: Origin
    held: Held
    memos: tuple[Memo, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which passages are wanted; ``None`` does not narrow.

    ``group`` is that of the participant who speaks, ``overlapping`` another code that the same
    coder put on some of the same characters in the same round.
    """

    transcript: str | None = None
    group: str | None = None
    coder: str | None = None
    round: str | None = None
    overlapping: str | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """A page of a code's passages with what there is in all, counted after narrowing.

    ``references`` are counted for each coder and round by itself. ``participants`` are those who
    speak in the passages, interviewers left out. The names to narrow by, of the code's whole
    passages, stand in the last four.
    """

    code: str
    items: tuple[Passage, ...]
    first: int
    total: int
    references: int
    in_transcripts: int
    participants: int
    transcripts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()


class PassagesOf(Part):
    """The passages of the codes."""

    def of(
        self,
        code: str,
        viewer: str,
        narrowed: Narrowed | None = None,
        *,
        first: int = 0,
        count: int = PAGE,
        around: int = AROUND,
    ) -> Passages:
        """Return ``count`` passages of a code from the ``first`` on, by transcript and position.

        Other coders' work of an open independent round is not among them, and while ``viewer``
        codes again nothing of a closed round is. The texts of the page alone are read.

        Raises:
            InputError: the code is not in the codebook.
        """
        notes: dict[str, list[Memo]] = {}
        for memo in reversed(self.project.memos.list("coding", viewer=viewer) if count else ()):
            notes.setdefault(memo.target, []).append(memo)
        with self.look() as look:
            look.study.code(code)
            there = _OfCode(look, sight(look.study, viewer), code)
            found = there.narrow(narrowed or Narrowed())
            page = found[first : first + count]
            return Passages(
                code,
                there.in_place(page, viewer, notes, around),
                first,
                len(found),
                there.references(found),
                len({it.text for it in found}),
                there.participants(found),
                *there.names(),
            )

    def counts(self, viewer: str) -> dict[str, int]:
        """Return how many passages of each code of the codebook ``viewer`` may see."""
        with self.looking() as (connection, study):
            by_key = passages.counts(connection, sight(study, viewer))
            name_of = {key: name for name, key in study.codes.items()}
            read_as = study.read_as()
            found = dict.fromkeys((it.id for it in study.book.codes), 0)
            for key, n in by_key.items():
                name = read_as.get(name_of[key], name_of[key])
                if name in found:
                    found[name] += n
            return found

    def overlaps(self, code: str, viewer: str) -> tuple[tuple[str, int], ...]:
        """Return how many passages of a code share characters with each other code, most first.

        Both codings are of one coder in one round. Codes that share nothing are left out.
        """
        with self.looking() as (connection, study):
            keys = study.stored_as(code)
            pairs = passages.sharing(connection, sight(study, viewer), keys)
            name_of = {key: name for name, key in study.codes.items()}
            read_as = study.read_as()
            there = {it.id for it in study.book.codes}
            shared: dict[str, set[str]] = defaultdict(set)
            for uuid, key in pairs:
                shared[read_as.get(name_of[key], name_of[key])].add(uuid)
            found = [(name, len(uuids)) for name, uuids in shared.items() if name in there]
            return tuple(sorted(found, key=lambda it: (-it[1], it[0])))

    def split(
        self, coder: str, parts: Mapping[str, Collection[str]], *, language: Language = "zh"
    ) -> tuple[tuple[Code, int], ...]:
        """Move own passages (uuids) of an open round to codes by name, in one act.

        A code that is not there is made, a concept with its name in ``language``. Return each
        code with how many passages it got. Undo takes the passages back; codes that were made
        stay in the codebook.

        Raises:
            InputError: a part has no name, or a passage is in two parts.
            RuleError: a passage is another's, or a code is new and the codebook frozen.
        """
        with self.store.acting(SPLIT, coder) as act:
            return put_split(act, coder, parts, language=language)


class _OfCode:
    """One look at a code's passages: its rows, and what stands around them."""

    def __init__(self, look: Look, seen: Sight, code: str) -> None:
        self._look = look
        self._study = study = look.study
        self._seen = seen
        self._keys = study.stored_as(code)
        self._named = look.names()
        order = {text: n for n, text in enumerate(self._named)}
        rows = passages.marked(look.connection, seen, codes=self._keys)
        self._rows = sorted((it for it in rows if it.text in order), key=lambda it: order[it.text])
        self._turns = look.turns({it.text for it in self._rows})
        self._voices = self._speaking(look.voices())
        self._coders = {it.id: it.name for it in study.coders}
        self._rounds = {it.id: it for it in study.rounds}

    def narrow(self, to: Narrowed) -> list[Marked]:
        shared: frozenset[str] | None = None
        if to.overlapping is not None:
            others = self._study.stored_as(to.overlapping)
            pairs = passages.sharing(self._look.connection, self._seen, self._keys)
            shared = frozenset(uuid for uuid, key in pairs if key in others)
        return [
            it
            for it in self._rows
            if to.transcript in (None, self._named[it.text])
            and to.coder in (None, self._coders[it.coder])
            and to.round in (None, self._rounds[it.round].name)
            and (to.group is None or to.group == self._group(it))
            and (shared is None or it.uuid in shared)
        ]

    def names(self) -> tuple[tuple[str, ...], ...]:
        """Return the transcripts, groups, coders and rounds to narrow by, in their order."""
        names = dict.fromkeys(self._named[it.text] for it in self._rows)
        groups = {group for it in self._rows if (group := self._group(it))}
        coders = {it.coder for it in self._rows}
        rounds = {it.round for it in self._rows}
        return (
            tuple(names),
            tuple(sorted(groups)),
            tuple(name for key, name in self._coders.items() if key in coders),
            tuple(it.name for key, it in self._rounds.items() if key in rounds),
        )

    def participants(self, rows: Iterable[Marked]) -> int:
        voices = {self._voices[it.uuid] for it in rows}
        return len({it.participant for it in voices if it and not it.asks and it.participant})

    def references(self, rows: Iterable[Marked]) -> int:
        by: dict[tuple[int, int, int], list[Marked]] = defaultdict(list)
        for it in rows:
            by[it.text, it.coder, it.round].append(it)
        return sum(len(spans.references(self._turns[text], own)) for (text, *_), own in by.items())

    def in_place(
        self, rows: Sequence[Marked], viewer: str, notes: Mapping[str, list[Memo]], around: int
    ) -> tuple[Passage, ...]:
        wanted = [(it.text, it.start, it.end) for it in rows]
        there = self._look.contexts(wanted, around=around)
        return tuple(
            Passage(
                row.uuid,
                spot,
                self._coders[row.coder],
                self._rounds[row.round].name,
                row.origin,  # type: ignore[arg-type]
                self._held(row, viewer),
                tuple(notes.get(row.uuid, ())),
            )
            for row, spot in zip(rows, there, strict=True)
        )

    def _held(self, row: Marked, viewer: str) -> Held:
        held = self._rounds[row.round]
        if held.settles:
            return "panel"
        if self._coders[row.coder] != viewer:
            return "other"
        if held.status == "closed":
            return "closed"
        return "" if may_code(held, viewer) else "recoding"

    def _speaking(self, voices: Sequence[Voice]) -> dict[str, Voice | None]:
        """Return by the coding's uuid who speaks where it begins."""
        found: dict[str, Voice | None] = {}
        for text, own in groupby(self._rows, key=lambda it: it.text):
            there, turns = list(own), self._turns[text]
            at = spans.homes(turns, [it.start for it in there])
            found.update(
                (it.uuid, voice_of(turns, voices, row)) for it, row in zip(there, at, strict=True)
            )
        return found

    def _group(self, row: Marked) -> str:
        voice = self._voices[row.uuid]
        return voice.group if voice else ""
