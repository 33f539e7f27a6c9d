"""Why: the reasons of a suggestion, the coded passages nearest to it, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode import spans
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.project.lookup import Part
from qualcode.project.suggesting import disclosure
from qualcode.project.suggesting.similar_passages import Passages
from qualcode.store import machine, model_scores, picks, texts, work, worksheets
from qualcode.store.facts import of_units
from qualcode.study import access
from qualcode.study.access import stale_codes
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest import AT_LEAST, why
from qualcode.suggest.material import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coder, Evidence, Run, Suggestion, Unit
    from qualcode.project import Project
    from qualcode.project.suggesting.similar_passages import Passage
    from qualcode.store import Connection
    from qualcode.study import Study


@dataclass(frozen=True, slots=True)
class Why:
    """Why one code was suggested for one unit.

    ``speaking`` and ``against`` are the words and patterns that weighed, as the run kept them.
    ``nearest`` are coded passages that resemble the unit, ``without`` the nearest that was read
    and not coded; ``likeness`` says what compared them: the engine's name, or ``grams``.
    ``hidden`` says in one sentence why no passage is shown. ``scale`` is what the score is:
    ``similarity``, ``uncalibrated`` or ``probability``.
    """

    suggestion: Suggestion
    unit: Unit
    transcript: str
    turn: int
    text: str
    scale: str
    threshold: float
    speaking: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    nearest: tuple[Passage, ...] = ()
    without: Passage | None = None
    likeness: str = "grams"
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why nothing was suggested for one unit: reasons, the one that settles it first.

    ``best`` is the code nearest to its threshold where that is a reason, ``codes`` those that
    were suggested after all or that meant something else then.
    """

    unit: Unit
    transcript: str
    turn: int
    text: str
    reasons: tuple[why.Reason, ...]
    best: why.Best = why.NO_CODE
    codes: tuple[str, ...] = ()

    def sentences(self, book: Codebook, language: Language = "zh") -> tuple[str, ...]:
        """Return the reasons in words."""
        names = {code.id: code.label(language) for code in book.codes}
        values = {
            "code": names.get(self.best.code, self.best.code),
            "score": f"{self.best.score:.2f}",
            "threshold": f"{self.best.threshold:.2f}",
            "codes": tr("agreement.and", language).join(names.get(c, c) for c in self.codes),
            "least": SHORTEST,
        }
        return tuple(tr(f"why.reason.{reason}", language, **values) for reason in self.reasons)


class Reasons(Part):
    """The reasons of suggestions, and of there being none, as one coder may know them."""

    def __init__(self, project: Project) -> None:
        """Belong to ``project``; what never changes of it is looked up once."""
        super().__init__(project)
        self._passages = Passages()

    def why(self, coder: str, suggestion_id: int) -> Why:
        """Return why a code was suggested, from what this coder may see.

        Who is told has seen it, which is recorded as if it had been shown.

        The nearest passages are the coder's own and those of closed rounds, never of blind or
        reserve turns; none while the coder codes again.

        Raises:
            InputError: there is no such suggestion.
            RuleError: this coder may not be told, or not yet (``study.access``).
        """
        with self.looking() as (connection, study):
            person = study.coder(coder)
            _, stands = disclosure.allowed(connection, study, person, suggestion_id, "explain")
        if stands.first:
            self.project.suggestions.show(coder, suggestion_id, purpose="explain")
        with self.look() as look:
            connection, study = look.connection, look.study
            person = study.coder(coder)
            proposed, _ = disclosure.allowed(connection, study, person, suggestion_id, "explain")
            run = study.run(proposed.suggestion.run)
            place = picks.place(connection, proposed.unit)
            suggestion, unit = proposed.suggestion, proposed.unit
            speaking, against = why.parted(suggestion.evidence)
            made = Why(
                suggestion=suggestion,
                unit=unit,
                transcript=place.transcript,
                turn=place.turn,
                text=place.text[unit.start : unit.end],
                scale=run.params.get("scales", {}).get(suggestion.code, "uncalibrated"),
                threshold=_thresholds(run).get(suggestion.code, AT_LEAST),
                speaking=speaking,
                against=against,
            )
            engine = run.params.get("engine")
            found = self._passages.near(look, person, unit.id, suggestion.code, engine)
            return replace(made, **found._asdict())

    def why_not(self, coder: str, transcript: str, position: int) -> WhyNot:
        """Return why nothing was suggested for the sentence at a position of a transcript.

        A turn that was set aside and a suggestion that the coin withholds get the same answer.
        What turns out to have been suggested is recorded as shown.

        Raises:
            InputError: the position is in no sentence.
        """
        with self.looking() as (connection, study):
            person, book = study.coder(coder), study.book
            unit = _unit_at(connection, study, transcript, position)
            place = picks.place(connection, unit)
            said = place.text[unit.start : unit.end]
            situation = _situation(connection, study, book, person, unit, said)
        reasons = why.why_nothing(situation)
        best = situation.best if {"below", "below_all"} & {*reasons} else why.NO_CODE
        named = {"suggested": situation.suggested, "other_meaning": situation.stale}
        codes = tuple(c for reason, group in named.items() if reason in reasons for c in group)
        if "suggested" in reasons:
            self._record(coder, unit, situation.suggested)
        return WhyNot(unit, place.transcript, place.turn, said, reasons, best, codes)

    def _record(self, coder: str, unit: Unit, codes: Collection[str]) -> None:
        with self.store.acting("suggestion.show", coder) as act:
            person = act.study.coder(coder)
            run = act.study.newest_run(person.id)
            made = machine.of_unit(act.connection, run.id, unit.id) if run else ()
            told = [it.suggestion.id for it in made if it.suggestion.code in codes]
            disclosure.record(act, person, told)


def _read(connection: Connection, person: Coder, unit: Unit) -> bool:
    own = work.readings(connection, coder=person.id, text=unit.text_id)
    return bool(spans.read([unit], own)[0])


def _unit_at(connection: Connection, study: Study, transcript: str, position: int) -> Unit:
    text = study.text(transcript)
    units = texts.units(connection, text, UNIT_KIND)
    found = next((unit for unit in units if unit.start <= position < unit.end), None)
    if found is None:
        length = worksheets.length(connection, text, study.digests[text])
        raise InputError(
            "why.position", transcript=transcript, length=length - 1, position=position
        )
    return found


def _situation(
    connection: Connection, study: Study, book: Codebook, person: Coder, unit: Unit, said: str
) -> why.Situation:
    run = study.newest_run(person.id)
    facts = of_units(connection, study, person, [unit])[unit.id]
    known = why.Situation(
        never=study.mode == "never",
        asked=run is not None,
        asks=not unit.in_frame,
        short=int(spans.word_characters(said).sum()) < SHORTEST,
        answered=access.too_early(facts, "explain") is None,
        set_aside=access.kept_back(facts) == "withheld",
    )
    if run is None:
        return known
    stale = stale_codes(study, run, book)
    made = [each.suggestion.code for each in machine.of_unit(connection, run.id, unit.id)]
    return replace(
        known,
        read=_read(connection, person, unit),
        covered=unit.text_id in run.params["texts"],
        suggested=tuple(code for code in made if code not in stale),
        stale=tuple(code for code in made if code in stale),
        best=_best(connection, run, unit, stale),
        learned=any(scale != "similarity" for scale in run.params.get("scales", {}).values()),
    )


def _best(connection: Connection, run: Run, unit: Unit, stale: frozenset[str]) -> why.Best:
    sheet = model_scores.sheet(connection, run.id, unit.text_id)
    scores = sheet.of(unit.id)
    if scores is None:
        return why.NO_CODE
    cuts = _thresholds(run)
    return why.nearest_threshold(
        {code: it for code, it in scores.items() if code not in stale},
        {code: cuts.get(code, AT_LEAST) for code in scores},
    )


def _thresholds(run: Run) -> Mapping[str, float]:
    cuts: dict[str, Any] = run.params.get("cuts", {})
    return cuts
