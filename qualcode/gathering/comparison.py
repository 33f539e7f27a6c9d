"""Coders compared in a closed round: which round, who read, and where they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode import agreement, spans
from qualcode.errors import Clause, InputError, RuleError
from qualcode.gathering import intra_coder
from qualcode.gathering import text_versions as meanings
from qualcode.store import work
from qualcode.study.read_whole import read_twice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qualcode.model import Coding, Reading, Round
    from qualcode.store import Look
    from qualcode.study import Study

    Read = Callable[[], Collection[tuple[str, str]]]
    """Gives the names of who read in which round: coder and round."""


@dataclass(frozen=True, slots=True)
class DifferingPassage:
    """A unit that some coders gave a code and others, who read it too, did not."""

    transcript: str
    turn: int
    start: int
    end: int
    text: str
    code: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


class RoundWork(NamedTuple):
    """What the compared coders did in a round; of a recoding one coder under two names."""

    names: tuple[str, ...]
    codings: tuple[Coding, ...]
    readings: tuple[Reading, ...]

    @property
    def texts(self) -> frozenset[int]:
        """The texts of the round: those in which somebody coded or read something in it."""
        return frozenset(it.text_id for each in self[1:] for it in each)


def closed_round(study: Study, name: str | None, read: Read) -> Round:
    """Return the named round, else the newest that can be compared; it must be closed.

    ``read`` gives who read in which round, and is asked where none is named.
    """
    if name is not None:
        found = study.round(name)
        if found.status != "closed":
            raise _open_round(found)
        return found
    candidates = comparable(study, read())
    if candidates:
        return candidates[-1]
    known = study.rounds
    closed = [found for found in known if found.status == "closed" and found.kind == "independent"]
    if closed:
        return closed[-1]
    if known:
        raise _open_round(known[-1])
    raise RuleError("comparison.no_round")


def _open_round(found: Round) -> RuleError:
    return RuleError("comparison.open_round", name=found.name)


def comparable(study: Study, read: Collection[tuple[str, str]]) -> list[Round]:
    """Return the closed independent rounds in which two coders read, oldest first."""
    coders = Counter(name for _, name in read)
    return [
        found
        for found in study.rounds
        if found.status == "closed" and found.kind == "independent" and coders[found.name] > 1
    ]


def readers(study: Study, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Return who read, in the order in which the coders came."""
    names = {reading.coder for reading in readings}
    return tuple(coder.name for coder in study.coders if coder.name in names)


def refuse_unshared(
    look: Look, found: Round, names: Sequence[str], readings: Sequence[Reading]
) -> None:
    """Raise where no stretch of text was read by two of the coders."""
    by_text: dict[int, dict[str, list[Reading]]] = {}
    for reading in readings:
        if reading.coder in names:
            by_text.setdefault(reading.text_id, {}).setdefault(reading.coder, []).append(reading)
    units = look.units("sentence", by_text)
    for text_id, by_coder in by_text.items():
        if read_twice(units[text_id], by_coder.values()):
            return
    meanings.refuse(meanings.apart(look, found, names), found)
    raise RuleError("comparison.nothing_twice", name=found.name)


def passages(
    look: Look, matrix: agreement.Matrix, code: str | None
) -> tuple[DifferingPassage, ...]:
    """Return the passages of a matrix where its coders differ, in reading order."""
    differ = [it for it in agreement.disagreements(matrix) if code in (None, it.code)]
    starts: dict[int, list[int]] = {}
    for it in differ:
        starts.setdefault(it.text_id, []).append(it.start)
    names, sources, turns = look.names(), look.sources(starts), look.turns(starts)
    at = {key: iter(spans.homes(turns[key], own)) for key, own in starts.items()}
    found: list[DifferingPassage] = []
    for one in differ:
        spoken, row = turns[one.text_id], next(at[one.text_id])
        found.append(
            DifferingPassage(
                transcript=names[one.text_id],
                turn=int(spoken.numbers[row]) if row >= 0 else 0,
                start=one.start,
                end=one.end,
                text=sources[one.text_id][one.start : one.end],
                code=one.code,
                yes=one.who_yes,
                no=one.who_no,
            )
        )
    return tuple(found)


SETTLED_KINDS = ("independent", "discussion")


def compared_round(study: Study, name: str | None, read: Read) -> Round:
    """Return the closed round whose disputes are meant; a panel's round stands for its source."""
    if name is None:
        settling = [r for r in study.rounds if r.settles]
        usual = [r.name for r in settling if r.status == "open"] or [r.name for r in settling]
        name = usual[-1] if usual else _newest_comparable(study, read)
    found = study.round(name)
    if found.settles and found.source:
        found = study.round(found.source)
    if found.status != "closed":
        raise RuleError("panels.open_round", name=found.name)
    if found.kind not in SETTLED_KINDS:
        raise RuleError(
            "panels.kind",
            settled_kinds=tuple(Clause(f"round.{it}") for it in SETTLED_KINDS),
            name=found.name,
            kind=Clause(f"round.{found.kind}"),
        )
    return found


def _newest_comparable(study: Study, read: Read) -> str:
    candidates = comparable(study, read())
    if not candidates:
        raise RuleError("panels.no_round")
    return candidates[-1].name


def settling_round(study: Study, compared: Round) -> Round | None:
    """Return the newest consensus round on a compared round."""
    known = [r for r in study.rounds if r.settles and r.source == compared.name]
    return known[-1] if known else None


def round_work(look: Look, found: Round, coders: Sequence[str] | None) -> RoundWork:
    """Return the names to compare and their work, and refuse what cannot be compared."""
    connection, study = look.connection, look.study
    if found.recodes:
        return RoundWork(*intra_coder.columns(look, found))
    readings = work.readings(connection, round_id=found.id)
    names = tuple(study.coder(name).name for name in coders or readers(study, readings))
    if coders and len(set(names)) < 2:
        raise InputError("compared.one_named", name=names[0])
    refuse_unshared(look, found, names, readings)
    codings = work.codings(connection, round_id=found.id, codebook=found.codebook)
    return RoundWork(names, codings, readings)
