"""Suggestions: the blind sample first, then runs, then what a named coder decides."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import spans, suggest
from qualcode.errors import RuleError
from qualcode.project import cards, decisions, learning, sampling
from qualcode.project.part import (
    Part,
    code_named,
    coder_named,
    current_book,
    text_named,
)
from qualcode.store import codebooks, machine, texts, work
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Act as DecisionAct
    from qualcode.model import Codebook, Coder, Decision, Suggestion
    from qualcode.project.cards import Item
    from qualcode.project.sampling import SampleStatus
    from qualcode.store import Connection
    from qualcode.table import Table


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: units asked about, suggestions made, and how good its scores are."""

    run: int
    suggester: str
    units: int
    suggested: int
    sample: SampleStatus
    first: bool
    evaluation: Table | None


class Suggestions(Part):
    """What the machine proposes and what people decide; off until somebody asks."""

    def enabled(self) -> bool:
        """Return whether suggestions were ever asked for."""
        with self.store.reading() as connection:
            return bool(machine.runs(connection))

    def sample(self) -> SampleStatus:
        """Return how much was set aside."""
        with self.store.reading() as connection:
            return sampling.status(connection)

    def run(
        self,
        coder: str | None = None,
        *,
        seed: int | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> RunReport:
        """Suggest codes for every unit that is not set aside; the first run draws the sample.

        ``coder`` is whom the suggestions are for: they learn from that coder and from closed
        rounds only, and leave out what that coder has read. Without one they are for everybody
        and learn from closed rounds; a lone coder need not be named. ``seed`` is the sample's,
        drawn at random and stored where none is given.
        """
        tell = progress or (lambda _done, _total, _what: None)
        self.project.rounds.ensure()
        book, audience = self._asked(coder)
        match = self.project.transcripts.matcher(book)
        tell(0, 4, "sample")
        with self.store.acting("sample.draw") as act:
            sampling.draw(act, seed)
        tell(1, 4, "words")
        asked, sealed, learned = self._material(book, audience)
        tell(2, 4, "learning")
        held = suggest.out_of_fold(book, learned, match) if learned else None
        reports = suggest.measure(held) if held else ()
        suggester = suggest.fit(book, learned, match)
        tell(3, 4, "suggesting")
        found = suggest.propose(
            suggester,
            asked,
            at_least=suggest.thresholds(reports),
            held=held.by_unit() if held else None,
        )
        scores = _scores(suggester, sealed)
        language = self.project.language
        evaluation = suggest.report(reports, book, language=language) if reports else None
        key, first = self._write(suggester.name, book, audience, learned, found, scores, evaluation)
        tell(4, 4, "")
        return RunReport(
            key, suggester.name, len(asked), len(found), self.sample(), first, evaluation
        )

    def _asked(self, coder: str | None) -> tuple[Codebook, Coder | None]:
        with self.store.reading() as connection:
            book = current_book(connection)
            if not book.codes:
                raise RuleError(
                    "Suggestions need a codebook with codes, but it is empty; add codes."
                )
            if not texts.transcripts(connection):
                raise RuleError("Suggestions need transcripts, but there are none; ingest them.")
            return book, _audience(connection, coder)

    def _material(
        self, book: Codebook, audience: Coder | None
    ) -> tuple[list[suggest.Example], list[suggest.Example], suggest.Training | None]:
        """Return the units to ask about, those that are sealed, and what was learned from."""
        transcripts = self.project.transcripts
        for info in transcripts.list():
            transcripts.tokens(info.text_id)
        with self.store.reading() as connection:
            material = learning.Material(connection, transcripts.cached_tokens(connection))
            learned = learning.training(connection, book, material, audience)
            done = _read_units(connection, audience)
        asked = [
            unit
            for unit in material.open
            if unit.unit_id not in done and learning.long_enough(unit)
        ]
        return asked, material.sealed, learned

    def _write(
        self,
        suggester: str,
        book: Codebook,
        audience: Coder | None,
        learned: suggest.Training | None,
        found: list[Suggestion],
        scores: list[tuple[int, str, float]],
        evaluation: Table | None,
    ) -> tuple[int, bool]:
        with self.store.acting("suggestion.run") as act:
            first = not machine.runs(act.connection)
            codes = codebooks.code_ids(act.connection)
            params = {
                "texts": [info.text_id for info in texts.transcripts(act.connection)],
                "evaluation": evaluation.to_json() if evaluation else None,
            }
            key = act.insert(
                "run",
                uuid=str(uuid.uuid4()),
                suggester=suggester,
                params=params,
                codebook=book.version,
                training_hash=learning.training_hash(learned),
                audience=audience.id if audience else None,
                created=now(),
            )
            machine.add_suggestions(act, key, found, codes)
            machine.add_scores(act, key, scores, codes)
            return key, first

    def queue(
        self,
        coder: str,
        *,
        transcript: str | None = None,
        code: str | None = None,
        limit: int | None = 50,
    ) -> tuple[Item, ...]:
        """Return what the coder has not decided yet, highest score first, skipped ones last."""
        with self.store.reading() as connection:
            person = coder_named(connection, coder)
            runs = machine.runs(connection, person.id)
            if not runs:
                return ()
            book = current_book(connection)
            found = machine.undecided(
                connection,
                runs[-1].id,
                person.id,
                text=text_named(connection, transcript) if transcript else None,
                code=code_named(connection, book, code) if code else None,
                limit=limit,
            )
            return cards.items(connection, book, found)

    def waiting(self) -> dict[str, int]:
        """Return how many suggestions each coder has not decided, for those who have some."""
        with self.store.reading() as connection:
            people = [coder for coder in work.coders(connection) if coder.kind == "person"]
            counts = {
                coder.name: machine.waiting(connection, runs[-1].id, coder.id)
                for coder in people
                if (runs := machine.runs(connection, coder.id))
            }
        return {name: count for name, count in counts.items() if count}

    def show(self, coder: str, suggestion_id: int, rank: int, mode: str = "visible") -> None:
        """Record that a suggestion was shown to a coder; showing it again is no new fact."""
        with self.store.acting("suggestion.show", coder) as act:
            person = coder_named(act.connection, coder)
            if machine.shown(act.connection, person.id, suggestion_id) is None:
                act.insert(
                    "shown",
                    coder=person.id,
                    suggestion=suggestion_id,
                    at=now(),
                    rank=rank,
                    mode=mode,
                )

    def accept(self, coder: str, suggestion_id: int, *, ms: int | None = None) -> Decision:
        """Code the whole unit as suggested."""
        return self._decide("accepted", coder, suggestion_id, ms=ms)

    def change(
        self,
        coder: str,
        suggestion_id: int,
        code: str | None = None,
        *,
        start: int | None = None,
        end: int | None = None,
        ms: int | None = None,
    ) -> Decision:
        """Code with another code or other borders than suggested."""
        return self._decide("changed", coder, suggestion_id, ms=ms, code=code, span=(start, end))

    def reject(self, coder: str, suggestion_id: int, *, ms: int | None = None) -> Decision:
        """Decline a suggestion; its unit was read."""
        return self._decide("rejected", coder, suggestion_id, ms=ms)

    def skip(self, coder: str, suggestion_id: int, *, ms: int | None = None) -> Decision:
        """Leave a suggestion for later; a skip is not a reading."""
        return self._decide("skipped", coder, suggestion_id, ms=ms)

    def decided(self, coder: str) -> dict[str, int]:
        """Return how often the coder accepted, changed, rejected and skipped."""
        with self.store.reading() as connection:
            return machine.decision_counts(connection, coder_named(connection, coder).id)

    def evaluation(self, coder: str | None = None) -> dict[str, Any] | None:
        """Return the cross-validation of the newest run as a table's JSON, ``None`` without one."""
        with self.store.reading() as connection:
            key = coder_named(connection, coder).id if coder else None
            runs = machine.runs(connection, key)
            return runs[-1].params["evaluation"] if runs else None

    def _decide(self, what: DecisionAct, coder: str, suggestion_id: int, **how: Any) -> Decision:
        self.project.rounds.ensure()
        with self.store.acting(f"suggestion.{what}", coder) as act:
            return decisions.decide(
                act, self.project.codings.put, coder, suggestion_id, what, **how
            )


def _audience(connection: Connection, coder: str | None) -> Coder | None:
    if coder is not None:
        return coder_named(connection, coder)
    people = [known for known in work.coders(connection) if known.kind == "person"]
    return people[0] if len(people) == 1 else None


def _read_units(connection: Connection, audience: Coder | None) -> set[int]:
    """Return the sentences that the audience has read already: nothing is left to suggest there."""
    if audience is None:
        return set()
    done: set[int] = set()
    by_text: dict[int, list[Any]] = {}
    for reading in work.readings(connection, coder=audience.id):
        by_text.setdefault(reading.text_id, []).append(reading)
    for text, readings in by_text.items():
        units = texts.units(connection, text, "sentence")
        done |= {
            unit.id for unit, read in zip(units, spans.read(units, readings), strict=True) if read
        }
    return done


def _scores(
    suggester: suggest.Suggester, sealed: list[suggest.Example]
) -> list[tuple[int, str, float]]:
    if not sealed:
        return []
    values = suggester.score(sealed)
    return [
        (example.unit_id, code, float(values[row, column]))
        for row, example in enumerate(sealed)
        for column, code in enumerate(suggester.codes)
    ]
