"""The blind sample as it is: what it is known by, what it covers, and whether it was edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import frequency
from qualcode.errors import RuleError
from qualcode.frequency import strata as drawn_from
from qualcode.frequency.strata import SampleFacts, SampleStatus, Stratum
from qualcode.store import machine, samples, texts, work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.frequency.strata import Drawn
    from qualcode.model import Reading
    from qualcode.store import Connection, Look


def facts(look: Look) -> SampleFacts:
    """Read what the sample is known by."""
    answers = samples.answers(look.connection)
    return _facts(look, answers)


def facts_of(look: Look) -> SampleFacts:
    """Read the same, the answering turns as whoever looks has them already."""
    turns = look.turns(sorted(look.names()))
    answers = {text: it.keys[it.answers].tolist() for text, it in turns.items()}
    return _facts(look, answers)


def _facts(look: Look, answers: Mapping[int, list[int]]) -> SampleFacts:
    draws = samples.draws(look.connection)
    drawn = samples.drawn(look.connection) if draws else ()
    return SampleFacts(draws, drawn, answers, look.study.digests, look.study.runs)


def refuse_edited(connection: Connection, known: Sequence[Stratum]) -> None:
    """Raise ``RuleError`` where the drawn turns are not those of the seed, or had suggestions."""
    touched = samples.suggested_turns(connection)
    for stratum in known:
        order = frequency.permutation(len(stratum.frame), seed=stratum.seed, stratum=stratum.key)
        wanted = [stratum.frame[place] for place in order[: len(stratum.drawn)]]
        roles = [turn.role for turn in stratum.drawn]
        whole = [turn.turn for turn in stratum.drawn] == wanted
        if not whole or roles != sorted(roles) or touched & set(wanted):
            raise RuleError("draw.changed")


def covered(connection: Connection, it: SampleFacts) -> set[int]:
    """Return the texts for which anything was ever asked or suggested: they can be blind no more.

    Those that had a sample before are among them.
    """
    asked = {text for run in it.runs for text in run.params["texts"]}
    return asked | samples.suggested_texts(connection)


def status(look: Look) -> SampleStatus:
    """Return how much was set aside and read; a turn that one coder read whole counts as read."""
    roles = machine.sampled_roles(look.connection)
    if not roles:
        return SampleStatus()
    blind: dict[int, list[Drawn]] = {}
    for turn in samples.drawn(look.connection):
        if turn.role == "blind":
            blind.setdefault(turn.text, []).append(turn)
    read: set[int] = set()
    by_text: dict[int, list[Reading]] = {}
    for reading in work.readings(look.connection, text=blind.keys()):
        by_text.setdefault(reading.text_id, []).append(reading)
    words = look.words(by_text)
    for text, readings in by_text.items():
        for found in drawn_from.by_coder(readings).values():
            read |= drawn_from.read_turns(words[text], blind[text], found)
    there = texts.answers(look.connection)
    answers = sum(there.get(text, 0) for text in look.study.sources)
    return SampleStatus(True, roles.get("blind", 0), roles.get("reserve", 0), answers, len(read))
