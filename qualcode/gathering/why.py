"""Why: the reasons of a suggestion, and of there being none, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode import spans
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.store import Look, machine, model_scores, texts, work
from qualcode.store.across import worksheets
from qualcode.store.across.facts import of_units
from qualcode.study import access
from qualcode.study.access import stale_codes
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest import AT_LEAST, why
from qualcode.suggest.material import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.gathering.similar_passages import SimilarPassage
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coder, Evidence, Run, Suggestion, Unit
    from qualcode.store import Connection


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
    nearest: tuple[SimilarPassage, ...] = ()
    without: SimilarPassage | None = None
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


def _read(connection: Connection, person: Coder, unit: Unit) -> bool:
    own = work.readings(connection, coder=person.id, text=unit.text_id)
    return bool(spans.read([unit], own)[0])


def unit_at(look: Look, transcript: str, position: int) -> Unit:
    """Return the sentence at a position of a transcript."""
    text = look.study.text(transcript)
    units = texts.units(look.connection, text, UNIT_KIND)
    found = next((unit for unit in units if unit.start <= position < unit.end), None)
    if found is None:
        length = worksheets.length(look.connection, text, look.study.digests[text])
        raise InputError(
            "why.position", transcript=transcript, length=length - 1, position=position
        )
    return found


def situation_of(look: Look, book: Codebook, person: Coder, unit: Unit, said: str) -> why.Situation:
    """Return what is known of a sentence and a coder, from which the reasons follow."""
    run = look.study.newest_run(person.id)
    facts = of_units(look.connection, look.study, person, [unit])[unit.id]
    known = why.Situation(
        never=look.study.mode == "never",
        asked=run is not None,
        asks=not unit.in_frame,
        short=int(spans.word_characters(said).sum()) < SHORTEST,
        answered=access.too_early(facts, "explain") is None,
        set_aside=access.kept_back(facts) == "withheld",
    )
    if run is None:
        return known
    stale = stale_codes(look.study, run, book)
    made = [each.suggestion.code for each in machine.of_unit(look.connection, run.id, unit.id)]
    return replace(
        known,
        read=_read(look.connection, person, unit),
        covered=unit.text_id in run.params["texts"],
        suggested=tuple(code for code in made if code not in stale),
        stale=tuple(code for code in made if code in stale),
        best=_best(look.connection, run, unit, stale),
        learned=any(scale != "similarity" for scale in run.params.get("scales", {}).values()),
    )


def _best(connection: Connection, run: Run, unit: Unit, stale: frozenset[str]) -> why.Best:
    sheet = model_scores.sheet(connection, run.id, unit.text_id)
    scores = sheet.of(unit.id)
    if scores is None:
        return why.NO_CODE
    cuts = thresholds_of(run)
    return why.nearest_threshold(
        {code: it for code, it in scores.items() if code not in stale},
        {code: cuts.get(code, AT_LEAST) for code in scores},
    )


def thresholds_of(run: Run) -> Mapping[str, float]:
    """Return from which score on a run suggested each code."""
    cuts: dict[str, Any] = run.params.get("cuts", {})
    return cuts
