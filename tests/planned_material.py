"""Rows of what is planned, as later verbs will write them, and ends of other copies' logs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from qualcode.store import schema as s
from qualcode.store.log.journal import GENESIS, event_hash, now, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from qualcode.project import Project
    from qualcode.store.log.act import Act

Row = dict[str, Any]

START: Row = {"seq": 0, "hash": GENESIS}
"""What a log follows that has no other before it."""


def log_of(connection: Connection) -> list[Row]:
    """Return the events of a file."""
    query = select(s.event).order_by(s.event.c.seq)
    return [dict(it) for it in connection.execute(query).mappings()]


def tail_after(base: Row, count: int, replica: str = "b" * 36) -> list[Row]:
    """Return so many events of another copy that went on after an event."""
    tail: list[Row] = []
    for seq in range(base["seq"] + 1, base["seq"] + 1 + count):
        row = {
            "replica": replica, "seq": seq, "at": now(), "actor": "B", "kind": "coding.add",
            "round": 1, "undoes": None, "prev": (tail or [base])[-1]["hash"],
            "payload_digest": sha256(f"salt{seq}"),
        }  # fmt: skip
        tail.append({**row, "hash": event_hash(row)})
    return tail


def keep(act: Act, base: Row, tail: Sequence[Row]) -> int:
    """Keep the end of another copy's log by its hashes; return the key of its branch."""
    last = tail[-1]
    key = act.insert(
        "branch",
        replica=last["replica"],
        base_seq=base["seq"],
        base_hash=base["hash"],
        head_seq=last["seq"],
        head_hash=last["hash"],
        choices={},
        at=now(),
    )
    kept = [{"branch": key, **{k: v for k, v in it.items() if k != "replica"}} for it in tail]
    act.connection.execute(insert(s.branch_event), kept)
    return key


def withdraw(act: Act, events: Iterable[Row], digest: str | None = None) -> None:
    """Say that the payloads of events were withdrawn, and what stands in their place."""
    for it in events:
        named = {name: it[name] for name in ("replica", "seq", "hash")}
        act.insert("redaction", **named, digest=digest, coder=None, reason="退出研究", at=now())


def plan(project: Project) -> None:
    """Write a row into every table that is planned, and a value into every planned column."""
    with project.store.acting("plan.all") as act:
        log = log_of(act.connection)
        one = {"round": 1, "coder": 1, "text": 1}
        act.insert("round_text", round=1, text=1, hash=sha256("round"))
        act.insert("opened", uuid=new(), round=1, viewer=1, surface="compare", at=now())
        act.insert("assignment", **one, order_seed=7, position=1, units=[1, 2], due="2027-01-31")
        act.insert(
            "proposal", uuid=new(), round=1, coder=2, kind="code", name="邻里", body={"zh": "邻里"},
            passages=[[sha256("text"), 0, 5]], status="open", created=now(),
        )  # fmt: skip
        act.insert("tombstone", noun="coding", key=new(), at=now())
        act.insert(
            "handed_out", uuid=new(), kind="pack", round=1, coder=2, recipient="B", abroad=False,
            basis="", content=["稿1"], hash=sha256("pack"), at=now(),
        )  # fmt: skip
        keep(act, log[4], tail_after(log[4], 3))
        withdraw(act, log[7:8], log[7]["payload_digest"])
        drawn = [it._mapping for it in act.connection.execute(select(s.unit).limit(2))]
        role = {"stratum": "1", "role": "blind", "probability": 0.15}
        rows = [{"unit": it["id"], "position": n, **role} for n, it in enumerate(drawn)]
        act.bulk("sampled_unit", rows, sample=1, text=drawn[0]["text"])
        act.update("coder", 1, label="甲")
        act.update("transcript", 1, label="第一份", attributes={"记录方式": "录音逐字稿"})
        someone = act.connection.scalar(select(func.min(s.participant.c.id)))
        act.update("participant", someone, uuid=new())
        act.update("coding", 1, claimed={"exposure": "unaided", "origin": "manual"})


def new() -> str:
    return str(uuid.uuid4())
