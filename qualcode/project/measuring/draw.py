"""The blind sample: turns set aside before the first suggestion, to measure the machine by."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from qualcode import frequency
from qualcode.errors import InputError, RuleError
from qualcode.frequency import strata as drawn_from
from qualcode.frequency import top_up
from qualcode.frequency.strata import SampleFacts, SampleStatus, Stratum, strata
from qualcode.store import machine, samples, texts, work
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.frequency.strata import Drawn
    from qualcode.model import Reading
    from qualcode.store import Act, Connection, Look
    from qualcode.study import Study


def facts(connection: Connection, study: Study) -> SampleFacts:
    """Read what the sample is known by."""
    answers = samples.answers(connection)
    return _facts(connection, study, answers)


def facts_of(look: Look) -> SampleFacts:
    """Read the same, the answering turns as whoever looks has them already."""
    turns = look.turns(sorted(look.names()))
    answers = {text: it.keys[it.answers].tolist() for text, it in turns.items()}
    return _facts(look.connection, look.study, answers)


def _facts(connection: Connection, study: Study, answers: Mapping[int, list[int]]) -> SampleFacts:
    draws = samples.draws(connection)
    drawn = samples.drawn(connection) if draws else ()
    return SampleFacts(draws, drawn, answers, study.digests, study.runs)


def draw(act: Act, seed: int | None = None) -> int:
    """Set turns aside in every transcript that has no sample yet; return how many strata that is.

    A transcript that a run has covered already can never become blind.
    """
    connection = act.connection
    known = facts(connection, act.study)
    frame = drawn_from.frame(known, covered(connection, known))
    if not frame:
        return 0
    seed = secrets.randbelow(2**31) if seed is None else seed
    key = act.insert(
        "sample",
        unit_set=texts.unit_set_ids(connection)["turn"],
        seed=seed,
        frame_hash=frequency.frame_hash(frame),
        created=now(),
    )
    drawn = frequency.draw_sample(frame, seed=seed)
    act.insert_many(
        "sampled_turn",
        [
            {
                "sample": key,
                "turn": turn.turn_id,
                "stratum": turn.stratum,
                "position": turn.position,
                "role": turn.role,
            }
            for turn in drawn
        ],
    )
    return len(frame)


def grow(act: Act, turns: int | None, share: float | None) -> dict[str, int]:
    """Make the next reserve turns of every stratum blind; return how many by stratum.

    Raises:
        InputError: neither or both of ``turns`` and ``share`` were given, or one is not positive.
        RuleError: the reserve does not hold so many, or the file was edited.
    """
    known = {stratum.key: stratum for stratum in strata(facts(act.connection, act.study))}
    sizes = {
        key: top_up.Size(len(it.frame), len(it.blind), len(it.reserve)) for key, it in known.items()
    }
    wanted = _wanted(turns, share, sum(size.turns for size in sizes.values()))
    left = sum(size.reserve for size in sizes.values())
    if not known or wanted > left:
        raise RuleError(_too_many(wanted, left, drawn=bool(known)))
    refuse_edited(act.connection, tuple(known.values()))
    given = top_up.allocate(sizes, wanted)
    for key, count in given.items():
        for turn in known[key].reserve[:count]:
            act.update("sampled_turn", turn.id, role="blind")
    return given


def _wanted(turns: int | None, share: float | None, frame: int) -> int:
    if (turns is None) == (share is None):
        raise InputError("draw.one_of_both")
    if share is not None:
        return top_up.turns_of(share, frame)
    assert turns is not None
    if turns < 1:
        raise InputError("draw.one_turn", turns=turns)
    return turns


def _too_many(wanted: int, left: int, *, drawn: bool) -> str:
    if not drawn:
        return (
            "A top-up enlarges the blind sample, but none was drawn yet; draw it with "
            "`qualcode sample --draw`, or ask for suggestions with `qualcode suggest`."
        )
    cure = f"ask for {left} or fewer" if left else "read the blind turns that there are"
    return (
        f"A top-up takes turns from the reserve, but {wanted} were asked for and {left or 'none'} "
        f"are left, and a turn that had suggestions can never become blind; {cure}."
    )


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
