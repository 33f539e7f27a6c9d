"""A run of a suggester: set the blind sample aside, learn, suggest, and keep what it thinks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import suggest
from qualcode.errors import RuleError
from qualcode.frequency.strata import drawable
from qualcode.gathering import blind_sample, training
from qualcode.gathering.embeddings import Meaning, meaning
from qualcode.gathering.run_material import RunMaterial, audience_of, by_text, read_units
from qualcode.gathering.words import ProjectWords
from qualcode.project.comparing.opening import begun
from qualcode.project.measuring import draw
from qualcode.store import machine, model_scores, texts
from qualcode.store.log.journal import now
from qualcode.study import modes
from qualcode.suggest.material import long_enough
from qualcode.suggest.named import OURS, suggester_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from qualcode.frequency.strata import SampleStatus
    from qualcode.model import Codebook, Coder, Suggestion
    from qualcode.project.lookup import Whole
    from qualcode.store import Act
    from qualcode.table import Table


STEPS = 5
"""The steps of a run that its progress names: sample, words, meaning, learning, suggesting."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: units asked about, suggestions made, and how good its scores are.

    ``engine`` names the sentence embeddings that were used; ``missing`` says in one sentence why
    there were none.
    """

    run: int
    suggester: str
    units: int
    suggested: int
    sample: SampleStatus
    first: bool
    evaluation: Table | None
    engine: str | None = None
    missing: str = ""


def run(
    project: Whole,
    coder: str | None,
    *,
    seed: int | None,
    suggester: str | None,
    progress: Callable[[int, int, str], None] | None,
) -> RunReport:
    """Do a run; everything it found is written in one transaction at its end."""
    tell = progress or (lambda _done, _total, _what: None)
    fit = suggester_named(suggester) if suggester else None
    book, audience = _who(project, coder)
    if fit is not None and suggester not in OURS:
        suggest.rehearse(fit, book, _material(project, book, audience).training)
    match = ProjectWords(project.store).matcher(book)
    tell(0, STEPS, "sample")
    with project.store.acting("sample.draw") as act:
        begun(act, project.store)
        draw.draw(act, seed)
    tell(1, STEPS, "words")
    asked = _material(project, book, audience)
    tell(2, STEPS, "meaning")
    known = meaning(project.store)
    tell(3, STEPS, "learning")
    context = suggest.Context(match, known.encode, tuple(asked.opened))
    learned = suggest.learn(book, asked.training, context, fit=fit)
    tell(4, STEPS, "suggesting")
    found = learned.propose(asked.units)
    reports = learned.reports()
    language = project.language
    evaluation = suggest.report(reports, book, language=language) if reports else None
    with project.store.acting("suggestion.run") as act:
        key, first = _write(act, asked, learned, found, known, evaluation)
    tell(STEPS, STEPS, "")
    with project.store.reading() as connection:
        sample = blind_sample.status(project.store.look(connection))
    name = learned.suggester.name
    return RunReport(
        key, name, len(asked.units), len(found), sample, first, evaluation, known.engine,
        known.missing,
    )  # fmt: skip


def _who(project: Whole, coder: str | None) -> tuple[Codebook, Coder | None]:
    with project.store.reading() as connection:
        study = project.store.study(connection)
        modes.refuse_never(study)
        book = study.book
        if not book.codes:
            raise RuleError("runs.no_codes")
        if not texts.transcripts(connection):
            raise RuleError("runs.no_transcripts")
        return book, audience_of(study, coder)


def _material(project: Whole, book: Codebook, audience: Coder | None) -> RunMaterial:
    words = ProjectWords(project.store)
    words.cut_all()
    with project.store.reading() as connection:
        look = project.store.look(connection)
        material = training.material(look, words.at(connection))
        taught = training.training(look, book, material, audience)
        done = read_units(look, audience)
        # what came in after this run's draw waits for the next one, or it could never be blind
        facts = blind_sample.facts_of(look)
        fresh = drawable(facts, blind_sample.covered(connection, facts))
    opened = [unit for unit in material.open if unit.text_id not in fresh]
    units = [unit for unit in opened if unit.unit_id not in done and long_enough(unit)]
    everything = [*opened, *material.sealed]
    covered = [text for text, *_ in material.units if text not in fresh]
    return RunMaterial(book, audience, units, everything, opened, taught, covered)


def _write(
    act: Act,
    asked: RunMaterial,
    learned: suggest.Learned,
    found: Sequence[Suggestion],
    known: Meaning,
    evaluation: Table | None,
) -> tuple[int, bool]:
    first = not machine.runs(act.connection)
    params: dict[str, Any] = {
        "texts": asked.texts,
        "evaluation": evaluation.to_json() if evaluation else None,
        "scales": dict(zip(learned.codes, learned.scales, strict=True)),
        "cuts": dict(zip(learned.codes, learned.cuts.tolist(), strict=True)),
        "engine": known.engine,
        # fewer than two: nothing could be held out, and learned scores are those of training
        "folds": learned.held.folds if learned.held else 0,
    }
    key = act.insert(
        "run",
        uuid=str(uuid.uuid4()),
        suggester=learned.suggester.name,
        params=params,
        codebook=asked.book.version,
        training_hash=training.training_hash(asked.training),
        audience=asked.audience.id if asked.audience else None,
        created=now(),
    )
    machine.add_suggestions(act, key, found, act.study.codes)
    model_scores.add_sheets(act, key, learned.codes, by_text(asked.everything, learned))
    return key, first
