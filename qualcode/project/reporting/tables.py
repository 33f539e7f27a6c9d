"""The tables of the paper: whose codings are counted, and what the tables are made from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from qualcode import analysis, export
from qualcode.analysis import concordance
from qualcode.errors import InputError
from qualcode.gathering.corpus import TableChoice, corpus_of
from qualcode.gathering.search import Kind, Where, found
from qualcode.project.lookup import Part
from qualcode.store import texts, work
from qualcode.study.coding_source import Layer, chosen_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qualcode.analysis.concordance import By, ConcordanceLine, Order
    from qualcode.gathering.frequency_material import Counted
    from qualcode.i18n import Language
    from qualcode.model import UnitKind
    from qualcode.project.lookup import Whole
    from qualcode.table import Table


class Tables(Part):
    """The tables, each made from the project as it is now."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        return (*analysis.TABLES, *COMPARED, *MEASURED)

    def set_layer(self, coder: str, round: str | None = None) -> Layer:
        """Remember whose codings the tables count."""
        with self.looking() as (_, study):
            study.coder(coder)
            if round is not None:
                study.round(round)
        self.project.set("layer", {"coder": coder, "round": round})
        return Layer(coder, round)

    def layer(self, coder: str | None = None, round: str | None = None) -> Layer:
        """Return whose codings the tables count.

        What is named; else the newest closed consensus round; else the only coder who coded or
        read; else what was remembered.

        Raises:
            RuleError: several coders worked, and none is named.
        """
        with self.looking() as (connection, study):
            return chosen_layer(study, coder, round, partial(work.who_worked, connection))

    def get(
        self,
        name: str,
        *,
        coder: str | None = None,
        round: str | None = None,
        unit: UnitKind = "sentence",
        language: Language | None = None,
        viewer: str | None = None,
    ) -> Table:
        """Return a table by name; ``coder`` and ``round`` say whose codings it counts.

        ``viewer`` is the coder who looks: of others they see nothing in an open independent round.
        """
        if name not in self.names():
            raise InputError("tables.name", own=tuple(self.names()), name=name)
        language = language or self.project.language
        chosen = TableChoice(round, unit, language, viewer, coder)
        made = COMPARED.get(name) or MEASURED.get(name)
        asked = ("table", name, chosen)
        if made is not None and name in KEPT:
            return made(self.project, chosen)
        if made is not None:
            return self.keep(asked, lambda: made(self.project, chosen))
        build = analysis.TABLES[name]
        with self.look() as look:
            return look.keep_for_now(asked, lambda: build(corpus_of(look, chosen)))

    def behind(
        self,
        figure: analysis.Figure,
        *,
        coder: str | None = None,
        round: str | None = None,
        unit: UnitKind = "sentence",
        viewer: str | None = None,
    ) -> analysis.Behind:
        """Return the passages that a figure of a table counts, with the same choice as ``get``."""
        chosen = TableChoice(round, unit, self.project.language, viewer, coder)
        with self.look() as look:
            return look.keep_for_now(
                ("behind", figure, chosen), lambda: analysis.behind(corpus_of(look, chosen), figure)
            )

    def concordance(
        self,
        words: str,
        *,
        by: By = "words",
        order: Order = "text",
        answers: bool = True,
        around: int = 20,
        language: Language | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Table:
        """Return every place of ``words`` with ``around`` characters of its turn on each side.

        ``by`` whole words the texts that hold the characters are cut once, which takes a while,
        with ``progress``. ``answers`` leaves out what the interviewer's side says.

        Raises:
            InputError: there is nothing to look for, or too much of it.
        """
        language = language or self.project.language

        def make() -> Table:
            kind: Kind = "words" if by == "words" else "text"
            hits = found(self.store, words, "", kind, Where(answers=answers), progress)
            lines = concordance.ordered(self._lines(hits.places, around), order)
            return concordance.concordance(
                lines, words=words.strip(), by=by, language=language, more=hits.more
            )

        asked = ("concordance", words, by, order, answers, around, language)
        return self.keep(asked, make)

    def passages(
        self,
        found: analysis.Behind,
        *,
        title: str,
        language: Language | None = None,
    ) -> Table:
        """Return the words of the passages behind a figure, as a table to take away.

        Who did not agree to be quoted is not in it; the notes say how many that leaves out.
        """
        language = language or self.project.language
        with self.store.reading() as connection:
            people = texts.participants(connection)
        silent = {it.pseudonym for it in people if not it.consent.get("quote", True)}
        kept = [it for it in found.stands if it.participant not in silent]
        lines = self._lines([(it.text_id, it.start, it.end) for it in kept], 0)
        return concordance.passages(found, lines, title=title, language=language)

    def _lines(self, places: Sequence[tuple[int, int, int]], around: int) -> list[ConcordanceLine]:
        with self.look() as look:
            named = look.study.sources
            there = look.contexts([it for it in places if it[0] in named], around=around)
        return [
            concordance.ConcordanceLine(
                it.transcript,
                it.text_id,
                it.start,
                it.end,
                it.before,
                it.text,
                it.after,
                it.turn,
                it.speaker,
            )
            for it in there
        ]

    def corpus(
        self,
        coder: str | None = None,
        round: str | None = None,
        unit: UnitKind = "sentence",
        language: Language | None = None,
        viewer: str | None = None,
    ) -> analysis.Corpus:
        """Return what the tables of one layer are made from."""
        chosen = TableChoice(round, unit, language or self.project.language, viewer, coder)
        with self.look() as look:
            return corpus_of(look, chosen)

    def all(
        self,
        *,
        coder: str | None = None,
        round: str | None = None,
        coders: Sequence[str] | None = None,
        unit: UnitKind = "sentence",
        language: Language | None = None,
        viewer: str | None = None,
    ) -> list[Table]:
        """Return every table that the project can give now.

        Agreement needs a closed round, frequencies a blind sample.
        """
        from qualcode.project.comparing.agreement import Agreement
        from qualcode.project.measuring.frequencies import Frequencies

        corpus = self.corpus(coder, round, unit, language, viewer)
        made = [build(corpus) for build in analysis.TABLES.values()]
        if self.project.part(Frequencies).drawn():
            chosen = TableChoice(round, unit, language, viewer, coder)
            made.append(MEASURED["frequencies"](self.project, chosen))
        agreed = self.project.part(Agreement).seen_by(viewer)
        if agreed.comparable():
            made.append(agreed.table(coders, unit=unit, language=language))
        return made

    def write_all(
        self, directory: Path | str, *, titled: bool = False, **choice: Any
    ) -> tuple[Path, ...]:
        """Write every table in every format of a paper; ``choice`` is that of ``all``.

        ``titled`` names the files by the tables' titles.
        """
        made = self.all(**choice)
        language = choice.get("language") or self.project.language
        return tuple(export.write_all(made, directory, language=language, titled=titled))


def _agreement(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.comparing.agreement import Agreement

    return (
        project.part(Agreement)
        .seen_by(it.viewer)
        .table(round=it.round, unit=it.unit, language=it.language)
    )


def _pairs(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.comparing.agreement import Agreement

    return (
        project.part(Agreement)
        .seen_by(it.viewer)
        .pair_table(round=it.round, unit=it.unit, language=it.language)
    )


def _spans(place: int) -> Callable[[Whole, TableChoice], Table]:
    from qualcode.project.comparing.agreement import Agreement

    def table(project: Whole, it: TableChoice) -> Table:
        return (
            project.part(Agreement)
            .seen_by(it.viewer)
            .spans(round=it.round, language=it.language)[place]
        )

    return table


def _diagnosis(place: int) -> Callable[[Whole, TableChoice], Table]:
    from qualcode.project.comparing.agreement import Agreement

    def table(project: Whole, it: TableChoice) -> Table:
        found = (
            project.part(Agreement)
            .seen_by(it.viewer)
            .diagnosis(round=it.round, unit=it.unit, language=it.language)
        )
        return found[place]

    return table


def _other_tools(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.comparing.agreement import Agreement

    return (
        project.part(Agreement)
        .seen_by(it.viewer)
        .other_tools(round=it.round, unit=it.unit, language=it.language)
    )


def _plan(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.comparing.planning import Planning

    return project.part(Planning).table(it.round, unit=it.unit, language=it.language)


def _models(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.comparing.model_agreement import ModelAgreement

    return project.part(ModelAgreement).table(
        round=it.round, viewer=it.viewer, language=it.language
    )


COMPARED: dict[str, Callable[[Whole, TableChoice], Table]] = {
    "agreement": _agreement,
    "agreement_pairs": _pairs,
    "agreement_codes_by_spans": _spans(0),
    "agreement_by_spans": _spans(1),
    "agreement_confusion": _diagnosis(0),
    "agreement_bias": _diagnosis(1),
    "agreement_influence": _diagnosis(2),
    "agreement_slack": _diagnosis(3),
    "other_tools": _other_tools,
    "plan": _plan,
    "model_agreement": _models,
}


def frequencies_table(project: Whole, it: TableChoice, by: str | None = None) -> Table:
    """Return the table of frequencies of a choice."""
    from qualcode.project.measuring.frequencies import Frequencies

    return project.part(Frequencies).table(
        coder=it.coder,
        round=it.round,
        unit=cast("Counted", it.unit),
        by=by,
        viewer=it.viewer,
        language=it.language,
    )


def by_group(project: Whole, it: TableChoice) -> Table:
    """Return the table of frequencies by groups."""
    return frequencies_table(project, it, "group")


def _errors(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.measuring.frequencies import Frequencies

    return project.part(Frequencies).errors(
        coder=it.coder,
        round=it.round,
        unit=cast("Counted", it.unit),
        viewer=it.viewer,
        language=it.language,
    )


def _anchoring(project: Whole, it: TableChoice) -> Table:
    from qualcode.project.measuring.anchoring import Anchoring

    return project.part(Anchoring).table(it.coder, viewer=it.viewer, language=it.language)


MEASURED: dict[str, Callable[[Whole, TableChoice], Table]] = {
    "frequencies": frequencies_table,
    "frequencies_by_group": by_group,
    "frequency_errors": _errors,
    "anchoring": _anchoring,
}

KEPT = frozenset({"frequencies", "frequencies_by_group", "frequency_errors"})
"""Those that are kept where they are made, with everything that they depend on."""
