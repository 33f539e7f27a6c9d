"""What was drawn and what the machine said, what people did with it, and what was settled."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Text, UniqueConstraint

from qualcode.store.schema.columns import document, noun, number, ref, to, uuid, words

sample = noun("sample", to("unit_set"), number("seed"), words("frame_hash"), words("created"))
sampled_turn = noun(
    "sampled_turn",
    to("sample"),
    Column("turn", Integer, ForeignKey("turn.id"), nullable=False, unique=True),
    words("stratum"),
    number("position"),
    words("role"),
)
sampled_unit = noun(
    "sampled_unit",
    to("sample"),
    ref("text", "text_version"),
    Column("unit", Integer, ForeignKey("unit.id"), nullable=False, unique=True),
    words("stratum"),
    number("position"),
    words("role"),
    Column("probability", Float, nullable=False),
    Index("ix_sampled_unit_sample_text", "sample", "text"),
)
run = noun(
    "run",
    uuid(),
    words("suggester"),
    document("params"),
    ref("codebook", "codebook_version"),
    words("training_hash"),
    ref("audience", "coder", optional=True),
    words("created"),
)
suggestion = noun(
    "suggestion",
    to("run", index=True),
    to("unit", index=True),
    to("code"),
    Column("score", Float, nullable=False),
    document("evidence"),
)
model_score = noun(
    "model_score",
    to("run", index=True),
    to("unit"),
    to("code"),
    Column("score", Float, nullable=False),
)
score_sheet = noun(
    "score_sheet",
    to("run", index=True),
    ref("text", "text_version"),
    document("units"),
    document("codes"),
    # base64 of little-endian float32, units × codes
    Column("scores", Text, nullable=False),
)
pick = noun(
    "pick",
    uuid(),
    to("round"),
    to("coder"),
    to("unit"),
    to("run", optional=True),
    number("batch"),
    number("position"),
    words("queue"),
    Column("probability", Float, nullable=True),
    Column("withheld", Boolean, nullable=False),
    words("mode"),
    words("at"),
    Index("ix_pick_coder_round", "coder", "round"),
)
first_answer = noun(
    "first_answer",
    uuid(),
    to("round"),
    to("coder"),
    to("unit", index=True),
    to("pick", optional=True),
    document("codes"),
    ref("codebook", "codebook_version"),
    number("ms", optional=True),
    words("at"),
)
shown = noun(
    "shown", to("coder"), to("suggestion", index=True), words("at"), number("rank"), words("mode")
)
decision = noun(
    "decision",
    uuid(),
    to("round"),
    to("coder"),
    to("suggestion", optional=True, index=True),
    to("shown", optional=True),
    to("unit", optional=True),
    to("code", optional=True),
    ref("codebook", "codebook_version", optional=True),
    to("pick", optional=True),
    words("act"),
    # a coding may be deleted after the decision that made it: the decision stays
    Column("coding", Integer, nullable=True),
    number("ms", optional=True),
    Column("pick_probability", Float, nullable=True),
    words("at"),
)
adjudication = noun(
    "adjudication",
    uuid(),
    to("round"),
    to("unit"),
    to("code"),
    document("inputs"),
    words("result"),
    words("reason"),
    document("borders"),
    Column("flag", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    ref("panel", "coder"),
    ref("member", "coder"),
    words("at"),
    UniqueConstraint("round", "unit", "code"),
)
