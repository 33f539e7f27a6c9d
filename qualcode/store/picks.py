"""Which units came up for whom, what was answered before anything was shown, and what was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, select

from qualcode.model import FirstAnswer, Pick, Span, Unit
from qualcode.store import code_maps
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection


_UNIT = (
    *(s.unit_set.c.kind, s.unit.c.n, s.unit.c.start, s.unit.c.end, s.unit.c.in_frame),
    *(s.unit.c.text, s.unit.c.id),
)
"""The columns of a unit, in the order of its fields."""


class UnitPlace(NamedTuple):
    """Where a unit stands: its transcript, and the turn around it."""

    transcript: str
    text: str
    turn: int
    speaker: str
    start: int
    end: int


def pick(connection: Connection, key: int) -> Pick | None:
    """Return one pick."""
    row = connection.execute(_picks().where(s.pick.c.id == key)).first()
    return _to_pick(row) if row else None


def newest(connection: Connection, coder: int, unit: int) -> Pick | None:
    """Return the pick with which a unit came up for a coder last."""
    query = _picks().where(s.pick.c.coder == coder, s.pick.c.unit == unit)
    row = connection.execute(query.order_by(s.pick.c.id.desc()).limit(1)).first()
    return _to_pick(row) if row else None


def last_batch(connection: Connection, coder: int) -> int:
    """Return the number of a coder's newest batch, ``0`` before the first."""
    query = select(func.max(s.pick.c.batch)).where(s.pick.c.coder == coder)
    return connection.scalar(query) or 0


def in_batches(
    connection: Connection, coder: int, round_id: int, label: str, text: int | None, newest: int
) -> tuple[Pick, ...]:
    """Return the picks of the ``newest`` batches of a queue, in the order in which they come up.

    ``label`` is the queue as it was asked for: what stands after its slash says which part of the
    queue made a pick. ``text`` narrows to the units of a text. What the coder left for later is
    not among them.
    """
    own = (s.pick.c.coder == coder, s.pick.c.round == round_id, _of_queue(label))
    batches = select(s.pick.c.batch).where(*own)
    query = _picks().where(*own)
    if text is not None:
        inside = select(s.unit.c.id).where(s.unit.c.text == text)
        batches = batches.where(s.pick.c.unit.in_(inside))
        query = query.where(s.pick.c.unit.in_(inside))
    latest = batches.distinct().order_by(s.pick.c.batch.desc()).limit(newest)
    left = select(s.decision.c.id).where(s.decision.c.pick == s.pick.c.id, *_skipped(coder))
    query = query.where(s.pick.c.batch.in_(latest), ~left.exists())
    rows = connection.execute(query.order_by(s.pick.c.batch, s.pick.c.position, s.pick.c.id))
    return tuple(_to_pick(row) for row in rows)


def of_keys(connection: Connection, keys: Collection[int]) -> dict[int, Pick]:
    """Return picks by key."""
    rows = connection.execute(_picks().where(s.pick.c.id.in_(list(keys))))
    return {row.id: _to_pick(row) for row in rows}


def skips(connection: Connection, coder: int) -> dict[int, int]:
    """Return the picks that a coder left for later, with the key of the newest skip of each."""
    table = s.decision.c
    query = select(table.pick, func.max(table.id)).where(*_skipped(coder))
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.pick))}


class Answered(NamedTuple):
    """The unit of a pick, whether it touches a turn that was set aside, and its first answer."""

    unit: Unit
    sealed: bool
    codes: tuple[str, ...] | None


def answered(connection: Connection, found: Pick) -> Answered:
    """Return what a pick is about, and the codes of the first answer that it got."""
    table, unit, turn = s.first_answer.c, s.unit.c, s.turn.c
    own = and_(table.unit == unit.id, table.pick == found.id)
    aside = select(s.sampled_turn.c.id).join_from(
        s.sampled_turn, s.turn, s.sampled_turn.c.turn == turn.id
    )
    aside = aside.where(turn.text == unit.text, turn.start < unit.end, turn.end > unit.start)
    query = (
        select(*_UNIT, aside.exists(), table.codes)
        .join_from(s.unit, s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
        .outerjoin(s.first_answer, own)
        .where(s.unit.c.id == found.unit_id)
        .order_by(table.id)
    )
    *values, sealed, codes = connection.execute(query.limit(1)).one()
    return Answered(Unit(*values), bool(sealed), None if codes is None else tuple(codes))


def first_answers(connection: Connection) -> tuple[FirstAnswer, ...]:
    """Return every first answer, oldest first."""
    table = s.first_answer
    query = (
        select(table, s.round_.c.name.label("round_name"), s.coder.c.name.label("coder_name"))
        .join_from(table, s.round_, table.c.round == s.round_.c.id)
        .join(s.coder, table.c.coder == s.coder.c.id)
        .order_by(table.c.id)
    )
    return tuple(_to_answer(row) for row in connection.execute(query))


def unit(connection: Connection, key: int) -> Unit:
    """Return one unit by its key."""
    return units(connection, [key])[key]


def units(connection: Connection, keys: Collection[int]) -> dict[int, Unit]:
    """Return units by key."""
    table = s.unit.c
    query = (
        select(*_UNIT)
        .join_from(s.unit, s.unit_set, table.unit_set == s.unit_set.c.id)
        .where(table.id.in_(list(keys)))
    )
    return {row.id: Unit(*row) for row in connection.execute(query)}


def place(connection: Connection, unit: Unit) -> UnitPlace:
    """Return the transcript of a unit, its text, and the turn around the unit."""
    version, turn = s.text_version.c, s.turn.c
    query = (
        select(s.transcript.c.name, version.text, turn.n, s.speaker.c.label, turn.start, turn.end)
        .join_from(s.text_version, s.transcript, version.transcript == s.transcript.c.id)
        .join(s.turn, turn.text == version.id)
        .outerjoin(s.speaker, turn.speaker == s.speaker.c.id)
        .where(version.id == unit.text_id, turn.start <= unit.start, turn.end > unit.start)
    )
    name, text, n, label, start, end = connection.execute(query).one()
    return UnitPlace(name, text, n, label or "", start, end)


def places(connection: Connection, units: Iterable[Unit]) -> dict[int, UnitPlace]:
    """Return where units stand, by their keys."""
    keys = {unit.id: unit.text_id for unit in units}
    version, turn, own = s.text_version.c, s.turn.c, s.unit.c
    around = and_(turn.text == own.text, turn.start <= own.start, turn.end > own.start)
    query = (
        select(own.id, own.text, turn.n, s.speaker.c.label, turn.start, turn.end)
        .join_from(s.unit, s.turn, around)
        .outerjoin(s.speaker, turn.speaker == s.speaker.c.id)
        .where(own.id.in_(list(keys)))
    )
    found = (
        select(version.id, s.transcript.c.name, version.text)
        .join_from(s.text_version, s.transcript, version.transcript == s.transcript.c.id)
        .where(version.id.in_(set(keys.values())))
    )
    said = {row.id: row for row in connection.execute(found)}
    return {
        key: UnitPlace(said[text].name, said[text].text, n, label or "", start, end)
        for key, text, n, label, start, end in connection.execute(query)
    }


def covered(
    connection: Connection, coder: int, found: Collection[Unit], versions: Collection[int]
) -> dict[int, list[Span]]:
    """Return for each unit, by key, what a coder read there under these versions."""
    if not found:
        return {}
    table, own = s.unit.c, s.unit.alias("own").c
    near = and_(table.text == own.text, table.start < own.end, table.end > own.start)
    query = (
        select(own.id, table.start, table.end)
        .join_from(own.id.table, s.unit, near)
        .join(s.reading, s.reading.c.unit == table.id)
        .where(
            own.id.in_([unit.id for unit in found]),
            s.reading.c.coder == coder,
            s.reading.c.codebook.in_(list(versions)),
        )
    )
    spans: dict[int, list[Span]] = {unit.id: [] for unit in found}
    for key, start, end in connection.execute(query):
        spans[key].append(Span(start, end))
    return spans


class LookedAt(NamedTuple):
    """A unit: whether a coder read it as such, not only within a longer one; what is undecided.

    ``undecided`` says that a suggestion for it was shown to the coder and not decided.
    """

    unit: Unit
    read: bool
    undecided: bool


def looked_at(
    connection: Connection, coder: int, units: Collection[int], versions: Collection[int]
) -> dict[int, LookedAt]:
    """Return units by key with what a coder did with them, under these codebook versions."""
    key, done = s.unit.c.id, s.decision.c
    read = select(s.reading.c.id).where(
        s.reading.c.unit == key,
        s.reading.c.coder == coder,
        s.reading.c.codebook.in_(list(versions)),
    )
    decided = select(done.id).where(
        done.suggestion == s.suggestion.c.id, done.coder == coder, done.act != "skipped"
    )
    undecided = (
        select(s.suggestion.c.id)
        .join_from(s.suggestion, s.shown, s.shown.c.suggestion == s.suggestion.c.id)
        .where(s.suggestion.c.unit == key, s.shown.c.coder == coder, ~decided.exists())
    )
    query = (
        select(*_UNIT, read.exists(), undecided.exists())
        .join_from(s.unit, s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
        .where(key.in_(list(units)))
    )
    rows = connection.execute(query).all()
    return {row.id: LookedAt(Unit(*row[:-2]), bool(row[-2]), bool(row[-1])) for row in rows}


def read_rows(connection: Connection, coder: int) -> list[tuple[int, int, int, str, int, int]]:
    """Return what a coder read, in every round: unit, text, codebook, kind, start, end."""
    rounds = connection.scalars(select(s.round_.c.id)).all()
    query = (
        select(
            s.unit.c.id,
            s.unit.c.text,
            s.reading.c.codebook,
            s.unit_set.c.kind,
            s.unit.c.start,
            s.unit.c.end,
        )
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .join(s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
        # the index of readings begins with the round
        .where(s.reading.c.round.in_(rounds), s.reading.c.coder == coder)
    )
    return [tuple(row) for row in connection.execute(query)]


def positives(connection: Connection, coder: int) -> dict[str, int]:
    """Return how many passages a coder has coded with each code, in every round.

    What was coded with a code that was merged away counts for the one that it is read as.
    """
    rounds = connection.scalars(select(s.round_.c.id)).all()
    query = (
        select(s.code.c.name, func.count())
        .join_from(s.coding, s.code, s.coding.c.code == s.code.c.id)
        .where(s.coding.c.round.in_(rounds), s.coding.c.coder == coder)
        .group_by(s.code.c.name)
    )
    named = code_maps.read_as(connection)
    counts: dict[str, int] = {}
    for name, passages in connection.execute(query):
        read_as = named.get(name, name)
        counts[read_as] = counts.get(read_as, 0) + passages
    return counts


def _skipped(coder: int) -> tuple[Any, ...]:
    own = s.decision.c
    left = (own.act == "skipped", own.pick.is_not(None), own.suggestion.is_(None))
    return (own.coder == coder, *left)


def _of_queue(label: str) -> Any:
    return s.pick.c.queue.startswith(f"{label}/", autoescape=True)


def _picks() -> Any:
    return (
        select(s.pick, s.round_.c.name.label("round_name"), s.coder.c.name.label("coder_name"))
        .join_from(s.pick, s.round_, s.pick.c.round == s.round_.c.id)
        .join(s.coder, s.pick.c.coder == s.coder.c.id)
    )


def _to_pick(row: Any) -> Pick:
    return Pick(
        uuid=row.uuid,
        round=row.round_name,
        coder=row.coder_name,
        unit_id=row.unit,
        run=row.run,
        batch=row.batch,
        position=row.position,
        queue=row.queue,
        probability=row.probability,
        withheld=row.withheld,
        mode=row.mode,
        at=row.at,
        id=row.id,
    )


def _to_answer(row: Any) -> FirstAnswer:
    return FirstAnswer(
        uuid=row.uuid,
        round=row.round_name,
        coder=row.coder_name,
        unit_id=row.unit,
        codes=tuple(row.codes),
        codebook=row.codebook,
        ms=row.ms,
        pick=row.pick,
        at=row.at,
        id=row.id,
    )
