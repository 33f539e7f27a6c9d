"""Machine against people, on blind turns and only where a person has read them."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from qualcode import agreement, spans, suggest
from qualcode.agreement import models, models_table
from qualcode.errors import Clause, InputError, RuleError
from qualcode.i18n import catalogue, tr
from qualcode.project.lookup import Part
from qualcode.store import codebooks, machine, model_scores, work
from qualcode.study.reading import UNIT_KIND, reading_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.model import Codebook, Reading, Round, Run, Span
    from qualcode.store import Look
    from qualcode.study import Study
    from qualcode.study.text_index import TextUnits
    from qualcode.table import Table

LEAST = 10
"""Nobody is compared on fewer blind turns, unless the whole sample is smaller."""


class ModelAgreement(Part):
    """How far the machine agrees with each person, beside how far people agree."""

    def table(
        self,
        *,
        round: str | None = None,
        viewer: str | None = None,
        run: int | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return alpha among people and then of each model against each of them, blind turns only.

        ``round`` is a closed independent round, without a name the newest in which blind turns
        were read. Of an open one only ``viewer``, the coder who looks, is compared: nobody sees
        another's codings there. ``run`` is one run of suggestions; without it the newest of
        each suggester and audience, of those that the viewer may see.

        Raises:
            RuleError: nothing was ever suggested, no turn is blind, the round is not
                independent or hides its coders, or too little was read.
        """
        language = language or self.project.language
        with self.look() as look:
            study = look.study
            runs = _runs(study, viewer, run)
            blind = _blind(look)
            found = _round(look, round, viewer, blind)
            readings = _readings(look, found, viewer)
            read = _turns_read(look, readings, blind)
            total = sum(map(len, blind.values()))
            names = _enough(read, total, found, viewer)
            closed = found.status == "closed"
            book = codebooks.stored(look.connection, found.codebook) if closed else study.book
            people = _people(look, found, book, readings, names, blind)
            made = [_model(look, one, people, language) for one in runs]
            changed = _hide_changed(study, book, runs, made, people)
        about = models_table.BlindTurns(
            round=found.name,
            turns=total,
            read={name: read[name] for name in names},
            least=min(LEAST, total),
            default=suggest.AT_LEAST,
            left_out=[name for name in read if name not in names],
            other_meaning=changed,
        )
        return models_table.table(people, made, book, about, language)


def _blind(look: Look) -> dict[int, list[Span]]:
    """Return the blind turns of each transcript that has not been withdrawn."""
    active = look.names()
    sealed = machine.sealed_spans(look.connection, role="blind")
    blind = {text: turns for text, turns in sealed.items() if text in active}
    if not blind:
        raise RuleError("model_agreement.no_sample")
    return blind


def _runs(study: Study, viewer: str | None, chosen: int | None) -> list[Run]:
    """Return the named run, else the newest of each suggester and audience."""
    key = study.coder(viewer).id if viewer else None
    known = [one for one in study.runs if key is None or one.audience in (None, key)]
    if not known:
        raise RuleError("model_agreement.no_suggestions")
    if chosen is None:
        return list({(one.suggester, one.audience): one for one in known}.values())
    named = [one for one in known if one.id == chosen]
    if not named:
        numbers = tuple(one.id for one in known)
        raise InputError("model_agreement.no_run", numbers=numbers, chosen=chosen)
    return named


def _round(
    look: Look, name: str | None, viewer: str | None, blind: Mapping[int, list[Span]]
) -> Round:
    if name is not None:
        found = look.study.round(name)
        if found.kind != "independent":
            raise RuleError(
                "model_agreement.not_independent", name=name, kind=Clause(f"round.{found.kind}")
            )
        if found.blind and viewer is None:
            raise RuleError("model_agreement.open_round", name=name)
        return found
    independent = [
        one for one in look.study.rounds if one.kind == "independent" and not one.recodes
    ]
    for status in ("closed", "open") if viewer else ("closed",):
        for one in reversed(independent):
            readings = _readings(look, one, viewer)
            if one.status == status and any(_turns_read(look, readings, blind).values()):
                return one
    total = sum(map(len, blind.values()))
    if viewer:
        raise RuleError("model_agreement.unread_by", total=total, viewer=viewer)
    raise RuleError("model_agreement.unread", total=total)


def _readings(look: Look, found: Round, viewer: str | None) -> tuple[Reading, ...]:
    """Return what was read in a round as far as the viewer may know: in an open one, their own."""
    if found.status == "closed":
        return work.readings(look.connection, round_id=found.id)
    if viewer is None:
        return ()
    own = look.study.coder(viewer).id
    return work.readings(look.connection, round_id=found.id, coder=own)


def _turns_read(
    look: Look, readings: Sequence[Reading], blind: Mapping[int, list[Span]]
) -> dict[str, int]:
    """Return how many blind turns each person who read something has read whole."""
    people = [coder.name for coder in look.study.coders if coder.kind == "person"]
    own: dict[tuple[str, int], list[Reading]] = {}
    for reading in readings:
        own.setdefault((reading.coder, reading.text_id), []).append(reading)
    words = look.words(blind)
    read = dict.fromkeys(people, 0)
    for (coder, text), theirs in own.items():
        if coder in read and text in blind:
            read[coder] += int(spans.read(blind[text], theirs, words[text]).sum())
    present = {coder for coder, _ in own}
    return {coder: turns for coder, turns in read.items() if coder in present}


def _people(
    look: Look,
    found: Round,
    book: Codebook,
    readings: Sequence[Reading],
    names: Sequence[str],
    blind: Mapping[int, list[Span]],
) -> agreement.Matrix:
    """Return what the named people found in the sentences of blind turns."""
    sources, units = look.sources(blind), look.units(UNIT_KIND, blind)
    sheets = [(text, sources[text], _inside(units[text], blind[text])) for text in blind]
    codings = [
        coding
        for name in names
        for coding in work.codings(
            look.connection,
            round_id=found.id,
            coder=look.study.coder(name).id,
            codebook=book.version,
        )
    ]
    codes = tuple(code.id for code in book.codes)
    counts = reading_counts(look.study, book)
    return agreement.build(sheets, codings, readings, names, codes, counts_for=counts)


def _inside(units: TextUnits, blind: Sequence[Span]) -> TextUnits:
    places = [(it.start, it.end) for it in blind]
    return units.only(units.touched(places))


def _model(look: Look, run: Run, people: agreement.Matrix, language: Language) -> models.Model:
    scores = model_scores.scores(look.connection, run.id)
    measured = _thresholds(look, run)
    cuts = {code: measured.get(code, suggest.AT_LEAST) for code in people.codes}
    said = models.said(scores, people, cuts)
    return models.Model(_name(look.study, run, language), said, cuts)


def _thresholds(look: Look, run: Run) -> dict[str, float]:
    """Return the thresholds with which a run suggested, of older runs from their evaluation."""
    if "cuts" in run.params:
        return dict(run.params["cuts"])
    stored = run.params.get("evaluation")
    if not stored:
        return {}
    book = codebooks.stored(look.connection, run.codebook)
    return suggest.thresholds(
        suggest.CodeReport(
            code.id,
            row["positives"],
            row["negatives"],
            threshold=nan if row["threshold"] is None else row["threshold"],
        )
        for code, row in zip(book.codes, stored["rows"], strict=True)
    )


def _name(study: Study, run: Run, language: Language) -> str:
    suggester = catalogue(language).get(f"suggest.{run.suggester}", run.suggester)
    people = {coder.id: coder.name for coder in study.coders}
    if run.audience is None:
        return tr("model_agreement.model", language, suggester=suggester, run=run.id)
    coder = people[run.audience]
    return tr("model_agreement.model_for", language, suggester=suggester, run=run.id, coder=coder)


def _hide_changed(
    study: Study,
    book: Codebook,
    runs: Sequence[Run],
    made: Sequence[models.Model],
    people: agreement.Matrix,
) -> dict[str, list[str]]:
    """Take away what a model says of codes that meant something else when it ran; name them."""
    hashes = study.meanings
    changed: dict[str, list[str]] = {}
    for run, model in zip(runs, made, strict=True):
        for column, code in enumerate(people.codes):
            then, now = hashes.get((run.codebook, code)), hashes.get((book.version, code))
            if then != now:
                model.values[:, column] = nan
                changed.setdefault(model.name, []).append(code)
    return changed


def _enough(
    read: Mapping[str, int], total: int, found: Round, viewer: str | None
) -> tuple[str, ...]:
    """Return who read enough of the blind turns to be compared; it must be somebody."""
    least = min(LEAST, total)
    names = tuple(name for name, turns in read.items() if turns >= least)
    if names:
        return names
    who, turns = max(read.items(), key=lambda pair: pair[1], default=(viewer or "", 0))
    if not who:
        raise RuleError("model_agreement.nobody_read", least=least, total=total, name=found.name)
    raise RuleError(
        "model_agreement.few_turns", least=least, turns=turns, total=total, who=who, name=found.name
    )
