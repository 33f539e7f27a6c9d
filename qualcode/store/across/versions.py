"""On which version of a text each coder's work lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all

from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class VersionWorked:
    """A text on which a coder coded or read in a round, and how often."""

    coder: str
    transcript: str
    transcript_id: int
    text_id: int
    acts: int


def worked(connection: Connection, round_id: int) -> tuple[VersionWorked, ...]:
    """Return every coder × text with codings or readings in a round, older versions included.

    A text that was ingested again after a correction is a transcript of its own; one that was
    replaced in place is another text of the same transcript.
    """
    codings = select(s.coding.c.coder, s.coding.c.text).where(s.coding.c.round == round_id)
    readings = (
        select(s.reading.c.coder, s.unit.c.text)
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .where(s.reading.c.round == round_id)
    )
    acts = union_all(codings, readings).subquery()
    query = (
        select(
            s.coder.c.name,
            s.transcript.c.name,
            s.transcript.c.id,
            s.text_version.c.id,
            func.count(),
        )
        .join_from(acts, s.coder, acts.c.coder == s.coder.c.id)
        .join(s.text_version, acts.c.text == s.text_version.c.id)
        .join(s.transcript, s.text_version.c.transcript == s.transcript.c.id)
        .group_by(s.coder.c.id, s.text_version.c.id)
        .order_by(s.transcript.c.name, s.text_version.c.id, s.coder.c.id)
    )
    return tuple(VersionWorked(*row) for row in connection.execute(query))
