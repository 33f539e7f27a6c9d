"""The texts with their turns and units as arrays, read in a few bulk queries and kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import func, select

from qualcode.spans import word_characters
from qualcode.store import brackets, voices
from qualcode.store import schema as s
from qualcode.store.columns import apart, gathered, numbers, paired
from qualcode.store.read import Stepped
from qualcode.store.rows import plain
from qualcode.store.texts import participants
from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from qualcode.model import Participant, UnitKind
    from qualcode.spans import Booleans
    from qualcode.store.columns import Numbers
    from qualcode.study import Study
    from qualcode.study.context import Voice

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
            self._voices = voices.voices(connection)
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
    of = s.turn.c
    speaker = func.coalesce(of.speaker, 0)
    columns, where = _by_text(connection, s.turn, of.time.is_not(None), texts, speaker)
    keys, n, starts, ends, timed, speakers = columns
    known = np.array([0, *(it.id for it in voices)])
    who = np.searchsorted(known, speakers)
    asks = np.array([False, *(it.asks for it in voices)], dtype=np.bool_)[who]
    labels, people = tuple(it.label for it in voices), tuple(it.participant for it in voices)
    who -= 1
    times: dict[int, dict[int, str]] = {}
    if timed.any():
        query = select(of.text, of.n, of.time).where(of.text.in_(texts), of.time.is_not(None))
        for text, number, time in plain(connection, query):
            times.setdefault(text, {})[number] = time
    return {
        text: TextTurns(
            *(keys[own], n[own], starts[own], ends[own], who[own], asks[own]),
            labels,
            people,
            times.get(text, {}),
        )
        for text, own in where.items()
    }


def _units(
    connection: Connection, kind: UnitKind, unit_set: int, texts: Collection[int]
) -> dict[int, TextUnits]:
    """Return the units of one set of texts; a text that has none has none here."""
    columns, where = _by_text(connection, s.unit, s.unit.c.in_frame, texts, unit_set=unit_set)
    keys, n, starts, ends, marks = columns
    inside = marks != 0
    return {
        text: TextUnits(kind, text, keys[own], n[own], starts[own], ends[own], inside[own])
        for text, own in where.items()
    }


def _by_text(
    connection: Connection,
    table: Table,
    yes: ColumnElement[Any],
    texts: Collection[int],
    *more: ColumnElement[Any],
    **narrow: int,
) -> tuple[list[Numbers], dict[int, slice]]:
    """Return keys, numbers, starts, ends, a column of 0 and 1, and more, of the rows of texts.

    With them comes where in these columns each text has its rows, which are sorted by number.
    """
    where = dict.fromkeys(texts, slice(0, 0))
    rows = plain(connection, _said(table, yes, texts, more, narrow))
    there = {text: said for text, said in rows if said}
    if not there:
        return [np.empty(0, dtype=np.int64)] * (5 + len(more)), where
    named, placed, *others = numbers(there.values())
    columns = [*apart(named), *apart(placed >> 1), placed & 1, *others]
    end = 0
    for text, said in there.items():
        start, end = end, end + 1 + said.count(",", 0, said.index(";"))
        where[text] = slice(start, end)
    home = np.repeat(
        np.arange(len(there)), [where[text].stop - where[text].start for text in there]
    )
    n = columns[1]
    if ((n[1:] < n[:-1]) & (home[1:] == home[:-1])).any():
        order = np.lexsort((n, home))
        columns = [column[order] for column in columns]
    return columns, where


def _said(
    table: Table,
    yes: ColumnElement[Any],
    texts: Collection[int],
    more: Sequence[ColumnElement[Any]],
    narrow: Mapping[str, int],
) -> Select[Any]:
    """Return the query of texts with the columns of their rows.

    The rows of one text stand near each other, and are gone through from the first to the last:
    to follow an index from each to the next takes twice as long.
    """
    text, same, of = s.text_version.c.id, table.alias().c, table.c
    own = [same.text == text, *(same[name] == key for name, key in narrow.items())]
    first, last = (
        select(end(same.id)).where(*own).correlate(s.text_version).scalar_subquery()
        for end in (func.min, func.max)
    )
    # a column with something added to it is looked up in no index
    here = [of.text + 0 == text, *(of[name] + 0 == key for name, key in narrow.items())]
    columns = gathered(paired(of.id, of.n), paired(of.start, of.end) * 2 + yes, *more)
    said = select(columns).where(of.id.between(first, last), *here).scalar_subquery()
    return select(text, said).where(text.in_(texts))


def indexes() -> Stepped[TextIndex]:
    """Return the keeper of the newest index of a file."""
    return Stepped(TABLES, lambda _connection: TextIndex())
