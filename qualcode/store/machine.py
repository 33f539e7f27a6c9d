"""What the machine proposed, the sample that was set aside first, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from qualcode.model import Evidence, Run, Span, Suggestion, Unit
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from qualcode.model import SampleRole
    from qualcode.store.log.journal import Recording


@dataclass(frozen=True, slots=True)
class Proposed:
    """A stored suggestion with the unit that it names."""

    suggestion: Suggestion
    unit: Unit


def sampled_roles(connection: Connection) -> dict[SampleRole, int]:
    """Return how many turns were set aside as blind and as reserve, nothing before a sample."""
    query = select(s.sampled_turn.c.role, func.count()).group_by(s.sampled_turn.c.role)
    return {row[0]: row[1] for row in connection.execute(query)}


def sealed_spans(
    connection: Connection, text: int | None = None, role: str | None = None
) -> dict[int, list[Span]]:
    """Return the spans of blind and reserve turns by text."""
    query = select(s.turn.c.text, s.turn.c.start, s.turn.c.end).join_from(
        s.sampled_turn, s.turn, s.sampled_turn.c.turn == s.turn.c.id
    )
    if text is not None:
        query = query.where(s.turn.c.text == text)
    if role is not None:
        query = query.where(s.sampled_turn.c.role == role)
    spans: dict[int, list[Span]] = {}
    for row in connection.execute(query.order_by(s.turn.c.text, s.turn.c.n)):
        spans.setdefault(row.text, []).append(Span(row.start, row.end))
    return spans


def sealed_turns(connection: Connection) -> dict[int, list[tuple[int, int, str]]]:
    """Return start, end and role of every blind and reserve turn by text, in reading order."""
    query = (
        select(s.turn.c.text, s.turn.c.start, s.turn.c.end, s.sampled_turn.c.role)
        .join_from(s.sampled_turn, s.turn, s.sampled_turn.c.turn == s.turn.c.id)
        .order_by(s.turn.c.text, s.turn.c.n)
    )
    turns: dict[int, list[tuple[int, int, str]]] = {}
    for text, *turn in connection.execute(query):
        turns.setdefault(text, []).append(tuple(turn))
    return turns


def runs(connection: Connection, coder: int | None = None) -> tuple[Run, ...]:
    """Return the runs, oldest first; with ``coder`` those that this coder may see."""
    query = select(s.run).order_by(s.run.c.id)
    if coder is not None:
        query = query.where(or_(s.run.c.audience.is_(None), s.run.c.audience == coder))
    return tuple(_to_run(row) for row in connection.execute(query))


def _to_run(row: Any) -> Run:
    return Run(
        id=row.id,
        suggester=row.suggester,
        params=row.params,
        codebook=row.codebook,
        audience=row.audience,
        created=row.created,
        training_hash=row.training_hash,
    )


def sample_seed(connection: Connection) -> int:
    """Return the seed of the first sample, which every coin of the project comes from."""
    return connection.scalar(select(s.sample.c.seed).order_by(s.sample.c.id).limit(1)) or 0


def add_suggestions(
    act: Recording, run: int, found: Sequence[Suggestion], codes: Mapping[str, int]
) -> None:
    """Insert the suggestions of a run."""
    rows = [
        {
            "unit": item.unit_id,
            "code": codes[item.code],
            "score": item.score,
            "evidence": [
                {"kind": e.kind, "text": e.text, "start": e.start, "end": e.end, "weight": e.weight}
                for e in item.evidence
            ],
        }
        for item in found
    ]
    act.bulk("suggestion", rows, run=run)


def undecided(
    connection: Connection,
    run: int,
    coder: int,
    *,
    text: int | None = None,
    code: int | None = None,
) -> Iterator[Proposed]:
    """Yield suggestions of a run that a coder has not decided, highest score first.

    A skipped suggestion comes back after all others.
    """
    skipped = select(s.decision.c.suggestion).where(
        s.decision.c.coder == coder,
        s.decision.c.act == "skipped",
        s.decision.c.suggestion.is_not(None),
    )
    query = _proposed().where(s.suggestion.c.run == run, s.suggestion.c.id.not_in(_decided(coder)))
    if text is not None:
        query = query.where(s.unit.c.text == text)
    if code is not None:
        query = query.where(s.suggestion.c.code == code)
    query = query.order_by(
        s.suggestion.c.id.in_(skipped), s.suggestion.c.score.desc(), s.suggestion.c.id
    )
    with connection.execute(query) as rows:
        for row in rows:
            yield _to_proposed(row)


def _decided(coder: int) -> Any:
    # a code that was added without a suggestion names none, and NOT IN (NULL) is never true
    return select(s.decision.c.suggestion).where(
        s.decision.c.coder == coder,
        s.decision.c.act != "skipped",
        s.decision.c.suggestion.is_not(None),
    )


def suggestion(connection: Connection, key: int) -> Proposed | None:
    """Return one suggestion with its unit."""
    row = connection.execute(_proposed().where(s.suggestion.c.id == key)).first()
    return _to_proposed(row) if row else None


def of_unit(connection: Connection, run: int, unit: int) -> tuple[Proposed, ...]:
    """Return the suggestions of a run for one unit, highest score first."""
    query = _proposed().where(s.suggestion.c.unit == unit, s.suggestion.c.run == run)
    rows = connection.execute(query.order_by(s.suggestion.c.score.desc(), s.suggestion.c.id))
    return tuple(_to_proposed(row) for row in rows)


def _proposed() -> Any:
    return (
        select(
            s.suggestion,
            s.code.c.name.label("code_name"),
            s.unit.c.n,
            s.unit.c.start,
            s.unit.c.end,
            s.unit.c.in_frame,
            s.unit.c.text,
            s.unit_set.c.kind,
        )
        .join_from(s.suggestion, s.code, s.suggestion.c.code == s.code.c.id)
        .join(s.unit, s.suggestion.c.unit == s.unit.c.id)
        .join(s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
    )


def _to_proposed(row: Any) -> Proposed:
    return Proposed(
        suggestion=Suggestion(
            unit_id=row.unit,
            code=row.code_name,
            score=row.score,
            evidence=tuple(Evidence(**item) for item in row.evidence),
            run=row.run,
            id=row.id,
        ),
        unit=Unit(
            kind=row.kind,
            n=row.n,
            start=row.start,
            end=row.end,
            in_frame=row.in_frame,
            text_id=row.text,
            id=row.unit,
        ),
    )


def shown(connection: Connection, coder: int, suggestion_id: int) -> int | None:
    """Return the newest record that a suggestion was shown to a coder."""
    query = select(func.max(s.shown.c.id)).where(
        s.shown.c.coder == coder, s.shown.c.suggestion == suggestion_id
    )
    newest: int | None = connection.scalar(query)
    return newest


def decided(connection: Connection, coder: int, suggestion_id: int) -> bool:
    """Return whether a coder has decided a suggestion; a skip is no decision."""
    query = select(s.decision.c.id).where(
        s.decision.c.coder == coder,
        s.decision.c.suggestion == suggestion_id,
        s.decision.c.act != "skipped",
    )
    return connection.scalar(query) is not None


def waiting(connection: Connection, run: int, coder: int) -> Sequence[Any]:
    """Return what a coder has not decided of a run: code, unit, and where the unit stands."""
    query = (
        select(s.code.c.name, s.unit.c.id, s.unit.c.text, s.unit.c.start, s.unit.c.end)
        .join_from(s.suggestion, s.code, s.suggestion.c.code == s.code.c.id)
        .join(s.unit, s.suggestion.c.unit == s.unit.c.id)
        .where(s.suggestion.c.run == run, s.suggestion.c.id.not_in(_decided(coder)))
    )
    return connection.execute(query).all()


def decision_counts(connection: Connection, coder: int) -> dict[str, int]:
    """Return how often a coder did each act."""
    query = (
        select(s.decision.c.act, func.count())
        .where(s.decision.c.coder == coder)
        .group_by(s.decision.c.act)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
