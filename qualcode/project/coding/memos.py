"""Memos: what a person noted on the project, a transcript, a turn, a coding or a code."""

from __future__ import annotations

import uuid as uuids
from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.gathering.code_places import refuse_malformed
from qualcode.gathering.memos import on_transcript, readable, refuse_unknown
from qualcode.project.lookup import Part
from qualcode.store import memos as stored
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from qualcode.model import Memo
    from qualcode.store import Act


class Memos(Part):
    """The memos of the project: written, changed and removed by their authors alone."""

    def add(
        self, coder: str, kind: str, target: str, text: str, *, uuid: str | None = None
    ) -> Memo:
        """Write a memo on a project, transcript, turn, coding, code or relation.

        ``target`` is a name, an id or a uuid; ``transcript:turn`` for a turn, ``""`` for a project.
        With a ``uuid`` the same memo twice is one.

        Raises:
            InputError: there is nothing of that name, the memo is empty, or the uuid is taken.
        """
        _refuse_empty(text)
        with self.store.acting("memo.add", coder) as act:
            person = act.study.coder(coder)
            refuse_unknown(act.look, coder, kind, target)
            if uuid is not None:
                there = _same(act, uuid, (coder, kind, target, text))
                if there is not None:
                    return there
            made = uuid or str(uuids.uuid4())
            act.insert(
                "memo",
                uuid=made,
                coder=person.id,
                target_kind=kind,
                target=target,
                text=text,
                created=now(),
            )
            return stored.memos(act.connection, uuid=made)[0]

    def change(self, coder: str, uuid: str, text: str) -> Memo:
        """Write one of the coder's own memos anew."""
        _refuse_empty(text)
        with self.store.acting("memo.change", coder) as act:
            memo = _own(act, coder, uuid)
            if memo.text != text:
                act.update("memo", memo.id, text=text, changed=now())
            return stored.memos(act.connection, uuid=uuid)[0]

    def remove(self, coder: str, uuid: str) -> None:
        """Delete one of the coder's own memos."""
        with self.store.acting("memo.remove", coder) as act:
            act.delete("memo", _own(act, coder, uuid).id)

    def list(
        self,
        kind: str | None = None,
        target: str | None = None,
        *,
        transcript: str | None = None,
        viewer: str | None = None,
    ) -> tuple[Memo, ...]:
        """Return memos, newest first; those on codings that were removed stay among them.

        ``transcript`` keeps what is on a transcript, its turns and the codings in it. ``viewer``
        sees what ``study.access`` lets them read; without one, where several people code, what all
        may read.
        """
        with self.look() as look:
            on = None if transcript is None else on_transcript(look, transcript)
            found = stored.memos(look.connection, kind, target, on=on)
            return readable(look.study, viewer, found)

    def beside(self, viewer: str, transcript: str, text: int) -> tuple[Memo, ...]:
        """Return what a coder reads while coding a text (the transcript's name and its key).

        These are memos on the transcript, its turns, the coder's own codings in it, and codes.
        """
        with self.looking() as (connection, study):
            person = study.coder(viewer)
            found = stored.memos(connection, on=(transcript, text), coder=person.id)
            on_codes = stored.memos(connection, "code")
            return readable(study, viewer, (*found, *on_codes))


def _own(act: Act, coder: str, uuid: str) -> Memo:
    act.study.coder(coder)
    found = stored.memos(act.connection, uuid=uuid)
    if not found:
        raise InputError("memos.gone")
    if found[0].coder != coder:
        raise RuleError("memos.whose")
    return found[0]


def _same(act: Act, uuid: str, said: tuple[str, str, str, str]) -> Memo | None:
    refuse_malformed(uuid)
    for memo in stored.memos(act.connection, uuid=uuid):
        if (memo.coder, memo.target_kind, memo.target, memo.text) == said:
            return memo
        raise InputError("memos.uuid_taken")
    return None


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise InputError("memos.empty")
