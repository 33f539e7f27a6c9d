"""The tables of the paper: whose codings are counted, and what the tables are made from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qualcode import analysis, export
from qualcode.analysis import concordance
from qualcode.analysis.corpus import UnitsRead
from qualcode.analysis.laid import Laid
from qualcode.errors import InputError
from qualcode.gathering.coding_source import work_of
from qualcode.gathering.search import Where
from qualcode.project.lookup import Part
from qualcode.project.reporting.agreement_tables import COMPARED, Chosen
from qualcode.project.reporting.measured import KEPT, MEASURED
from qualcode.store import texts, work
from qualcode.store.cache import Same
from qualcode.study.coding_source import Layer, chosen_layer, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qualcode.analysis.concordance import By, Line, Order
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind
    from qualcode.store import Look
    from qualcode.study import Study
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
            raise InputError("tables.name", own=", ".join(self.names()), name=name)
        language = language or self.project.language
        chosen = Chosen(round, unit, language, viewer, coder)
        made = COMPARED.get(name) or MEASURED.get(name)
        asked = ("table", name, chosen)
        if made is not None and name in KEPT:
            return made(self.project, chosen)
        if made is not None:
            return self.keep(asked, lambda: made(self.project, chosen))
        build = analysis.TABLES[name]
        with self.look() as look:
            return look.keep_for_now(asked, lambda: build(_corpus(look, chosen)))

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
        chosen = Chosen(round, unit, self.project.language, viewer, coder)
        with self.look() as look:
            return look.keep_for_now(
                ("behind", figure, chosen), lambda: analysis.behind(_corpus(look, chosen), figure)
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
            hits = self.project.search.find(
                words,
                kind="words" if by == "words" else "text",
                where=Where(answers=answers),
                progress=progress,
            )
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

    def _lines(self, places: Sequence[tuple[int, int, int]], around: int) -> list[Line]:
        return [
            concordance.Line(
                it.spot.transcript,
                it.spot.text_id,
                it.spot.start,
                it.spot.end,
                it.spot.before,
                it.spot.text,
                it.spot.after,
                it.spot.turn,
                it.spot.speaker,
            )
            for it in self.project.search.shown("", places, around=around)
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
        chosen = Chosen(round, unit, language or self.project.language, viewer, coder)
        with self.look() as look:
            return _corpus(look, chosen)

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
        corpus = self.corpus(coder, round, unit, language, viewer)
        made = [build(corpus) for build in analysis.TABLES.values()]
        if self.project.frequencies.drawn():
            chosen = Chosen(round, unit, language, viewer, coder)
            made.append(MEASURED["frequencies"](self.project, chosen))
        agreed = self.project.agreement.seen_by(viewer)
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


def _corpus(look: Look, chosen: Chosen) -> analysis.Corpus:
    _check_unit(chosen.unit)
    return look.keep_for_now(("corpus", chosen), lambda: _read(look, chosen))


def _read(look: Look, it: Chosen) -> analysis.Corpus:
    assert it.language is not None
    study = look.study
    layer = chosen_layer(study, it.coder, it.round, partial(work.who_worked, look.connection))
    codings, readings = work_of(look, layer, it.viewer)
    found, laid = look.keep(("texts", it.unit, Same(look.index)), lambda: _texts(look, it.unit))
    read = look.keep(("read", Same(laid), Same(readings)), lambda: UnitsRead(laid, readings))
    return analysis.Corpus(
        texts=found,
        participants=look.people(),
        book=study.book,
        codings=codings,
        readings=readings,
        layer=words_of(layer, it.language),
        unit=it.unit,
        language=it.language,
        since=_since(study, study.book),
        laid=laid,
        read=read,
    )


def _texts(look: Look, unit: UnitKind) -> tuple[tuple[analysis.TextData, ...], Laid]:
    keys = list(look.names())
    sources, words, turns = look.sources(keys), look.words(keys), look.turns(keys)
    units = look.units(unit, keys)
    found = tuple(
        analysis.TextData(key, it.name, it.kind, sources[key], words[key], turns[key], units[key])
        for key, it in look.study.sources.items()
    )
    return found, Laid.of(found)


def _since(study: Study, book: Codebook) -> dict[str, int]:
    """Return for each code the first version from which on its meaning is today's."""
    hashes = study.meanings
    since: dict[str, int] = {}
    for code in book.codes:
        version = book.version
        today = hashes.get((version, code.id))
        while version > 1 and hashes.get((version - 1, code.id)) == today:
            version -= 1
        since[code.id] = version
    return since


def _check_unit(unit: str) -> None:
    if unit not in texts.UNIT_RULES:
        raise InputError("tables.unit", unit_rules=", ".join(texts.UNIT_RULES), unit=unit)
