"""Which units came up for whom, what was answered before anything was shown, and what was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, literal, select

from qualcode.model import FirstAnswer, Pick, Span, Unit
from qualcode.store import code_maps
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from qualcode.model import Act


class Place(NamedTuple):
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
    queue made a pick. ``text`` narrows to the units of a text.
    """
    own = (s.pick.c.coder == coder, s.pick.c.round == round_id, _of_queue(label))
    batches = select(s.pick.c.batch).where(*own)
    query = _picks().where(*own)
    if text is not None:
        inside = select(s.unit.c.id).where(s.unit.c.text == text)
        batches = batches.where(s.pick.c.unit.in_(inside))
        query = query.where(s.pick.c.unit.in_(inside))
    latest = batches.distinct().order_by(s.pick.c.batch.desc()).limit(newest)
    numbers = connection.scalars(latest).all()
    query = query.where(s.pick.c.batch.in_(numbers))
    rows = connection.execute(query.order_by(s.pick.c.batch, s.pick.c.position, s.pick.c.id))
    return tuple(_to_pick(row) for row in rows)


def of_keys(connection: Connection, keys: Collection[int]) -> dict[int, Pick]:
    """Return picks by key."""
    rows = connection.execute(_picks().where(s.pick.c.id.in_(list(keys))))
    return {row.id: _to_pick(row) for row in rows}


def skips(connection: Connection, coder: int) -> dict[int, int]:
    """Return the picks that a coder left for later, with the key of the newest skip of each."""
    table = s.decision.c
    query = select(table.pick, func.max(table.id)).where(
        table.coder == coder,
        table.act == "skipped",
        table.pick.is_not(None),
        table.suggestion.is_(None),
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.pick))}


def answer_of(connection: Connection, pick_id: int, unit: int) -> FirstAnswer | None:
    """Return the first answer that a pick got."""
    table = s.first_answer
    query = (
        select(table, s.round_.c.name.label("round_name"), s.coder.c.name.label("coder_name"))
        .join_from(table, s.round_, table.c.round == s.round_.c.id)
        .join(s.coder, table.c.coder == s.coder.c.id)
        .where(table.c.unit == unit, table.c.pick == pick_id)
    )
    row = connection.execute(query).first()
    return _to_answer(row) if row else None


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
        select(
            s.unit_set.c.kind,
            table.n,
            table.start,
            table.end,
            table.in_frame,
            table.text,
            table.id,
        )
        .join_from(s.unit, s.unit_set, table.unit_set == s.unit_set.c.id)
        .where(table.id.in_(list(keys)))
    )
    return {row.id: Unit(*row) for row in connection.execute(query)}


def place(connection: Connection, unit: Unit) -> Place:
    """Return the transcript of a unit, its text, and the turn around the unit."""
    said = connection.execute(
        select(s.transcript.c.name, s.text_version.c.text)
        .join_from(s.text_version, s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .where(s.text_version.c.id == unit.text_id)
    ).one()
    turn = connection.execute(
        select(s.turn.c.n, s.speaker.c.label, s.turn.c.start, s.turn.c.end)
        .outerjoin_from(s.turn, s.speaker, s.turn.c.speaker == s.speaker.c.id)
        .where(
            s.turn.c.text == unit.text_id, s.turn.c.start <= unit.start, s.turn.c.end > unit.start
        )
    ).one()
    return Place(said.name, said.text, turn.n, turn.label or "", turn.start, turn.end)


def covering(
    connection: Connection, coder: int, unit: Unit, versions: Collection[int]
) -> list[Span]:
    """Return what a coder read around a unit, under these versions of the codebook."""
    table = s.unit.c
    near = select(table.id).where(
        table.text == unit.text_id, table.start < unit.end, table.end > unit.start
    )
    query = (
        select(table.start, table.end)
        .join_from(s.reading, s.unit, s.reading.c.unit == table.id)
        .where(
            s.reading.c.unit.in_(near),
            s.reading.c.coder == coder,
            s.reading.c.codebook.in_(list(versions)),
        )
    )
    return [Span(*row) for row in connection.execute(query)]


def read_directly(
    connection: Connection, coder: int, units: Collection[int], versions: Collection[int]
) -> set[int]:
    """Return those of the units that a coder read as such, not only within a longer one."""
    query = select(s.reading.c.unit).where(
        s.reading.c.unit.in_(list(units)),
        s.reading.c.coder == coder,
        s.reading.c.codebook.in_(list(versions)),
    )
    return set(connection.scalars(query))


def undecided_units(connection: Connection, coder: int, units: Collection[int]) -> set[int]:
    """Return those of the units with a suggestion that was shown to a coder and not decided."""
    decided = (
        select(s.decision.c.id)
        .where(
            s.decision.c.suggestion == s.suggestion.c.id,
            s.decision.c.coder == coder,
            s.decision.c.act != "skipped",
        )
        .exists()
    )
    query = (
        select(s.suggestion.c.unit)
        .join_from(s.suggestion, s.shown, s.shown.c.suggestion == s.suggestion.c.id)
        .where(s.suggestion.c.unit.in_(list(units)), s.shown.c.coder == coder, ~decided)
    )
    return set(connection.scalars(query))


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


def revealed(connection: Connection, coder: int, text: int, within: Span) -> list[Span]:
    """Return the units about which something was revealed to a coder, near a stretch of a text.

    A suggestion that was shown is a reveal, and so is what follows a first answer: that the
    machine has nothing to say is seen too.
    """
    return [Span(*row) for row in connection.execute(_revealed(coder, text, within))]


def _revealed(coder: int, text: int, within: Span) -> Any:
    table = s.unit.c
    near = (table.text == text, table.start < within.end, table.end > within.start)
    answered = select(table.start, table.end).join_from(
        s.unit, s.first_answer, s.first_answer.c.unit == table.id
    )
    seen = (
        select(table.start, table.end)
        .join_from(s.unit, s.suggestion, s.suggestion.c.unit == table.id)
        .join(s.shown, s.shown.c.suggestion == s.suggestion.c.id)
    )
    return answered.where(*near, s.first_answer.c.coder == coder).union(
        seen.where(*near, s.shown.c.coder == coder)
    )


def sealed_and_revealed(
    connection: Connection, coder: int, text: int, within: Span
) -> tuple[list[Span], list[Span]]:
    """Return the turns near a stretch that were set aside, and what was revealed to a coder."""
    turn = s.turn.c
    aside = (
        select(literal(1).label("aside"), turn.start, turn.end)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == turn.id)
        .where(turn.text == text, turn.start < within.end, turn.end > within.start)
    )
    seen = _revealed(coder, text, within).subquery()
    query = aside.union_all(select(literal(0).label("aside"), seen.c.start, seen.c.end))
    found: tuple[list[Span], list[Span]] = ([], [])
    for sealed, start, end in connection.execute(query):
        found[0 if sealed else 1].append(Span(start, end))
    return found


def acts_on(connection: Connection, coder: int, suggestions: Collection[int]) -> dict[int, Act]:
    """Return a coder's newest act on each of these suggestions that has one."""
    table = s.decision.c
    query = select(table.suggestion, table.act).where(
        table.suggestion.in_(list(suggestions)), table.coder == coder
    )
    return {row.suggestion: row.act for row in connection.execute(query.order_by(table.id))}


def shown_of(connection: Connection, coder: int, suggestions: Collection[int]) -> dict[int, int]:
    """Return the key of the record that a suggestion was shown to a coder, where it was."""
    table = s.shown.c
    query = select(table.suggestion, func.max(table.id)).where(
        table.suggestion.in_(list(suggestions)), table.coder == coder
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.suggestion))}


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
