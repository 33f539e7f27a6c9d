"""The blind sample over its life: what it is, who read how much of it, what is left, more of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.frequency import blind_readings, sample_table, sampling_frame, strata
from qualcode.frequency.sample_report import SampleReport, StratumStatus
from qualcode.project.lookup import Part
from qualcode.project.measuring import draw
from qualcode.project.reporting.coding_source import outside, work_of
from qualcode.store import work
from qualcode.study.access import sight
from qualcode.study.coding_source import Layer, chosen_layer
from qualcode.study.reading import UNIT_KIND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.frequency.blind_readings import Counted
    from qualcode.frequency.strata import Drawn, SampleFacts, Stratum
    from qualcode.i18n import Language
    from qualcode.model import Reading
    from qualcode.store import Connection, Look
    from qualcode.study import Study
    from qualcode.table import Table


class BlindSample(Part):
    """The turns that get no suggestions, so that the machine can be measured."""

    def status(self, coder: str | None = None) -> SampleReport:
        """Return what was drawn, who read what, and what is left.

        With ``coder`` it is theirs to see: their own numbers, of open rounds too. Without one it
        is everybody's: of several coders nothing from open independent rounds. A lone coder need
        not be named.
        """
        with self.look() as look:
            return _report(look, coder, self.project.language)

    def draw(self, *, seed: int | None = None) -> SampleReport:
        """Draw from the transcripts that no run has covered; a run does this by itself.

        ``seed`` is drawn at random and stored where none is given.

        Raises:
            RuleError: every transcript was drawn from, or had suggestions, or has no answers.
        """
        with self.store.acting("sample.draw") as act:
            if not draw.draw(act, seed):
                raise RuleError("sample.nothing_left")
        return self.status()

    def top_up(self, turns: int | None = None, *, share: float | None = None) -> SampleReport:
        """Make more turns blind: the next of the reserve in every transcript.

        ``turns`` are shared out so that every transcript's share of blind turns is as equal as
        whole turns allow, at least one from each with a reserve (so a few more than asked may be
        taken); ``share`` is of all turns that could be drawn. No seed: the order was drawn once.

        Raises:
            RuleError: the reserve does not hold so many, or the file was edited.
        """
        with self.store.acting("sample.top_up") as act:
            draw.grow(act, turns, share)
        return self.status()

    def tables(
        self, coder: str | None = None, *, language: Language | None = None
    ) -> tuple[Table, ...]:
        """Return the report as tables: strata, codes, and what is left to read."""
        language = language or self.project.language
        return sample_table.tables(self.status(coder), language)


def _report(look: Look, coder: str | None, language: Language) -> SampleReport:
    connection, study = look.connection, look.study
    seen = sight(study, study.coder(coder).name if coder else None)
    person, hidden = seen.viewer, () if seen.viewer else tuple(seen.blind)
    names = look.names()
    facts = draw.facts_of(look)
    known = strata.strata(facts)
    blind = [turn for stratum in known for turn in stratum.blind]
    readings = _readings(connection, study, person, hidden)
    words = look.words({it.text_id for each in readings.values() for it in each} & _texts(blind))
    readers = {name: blind_readings.whole(words, blind, each) for name, each in readings.items()}
    read = frozenset[int]().union(*readers.values())
    by_stratum = [_stratum(stratum, names, read) for stratum in known]
    covered = draw.covered(connection, facts)
    fresh = strata.drawable(facts, covered)
    layer = _layer(connection, study, person)
    counted = _counted(look, facts, blind, layer, hidden) if layer else None
    return SampleReport(
        drawn=bool(known),
        blind=len(blind),
        reserve=sum(len(stratum.reserve) for stratum in known),
        turns=sum(map(len, facts.answers.values())),
        read=len(read),
        coder=person,
        whose=layer.coder if layer else "",
        seeds=tuple(found.seed for found in facts.draws),
        strata=tuple(sorted(by_stratum, key=lambda it: (it.draw, it.transcripts))),
        readers=tuple((name, len(turns)) for name, turns in readers.items()),
        codes=counted.codes(language) if counted else (),
        left=(
            counted.left(names)
            if counted and person
            else tuple(it for _, it in blind_readings.unread(blind, read, names))
        ),
        aided=counted.aided if counted else 0,
        undrawn=_names(names, (text for text, turns in fresh.items() if turns)),
        covered=_names(names, _never(facts, covered, known)),
        hidden=hidden,
    )


def _counted(
    look: Look, facts: SampleFacts, blind: Sequence[Drawn], layer: Layer, hidden: Sequence[str]
) -> Counted | None:
    """Return what a layer's coder found in the blind turns, nothing from ``hidden`` rounds."""
    book = look.study.book
    if not blind or not book.codes:
        return None
    codings, readings = work_of(look, layer)
    codings, readings = outside(codings, hidden), outside(readings, hidden)
    texts = _texts(blind)
    sheets = blind_readings.of_blind(look.sources(texts), look.units(UNIT_KIND, texts), blind)
    frame = sampling_frame.frame(look.names(), look.turns(texts), sheets, facts)
    made = (look.study, frame, sheets, blind, codings, readings)
    return blind_readings.counted(*made, layer.coder)


def _texts(blind: Sequence[Drawn]) -> set[int]:
    return {turn.text for turn in blind}


def _readings(
    connection: Connection, study: Study, person: str | None, hidden: Sequence[str]
) -> dict[str, list[Reading]]:
    """Return readings by coder; with ``person`` theirs alone, nobody's of ``hidden`` rounds."""
    key = study.coder(person).id if person else None
    readings = [r for r in work.readings(connection, coder=key) if r.round not in hidden]
    found = strata.by_coder(readings)
    people = [known.name for known in study.coders if known.kind == "person"]
    return {name: found[name] for name in people if name in found}


def _layer(connection: Connection, study: Study, person: str | None) -> Layer | None:
    try:
        layer = chosen_layer(study, person, None, partial(work.who_worked, connection))
    except RuleError:
        return None
    return layer if layer.coder else None


def _stratum(stratum: Stratum, names: dict[int, str], read: frozenset[int]) -> StratumStatus:
    return StratumStatus(
        transcripts=_names(names, stratum.texts),
        draw=stratum.draw,
        turns=len(stratum.frame),
        blind=len(stratum.blind),
        reserve=len(stratum.reserve),
        read=sum(turn.turn in read for turn in stratum.blind),
    )


def _never(facts: SampleFacts, covered: Collection[int], known: Sequence[Stratum]) -> list[int]:
    """Return the texts with answers that had suggestions and no sample before."""
    drawn = {text for stratum in known for text in stratum.texts}
    return [text for text in set(covered) - drawn if facts.answers.get(text)]


def _names(names: dict[int, str], keys: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(names[key] for key in keys if key in names))
