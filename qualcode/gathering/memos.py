"""Memos as far as somebody may read them, and what there is to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.store import memos as stored
from qualcode.store import texts, work
from qualcode.study import access

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Memo
    from qualcode.store import Look
    from qualcode.study import Study


MEMO_TARGETS = ("project", "transcript", "turn", "coding", "code", "relation")


def at_desk(look: Look, viewer: str, transcript: str) -> tuple[Memo, ...]:
    """Return the memos on a transcript, its turns and codings, and those on codes."""
    beside = stored.memos(look.connection, on=on_transcript(look, transcript))
    return readable(look.study, viewer, (*beside, *stored.memos(look.connection, "code")))


def on_transcript(look: Look, transcript: str) -> tuple[str, int]:
    """Return a transcript as memos name it, and the key of its text."""
    key = look.study.text(transcript)
    return stored.transcript_of(look.connection, key), key


def readable(study: Study, viewer: str | None, found: Iterable[Memo]) -> tuple[Memo, ...]:
    """Return those of the memos that a viewer may read; a lone coder may read all."""
    people = [it.name for it in study.coders if it.kind == "person"]
    who = viewer or (people[0] if len(people) == 1 else None)
    rounds = study.rounds
    return tuple(memo for memo in found if access.memo_visible(memo, who, rounds))


def refuse_unknown(look: Look, coder: str, kind: str, target: str) -> None:
    """Raise ``InputError`` where there is nothing to write on, or nothing that coders may see."""
    if kind not in MEMO_TARGETS:
        raise InputError("memos.target", memo_targets=tuple(MEMO_TARGETS), kind=kind)
    study = look.study
    if kind == "transcript":
        study.text(target)
    elif kind == "turn":
        name, _, number = target.rpartition(":")
        turns = texts.turns(look.connection, study.text(name))
        if number not in {str(turn.n) for turn in turns}:
            raise InputError("memos.no_turn", name=name, number=number)
    elif kind == "coding":
        _refuse_hidden_coding(look, coder, target)
    elif kind == "code" and target not in study.codes:
        raise InputError("memos.no_code", target=target)


def _refuse_hidden_coding(look: Look, coder: str, uuid: str) -> None:
    for coding in work.codings(look.connection, uuid=uuid):
        if coding.coder != coder:
            found = look.study.round(coding.round)
            access.sight(look.study, coder).refuse(coding.coder, found)
        return
    raise InputError("memos.no_coding")
