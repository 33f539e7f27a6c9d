"""The blind sample as a coder may see it: what was drawn, who read what, what is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.frequency import blind_readings, sampling_frame, strata
from qualcode.frequency.sample_report import SampleReport, StratumStatus
from qualcode.gathering import blind_sample
from qualcode.gathering.coding_source import outside, work_of
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
    from qualcode.store import Look


def report(look: Look, coder: str | None, language: Language) -> SampleReport:
    """Return the blind sample as ``coder`` may see it, ``None`` as everybody may."""
    connection, study = look.connection, look.study
    seen = sight(study, study.coder(coder).name if coder else None)
    person, hidden = seen.viewer, () if seen.viewer else tuple(seen.blind)
    names = look.names()
    facts = blind_sample.facts_of(look)
    known = strata.strata(facts)
    blind = [turn for stratum in known for turn in stratum.blind]
    readings = _readings(look, person, hidden)
    words = look.words({it.text_id for each in readings.values() for it in each} & _texts(blind))
    readers = {name: blind_readings.whole(words, blind, each) for name, each in readings.items()}
    read = frozenset[int]().union(*readers.values())
    by_stratum = [_stratum(stratum, names, read) for stratum in known]
    covered = blind_sample.covered(connection, facts)
    fresh = strata.drawable(facts, covered)
    layer = _layer(look, person)
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


def _readings(look: Look, person: str | None, hidden: Sequence[str]) -> dict[str, list[Reading]]:
    """Return readings by coder; with ``person`` theirs alone, nobody's of ``hidden`` rounds."""
    key = look.study.coder(person).id if person else None
    readings = [r for r in work.readings(look.connection, coder=key) if r.round not in hidden]
    found = strata.by_coder(readings)
    people = [known.name for known in look.study.coders if known.kind == "person"]
    return {name: found[name] for name in people if name in found}


def _layer(look: Look, person: str | None) -> Layer | None:
    try:
        layer = chosen_layer(look.study, person, None, partial(work.who_worked, look.connection))
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
