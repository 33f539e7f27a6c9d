"""Transcripts that were taken in by mistake: removed where nobody has worked on them yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.store import removal

if TYPE_CHECKING:
    from qualcode.project.lookup import Whole


def remove(project: Whole, name: str) -> None:
    """Remove a transcript that holds nobody's work; its file can be taken in again.

    The event of it stays in the log; there is no undo, since no event holds a text.

    Raises:
        InputError: there is no such transcript.
        RuleError: codings, readings, memos, a sample or suggestions stand on it.
    """
    with project.store.acting("transcript.remove") as act:
        transcript = removal.transcript_of(act.connection, act.study.text(name))
        standing = removal.standing_on(act.connection, transcript)
        if standing:
            raise RuleError("transcript.stands", name=name, n=standing.total())
        removal.remove(act, transcript)
