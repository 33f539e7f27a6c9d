"""How good the suggestions are: on held-out transcripts, on the blind sample, and with more coding.

Nothing is learned again for the table. A run keeps a score of every unit from a model that saw
nothing of the unit's transcript, so whatever people read before or after it is compared with
these, and blind turns as soon as they are read.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from qualcode import suggest
from qualcode.errors import RuleError
from qualcode.frequency.material import opened_ratings, sealed
from qualcode.i18n import tr
from qualcode.project.lookup import Part
from qualcode.project.measuring.frequencies import Ask, material
from qualcode.project.suggesting import modes, training
from qualcode.project.suggesting.embeddings import meaning
from qualcode.project.suggesting.runs import OURS, suggester_named
from qualcode.store import machine, work
from qualcode.study.access import sight
from qualcode.study.coding_source import chosen_layer, words_of
from qualcode.suggest import learning_curve, quality
from qualcode.suggest.evaluation import FOLDS
from qualcode.suggest.figures import Figures, figures
from qualcode.suggest.material import nothing_learned
from qualcode.suggest.quality import About, Quality
from qualcode.suggest.verdict import Humans, humans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.frequency.material import Material
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coder, Run
    from qualcode.store import Connection
    from qualcode.study import Study
    from qualcode.suggest.learning_curve import Curve
    from qualcode.suggest.quality import On
    from qualcode.table import Table


LEAST = 10
"""The blind sample says something from so many turns on, or from all of a smaller one."""


class Evaluated(NamedTuple):
    """Every code with its figures, and what a table of them says of itself."""

    codes: tuple[Quality, ...]
    about: About


class Evaluation(Part):
    """Figures of the newest run that may be seen, against one layer's codings.

    ``coder`` says whose, as for the tables: without one the newest consensus or the only coder.
    ``viewer`` is the coder who looks: of others they see nothing in an open independent round.
    Every verb raises ``RuleError`` where nothing was suggested yet, the project uses no
    suggestions, or it is unclear whose codings count.
    """

    def table(
        self,
        coder: str | None = None,
        *,
        viewer: str | None = None,
        run: int | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return the table ``quality``: one word a code, and the figures behind it."""
        language = language or self.project.language
        found = self.measured(coder, viewer=viewer, run=run, language=language)
        return quality.table(found.codes, found.about, language)

    def bins(
        self,
        coder: str | None = None,
        *,
        on: On = "folds",
        viewer: str | None = None,
        run: int | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return the table ``calibration``: mean score and share coded of each bin of scores."""
        language = language or self.project.language
        found = self.measured(coder, viewer=viewer, run=run, language=language)
        return quality.bins_table(found.codes, on, language)

    def measured(
        self,
        coder: str | None = None,
        *,
        viewer: str | None = None,
        run: int | None = None,
        language: Language | None = None,
    ) -> Evaluated:
        """Return the figures as values; ``quality.table`` makes their table."""
        language = language or self.project.language
        with self.look() as look:
            modes.refuse_never(look.study)
            known = material(look, Ask(coder, None, "sentence", run, viewer, language))
            if known.scored.run is None:
                raise RuleError("evaluation.no_suggestions")
            hashes = look.study.meanings
        people, round_name = self._humans(known.book, hashes, viewer or coder)
        codes = tuple(
            _quality(known, known.scored.run, column, people.get(code.id), language)
            for column, code in enumerate(known.book.codes)
        )
        return Evaluated(codes, _about(known, known.scored.run, round_name, language))

    def curve(
        self,
        coder: str | None = None,
        *,
        viewer: str | None = None,
        language: Language | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Table:
        """Return the table ``learning_curve``: would coding more transcripts help.

        It learns anew some sixty times, which takes seconds to minutes; ``progress`` hears of
        each, and what it raises stops the work.
        """
        language = language or self.project.language
        book, found = self._curve(coder, viewer, progress)
        return learning_curve.table(found, book, language=language)

    def _curve(
        self,
        coder: str | None,
        viewer: str | None,
        progress: Callable[[int, int, str], None] | None,
    ) -> tuple[Codebook, Curve]:
        with self.looking() as (connection, study):
            modes.refuse_never(study)
            book, person = study.book, _person(connection, study, coder, viewer)
            fit = _suggester(connection, person)
        transcripts = self.project.transcripts
        for info in transcripts.list():
            transcripts.tokens(info.text_id)
        with self.look() as look:
            units = training.material(look, transcripts.cached_tokens(look.connection))
            taught = training.training(look, book, units, person)
        context = suggest.Context(
            transcripts.matcher(book), meaning(self.store).encode, tuple(units.open)
        )
        return book, learning_curve.learning_curve(
            book,
            taught or nothing_learned(book),
            context,
            fit,
            on_fit=None if progress is None else lambda done, of: progress(done, of, ""),
        )

    def _humans(
        self, book: Codebook, hashes: Mapping[tuple[int, str], str], viewer: str | None
    ) -> tuple[dict[str, Humans], str]:
        """Return how far people agree in the newest closed round, on codes that mean the same."""
        verbs = self.project.agreement.seen_by(viewer)
        if not verbs.comparable():
            return {}, ""
        compared = verbs.compared(unit="sentence")
        then, matrix = compared.book.version, compared.matrix
        same = [c for c in matrix.codes if hashes.get((then, c)) == hashes.get((book.version, c))]
        return {
            code: humans(matrix.code(code), matrix.text_ids) for code in same
        }, compared.round.name


def _quality(
    known: Material, run: Run, column: int, humans: Humans | None, language: Language
) -> Quality:
    code = known.book.codes[column]
    scale = str(run.params.get("scales", {}).get(code.id, "uncalibrated"))
    cut = float(run.params.get("cuts", {}).get(code.id, suggest.AT_LEAST))
    scores, refused = known.scored.scores[:, column], known.scored.refused.get(code.id)
    is_probability = scale == "probability"
    labels = opened_ratings(known, column)
    folds = figures(labels, scores, cut, probability=is_probability)
    blind = figures(known.found.blinds(column), scores, cut, probability=is_probability)
    read, turns = _blind_read(known)
    if refused in {"other_meaning", "no_scores"}:
        folds, blind = _without(folds, str(refused)), _without(blind, str(refused))
    elif refused:
        blind = _without(blind, str(refused))
    elif read < min(LEAST, turns) or not turns:
        blind = _without(blind, "blind_unread", max(min(LEAST, turns) - read, 0))
    if scale != "similarity" and run.params.get("folds", FOLDS) < 2:
        folds = _without(folds, "one_transcript")
    return Quality(code.id, code.label(language), scale, folds, blind, humans)


def _without(counted: Figures, reason: str, needs: int = 0) -> Figures:
    return Figures(counted.positives, counted.negatives, reason=reason, needs=needs)


def _blind_read(known: Material) -> tuple[int, int]:
    return int(known.found.whole.sum()), int(known.frame.blind.sum())


def _about(known: Material, run: Run, round_name: str, language: Language) -> About:
    read, turns = _blind_read(known)
    opened = ~sealed(known)
    exposures = [known.found.exposures(column, opened) for column in range(len(known.book.codes))]
    return About(
        run=run.id,
        suggester=known.scored.words(language) or run.suggester,
        turns=turns,
        read=read,
        coded=sum(sum(each.values()) for each in exposures),
        assisted=sum(each["assisted"] for each in exposures),
        round=round_name,
        said=(tr("quality.note.whose", language, layer=words_of(known.layer, language)),),
    )


def _person(
    connection: Connection, study: Study, coder: str | None, viewer: str | None
) -> Coder | None:
    """Return whose codings are learned from beside closed rounds; a panel's are in none."""
    layer = chosen_layer(study, coder, None, partial(work.who_worked, connection))
    if not layer.coder:
        return None
    person = study.coder(layer.coder)
    if viewer is not None:
        sight(study, viewer).refuse(person.name)
    return person if person.kind == "person" else None


def _suggester(connection: Connection, person: Coder | None) -> suggest.Fit:
    """Return what learns: ours, or the one from elsewhere that made the newest suggestions."""
    runs = machine.runs(connection, person.id if person else None)
    if runs and runs[-1].suggester not in OURS:
        return suggester_named(runs[-1].suggester)
    return suggest.fit
