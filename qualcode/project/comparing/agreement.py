"""How far coders agree in a closed round, where they differ, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args

from qualcode import agreement, review
from qualcode.agreement import coefficient_table, diagnosis, judged, other_tools, span_report
from qualcode.agreement.span_input import SpanChoice, SpanSheet
from qualcode.agreement.unitizing import coded_regions
from qualcode.errors import InputError
from qualcode.gathering import comparison, disputes
from qualcode.gathering import text_versions as meanings
from qualcode.gathering.comparison import (
    DifferingPassage,
    RoundWork,
    closed_round,
    comparable,
    passages,
    round_work,
)
from qualcode.gathering.text_units import sheets
from qualcode.i18n import tr
from qualcode.project.lookup import Part
from qualcode.store import codebooks, work
from qualcode.study import access
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from qualcode.agreement import Asked, IntervalChoice, Matrix, Pair
    from qualcode.gathering.text_versions import Apart
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Round, UnitKind
    from qualcode.project.lookup import Whole
    from qualcode.store import Connection, Look
    from qualcode.study import Study
    from qualcode.table import Table

    _Spans = tuple[Round, SpanSheet, tuple[str, ...], int]

Counted = Literal["sentence", "turn", "paragraph", "bracket", "character"]
COUNTED: tuple[Counted, ...] = get_args(Counted)
"""What may be counted; free spans have tables of their own."""

T = TypeVar("T")


class Compared(NamedTuple):
    """A round as it is compared: its matrix, its codebook, and what must be said of it.

    ``sign`` stands for the matrix where that never changes, ``None`` where it may.
    """

    round: Round
    matrix: Matrix
    book: Codebook
    said: tuple[str, ...] = ()
    sign: tuple[Any, ...] | None = None

    def labels(self, language: Language) -> dict[str, str]:
        """Return the codes' labels."""
        return _labels(self.book, language)


class _Seen(NamedTuple):
    """What never changes of a closed round: its matrix, its codebook, versions kept apart."""

    matrix: Matrix
    book: Codebook
    apart: tuple[Apart, ...]


class Agreement(Part):
    """Agreement of a closed round, always with the codebook that it was closed with.

    ``coders`` are names, ``None`` all who read; ``round`` is a name, ``None`` the newest
    independent one that two coders read. Every verb raises ``RuleError`` where the round is
    open or nothing was read twice, and ``InputError`` for a name or a unit that is none.
    """

    def __init__(self, project: Whole, viewer: str | None = None) -> None:
        """Belong to ``project``; ``viewer`` is the coder who looks."""
        super().__init__(project)
        self._viewer = viewer

    def seen_by(self, viewer: str | None) -> Agreement:
        """Return the same verbs for a coder who looks: while they code again none may be used."""
        return Agreement(self.project, viewer)

    def comparable(self) -> bool:
        """Return whether some closed independent round was read by two coders or more.

        For a viewer who codes again there is none.
        """
        with self.looking() as (connection, study):
            read = work.who_read(connection)
            return access.recoding_of(study, self._viewer) is None and bool(comparable(study, read))

    def compared(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
        language: Language | None = None,
    ) -> Compared:
        """Return units × codes × coders of a closed round, missing where unread."""
        _check_counted(unit)
        language = language or self.project.language
        with self.look() as look:
            found = self._closed(look.connection, look.study, round)
            seen, sign = self._seen(look, found, coders, unit)
        said = (*_standing(found, language), *meanings.note(seen.apart, language))
        return Compared(found, seen.matrix, seen.book, said, sign)

    def table(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
        language: Language | None = None,
        asked: Asked | None = None,
    ) -> Table:
        """Return the table ``agreement``, a row for each code and ``*`` over all.

        Where disagreements of the round were adjudicated in these units, the agreement after
        discussion stands beside; the round's own figures stay what they were when it closed.
        """
        language = language or self.project.language
        compared = self.compared(coders, round=round, unit=unit, language=language)
        wanted = asked or agreement.Asked()
        said, decided = (*compared.said, *wanted.said), self._decided(compared)

        def make() -> Table:
            after = review.post_discussion(compared.matrix, decided) if decided else None
            return agreement.table(
                compared.matrix,
                compared.book,
                unit=unit,
                round_name=compared.round.name,
                language=language,
                asked=agreement.Asked(wanted.interval, after, wanted.sets, said),
            )

        how = (wanted.interval, wanted.sets, said, tuple(sorted(decided.items())))
        return self._kept(compared, ("table", language, *how), make)

    def pair_table(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
        language: Language | None = None,
    ) -> Table:
        """Return the table ``agreement_pairs``: every pair of coders, every code."""
        language = language or self.project.language
        found = self.compared(coders, round=round, unit=unit, language=language)
        return agreement.pair_table(
            found.matrix, found.book, unit=unit, round_name=found.round.name, language=language
        )

    def coefficients(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
        code: str | None = None,
        interval: IntervalChoice | None = None,
        language: Language | None = None,
    ) -> tuple[Table, Table]:
        """Return the tables ``coefficients`` and ``counts``: every coefficient, a row each.

        Of one code whether units have it; without one of the sets of codes that coders gave to
        units, which takes seconds where thousands of different ones occur.
        """
        language = language or self.project.language
        found = self.compared(coders, round=round, unit=unit, language=language)
        choice = interval or agreement.IntervalChoice()

        def make() -> tuple[Table, Table]:
            it = judged.rated(found.matrix, found.labels(language), found.round.name, code)
            return coefficient_table.tables(it, choice, language, found.said)

        return self._kept(found, ("coefficients", language, code, choice, found.said), make)

    def pairwise(
        self, *, round: str | None = None, unit: Counted = "sentence", code: str | None = None
    ) -> list[Pair]:
        """Return alpha of every pair of coders of a closed round, over all codes or of one."""
        found = self.compared(None, round=round, unit=unit)
        matrix = found.matrix if code is None else found.matrix.only(code)
        return self._kept(found, ("pairwise", code), lambda: agreement.pairwise(matrix))

    def disagreements(
        self,
        code: str | None = None,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
    ) -> tuple[DifferingPassage, ...]:
        """Return the passages where coders of a closed round differ, in reading order."""
        found = self.compared(coders, round=round, unit=unit)

        def make() -> tuple[DifferingPassage, ...]:
            with self.look() as look:
                return passages(look, found.matrix, code)

        return self._kept(found, ("disagreements", code), make)

    def spans(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        choice: SpanChoice | None = None,
        language: Language | None = None,
    ) -> tuple[Table, Table]:
        """Return agreement on free spans: a row a code, and whether and what over all codes.

        Only what coders read is a text; two segments match by the overlap rule of ``choice``.
        """
        language, choice = language or self.project.language, choice or SpanChoice()
        with self.look() as look:
            found, sheet, _, unread = self._spans(look, coders, round)
            labels = _labels(codebooks.stored(look.connection, found.codebook), language)
        said = _standing(found, language)
        if unread:
            said += (tr("agreement.note.coded_unread", language, n=unread),)
        sheet = replace(sheet, labels=labels)
        return (
            span_report.codes(sheet, choice, language, said),
            span_report.overall(sheet, choice, language, said),
        )

    def diagnosis(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: Counted = "sentence",
        language: Language | None = None,
    ) -> tuple[Table, ...]:
        """Return why coders differ: confused codes, tendencies, transcripts, slack in borders."""
        language = language or self.project.language
        found = self.compared(coders, round=round, unit=unit, language=language)
        labels = found.labels(language)
        with self.look() as look:
            names = look.names()
            _, sheet, codes, _ = self._spans(look, coders, round)
        return (
            diagnosis.confusion(found.matrix, labels, language),
            diagnosis.bias(found.matrix, labels, language),
            diagnosis.influence(found.matrix, names, language),
            diagnosis.slack_table(sheet.texts, sheet.coders, codes, labels, language),
        )

    def other_tools(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: UnitKind = "sentence",
        by_code: bool = False,
        language: Language | None = None,
    ) -> Table:
        """Return what other programs would report for the same codings, by their own rules.

        They know no unread text: every text in which a coder read something counts whole.
        """
        language = language or self.project.language
        found = self.compared(coders, round=round, unit=unit, language=language)
        with self.look() as look:
            done = self._done(look, found.round, coders)
            listed = sheets(look, "sentence", done.texts)
        text = coded_regions.whole(
            listed, done.codings, done.readings, done.names, found.matrix.codes
        )
        domains: dict[str, list[str]] = {}
        for code in found.book.codes:
            if code.group:
                name = found.book.group_label(code.group, language)
                domains.setdefault(name, []).append(code.id)
        material = other_tools.Material(
            text.texts, done.names, found.matrix.codes, domains, excerpts=found.matrix
        )
        return other_tools.table(
            material,
            found.labels(language),
            unit=tr(f"unit.{unit}", language),
            language=language,
            by_code=by_code,
        )

    def _decided(self, compared: Compared) -> dict[tuple[int, str], int]:
        """Return what a panel decided in these units, empty where nothing was."""
        found = compared.round
        if found.kind not in comparison.SETTLED_KINDS or found.recodes:
            return {}
        with self.look() as look:
            decided = disputes.decided(look, found.name)
        known = set(compared.matrix.unit_ids.tolist()) if decided else set()
        return {key: value for key, value in decided.items() if key[0] in known}

    def _kept(self, found: Compared, what: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what follows from a closed round; it is made once where nothing can change it."""
        sign = found.sign
        return make() if sign is None else self.project.kept.get((*what, sign), make)

    def _closed(self, connection: Connection, study: Study, name: str | None) -> Round:
        access.sight(study, self._viewer).refuse_all()
        return closed_round(study, name, lambda: work.who_read(connection))

    def _seen(
        self, look: Look, found: Round, coders: Sequence[str] | None, unit: Counted
    ) -> tuple[_Seen, tuple[Any, ...] | None]:
        """Return a closed round's matrix; it is made once, but for brackets, which may be redrawn.

        Whoever looks, the parts of one project share what was made.
        """
        there = tuple(look.names().items())
        key = (found.id, found.hash, found.codebook, unit, tuple(coders or ()), there)

        def make() -> _Seen:
            return _made(look, found, self._done(look, found, coders), unit)

        if unit == "bracket":
            return make(), None
        return look.keep(("round", *key), make), key

    def _done(self, look: Look, found: Round, coders: Sequence[str] | None) -> RoundWork:
        """Return what was done in a closed round, which never changes."""
        key = ("done", *_sign(look, found, coders))
        return look.keep(key, lambda: round_work(look, found, coders))

    def _spans(self, look: Look, coders: Sequence[str] | None, round: str | None) -> _Spans:
        found = self._closed(look.connection, look.study, round)

        def make() -> _Spans:
            done = self._done(look, found, coders)
            book = codebooks.stored(look.connection, found.codebook)
            codes = tuple(code.id for code in book.codes)
            listed = sheets(look, "sentence", done.texts)
            marked = coded_regions.marked(listed, done.codings, done.readings, done.names, codes)
            named = look.names()
            names = tuple(named[text_id] for text_id in marked.text_ids)
            sheet = SpanSheet(found.name, done.names, codes, names, marked.texts)
            return found, sheet, codes, marked.unread

        return look.keep(("spans", *_sign(look, found, coders)), make)


def _sign(look: Look, found: Round, coders: Sequence[str] | None) -> tuple[Hashable, ...]:
    """Return what stands for the work of a closed round, and for how it is named."""
    names = tuple(it.name for it in look.study.coders)
    how = (found.codebook, tuple(coders or ()), names, look.study.maps)
    return (found.id, found.hash, *how, *look.names().items())


def _labels(book: Codebook, language: Language) -> dict[str, str]:
    return {code.id: code.label(language) for code in book.codes}


def _made(look: Look, found: Round, done: RoundWork, unit: Counted) -> _Seen:
    book = codebooks.stored(look.connection, found.codebook)
    build = agreement.characters if unit == "character" else agreement.build
    matrix = build(
        sheets(look, unit, done.texts),
        done.codings,
        done.readings,
        done.names,
        tuple(code.id for code in book.codes),
        counts_for=reading_counts(look.study, book),
    )
    return _Seen(matrix, book, meanings.apart(look, found, done.names))


def _standing(found: Round, language: Language) -> tuple[str, ...]:
    """Return what must be said of a round whose agreement is no reliability."""
    standing = review.standing(found)
    if standing == "reliability":
        return ()
    return (tr(f"standing.{standing}", language),)


def _check_counted(unit: str) -> None:
    if unit not in COUNTED:
        raise InputError("compared.unit", known=tuple(COUNTED), unit=unit)
