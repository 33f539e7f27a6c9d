"""The log, event by event: whether each follows the one before it and is as it was written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.store.log.journal import GENESIS, Row, event_hash, sha256
from qualcode.store.log.replay import HOSTILE, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.store.log.as_stored import AsStored
    from qualcode.store.log.replay import Replay

    Payload = tuple[Any, Any]
    """Salt and body."""
    Written = tuple[Row, str | None, Payload | None]
    """An event, what its hash is of as SQLite writes it, and its payload."""

Clause = tuple[str, str]
"""The rule that does not hold, and the words for it."""


@dataclass(slots=True)
class Chain:
    """What one way through the log finds; it holds one event at a time."""

    noted: str = ""
    withdrawn: dict[object, object] = field(default_factory=dict)
    """The digest of what stands in a withdrawn payload's place, by its event's hash."""
    events: int = 0
    erased: int = 0
    has_noted: bool = False
    broken: list[Clause] = field(default_factory=list)
    """What does not follow or was changed, in the order of the log."""
    unreadable: list[Clause] = field(default_factory=list)
    """Payloads that are none, in the order of the log."""
    heads: dict[object, tuple[object, object]] = field(default_factory=dict)
    """The number and the hash of the last event of each project copy."""
    _before: dict[object, tuple[int, object]] = field(
        default_factory=lambda: defaultdict(lambda: (0, GENESIS))
    )

    def follow(self, written: Written, replay: Replay) -> None:
        """Check the next event, and play its payload."""
        row, _, stored = written
        self.events += 1
        digest = row.get("hash")
        self.has_noted |= digest == self.noted
        for rule, said in self._breaks(*written):
            self.broken.append((rule, said.format(named(row))))
        self.heads[row["replica"]] = row["seq"], digest
        if stored is None:
            self.erased += 1
            replay.miss(self.events, "missing", row)
        elif not replay.play(self.events, stored[1], row):
            self.unreadable.append(("payload", f"the payload of {named(row)} cannot be read"))

    def _breaks(self, row: Row, said: str | None, stored: Payload | None) -> list[Clause]:
        seq, digest = self._before[row["replica"]]
        broken = []
        if row["seq"] != seq + 1 or row.get("prev") != digest:
            broken.append(("chain", "{} does not follow the event before it"))
        if not has_its_hash(row, said):
            broken.append(("event", "{} was changed after it was written"))
        withdrawn, due = row.get("hash") in self.withdrawn, row.get("payload_digest")
        if withdrawn:
            due = self.withdrawn[row.get("hash")]
        if stored is None and not (withdrawn and due is None):
            broken.append(("payload", "the payload of {} is missing"))
        elif stored is not None and not _has_its_digest(stored, due):
            broken.append(("payload", "the payload of {} was changed after it was written"))
        number = row["seq"] if isinstance(row["seq"], int) else seq + 1
        self._before[row["replica"]] = number, row.get("hash")
        return broken


def walked(file: AsStored, replay: Replay, noted: str) -> Chain:
    """Go through the log once, in its order, and play it; return what was found on the way.

    A payload that was withdrawn is no fault where the file says so; that this is true of the file
    is for the log to tell, as of any row.
    """
    chain = Chain(noted)
    for event, instead in file.values("redaction", ("hash", "digest")):
        chain.withdrawn[event] = instead
    for written in _events(file):
        chain.follow(written, replay)
    chain.broken += _strangers(file)
    return chain


def _events(file: AsStored) -> Iterator[Written]:
    """Yield each event with its payload, ``None`` where there is none."""
    names = file.columns("event")
    if not _has_keys(file, "event"):
        return
    there, joined = "0, NULL, NULL", ""
    if _has_keys(file, "payload"):
        parts = (it if it in file.columns("payload") else None for it in ("salt", "body"))
        salt, body = (f'p."{it}"' if it else "NULL" for it in parts)
        there = f"p.seq IS NOT NULL, {salt}, {body}"
        joined = "LEFT JOIN payload AS p ON p.replica = e.replica AND p.seq = e.seq"
    listed = ", ".join(f'e."{it}"' for it in names)
    query = f"SELECT {_json(file, names)}, {there}, {listed} FROM event AS e {joined} ORDER BY e.replica, e.seq"  # noqa: S608, E501 - our names
    for [(said, known, salt, body, *values)] in file.batches(query):
        yield dict(zip(names, values, strict=True)), said, (salt, body) if known else None


def _json(file: AsStored, names: Sequence[str]) -> str:
    """Return the expression for what an event's hash is of, in a fourth of the time.

    SQLite writes no bytes as JSON: where an event holds some it writes nothing.
    """
    due = sorted(it for it in names if it != "hash")
    bytes_there = " OR ".join(f"typeof(\"{it}\") = 'blob'" for it in due)
    if file.raw.execute(f"SELECT 1 FROM event WHERE {bytes_there} LIMIT 1").fetchone():  # noqa: S608 - our names
        return "NULL"
    pairs = (f"'{it}', e.\"{it}\"" for it in due)
    return f"json_object({', '.join(pairs)})"


def _strangers(file: AsStored) -> Iterator[Clause]:
    if not _has_keys(file, "payload"):
        return
    query = "SELECT seq FROM payload AS p"
    if _has_keys(file, "event"):
        known = "SELECT 1 FROM event AS e WHERE e.replica = p.replica AND e.seq = p.seq"
        query += f" WHERE NOT EXISTS ({known})"
    for [(seq,)] in file.batches(f"{query} ORDER BY replica, seq"):
        yield "payload", f"there is a payload of an event {seq} that is not in the log"


def _has_keys(file: AsStored, table: str) -> bool:
    return {"replica", "seq"} <= set(file.columns(table))


def has_its_hash(row: Row, said: str | None = None) -> bool:
    """Return whether an event is as its hash says; ``said`` is how SQLite writes it."""
    try:
        if said is not None and sha256(said) == row["hash"]:
            return True
        return bool(row["hash"] == event_hash(row))
    except HOSTILE:
        return False


def _has_its_digest(stored: Payload, digest: object) -> bool:
    try:
        return sha256(stored[0] + stored[1]) == digest
    except HOSTILE:
        return False
