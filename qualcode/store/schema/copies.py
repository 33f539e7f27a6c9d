"""What other copies of the project brought home or took away: tails of their logs, packs."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)

from qualcode.store.schema.columns import chained, digest, document, noun, number, to, uuid, words

branch = noun(
    "branch",
    Column("replica", String(36), nullable=False),
    number("base_seq"),
    digest("base_hash"),
    number("head_seq"),
    digest("head_hash", unique=True),
    to("coder", optional=True),
    # what a person chose for each conflict
    document("choices"),
    words("at"),
)
"""The tail of another copy's log, from the last event that both have (0 where none is) to its
head."""

branch_event = chained(
    "branch_event", Column("branch", Integer, ForeignKey("branch.id"), primary_key=True)
)
"""The events of a branch as the other copy wrote them, without their payloads."""

tombstone = noun(
    "tombstone",
    words("noun"),
    words("key"),
    words("at"),
    UniqueConstraint("noun", "key"),
)
"""What another copy removed and this one never had, so that a third copy does not bring it back."""

handed_out = noun(
    "handed_out",
    uuid(),
    words("kind"),
    to("round", optional=True),
    to("coder", optional=True),
    Column("recipient", Text, nullable=False),
    Column("abroad", Boolean, nullable=False),
    Column("basis", Text, nullable=False),
    document("content"),
    digest("hash"),
    words("at"),
)
"""A pack or an export that left: what it held, for whom, and on what basis where it went abroad."""
