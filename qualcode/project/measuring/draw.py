"""The blind sample: turns set aside before the first suggestion, to measure the machine by."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode import frequency
from qualcode import spans as coverage
from qualcode.errors import InputError, RuleError
from qualcode.frequency import top_up
from qualcode.store import machine, samples, texts, work
from qualcode.store.journal import now, sha256

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qualcode.model import Reading, Run
    from qualcode.spans import Booleans
    from qualcode.store import Act, Connection, Look
    from qualcode.store.samples import Draw, Drawn
    from qualcode.study import Study


SHORT = 4
"""Transcripts with so few answers are drawn from together: apart they would be all blind."""


COUNTING = frozenset({"unaided", "discussed"})
"""Under these exposures a blind turn was read without the machine; after talk with people, too.

Of readings that came from elsewhere nobody knows.
"""


@dataclass(frozen=True, slots=True)
class SampleStatus:
    """How much was set aside, in turns, and how many blind turns somebody read whole."""

    drawn: bool = False
    blind: int = 0
    reserve: int = 0
    turns: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Stratum:
    """What was drawn from by itself: one transcript, or several short ones together.

    ``frame`` has the key of every turn that could be drawn, in reading order; ``drawn`` the
    blind and reserve turns by position in the permutation; ``draw`` is 1 for the first draw,
    more for transcripts that came later.
    """

    key: str
    draw: int
    seed: int
    texts: tuple[int, ...]
    frame: tuple[int, ...]
    drawn: tuple[Drawn, ...]

    @property
    def blind(self) -> tuple[Drawn, ...]:
        """The blind turns."""
        return tuple(turn for turn in self.drawn if turn.role == "blind")

    @property
    def reserve(self) -> tuple[Drawn, ...]:
        """The turns that a top-up takes next, in this order."""
        return tuple(turn for turn in self.drawn if turn.role == "reserve")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sample is read from: draws, drawn turns, answering turns by text, digests, runs."""

    draws: tuple[Draw, ...]
    drawn: tuple[Drawn, ...]
    answers: Mapping[int, list[int]]
    digests: Mapping[int, str]
    runs: tuple[Run, ...]


def facts(connection: Connection, study: Study) -> Facts:
    """Read what the sample is known by."""
    answers = samples.answers(connection)
    return _facts(connection, study, answers)


def facts_of(look: Look) -> Facts:
    """Read the same, the answering turns as whoever looks has them already."""
    turns = look.turns(sorted(look.names()))
    answers = {text: it.keys[it.answers].tolist() for text, it in turns.items()}
    return _facts(look.connection, look.study, answers)


def _facts(connection: Connection, study: Study, answers: Mapping[int, list[int]]) -> Facts:
    draws = samples.draws(connection)
    drawn = samples.drawn(connection) if draws else ()
    return Facts(draws, drawn, answers, study.digests, study.runs)


def draw(act: Act, seed: int | None = None) -> int:
    """Set turns aside in every transcript that has no sample yet; return how many strata that is.

    A transcript that a run has covered already can never become blind.
    """
    connection = act.connection
    frame = _frame(connection, facts(connection, act.study))
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


def strata(it: Facts) -> tuple[Stratum, ...]:
    """Return what the sample was drawn from and what was drawn, in the order of the draws."""
    rows = {key: list(group) for key, group in groupby(it.drawn, _home)}
    answers, digests = it.answers, it.digests
    number = {found.id: place + 1 for place, found in enumerate(it.draws)}
    settled: set[int] = set()
    found: list[Stratum] = []
    for made in it.draws:
        free = {text: digests[text] for text in sorted(answers) if text not in settled}
        short = {text: digest for text, digest in free.items() if len(answers[text]) <= SHORT}
        covered = {
            text for run in it.runs if run.created <= made.created for text in run.params["texts"]
        }
        late = {text: digest for text, digest in short.items() if text not in covered}
        for (home, key), turns in rows.items():
            if home == made.id:
                alone = tuple(text for text, digest in free.items() if digest == key)
                members = alone or _together(key, late) or _together(key, short) or _seen(turns)
                frame = _turns_of(members, digests, answers)
                if frame:
                    here = (key, number[home], made.seed, members, frame, tuple(turns))
                    found.append(Stratum(*here))
                settled.update(members)
    return tuple(found)


def _home(turn: Drawn) -> tuple[int, str]:
    return turn.draw, turn.stratum


def _together(key: str, short: Mapping[int, str]) -> tuple[int, ...]:
    """Return the short transcripts that a key stands for: those that were there first.

    Which they were is not written down, but the key is the hash of their texts.
    """
    members = list(short)
    for size in range(len(members), 0, -1):
        if _key([short[text] for text in members[:size]]) == key:
            return tuple(members[:size])
    return ()


def _seen(turns: Sequence[Drawn]) -> tuple[int, ...]:
    """Return the texts of drawn turns: all that is left to go by where a transcript is gone."""
    return tuple(sorted({turn.text for turn in turns}))


def _turns_of(
    members: Sequence[int], digests: Mapping[int, str], answers: Mapping[int, list[int]]
) -> tuple[int, ...]:
    ordered = sorted(members, key=lambda text: digests[text])
    return tuple(turn for text in ordered for turn in answers.get(text, ()))


def _key(digests: Sequence[str]) -> str:
    return sha256(" ".join(sorted(digests)))


def _frame(connection: Connection, it: Facts) -> dict[str, list[int]]:
    """Return the answering turns to draw from, by stratum: a transcript, or the short ones."""
    digests = it.digests
    frame: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for text, turns in drawable(it, covered(connection, it)).items():
        home = frame if len(turns) > SHORT else short
        home[digests[text]] = turns
    together = [turn for digest in sorted(short) for turn in short[digest]]
    if together:
        frame[_key(list(short))] = together
    return frame


def drawable(it: Facts, covered: Collection[int]) -> dict[int, list[int]]:
    """Return the answering turns of each transcript without sample that no run has covered."""
    out = {*covered} | {text for each in strata(it) for text in each.texts}
    return {text: turns for text, turns in it.answers.items() if text not in out}


def covered(connection: Connection, it: Facts) -> set[int]:
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
        for found in by_coder(readings).values():
            read |= read_turns(words[text], blind[text], found)
    there = texts.answers(look.connection)
    answers = sum(there.get(text, 0) for text in look.study.sources)
    return SampleStatus(True, roles.get("blind", 0), roles.get("reserve", 0), answers, len(read))


def by_coder(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Return readings by the name of who read."""
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.coder, []).append(reading)
    return found


def read_turns(words: Booleans, turns: Sequence[Drawn], readings: Sequence[Reading]) -> set[int]:
    """Return the keys of those turns of one text of which readings cover every word."""
    whole = coverage.read(turns, readings, words)
    return {turn.turn for turn, read in zip(turns, whole.tolist(), strict=True) if read}
