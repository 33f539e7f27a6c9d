"""The tables of the paper: whose codings are counted, and what the tables are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import agreement, analysis, export, spans
from qualcode.errors import InputError
from qualcode.project.comparison import (
    Passage,
    closed_round,
    comparable,
    passages,
    readers,
    refuse_unshared,
)
from qualcode.project.layers import Layer, chosen_layer, words_of, work_of
from qualcode.project.learning import reading_counts
from qualcode.project.part import Part, book_of, coder_named, current_book, round_named
from qualcode.store import codebooks, texts, work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.agreement import Matrix, Pair
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Round, UnitKind
    from qualcode.store import Connection
    from qualcode.table import Table

AGREEMENT = "agreement"


class Tables(Part):
    """The tables, each made anew from the project."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        return (*analysis.TABLES, AGREEMENT)

    def set_layer(self, coder: str, round: str | None = None) -> Layer:
        """Remember whose codings the tables count."""
        with self.store.reading() as connection:
            coder_named(connection, coder)
            if round is not None:
                round_named(connection, round)
        self.project.set("layer", {"coder": coder, "round": round})
        return Layer(coder, round)

    def layer(self, coder: str | None = None, round: str | None = None) -> Layer:
        """Return whose codings the tables count.

        What is named; else the newest closed consensus round; else the only coder who coded or
        read; else what was remembered.

        Raises:
            RuleError: several coders worked, and none is named.
        """
        with self.store.reading() as connection:
            return chosen_layer(connection, coder, round)

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
        if name == AGREEMENT:
            return self.agreement(round=round, unit=unit, language=language)
        if name not in analysis.TABLES:
            raise InputError(
                f"A table must be one of {', '.join(self.names())}, but {name!r} was given; "
                "choose one of them."
            )
        return analysis.TABLES[name](self.corpus(coder, round, unit, language, viewer))

    def corpus(
        self,
        coder: str | None = None,
        round: str | None = None,
        unit: UnitKind = "sentence",
        language: Language | None = None,
        viewer: str | None = None,
    ) -> analysis.Corpus:
        """Return what the tables of one layer are made from."""
        _check_unit(unit)
        language = language or self.project.language
        with self.store.reading() as connection:
            layer = chosen_layer(connection, coder, round)
            book = current_book(connection)
            codings, readings = work_of(connection, layer, viewer)
            infos = texts.transcripts(connection)
            return analysis.Corpus(
                texts=tuple(_text_data(connection, info.text_id, unit) for info in infos),
                participants=texts.participants(connection),
                book=book,
                codings=codings,
                readings=readings,
                layer=words_of(layer, language),
                unit=unit,
                language=language,
                since=_since(connection, book),
            )

    def agreement(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: UnitKind = "sentence",
        language: Language | None = None,
    ) -> Table:
        """Return agreement in a closed round, a row for each code and ``*`` over all.

        Raises:
            RuleError: the round is open, or no unit was read by two of the coders.
        """
        found, matrix, book = self.matrix(coders, round=round, unit=unit)
        return agreement.table(
            matrix,
            book,
            unit=unit,
            round_name=found.name,
            language=language or self.project.language,
        )

    def pairwise(self, *, round: str | None = None, unit: UnitKind = "sentence") -> list[Pair]:
        """Return alpha of every pair of coders of a closed round, pooled over codes."""
        return agreement.pairwise(self.matrix(None, round=round, unit=unit)[1])

    def disagreements(
        self,
        code: str | None = None,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: UnitKind = "sentence",
    ) -> tuple[Passage, ...]:
        """Return the passages where coders of a closed round differ, in reading order."""
        _, matrix, _ = self.matrix(coders, round=round, unit=unit)
        with self.store.reading() as connection:
            return passages(connection, matrix, unit, code)

    def matrix(
        self,
        coders: Sequence[str] | None = None,
        *,
        round: str | None = None,
        unit: UnitKind = "sentence",
    ) -> tuple[Round, Matrix, Codebook]:
        """Return units × codes × coders of a closed round, missing where unread."""
        _check_unit(unit)
        with self.store.reading() as connection:
            found = closed_round(connection, round)
            readings = work.readings(connection, round_id=found.id)
            names = tuple(coders or ()) or readers(connection, readings)
            for name in names:
                coder_named(connection, name)
            if coders and len(set(names)) < 2:
                raise InputError(
                    "Agreement needs two different coders or more, but only "
                    f"{names[0]} was named; name another, or none for all who read."
                )
            refuse_unshared(connection, found, names, readings)
            book = book_of(connection, found.codebook)
            data = [
                (
                    info.text_id,
                    texts.source(connection, info.text_id),
                    texts.units(connection, info.text_id, unit),
                )
                for info in texts.transcripts(connection)
            ]
            matrix = agreement.build(
                data,
                work.codings(connection, round_id=found.id),
                readings,
                names,
                tuple(code.id for code in book.codes),
                counts_for=reading_counts(connection, book),
            )
        return found, matrix, book

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
        """Return every table that the project can give now; agreement needs a closed round."""
        corpus = self.corpus(coder, round, unit, language, viewer)
        made = [build(corpus) for build in analysis.TABLES.values()]
        if self.comparable():
            made.append(self.agreement(coders, unit=unit, language=language))
        return made

    def write_all(self, directory: Path | str, **choice: Any) -> tuple[Path, ...]:
        """Write every table in every format of a paper; ``choice`` is that of ``all``."""
        made = self.all(**choice)
        language = choice.get("language") or self.project.language
        return tuple(export.write_all(made, directory, language=language))

    def comparable(self) -> bool:
        """Return whether some closed round was read by two coders or more."""
        with self.store.reading() as connection:
            return bool(comparable(connection))


def _text_data(connection: Connection, text_id: int, unit: UnitKind) -> analysis.TextData:
    found = texts.transcript(connection, text_id)
    assert found is not None
    people = texts.turn_participants(connection, text_id)
    return analysis.TextData(
        text_id=text_id,
        name=found.name,
        kind=found.kind,
        text=found.text,
        words=spans.word_characters(found.text),
        turns=found.turns,
        units=texts.units(connection, text_id, unit),
        participants=tuple(people.get(turn.id) for turn in found.turns),
    )


def _since(connection: Connection, book: Codebook) -> dict[str, int]:
    """Return for each code the first version from which on its meaning is today's."""
    hashes = codebooks.code_hashes(connection)
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
        raise InputError(
            f"A unit must be one of {', '.join(texts.UNIT_RULES)}, but {unit!r} was given; "
            "choose one."
        )
