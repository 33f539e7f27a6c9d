"""Why: the reasons of a suggestion, the coded passages nearest to it, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.gathering import disclosure
from qualcode.gathering.similar_passages import SimilarPassages
from qualcode.gathering.why import Why, WhyNot, situation_of, thresholds_of, unit_at
from qualcode.project.lookup import Part
from qualcode.project.suggesting import shown
from qualcode.store import machine, picks
from qualcode.study.act_kinds import SHOW
from qualcode.suggest import AT_LEAST, why

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.model import Unit
    from qualcode.project.lookup import Whole


class Reasons(Part):
    """The reasons of suggestions, and of there being none, as one coder may know them."""

    def __init__(self, project: Whole) -> None:
        """Belong to ``project``; what never changes of it is looked up once."""
        super().__init__(project)
        self._passages = SimilarPassages()

    def why(self, coder: str, suggestion_id: int) -> Why:
        """Return why a code was suggested, from what this coder may see.

        Who is told has seen it, which is recorded as if it had been shown.

        The nearest passages are the coder's own and those of closed rounds, never of blind or
        reserve turns; none while the coder codes again.

        Raises:
            InputError: there is no such suggestion.
            RuleError: this coder may not be told, or not yet (``study.access``).
        """
        with self.look() as look:
            person = look.study.coder(coder)
            _, stands = disclosure.allowed(look, person, suggestion_id, "explain")
        if stands.first:
            with self.store.acting(SHOW, coder) as act:
                shown.put_seen(act, coder, suggestion_id, "explain")
        with self.look() as look:
            connection, study = look.connection, look.study
            person = study.coder(coder)
            proposed, _ = disclosure.allowed(look, person, suggestion_id, "explain")
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
                threshold=thresholds_of(run).get(suggestion.code, AT_LEAST),
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
        with self.look() as look:
            person, book = look.study.coder(coder), look.study.book
            unit = unit_at(look, transcript, position)
            place = picks.place(look.connection, unit)
            said = place.text[unit.start : unit.end]
            situation = situation_of(look, book, person, unit, said)
        reasons = why.why_nothing(situation)
        best = situation.best if {"below", "below_all"} & {*reasons} else why.NO_CODE
        named = {"suggested": situation.suggested, "other_meaning": situation.stale}
        codes = tuple(c for reason, group in named.items() if reason in reasons for c in group)
        if "suggested" in reasons:
            self._record(coder, unit, situation.suggested)
        return WhyNot(unit, place.transcript, place.turn, said, reasons, best, codes)

    def _record(self, coder: str, unit: Unit, codes: Collection[str]) -> None:
        with self.store.acting(SHOW, coder) as act:
            person = act.study.coder(coder)
            run = act.study.newest_run(person.id)
            made = machine.of_unit(act.connection, run.id, unit.id) if run else ()
            told = [it.suggestion.id for it in made if it.suggestion.code in codes]
            shown.record(act, person, told)
