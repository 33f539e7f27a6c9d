"""Brackets: the units of meaning that one person marked, with the codes hidden, for all to code.

Coders who choose their own passages disagree on where a unit begins before they disagree on its
code; one person who knows the material therefore cuts the units first (Campbell, Quincy, Osserman
and Pedersen 2013, Sociological Methods & Research 42: 294–320).
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode import export
from qualcode.agreement.layout import spoken
from qualcode.errors import Clause, InputError, RuleError
from qualcode.export.lines import table_of
from qualcode.gathering.coding_lines import COLUMNS as CODING_COLUMNS
from qualcode.gathering.coding_lines import text_of, turn_at
from qualcode.ingest.line_places import positions_of, refuse_other_words
from qualcode.ingest.lines import read_lines
from qualcode.model import Span, Unit
from qualcode.project.lookup import Part
from qualcode.spans import word_characters
from qualcode.store import Act, brackets, texts, work
from qualcode.study.access import sight
from qualcode.text.graphemes import snap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.ingest.lines import Line
    from qualcode.model import Round, Turn
    from qualcode.store import Connection, Look
    from qualcode.study import Study

COLUMNS = ("transcript", "turn", "start", "end", "text")
PLACES = ("start", "turn", "quote")
"""A line says where its bracket is by one of these columns."""


class _Mark(NamedTuple):
    """A span that is to be a bracket, and who or what says so."""

    start: int
    end: int
    place: Clause | str


class Brackets(Part):
    """The brackets of the project: one set a transcript, replaced whole, never changed."""

    def of(self, transcript: str) -> tuple[Unit, ...]:
        """Return the brackets of a transcript, in order."""
        with self.looking() as (connection, study):
            return texts.units(connection, study.text(transcript), "bracket")

    def list(self) -> dict[str, int]:
        """Return how many brackets each transcript has, in the order of names."""
        with self.looking() as (connection, study):
            sizes = brackets.sizes(connection, brackets.chosen(study.settings))
            return {it.name: sizes.get(key, 0) for key, it in study.sources.items()}

    def set(self, transcript: str, marks: Iterable[Span], *, by: str = "") -> tuple[Unit, ...]:
        """Make these spans the brackets of a transcript; no span takes its brackets away.

        Each grows to whole characters as a reader sees them and loses the space around it; the
        same span twice is one. ``by`` is the coder who bracketed, who can also undo it.

        Raises:
            InputError: a span is out of range, holds no words, or overlaps another.
        """
        marked = [_Mark(mark.start, mark.end, transcript) for mark in marks]
        with self.store.acting("bracket.set", by) as act:
            _known(act.study, by)
            text = act.study.text(transcript)
            self._put(act, {text: cut(act.connection, text, marked)}, by)
            return texts.units(act.connection, text, "bracket")

    def import_csv(self, path: Path | str, *, by: str = "") -> dict[str, int]:
        """Import brackets, all or none; return how many each transcript of the file has now.

        Columns ``transcript`` and ``start, end``; or ``turn`` for a whole turn; or ``quote``, with
        or without its ``turn``. A ``text`` column must hold the words at ``start, end``. The
        transcripts that the file names lose the brackets that they had; others keep theirs.

        Raises:
            InputError: the file or one of its lines is refused; the sentence names the line.
        """
        lines = read_lines(path, COLUMNS[:1], {*COLUMNS, *PLACES, *CODING_COLUMNS})
        with self.store.acting("bracket.set", by) as act:
            _known(act.study, by)
            marked = _marks(act.look, lines, str(path))
            self._put(act, {t: cut(act.connection, t, each) for t, each in marked.items()}, by)
            return _sizes(act.connection, marked)

    def from_coder(self, coder: str, *, round: str | None = None, by: str = "") -> dict[str, int]:
        """Make a coder's codings brackets, their codes left aside; return how many by transcript.

        Of the named round, else of the newest in which they coded. The same passage under several
        codes is one bracket.

        Raises:
            RuleError: the coder coded nothing there, or the round is open and independent.
            InputError: two of the codings overlap without being the same.
        """
        with self.store.acting("bracket.set", by) as act:
            connection, study = act.connection, act.study
            _known(study, by)
            person = study.coder(coder)
            found = _round_of(act.look, coder, round)
            # everybody sees brackets: nobody's of a blind round, nor what a coder codes again
            sight(study, "").refuse(coder, found)
            sight(study, coder).refuse(coder, found)
            names = {info.text_id: info.name for info in texts.transcripts(connection)}
            marked: dict[int, list[_Mark]] = {}
            for c in work.codings(connection, coder=person.id, round_id=found.id):
                if name := names.get(c.text_id):
                    place = f"{coder} in round {found.name}, {name}"
                    marked.setdefault(c.text_id, []).append(_Mark(c.start, c.end, place))
            self._put(act, {t: cut(connection, t, each) for t, each in marked.items()}, by)
            return _sizes(connection, marked)

    def export_csv(self, path: Path | str, *, language: Language = "en") -> int:
        """Write every bracket with its words and the turn in which it begins; return how many."""
        rows: list[tuple[str | int, ...]] = []
        with self.look() as look:
            names = look.names()
            cuts = {key: units for key, units in look.units("bracket", names).items() if units}
            words, turns = look.sources(cuts), look.turns(cuts)
            for key, units in cuts.items():
                name, said = names[key], words[key]
                rows += [
                    (name, turn_at(turns[key], u.start), u.start, u.end, said[u.start : u.end])
                    for u in units
                ]
        export.write(table_of("brackets", COLUMNS, rows, language), Path(path))
        return len(rows)

    def _put(self, act: Act, cuts: Mapping[int, Sequence[Unit]], by: str) -> None:
        """Put units in force, in a set of their own where no older set is the same.

        The set is an event of its own in the same transaction: undoing changes what is in force,
        while units that a reading may name already stay.
        """
        known = {t: brackets.known_as(act.connection, t, units) for t, units in cuts.items()}
        new = {t: units for t, units in cuts.items() if units and known[t] is None}
        if new:
            look = self.store.look
            cutting = Act(act.connection, self.store.replica, "bracket.cut", by, look=look)
            made = brackets.add_set(cutting, new)
            cutting.record()
            known.update(dict.fromkeys(new, made))
        for text, units in cuts.items():
            brackets.put_in_force(act, text, known[text] if units else None)


def cut(connection: Connection, text: int, marks: Iterable[_Mark]) -> list[Unit]:
    """Return the units that marks of a text make: whole characters, sorted, disjoint.

    In the frame is what holds a word of the interviewed side.
    """
    source = texts.source(connection, text)
    words = word_characters(source)
    answers = [turn for turn in texts.turns(connection, text) if not turn.asks]
    answered = spoken(words, answers)
    ends: dict[tuple[int, int], Clause | str] = {}
    for mark in marks:
        start, end = _whole(source, mark)
        if not words[start:end].any():
            raise InputError(
                "brackets.no_words",
                place=mark.place,
                start=mark.start,
                end=mark.end,
                source=_short(source[start:end]),
            )
        ends.setdefault((start, end), mark.place)
    placed = sorted(ends.items())
    for ((_, reach), first), ((start, end), second) in pairwise(placed):
        if start < reach:
            raise InputError(
                "brackets.overlap", second=second, start=start, end=end, reach=reach, first=first
            )
    return [
        Unit("bracket", n, start, end, bool(answered[start:end].any()))
        for n, ((start, end), _) in enumerate(placed, start=1)
    ]


def _whole(source: str, mark: _Mark) -> tuple[int, int]:
    """Return a mark without the space around it, grown to whole characters."""
    if not 0 <= mark.start < mark.end <= len(source):
        raise InputError(
            "brackets.outside",
            place=mark.place,
            n_source=len(source),
            start=mark.start,
            end=mark.end,
        )
    marked = source[mark.start : mark.end]
    start = mark.start + len(marked) - len(marked.lstrip())
    found = snap(source, start, max(start, mark.start + len(marked.rstrip())))
    return found.start, found.end


def _marks(look: Look, lines: Sequence[Line], name: str) -> dict[int, list[_Mark]]:
    if not lines or not any(column in lines[0].values for column in PLACES):
        raise InputError("brackets.columns", name=name)
    known: dict[str, tuple[int, str, tuple[Turn, ...]]] = {}
    marked: dict[int, list[_Mark]] = {}
    for line in lines:
        transcript = line["transcript"]
        try:
            if transcript not in known:
                text = text_of(look.study, transcript)
                known[transcript] = (
                    text,
                    texts.source(look.connection, text),
                    texts.turns(look.connection, text),
                )
            text, source, turns = known[transcript]
            mark = _Mark(*_place(line, source, turns), line.place)
        except InputError as error:
            raise InputError("brackets.at", place=line.place, error=error) from error
        marked.setdefault(text, []).append(mark)
    return marked


def _place(line: Line, source: str, turns: Sequence[Turn]) -> tuple[int, int]:
    if line["start"].strip() or line["end"].strip():
        return _positions(line, source)
    first, last = 0, len(source)
    if wanted := line["turn"].strip():
        found = [turn for turn in turns if str(turn.n) == wanted]
        if not found:
            raise InputError("brackets.no_turn", n_turns=len(turns), wanted=wanted)
        first, last = found[0].start, found[0].end
    quote = line["quote"].strip()
    if not quote and not wanted:
        raise InputError("brackets.which")
    return _quoted(source, quote, first, last) if quote else (first, last)


def _positions(line: Line, source: str) -> tuple[int, int]:
    start, end = positions_of(line)
    refuse_other_words(line, source[max(start, 0) : max(end, 0)], start, end)
    return start, end


def _quoted(source: str, quote: str, first: int, last: int) -> tuple[int, int]:
    at = source.find(quote, first, last)
    if at < 0:
        raise InputError("brackets.no_quote", quote=_short(quote))
    if source.find(quote, at + 1, last) >= 0:
        raise InputError("brackets.quote_twice", quote=_short(quote))
    return at, at + len(quote)


def _round_of(look: Look, coder: str, name: str | None) -> Round:
    """Return the named round, else the newest in which the coder coded; they must have."""
    coded, study = work.who_coded(look.connection), look.study
    worked = [r for r in study.rounds if (coder, r.name) in coded]
    found = study.round(name) if name else (worked[-1] if worked else None)
    if found is None or found not in worked:
        if name:
            raise RuleError("brackets.no_codings_in", coder=coder, round=name)
        raise RuleError("brackets.no_codings", coder=coder)
    return found


def _known(study: Study, by: str) -> None:
    if by:
        study.coder(by)


def _sizes(connection: Connection, keys: Iterable[int]) -> dict[str, int]:
    return {
        info.name: len(texts.units(connection, info.text_id, "bracket"))
        for info in texts.transcripts(connection)
        if info.text_id in keys
    }


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
