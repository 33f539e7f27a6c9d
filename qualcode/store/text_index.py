"""The texts with their turns and units as arrays, read in a few bulk queries and kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import String, cast, func, select

from qualcode.spans import word_characters
from qualcode.store import brackets, places
from qualcode.store import schema as s
from qualcode.store.read import Stepped
from qualcode.store.rows import plain
from qualcode.store.texts import participants
from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection

    from qualcode.model import Participant, UnitKind
    from qualcode.spans import Booleans
    from qualcode.study import Study
    from qualcode.study.context import Voice

    Numbers = npt.NDArray[np.int64]

TABLES = ("transcript", "text_version", "speaker", "participant", "turn", "unit", "unit_set")
"""The tables that an index is read from; which brackets are in force, the study says."""


class TextIndex:
    """What is said in the texts of one state of a study, each part read when it is asked for.

    A text is named by its key. Whoever asks gives a connection on that same state; several
    threads may ask.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._voices: tuple[Voice, ...] | None = None
        self._people: tuple[Participant, ...] | None = None
        self._sources: dict[int, str] = {}
        self._words: dict[int, Booleans] = {}
        self._turns: dict[int, TextTurns] = {}
        self._units: dict[int, dict[int, TextUnits]] = defaultdict(dict)
        self._sets: dict[str, int] = {}

    def voices(self, connection: Connection) -> tuple[Voice, ...]:
        """Return who every speaker is; the turns name them by their rows here."""
        if self._voices is None:
            self._voices = places.voices(connection)
        return self._voices

    def people(self, connection: Connection) -> tuple[Participant, ...]:
        """Return every participant, in the order in which they speak."""
        if self._people is None:
            self._people = participants(connection)
        return self._people

    def sources(self, connection: Connection, texts: Iterable[int]) -> dict[int, str]:
        """Return the words of texts."""
        keys = list(texts)
        if fresh := [key for key in keys if key not in self._sources]:
            of = s.text_version.c
            query = select(of.id, of.text).where(of.id.in_(fresh))
            self._sources.update((row[0], row[1]) for row in connection.execute(query))
        return {key: self._sources[key] for key in keys}

    def words(self, connection: Connection, texts: Iterable[int]) -> dict[int, Booleans]:
        """Return which characters of texts are words, as ``spans.word_characters`` says."""
        keys = list(texts)
        for key, source in self.sources(connection, keys).items():
            if key not in self._words:
                self._words[key] = word_characters(source)
        return {key: self._words[key] for key in keys}

    def turns(self, connection: Connection, texts: Iterable[int]) -> dict[int, TextTurns]:
        """Return the turns of texts."""
        keys = list(texts)
        if fresh := [key for key in keys if key not in self._turns]:
            self._turns.update(_turns(connection, fresh, self.voices(connection)))
        return {key: self._turns[key] for key in keys}

    def units(
        self, connection: Connection, study: Study, kind: UnitKind, texts: Iterable[int]
    ) -> dict[int, TextUnits]:
        """Return the units of one kind of texts; brackets are those of the set in force.

        A text without such units has none here either.
        """
        keys = list(texts)
        if not self._sets:
            query = select(s.unit_set.c.kind, s.unit_set.c.id).where(s.unit_set.c.kind != "bracket")
            self._sets = {row[0]: row[1] for row in connection.execute(query)}
        in_force = brackets.chosen(study.settings) if kind == brackets.KIND else {}
        set_of = {
            key: in_force.get(key, 0) if kind == brackets.KIND else self._sets[kind] for key in keys
        }
        fresh: dict[int, list[int]] = defaultdict(list)
        for key, unit_set in set_of.items():
            if key not in self._units[unit_set]:
                fresh[unit_set].append(key)
        for unit_set, wanted in fresh.items():
            self._units[unit_set].update(_units(connection, kind, unit_set, wanted))
        return {key: self._units[set_of[key]][key] for key in keys}


def _turns(
    connection: Connection, texts: Collection[int], voices: Sequence[Voice]
) -> dict[int, TextTurns]:
    turn = s.turn.c
    timed = select(turn.text, turn.n, turn.time).where(turn.text.in_(texts), turn.time.is_not(None))
    times: dict[int, dict[int, str]] = {}
    for text, n, time in plain(connection, timed):
        times.setdefault(text, {})[n] = time
    speaker = func.coalesce(turn.speaker, 0)
    columns = (turn.id, turn.n, turn.start, turn.end, speaker)
    known = np.array([0, *(it.id for it in voices)])
    asks = np.array([False, *(it.asks for it in voices)], dtype=np.bool_)
    labels, people = tuple(it.label for it in voices), tuple(it.participant for it in voices)
    found: dict[int, TextTurns] = {}
    for text, rows in _by_text(connection, texts, columns, turn.text).items():
        keys, numbers, starts, ends, speakers = rows
        who = np.searchsorted(known, speakers)
        found[text] = TextTurns(
            keys, numbers, starts, ends, who - 1, asks[who], labels, people, times.get(text, {})
        )
    return found


def _units(
    connection: Connection, kind: UnitKind, unit_set: int, texts: Collection[int]
) -> dict[int, TextUnits]:
    """Return the units of one set of texts; a text that has none has none here."""
    unit = s.unit.c
    columns = (unit.id, unit.n, unit.start, unit.end, unit.in_frame)
    found: dict[int, TextUnits] = {}
    there = _by_text(connection, texts, columns, unit.text, unit.unit_set == unit_set)
    for text, rows in there.items():
        keys, numbers, starts, ends, inside = rows
        found[text] = TextUnits(kind, text, keys, numbers, starts, ends, inside.astype(np.bool_))
    return found


def _by_text(
    connection: Connection,
    texts: Collection[int],
    columns: Sequence[ColumnElement[Any]],
    text: ColumnElement[int],
    *narrow: ColumnElement[bool],
) -> dict[int, list[Numbers]]:
    """Return columns of whole numbers by text, the second of which numbers the rows of a text.

    Each comes as one string a text: to fetch a row at a time would take twice as long.
    """
    gathered = [func.aggregate_strings(cast(column, String), ",") for column in columns]
    query = select(text, *gathered).where(text.in_(texts), *narrow).group_by(text)
    none = np.empty(0, dtype=np.int64)
    found = {key: [none] * len(columns) for key in texts}
    for key, *strings in plain(connection, query):
        rows = [np.fromstring(it, dtype=np.int64, sep=",") for it in strings]
        order = np.argsort(rows[1], kind="stable")
        found[key] = [row[order] for row in rows]
    return found


def indexes() -> Stepped[TextIndex]:
    """Return the keeper of the newest index of a file."""
    return Stepped(TABLES, lambda _connection: TextIndex())
