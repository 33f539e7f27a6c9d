"""A run of a suggester: set the blind sample aside, learn, suggest, and keep what it thinks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from qualcode import spans, suggest
from qualcode.errors import InputError, RuleError
from qualcode.frequency.strata import drawable
from qualcode.project.measuring import draw
from qualcode.project.suggesting import modes, training
from qualcode.project.suggesting.embeddings import Meaning, meaning
from qualcode.store import machine, model_scores, texts, work
from qualcode.store.journal import now
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest.material import long_enough

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from qualcode.frequency.strata import SampleStatus
    from qualcode.model import Codebook, Coder, Reading, Suggestion
    from qualcode.project import Project
    from qualcode.store import Act, Connection, Look
    from qualcode.study import Study
    from qualcode.table import Table

GROUP = "qualcode.suggesters"
"""The entry point group of suggesters from other packages."""

OURS = frozenset({"rules", "similarity", "blend"})
"""The suggesters of this package: tests hold them to what another's is held to at run time."""

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


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Who asks, and what there is: units to suggest for, every unit, and what was decided.

    ``texts`` are those that the run covers.
    """

    book: Codebook
    audience: Coder | None
    units: list[suggest.Example]
    everything: list[suggest.Example]
    opened: list[suggest.Example]
    training: suggest.Training | None
    texts: list[int]


def run(
    project: Project,
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
    match = project.transcripts.matcher(book)
    tell(0, STEPS, "sample")
    with project.store.acting("sample.draw") as act:
        project.rounds.begun(act)
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
    status = project.suggestions.sample()
    name = learned.suggester.name
    return RunReport(
        key, name, len(asked.units), len(found), status, first, evaluation, known.engine,
        known.missing,
    )  # fmt: skip


def suggester_named(name: str) -> suggest.Fit:
    """Return a way of suggesting by name: our own, or one that an installed package offers.

    A package offers one under the entry point group ``qualcode.suggesters``. What is not ours
    is checked.

    Raises:
        InputError: none has this name, or it cannot be loaded.
    """
    if name in suggest.SUGGESTERS:
        return suggest.checked(suggest.SUGGESTERS[name], name)
    offered = {found.name: found for found in entry_points(group=GROUP)}
    if name not in offered:
        known = ", ".join(sorted({*suggest.SUGGESTERS, *offered}))
        raise InputError("runs.suggester", known=known, name=name)
    try:
        fit: suggest.Fit = offered[name].load()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        raise InputError("suggester.load", suggester=name, what=what) from error
    return suggest.checked(fit, name)


def due(connection: Connection, coder: Coder, after: int) -> bool:
    """Return whether a coder has read ``after`` units since the newest run that they may see."""
    runs = machine.runs(connection, coder.id)
    return bool(runs) and work.read_since(connection, coder.id, runs[-1].created) >= after


def _who(project: Project, coder: str | None) -> tuple[Codebook, Coder | None]:
    with project.store.reading() as connection:
        study = project.store.study(connection)
        modes.refuse_never(study)
        book = study.book
        if not book.codes:
            raise RuleError("runs.no_codes")
        if not texts.transcripts(connection):
            raise RuleError("runs.no_transcripts")
        return book, _audience(study, coder)


def _audience(study: Study, coder: str | None) -> Coder | None:
    if coder is not None:
        return study.coder(coder)
    people = [known for known in study.coders if known.kind == "person"]
    return people[0] if len(people) == 1 else None


def _material(project: Project, book: Codebook, audience: Coder | None) -> _Asked:
    transcripts = project.transcripts
    for info in transcripts.list():
        transcripts.tokens(info.text_id)
    with project.store.reading() as connection:
        look = project.store.look(connection)
        material = training.material(look, transcripts.cached_tokens(connection))
        taught = training.training(look, book, material, audience)
        done = _read_units(look, audience)
        # what came in after this run's draw waits for the next one, or it could never be blind
        facts = draw.facts_of(look)
        fresh = drawable(facts, draw.covered(connection, facts))
    opened = [unit for unit in material.open if unit.text_id not in fresh]
    units = [unit for unit in opened if unit.unit_id not in done and long_enough(unit)]
    everything = [*opened, *material.sealed]
    covered = [text for text, *_ in material.units if text not in fresh]
    return _Asked(book, audience, units, everything, opened, taught, covered)


def _read_units(look: Look, audience: Coder | None) -> set[int]:
    """Return the sentences that the audience has read already: nothing is left to suggest there."""
    if audience is None:
        return set()
    done: set[int] = set()
    by_text: dict[int, list[Reading]] = {}
    for reading in work.readings(look.connection, coder=audience.id):
        by_text.setdefault(reading.text_id, []).append(reading)
    units = look.units(UNIT_KIND, by_text)
    for text, readings in by_text.items():
        done.update(units[text].keys[spans.read(units[text], readings)].tolist())
    return done


def _write(
    act: Act,
    asked: _Asked,
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
    model_scores.add_sheets(act, key, learned.codes, _by_text(asked.everything, learned))
    return key, first


def _by_text(units: Sequence[suggest.Example], learned: suggest.Learned) -> dict[int, Any]:
    """Return for each text its units and their scores, as a sheet is kept."""
    rows: dict[int, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit.text_id, []).append(row)
    scores = learned.sheet(units)
    return {
        text: ([units[row].unit_id for row in chosen], scores[chosen])
        for text, chosen in rows.items()
    }
