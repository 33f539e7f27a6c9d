"""Back-coding (回头编码): what a coder read before a code was there, or meant what it means now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import spans
from qualcode.model import Span
from qualcode.store.across import backcoding
from qualcode.study.access import working_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.model import Codebook
    from qualcode.store import Connection, Look
    from qualcode.store.across.backcoding import ReadUnit
    from qualcode.study import Study


@dataclass(frozen=True, slots=True)
class Due:
    """What stands to be read again for one code, in the coder's open round.

    ``turns`` are open, ``done`` were read again since; ``transcripts`` gives the open ones by
    name with how many turns of each are open, in the order of names.
    """

    code: str
    turns: int
    done: int
    transcripts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A turn that stands to be read again; ``start`` is its place in the text."""

    transcript: str
    turn: int
    start: int


@dataclass(frozen=True, slots=True)
class ReadingQueue:
    """Turns read under an older meaning as (text, row of the turn): open, and done since."""

    open: tuple[tuple[int, int], ...] = ()
    done: int = 0


def reading_queues(look: Look, coder: str) -> dict[str, ReadingQueue]:
    """Return the queue of each code of the codebook that has one."""
    study = look.study
    person, now = study.coder(coder).id, working_round(study, coder)
    if now is None:
        return {}
    held = now.id
    read = backcoding.versions_read(look.connection, person, held)
    made: dict[frozenset[int], ReadingQueue] = {}  # many codes share the versions of their meaning
    queues: dict[str, ReadingQueue] = {}
    for code, meant in _meant(study, study.book).items():
        if read <= meant:
            continue
        if meant not in made:
            made[meant] = _queue(look, (person, held), meant)
        queues[code] = made[meant]
    return queues


def _queue(look: Look, who: tuple[int, int], meant: frozenset[int]) -> ReadingQueue:
    named = look.study.sources
    units = backcoding.read_before(look.connection, *who, meant)
    units = [unit for unit in units if unit.text in named]
    if backcoding.kinds_read(look.connection, *who) > 1:
        units = _read_by_parts(look.connection, who, meant, units)
    turns = look.turns({unit.text for unit in units})
    rows = {
        again: {
            (unit.text, row)
            for unit in units
            if unit.again is again and (row := turns[unit.text].at(unit.start)) >= 0
        }
        for again in (False, True)
    }
    return ReadingQueue(tuple(sorted(rows[False])), len(rows[True] - rows[False]))


def _meant(study: Study, book: Codebook) -> dict[str, frozenset[int]]:
    """Return the codebook versions in which each code means what it means now."""
    hashes = study.meanings
    now = {code.id: hashes.get((book.version, code.id)) for code in book.codes}
    meant: dict[str, set[int]] = {name: {book.version} for name in now}
    for (version, name), meaning in hashes.items():
        if name in now and meaning == now[name]:
            meant[name].add(version)
    return {name: frozenset(versions) for name, versions in meant.items()}


def _read_by_parts(
    connection: Connection, who: tuple[int, int], meant: frozenset[int], units: Sequence[ReadUnit]
) -> list[ReadUnit]:
    """Return the units with ``again`` true too where other units of another kind cover them.

    A turn that was read sentence by sentence since is read again, and so is a sentence in a turn.
    """
    texts = {unit.text for unit in units if not unit.again}
    now = backcoding.read_now(connection, *who, meant, texts) if texts else {}
    by_text: dict[int, list[ReadUnit]] = {}
    for unit in units:
        by_text.setdefault(unit.text, []).append(unit)
    found: list[ReadUnit] = []
    for text, own in by_text.items():
        again = spans.read(own, _spans(now.get(text, ())))
        found += [
            unit._replace(again=unit.again or bool(it)) for unit, it in zip(own, again, strict=True)
        ]
    return found


def _spans(pairs: Iterable[tuple[int, int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]
