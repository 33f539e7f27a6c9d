"""The kept ends of other copies' logs: each whole, from where it leaves a known log to its head.

They are checked by their hashes and never played: what a merge took from them is an event here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.store.log.chain import has_its_hash
from qualcode.store.log.journal import GENESIS
from qualcode.store.log.replay import HOSTILE, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.store.log.as_stored import AsStored
    from qualcode.store.log.chain import Clause
    from qualcode.store.log.journal import Row


def broken(file: AsStored) -> Iterator[Clause]:
    """Yield what does not follow, was changed or is missing, of each branch that is kept."""
    tails = {row["id"]: _Tail.of(row) for row in file.rows("branch")}
    for event in _events(file):
        tail = tails.get(event.pop("branch"))
        if tail is None:
            yield "branch", f"{named(event)} is kept of a copy that was never merged"
        else:
            yield from tail.follow(event)
    for tail in tails.values():
        yield from tail.end()
        if not _has_base(file, tail.row):
            yield "branch", f"{tail.name} leaves no log that is here"


@dataclass(slots=True)
class _Tail:
    """A branch as far as it was followed: the number and the hash of its last event."""

    row: Row
    seq: object
    hash: object

    @classmethod
    def of(cls, row: Row) -> _Tail:
        return cls(row, row.get("base_seq"), row.get("base_hash"))

    @property
    def name(self) -> str:
        return f"the log of copy {self.row.get('replica')} up to event {self.row.get('head_seq')}"

    def follow(self, event: Row) -> Iterator[Clause]:
        number = self.seq + 1 if isinstance(self.seq, int) else None
        if event["seq"] != number or event.get("prev") != self.hash:
            yield "branch", f"{named(event)} in {self.name} does not follow the event before it"
        if not has_its_hash({**event, "replica": self.row.get("replica")}):
            yield "branch", f"{named(event)} in {self.name} was changed after it was written"
        self.seq, self.hash = event["seq"], event.get("hash")

    def end(self) -> Iterator[Clause]:
        if (self.seq, self.hash) != (self.row.get("head_seq"), self.row.get("head_hash")):
            yield "branch", f"{self.name} does not end in its head"


def _events(file: AsStored) -> Iterator[Row]:
    names = file.columns("branch_event")
    if {"branch", "seq"} <= set(names):
        listed = ", ".join(f'"{it}"' for it in names)
        query = f"SELECT {listed} FROM branch_event ORDER BY branch, seq"  # noqa: S608 - our names
        for [values] in file.batches(query):
            yield dict(zip(names, values, strict=True))


def _has_base(file: AsStored, row: Row) -> bool:
    """Return whether a branch leaves this log, or one that is kept, or is whole from its start."""
    seq, digest = row.get("base_seq"), row.get("base_hash")
    if (seq, digest) == (0, GENESIS):
        return True
    for table in ("event", "branch_event"):
        if not {"seq", "hash"} <= set(file.columns(table)):
            continue
        query = f'SELECT 1 FROM "{table}" WHERE hash = ? AND seq = ?'  # noqa: S608 - our names
        try:
            if any(file.batches(query, (digest, seq))):
                return True
        except HOSTILE:  # bytes that are no text cannot be asked for
            return False
    return False
