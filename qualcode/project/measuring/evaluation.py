"""How good the suggestions are: on held-out transcripts, on the blind sample, and with more coding.

Nothing is learned again for the table. A run keeps a score of every unit from a model that saw
nothing of the unit's transcript, so whatever people read before or after it is compared with
these, and blind turns as soon as they are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import suggest
from qualcode.errors import RuleError
from qualcode.gathering import training
from qualcode.gathering.embeddings import meaning
from qualcode.gathering.evaluation import learned_from, suggester_of
from qualcode.gathering.frequency_material import Ask, material
from qualcode.gathering.words import ProjectWords
from qualcode.project.lookup import Part
from qualcode.study import modes
from qualcode.suggest import learning_curve, quality
from qualcode.suggest.evaluated import Evaluated, about_run, quality_of
from qualcode.suggest.material import nothing_learned
from qualcode.suggest.verdict import Humans, humans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.i18n import Language
    from qualcode.model import Codebook
    from qualcode.suggest.learning_curve import LearningCurve
    from qualcode.suggest.quality import On
    from qualcode.table import Table


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
            quality_of(known, known.scored.run, column, people.get(code.id), language)
            for column, code in enumerate(known.book.codes)
        )
        return Evaluated(codes, about_run(known, known.scored.run, round_name, language))

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
    ) -> tuple[Codebook, LearningCurve]:
        with self.look() as look:
            modes.refuse_never(look.study)
            book, person = look.study.book, learned_from(look, coder, viewer)
            fit = suggester_of(look.connection, person)
        words = ProjectWords(self.store)
        words.cut_all()
        with self.look() as look:
            units = training.material(look, words.at(look.connection))
            taught = training.training(look, book, units, person)
        context = suggest.Context(
            words.matcher(book), meaning(self.store).encode, tuple(units.open)
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
        from qualcode.project.comparing.agreement import Agreement

        verbs = self.project.part(Agreement).seen_by(viewer)
        if not verbs.comparable():
            return {}, ""
        compared = verbs.compared(unit="sentence")
        then, matrix = compared.book.version, compared.matrix
        same = [c for c in matrix.codes if hashes.get((then, c)) == hashes.get((book.version, c))]
        return {
            code: humans(matrix.code(code), matrix.text_ids) for code in same
        }, compared.round.name
