"""The codebook: its versions, codes and what they mean, merges, and the framework's path."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Text, UniqueConstraint

from qualcode.store.schema.columns import document, noun, number, ref, to, uuid, words

codebook_version = noun(
    "codebook_version",
    ref("parent", "codebook_version", optional=True),
    words("semantic_hash"),
    Column("frozen", Boolean, nullable=False),
    document("title"),
    document("groups"),
    Column("source", Text, nullable=False),
    words("created"),
)
code = noun("code", uuid(), words("name", unique=True))
code_version = noun(
    "code_version",
    to("code"),
    ref("version", "codebook_version", index=True),
    number("position"),
    ref("parent", "code", optional=True),
    Column("group", String, nullable=True),
    words("level"),
    document("labels"),
    document("definition"),
    document("include"),
    document("exclude"),
    document("examples"),
    document("keywords"),
    document("patterns"),
    words("colour"),
    words("key"),
    words("semantic_hash"),
    UniqueConstraint("code", "version"),
)
code_map = noun(
    "code_map",
    ref("from_code", "code"),
    ref("to_code", "code"),
    ref("version", "codebook_version"),
)
relation = noun(
    "relation",
    ref("version", "codebook_version", index=True),
    ref("from_code", "code"),
    ref("to_code", "code"),
    words("kind"),
    words("text"),
)
