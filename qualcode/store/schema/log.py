"""The log: events in a chain, what they changed, and which acts of the desk were received."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from qualcode.store.schema.columns import chained, digest, metadata, noun, number, to, uuid, words

event = chained(
    "event",
    Column("replica", String(36), primary_key=True),
    Index("ix_event_actor_seq", "actor", "seq"),
)
payload = Table(
    "payload",
    metadata,
    Column("replica", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("body", Text, nullable=False),
)
receipt = noun("receipt", uuid(), to("coder"), words("at"))
redaction = noun(
    "redaction",
    Column("replica", String(36), nullable=False),
    number("seq"),
    digest("hash", unique=True),
    digest("digest", optional=True),
    to("coder", optional=True),
    words("reason"),
    words("at"),
)
"""The payload of an event that was withdrawn: ``hash`` is the event's, which stays, and ``digest``
that of the salted payload that stands in its place, missing where nothing does."""
