"""People and what they did: rounds, readings, codings, memos."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Text, UniqueConstraint

from qualcode.store.schema.columns import (
    added,
    digest,
    document,
    noun,
    number,
    ref,
    to,
    uuid,
    words,
)

coder = noun(
    "coder",
    uuid(),
    words("name", unique=True),
    words("kind"),
    document("members"),
    added("label"),
)
round_ = noun(
    "round",
    uuid(),
    words("name", unique=True),
    words("kind"),
    ref("codebook", "codebook_version"),
    to("unit_set", optional=True),
    words("status"),
    words("hash"),
    words("opened"),
    Column("closed", String, nullable=True),
    ref("source", "round", optional=True),
    to("coder", optional=True),
)
round_text = noun(
    "round_text",
    to("round"),
    ref("text", "text_version"),
    digest("hash"),
    UniqueConstraint("round", "text"),
)
opened = noun(
    "opened",
    uuid(),
    to("round", index=True),
    # nobody where no coder sat there: the project's owner
    ref("viewer", "coder", optional=True),
    words("surface"),
    words("at"),
)
assignment = noun(
    "assignment",
    to("round"),
    to("coder"),
    ref("text", "text_version"),
    number("order_seed"),
    # its place in the coder's order where somebody moved it, and the units where it is not all
    number("position", optional=True),
    document("units", optional=True),
    added("due"),
    # when the coder said that they are through with it
    added("done"),
    UniqueConstraint("round", "coder", "text"),
)
reading = noun(
    "reading",
    to("coder"),
    to("unit", index=True),
    to("round"),
    ref("codebook", "codebook_version"),
    words("exposure"),
    words("done_at"),
    UniqueConstraint("round", "coder", "unit", "codebook"),
)
coding = noun(
    "coding",
    uuid(),
    to("round"),
    to("coder"),
    ref("text", "text_version", index=True),
    number("start"),
    number("end"),
    to("code"),
    ref("codebook", "codebook_version"),
    words("origin"),
    words("exposure"),
    ref("derived_from", "suggestion", optional=True),
    words("created"),
    # origin and exposure as an import told them, whose word does not count
    document("claimed", optional=True),
    Index("ix_coding_round_coder_text", "round", "coder", "text"),
    Index("ix_coding_code", "code"),
)
memo = noun(
    "memo",
    uuid(),
    to("coder"),
    words("target_kind"),
    words("target"),
    Column("text", Text, nullable=False),
    words("created"),
    Column("changed", String, nullable=True),
    Index("ix_memo_target_kind_target", "target_kind", "target"),
)
proposal = noun(
    "proposal",
    uuid(),
    to("round", optional=True),
    to("coder"),
    words("kind"),
    to("code", optional=True),
    words("name"),
    document("body"),
    # stretches of texts: the text's SHA-256, start, end
    document("passages"),
    words("status"),
    words("created"),
)
