"""Coding: what a person marked, what a person read, and what a person noted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, RuleError
from qualcode.model import Span
from qualcode.project import exchange
from qualcode.project.exposure import exposures
from qualcode.project.part import (
    Part,
    code_named,
    coder_named,
    current_book,
    hidden_own,
    open_round,
    refuse_closed,
    refuse_others,
    refuse_peeking,
    refuse_recalling,
    round_named,
    text_named,
)
from qualcode.project.reading import put_readings, unit_keys
from qualcode.store import texts, work
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.model import Coder, Coding, Memo, Reading, Round
    from qualcode.store import Act, Connection

MEMO_TARGETS = ("project", "transcript", "turn", "coding", "code", "relation")


class Codings(Part):
    """The codings, readings and memos of the project."""

    def add(
        self,
        coder: str,
        transcript: str,
        start: int,
        end: int,
        code: str,
        *,
        round: str | None = None,
    ) -> Coding:
        """Code ``[start, end)`` of a transcript; the same coding twice is one."""
        self.project.rounds.ensure()
        with self.store.acting("coding.add", coder) as act:
            person, found = self._begin(act, coder, round)
            text = text_named(act.connection, transcript)
            return self.put(act, person, found, text, (start, end), code)

    def put(
        self,
        act: Act,
        person: Coder,
        found: Round,
        text: int,
        span: tuple[int, int],
        code: str,
        **values: Any,
    ) -> Coding:
        """Write a coding inside an act that another verb began; ``values`` override the columns."""
        connection = act.connection
        _inside(connection, text, *span)
        book = current_book(connection)
        key = code_named(connection, book, code)
        same = [
            c
            for c in work.codings(
                connection, coder=person.id, round_id=found.id, text=text, span=span
            )
            if c.code == code
        ]
        if same:
            return same[0]
        made = str(uuid.uuid4())
        (exposure,) = exposures(connection, person.id, found, text, [Span(*span)])
        row = {
            "uuid": made,
            "round": found.id,
            "coder": person.id,
            "text": text,
            "start": span[0],
            "end": span[1],
            "code": key,
            "codebook": book.version,
            "origin": "consensus" if person.kind == "panel" else "manual",
            "exposure": exposure,
            "created": now(),
        }
        act.insert("coding", **{**row, **values})
        return work.codings(connection, uuid=made)[0]

    def remove(self, coder: str, uuid: str) -> None:
        """Delete one of the coder's own codings in an open round."""
        with self.store.acting("coding.remove", coder) as act:
            coding = self._own(act, coder, uuid)
            act.delete("coding", coding.id)

    def change(
        self,
        coder: str,
        uuid: str,
        *,
        code: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Coding:
        """Change code or borders of one of the coder's own codings in an open round."""
        with self.store.acting("coding.change", coder) as act:
            coding = self._own(act, coder, uuid)
            span = (
                coding.start if start is None else start,
                coding.end if end is None else end,
            )
            _inside(act.connection, coding.text_id, *span)
            book = current_book(act.connection)
            key = code_named(act.connection, book, code or coding.code)
            act.update("coding", coding.id, start=span[0], end=span[1], code=key)
            return work.codings(act.connection, uuid=uuid)[0]

    def of(
        self,
        coder: str,
        *,
        transcript: str | None = None,
        round: str | None = None,
        viewer: str | None = None,
    ) -> tuple[Coding, ...]:
        """Return a coder's codings; ``viewer`` sees another's only where the round allows it.

        While coders code again, they see nothing of what they coded before.
        """
        with self.store.reading() as connection:
            person = coder_named(connection, coder)
            text = text_named(connection, transcript) if transcript else None
            found = round_named(connection, round) if round else None
            hidden: frozenset[str] = frozenset()
            if viewer == coder:
                refuse_recalling(connection, found, coder)
                hidden = hidden_own(connection, coder)
            elif viewer is not None:
                refuse_peeking(connection, found, coder)
            codings = work.codings(
                connection, coder=person.id, round_id=found.id if found else None, text=text
            )
            return tuple(it for it in codings if it.round not in hidden) if hidden else codings

    def read(
        self,
        coder: str,
        transcript: str,
        spans: Sequence[Span] | None = None,
        *,
        round: str | None = None,
    ) -> int:
        """Record that a coder read units, "read, none" included; return how many are new.

        ``spans`` are units of the transcript (a turn, a sentence, a line), ``None`` all of it.
        """
        self.project.rounds.ensure()
        with self.store.acting("coding.read", coder) as act:
            person, found = self._begin(act, coder, round)
            text = text_named(act.connection, transcript)
            return put_readings(act, person, found, text, unit_keys(act.connection, text, spans))

    def readings(
        self, coder: str, *, transcript: str | None = None, round: str | None = None
    ) -> tuple[Reading, ...]:
        """Return what a coder has read."""
        with self.store.reading() as connection:
            return work.readings(
                connection,
                coder=coder_named(connection, coder).id,
                text=text_named(connection, transcript) if transcript else None,
                round_id=round_named(connection, round).id if round else None,
            )

    def memo(self, coder: str, target_kind: str, target: str, text: str) -> Memo:
        """Write a memo on a project, transcript, turn, coding, code or relation.

        ``target`` is a name, an id or a uuid; ``transcript:turn`` for a turn, ``""`` for a project.
        """
        if target_kind not in MEMO_TARGETS:
            raise InputError(
                f"A memo must be on one of {', '.join(MEMO_TARGETS)}, but {target_kind!r} was "
                "given; choose one of them."
            )
        if not text.strip():
            raise InputError("A memo must say something; write a few words.")
        with self.store.acting("memo.add", coder) as act:
            person = coder_named(act.connection, coder)
            made = str(uuid.uuid4())
            act.insert(
                "memo",
                uuid=made,
                coder=person.id,
                target_kind=target_kind,
                target=target,
                text=text,
                created=now(),
            )
            return next(m for m in work.memos(act.connection, target_kind) if m.uuid == made)

    def memos(self, target_kind: str | None = None, target: str | None = None) -> tuple[Memo, ...]:
        """Return memos, newest first."""
        with self.store.reading() as connection:
            return work.memos(connection, target_kind, target)

    def import_csv(self, path: Path | str) -> int:
        """Import codings from a CSV, all or none; return how many are new."""
        return exchange.import_codings(self.project, path)

    def export_csv(
        self, path: Path | str, *, coder: str | None = None, round: str | None = None
    ) -> int:
        """Export codings to a CSV; in an open independent round only one coder's own."""
        return exchange.export_codings(self.project, path, coder=coder, round_name=round)

    def import_readings(self, path: Path | str) -> int:
        """Import what was read from a CSV, all or none; return how many units are new."""
        return exchange.import_readings(self.project, path)

    def _begin(self, act: Act, coder: str, round_name: str | None) -> tuple[Coder, Round]:
        person = coder_named(act.connection, coder)
        found = open_round(act.connection, round_name, person)
        act.round_id = found.id
        return person, found

    def _own(self, act: Act, coder: str, uuid: str) -> Coding:
        coder_named(act.connection, coder)
        found = work.codings(act.connection, uuid=uuid)
        if not found:
            raise InputError("This coding no longer exists; reload the transcript.")
        if found[0].coder != coder:
            raise RuleError("A coding can be changed only by the coder who made it.")
        held = round_named(act.connection, found[0].round)
        refuse_closed(held)
        refuse_others(held)
        act.round_id = held.id
        return found[0]


def _inside(connection: Connection, text: int, start: int, end: int) -> None:
    length = texts.length(connection, text)
    if not 0 <= start < end <= length:
        raise InputError(
            f"A coding must lie in the transcript, 0 ≤ start < end ≤ {length}, but "
            f"[{start}, {end}) was given; correct the positions."
        )
