"""What a coder coded and read, kept and brought up to date by what the log says has happened."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sqlalchemy import func, select

from qualcode.store import read
from qualcode.store import schema as s
from qualcode.store.across.worksheets import coding_keys
from qualcode.store.columns import apart, gathered, numbers, paired
from qualcode.store.log import stamps
from qualcode.study.coded import CodedRows, ReadRows, Words

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection, Table

    from qualcode.store.columns import Numbers
    from qualcode.store.log.stamps import Stamp
    from qualcode.study import Study

NAMED_BY = ("round", "coder", "code", "code_map", "codebook_version", "text_version", "unit")
"""The tables that say how a coding or a reading is called and where it stands."""
ROOM = 8
"""Of so many coders and rounds the work is kept."""
FEW = 500
"""So many codings are brought up to date one by one, more are all read anew."""


class LayerWork(NamedTuple):
    """Codings in the order of text and position, and readings; as ``store.work`` gives them."""

    codings: CodedRows
    readings: ReadRows


class LayerWorks:
    """The work of the coders and rounds that were asked for last; several threads may ask."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: OrderedDict[tuple[int, int | None], tuple[Stamp, LayerWork]] = OrderedDict()
        self._lock = threading.Lock()

    def of(
        self,
        connection: Connection,
        study: Study,
        replica: str,
        coder: int,
        round_id: int | None = None,
    ) -> LayerWork:
        """Return what a coder did in one round, or in all, as the connection sees it.

        ``study`` is the frame that it sees.
        """
        if read.dirty(connection):
            return _Asked(connection, read.study(connection), coder, round_id).all()
        asked = _Asked(connection, study, coder, round_id)
        now, key = stamps.head(connection, replica), (coder, round_id)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == now:
            return kept[1]
        found = None if kept is None else _stepped(asked, replica, kept)
        made = found or asked.all()
        with self._lock:
            newest = self._kept.get(key)
            if newest is None or newest[0][0] <= now[0]:
                self._kept[key] = (now, made)
                self._kept.move_to_end(key)
            if len(self._kept) > ROOM:
                self._kept.popitem(last=False)
        return made


class _Asked:
    """One coder's work in one round, or in all, to be read as columns."""

    def __init__(
        self, connection: Connection, study: Study, coder: int, round_id: int | None
    ) -> None:
        self.connection = connection
        self._study, self._coder, self._round = study, coder, round_id
        self._coders = {it.id: it.name for it in study.coders}
        self._rounds = {it.id: it.name for it in study.rounds}

    def all(self) -> LayerWork:
        """Read all of it."""
        return LayerWork(self.codings(), self.readings())

    def codings(self, keys: Collection[int] | None = None) -> CodedRows:
        """Return what ``work.codings`` does; ``keys`` narrows to some."""
        of = s.coding.c
        where = self._of(s.coding) + ([] if keys is None else [of.id.in_(keys)])
        pairs = [paired(*it) for it in ((of.id, of.text), (of.start, of.end), (of.round, of.code))]
        columns = gathered(*pairs, of.codebook, func.coalesce(of.derived_from, 0))
        words = [func.group_concat(it, "\n") for it in (of.uuid, of.origin, of.exposure)]
        said, *listed = self.connection.execute(select(columns, *words).where(*where)).one()
        if said is None:
            return CodedRows.of(())
        *both, books, derived = numbers([said])
        (key, text), (start, end), (round_, code) = (apart(it) for it in both)
        uuid, origin, exposure = (Words.of(it.split("\n")) for it in listed)
        read_as = self._study.read_as()
        codes = {row: read_as.get(name, name) for name, row in self._study.codes.items()}
        return _sorted(
            CodedRows(
                uuid=uuid,
                round=_named(round_, self._rounds),
                coder=_named(np.full(len(key), self._coder), self._coders),
                text_id=text,
                start=start,
                end=end,
                code=_named(code, codes),
                origin=origin,
                exposure=exposure,
                codebook=books,
                derived_from=derived,
                id=key,
            )
        )

    def readings(self) -> ReadRows:
        """Return what ``work.readings`` does."""
        of, unit = s.reading.c, s.unit.c
        pairs = ((of.id, unit.text), (unit.start, unit.end), (of.round, of.codebook))
        columns = gathered(*(paired(*it) for it in pairs)), func.group_concat(of.exposure, "\n")
        query = select(*columns).join_from(s.reading, s.unit).where(*self._of(s.reading))
        said, exposures = self.connection.execute(query).one()
        if said is None:
            return ReadRows.of(())
        (key, text), (start, end), (round_, book) = (apart(it) for it in numbers([said]))
        found = ReadRows(
            coder=_named(np.full(len(key), self._coder), self._coders),
            round=_named(round_, self._rounds),
            text_id=text,
            start=start,
            end=end,
            codebook=book,
            exposure=Words.of(exposures.split("\n")),
            id=key,
        )
        return found.only(np.lexsort((key, start, text)))

    def _of(self, table: Table) -> list[ColumnElement[bool]]:
        in_round = [] if self._round is None else [table.c.round == self._round]
        return [table.c.coder == self._coder, *in_round]


def _stepped(asked: _Asked, replica: str, kept: tuple[Stamp, LayerWork]) -> LayerWork | None:
    """Return what was kept with what has happened since, ``None`` where it must be read anew."""
    seen, before = kept
    tables = (*NAMED_BY, "coding", "reading")
    happened = read.since(asked.connection, replica, seen, tables, "coding")
    if happened is None or any(it.tables & set(NAMED_BY) for it in happened):
        return None
    keys: set[int] = set()
    for each in happened:
        if "coding" in each.tables:
            keys |= coding_keys(each.body)
    if len(keys) > FEW:
        return None
    codings, readings = before
    if keys:
        codings = _merged(codings, keys, asked.codings(keys))
    if any("reading" in each.tables for each in happened):
        readings = asked.readings()
    return LayerWork(codings, readings)


def _merged(before: CodedRows, keys: Collection[int], fresh: CodedRows) -> CodedRows:
    gone = np.isin(before.id, list(keys))
    if not len(fresh) and not gone.any():
        return before
    return _sorted(before.only(~gone).then(fresh))


def _sorted(codings: CodedRows) -> CodedRows:
    it = codings
    return it.only(np.lexsort((it.id, it.end, it.start, it.text_id)))


def _named(keys: Numbers, names: dict[int, str]) -> Words:
    """Return the names of rows of another table, by their keys."""
    known, row = np.unique(keys, return_inverse=True)
    return Words(row, tuple(names[key] for key in known.tolist()))
