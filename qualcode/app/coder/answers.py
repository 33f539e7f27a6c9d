"""What the desk is told: the whole state on full runs, and after each batch what changed since."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.app.coder.events import Answer
    from qualcode.gathering.outlines import Outline
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.model import Memo
    from qualcode.store.across.worksheets import Marked

KEPT = 4
"""So many states are remembered, for a desk that has not heard the newest yet."""
REPEATED = 150
"""So many results are repeated to a desk that has not said that it has them."""

Shape = dict[str, Any]


class State(NamedTuple):
    """What the desk can be told: the worksheet, and which suggestions are outlined."""

    sheet: Worksheet
    outlines: frozenset[int]


@dataclass(slots=True)
class Told:
    """What one session has told the desk of one coder, and what the desk has heard of it.

    A state is known by its ``base``, a number that only grows, over sessions too. ``sent`` are the
    hashes of the documents whose turns were sent, ``done`` the answers to acts, by their id.
    """

    channel: str
    sent: set[str] = field(default_factory=set)
    done: dict[str, Answer] = field(default_factory=dict)
    base: int = 0
    heard: int = 0
    _states: dict[int, State] = field(default_factory=dict)
    _results: list[tuple[int, Answer]] = field(default_factory=list)

    @property
    def state(self) -> State | None:
        """The state told last, ``None`` before the first."""
        return self._states.get(self.base)

    def forget(self, need: str) -> None:
        """Tell everything again, and the turns of a document by its hash where it is needed."""
        self.sent.discard(need)
        self._states.clear()

    def hear(self, heard: int) -> None:
        """Note that the desk has everything up to an answer."""
        if heard not in self._states:
            return
        self.heard = heard
        self._results = [it for it in self._results if not it[0] or it[0] > heard]
        self._states = {key: it for key, it in self._states.items() if key >= heard}

    def note(self, answers: Iterable[Answer]) -> None:
        """Remember what became of acts, to tell it with the next state that is told."""
        self._results += [(0, it) for it in answers]

    def whole(self, sheet: Worksheet, outlines: Sequence[Outline]) -> Shape:
        """Return the whole state, for a full run."""
        state = State(sheet, frozenset(it.id for it in outlines))
        self._tell(state)
        self.heard = self.base
        return {
            "doc": sheet.text,
            "round": sheet.round.name if sheet.round else "",
            "closed": sheet.closed,
            "base": self.base,
            "codings": [_marked(it) for it in sheet.codings.values()],
            "read": [list(it) for it in sheet.read.items()],
            "memos": [_memo(it, sheet.coder) for it in _beside(sheet).values()],
            "undo": sheet.undo,
            "redo": sheet.redo,
        }

    def answer(
        self, sheet: Worksheet, outlines: frozenset[int], codes: Callable[[], list[Shape]]
    ) -> Shape:
        """Return what became of the acts, and how the state differs from what the desk has.

        ``codes`` gives the codes, which are told where the codebook is another one by now.
        """
        base = self.heard if self.heard in self._states else self.base
        now = State(sheet, outlines)
        before = self._states.get(base, now)
        self._tell(now)
        self._results = [(at or self.base, it) for at, it in self._results][-REPEATED:]
        said: Shape = {
            "channel": self.channel,
            "sequence": self.base,
            "base": self.base if before is now else base,
            "doc": sheet.text,
            "results": [{"id": it.id, "reason": it.reason} for _, it in self._results],
            "delta": delta(before, now),
            # the browser is not told again what is the same to the letter
            "stamp": time.time_ns() // 1_000_000,
        }
        if before.sheet.book != sheet.book:
            said["codes"] = codes()
        return said

    def _tell(self, state: State) -> None:
        """Give a state a base of its own, unless it is what was told last."""
        last = self.state
        if last is None or not _alike(last, state):
            self.base = max(self.base + 1, time.time_ns() // 1_000_000)
        self._states[self.base] = state
        spare = [key for key in self._states if key not in {self.heard, self.base}]
        for key in spare[: max(0, len(self._states) - KEPT)]:
            del self._states[key]


def delta(before: State, now: State) -> Shape:
    """Return what differs between two states of one document."""
    old, new = before.sheet, now.sheet
    noted, notes = _beside(old), _beside(new)
    return {
        "codings": {
            "set": [
                _marked(it)
                for uuid, it in new.codings.items()
                if _differs(old.codings.get(uuid), it)
            ],
            "gone": [uuid for uuid in old.codings if uuid not in new.codings],
        },
        "read": {
            "set": [[n, ok] for n, ok in new.read.items() if old.read.get(n) is not ok],
            "gone": [n for n in old.read if n not in new.read],
        },
        "memos": {
            "set": [_memo(it, new.coder) for uuid, it in notes.items() if noted.get(uuid) != it],
            "gone": [uuid for uuid in noted if uuid not in notes],
        },
        "outlines": {"gone": sorted(before.outlines - now.outlines)},
        "undo": new.undo,
        "redo": new.redo,
    }


def same_desk(before: Worksheet, now: Worksheet) -> bool:
    """Return whether a difference between two worksheets is all that a delta can say."""
    return (before.text, before.round, before.closed) == (now.text, now.round, now.closed)


def _differs(old: Marked | None, new: Marked) -> bool:
    return old is not new and old != new


def _alike(one: State, other: State) -> bool:
    a, b = one.sheet, other.sheet
    return (
        same_desk(a, b)
        and (a.book, a.undo, a.redo) == (b.book, b.undo, b.redo)
        and one.outlines == other.outlines
        and (a.codings is b.codings or a.codings == b.codings)
        and (a.read is b.read or a.read == b.read)
        and (a.memos is b.memos or a.memos == b.memos)
    )


def _marked(it: Marked) -> Shape:
    return {"u": it.uuid, "s": it.start, "e": it.end, "c": it.code, "o": it.origin}


def _beside(sheet: Worksheet) -> Mapping[str, Memo]:
    """Return the memos that have a place on the desk, oldest first, by uuid."""
    return {memo.uuid: memo for memo in reversed(sheet.memos) if _placed(memo, sheet)}


def _placed(memo: Memo, sheet: Worksheet) -> bool:
    if memo.target_kind == "coding":
        return memo.target in sheet.codings
    return memo.target_kind != "turn" or memo.target.rpartition(":")[2].isdecimal()


def _memo(memo: Memo, coder: str) -> Shape:
    target: str | int = memo.target
    if memo.target_kind == "turn":
        target = int(memo.target.rpartition(":")[2])
    elif memo.target_kind == "transcript":
        target = ""
    return {
        "m": memo.uuid,
        "kind": memo.target_kind,
        "target": target,
        "body": memo.text,
        "mine": memo.coder == coder,
    }
