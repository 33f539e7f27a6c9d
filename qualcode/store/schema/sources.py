"""Where words come from: people, transcripts, texts, turns, units, and what is cut from them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, LargeBinary, String, Text, UniqueConstraint

from qualcode.store.schema.columns import added, document, noun, number, ref, to, uuid, words

setting = noun("setting", words("name", unique=True), document("value"))
participant = noun(
    "participant",
    words("pseudonym", unique=True),
    words("role"),
    words("letter"),
    words("group"),
    document("attributes"),
    document("consent"),
    Column("uuid", String(36), nullable=True),
    Index("ix_participant_uuid", "uuid", unique=True),
)
transcript = noun(
    "transcript",
    uuid(),
    words("name", unique=True),
    words("kind"),
    words("status"),
    added("label"),
    document("attributes", optional=True),
)
text_version = noun(
    "text_version",
    to("transcript", index=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    ref("parent", "text_version", optional=True),
    words("created"),
)
speaker = noun(
    "speaker",
    to("transcript", index=True),
    words("label"),
    to("participant", optional=True),
    Column("asks", Boolean, nullable=False),
    UniqueConstraint("transcript", "label"),
)
turn = noun(
    "turn",
    ref("text", "text_version", index=True),
    number("n"),
    number("start"),
    number("end"),
    to("speaker", optional=True),
    Column("time", String, nullable=True),
)
unit_set = noun("unit_set", words("kind"), words("rule"), UniqueConstraint("kind", "rule"))
unit = noun(
    "unit",
    to("unit_set"),
    ref("text", "text_version"),
    number("n"),
    number("start"),
    number("end"),
    Column("in_frame", Boolean, nullable=False),
    Index("ix_unit_text_unit_set", "text", "unit_set"),
)
token_cache = noun(
    "token_cache",
    ref("text", "text_version"),
    words("dictionary"),
    words("engine"),
    Column("offsets", LargeBinary, nullable=False),
    UniqueConstraint("text", "dictionary", "engine"),
)
embedding_cache = noun(
    "embedding_cache",
    ref("text", "text_version"),
    words("engine"),
    Column("vectors", LargeBinary, nullable=False),
    UniqueConstraint("text", "engine"),
)
