"""The tables of a project file; every noun of the product has its table from the first version.

Integer keys serve inside one file; a ``uuid`` names what travels between copies. Positions are
code points. ``JSON`` columns hold plain values. Nothing here is particular to SQLite.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0004"
"""The schema that this version of the package writes (an Alembic revision)."""

KNOWN_REVISIONS = ("0001", "0002", "0003", "0004")
"""Every schema that this version can open, oldest first."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _noun(name: str, *columns: Column[object] | UniqueConstraint | Index) -> Table:
    key: Column[int] = Column("id", Integer, primary_key=True)
    return Table(name, metadata, key, *columns, sqlite_autoincrement=True)


def _to(target: str, *, optional: bool = False, index: bool = False) -> Column[object]:
    """Return a reference column named after its target table."""
    return _ref(target, target, optional=optional, index=index)


def _ref(name: str, target: str, *, optional: bool = False, index: bool = False) -> Column[object]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=index)


def _text(name: str, default: str | None = None, *, unique: bool = False) -> Column[object]:
    return Column(name, String, nullable=default is None and False, default=default, unique=unique)


def _uuid() -> Column[object]:
    return Column("uuid", String(36), nullable=False, unique=True)


def _int(name: str, *, optional: bool = False) -> Column[object]:
    return Column(name, Integer, nullable=optional)


def _json(name: str) -> Column[object]:
    return Column(name, JSON, nullable=False)


setting = _noun("setting", _text("name", unique=True), _json("value"))

# Sources
participant = _noun(
    "participant",
    _text("pseudonym", unique=True),
    _text("role"),
    _text("letter"),
    _text("group"),
    _json("attributes"),
    _json("consent"),
)
transcript = _noun(
    "transcript",
    _uuid(),
    _text("name", unique=True),
    _text("kind"),
    _text("status"),
)
text_version = _noun(
    "text_version",
    _to("transcript", index=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    _ref("parent", "text_version", optional=True),
    _text("created"),
)
speaker = _noun(
    "speaker",
    _to("transcript", index=True),
    _text("label"),
    _to("participant", optional=True),
    Column("asks", Boolean, nullable=False),
    UniqueConstraint("transcript", "label"),
)
turn = _noun(
    "turn",
    _ref("text", "text_version", index=True),
    _int("n"),
    _int("start"),
    _int("end"),
    _to("speaker", optional=True),
    Column("time", String, nullable=True),
)
unit_set = _noun("unit_set", _text("kind"), _text("rule"), UniqueConstraint("kind", "rule"))
unit = _noun(
    "unit",
    _to("unit_set"),
    _ref("text", "text_version"),
    _int("n"),
    _int("start"),
    _int("end"),
    Column("in_frame", Boolean, nullable=False),
    Index("ix_unit_text_unit_set", "text", "unit_set"),
)
token_cache = _noun(
    "token_cache",
    _ref("text", "text_version"),
    _text("dictionary"),
    _text("engine"),
    Column("offsets", LargeBinary, nullable=False),
    UniqueConstraint("text", "dictionary", "engine"),
)
embedding_cache = _noun(
    "embedding_cache",
    _ref("text", "text_version"),
    _text("engine"),
    Column("vectors", LargeBinary, nullable=False),
    UniqueConstraint("text", "engine"),
)

# Codebook
codebook_version = _noun(
    "codebook_version",
    _ref("parent", "codebook_version", optional=True),
    _text("semantic_hash"),
    Column("frozen", Boolean, nullable=False),
    _json("title"),
    _json("groups"),
    Column("source", Text, nullable=False),
    _text("created"),
)
code = _noun("code", _uuid(), _text("name", unique=True))
code_version = _noun(
    "code_version",
    _to("code"),
    _ref("version", "codebook_version", index=True),
    _int("position"),
    _ref("parent", "code", optional=True),
    Column("group", String, nullable=True),
    _text("level"),
    _json("labels"),
    _json("definition"),
    _json("include"),
    _json("exclude"),
    _json("examples"),
    _json("keywords"),
    _json("patterns"),
    _text("colour"),
    _text("key"),
    _text("semantic_hash"),
    UniqueConstraint("code", "version"),
)
code_map = _noun(
    "code_map",
    _ref("from_code", "code"),
    _ref("to_code", "code"),
    _ref("version", "codebook_version"),
)
relation = _noun(
    "relation",
    _ref("version", "codebook_version", index=True),
    _ref("from_code", "code"),
    _ref("to_code", "code"),
    _text("kind"),
    _text("text"),
)

# People and their work
coder = _noun("coder", _uuid(), _text("name", unique=True), _text("kind"), _json("members"))
round_ = _noun(
    "round",
    _uuid(),
    _text("name", unique=True),
    _text("kind"),
    _ref("codebook", "codebook_version"),
    _to("unit_set", optional=True),
    _text("status"),
    _text("hash"),
    _text("opened"),
    Column("closed", String, nullable=True),
    _ref("source", "round", optional=True),
    _to("coder", optional=True),
)
assignment = _noun(
    "assignment",
    _to("round"),
    _to("coder"),
    _ref("text", "text_version"),
    _int("order_seed"),
    UniqueConstraint("round", "coder", "text"),
)
reading = _noun(
    "reading",
    _to("coder"),
    _to("unit", index=True),
    _to("round"),
    _ref("codebook", "codebook_version"),
    _text("exposure"),
    _text("done_at"),
    UniqueConstraint("round", "coder", "unit", "codebook"),
)
coding = _noun(
    "coding",
    _uuid(),
    _to("round"),
    _to("coder"),
    _ref("text", "text_version", index=True),
    _int("start"),
    _int("end"),
    _to("code"),
    _ref("codebook", "codebook_version"),
    _text("origin"),
    _text("exposure"),
    _ref("derived_from", "suggestion", optional=True),
    _text("created"),
    Index("ix_coding_round_coder_text", "round", "coder", "text"),
    Index("ix_coding_code", "code"),
)
memo = _noun(
    "memo",
    _uuid(),
    _to("coder"),
    _text("target_kind"),
    _text("target"),
    Column("text", Text, nullable=False),
    _text("created"),
    Column("changed", String, nullable=True),
    Index("ix_memo_target_kind_target", "target_kind", "target"),
)

# The machine, and what people did with it
sample = _noun("sample", _to("unit_set"), _int("seed"), _text("frame_hash"), _text("created"))
sampled_turn = _noun(
    "sampled_turn",
    _to("sample"),
    Column("turn", Integer, ForeignKey("turn.id"), nullable=False, unique=True),
    _text("stratum"),
    _int("position"),
    _text("role"),
)
run = _noun(
    "run",
    _uuid(),
    _text("suggester"),
    _json("params"),
    _ref("codebook", "codebook_version"),
    _text("training_hash"),
    _ref("audience", "coder", optional=True),
    _text("created"),
)
suggestion = _noun(
    "suggestion",
    _to("run", index=True),
    _to("unit", index=True),
    _to("code"),
    Column("score", Float, nullable=False),
    _json("evidence"),
)
model_score = _noun(
    "model_score",
    _to("run", index=True),
    _to("unit"),
    _to("code"),
    Column("score", Float, nullable=False),
)
score_sheet = _noun(
    "score_sheet",
    _to("run", index=True),
    _ref("text", "text_version"),
    _json("units"),
    _json("codes"),
    # base64 of little-endian float32, units × codes
    Column("scores", Text, nullable=False),
)
pick = _noun(
    "pick",
    _uuid(),
    _to("round"),
    _to("coder"),
    _to("unit"),
    _to("run", optional=True),
    _int("batch"),
    _int("position"),
    _text("queue"),
    Column("probability", Float, nullable=True),
    Column("withheld", Boolean, nullable=False),
    _text("mode"),
    _text("at"),
    Index("ix_pick_coder_round", "coder", "round"),
)
first_answer = _noun(
    "first_answer",
    _uuid(),
    _to("round"),
    _to("coder"),
    _to("unit", index=True),
    _to("pick", optional=True),
    _json("codes"),
    _ref("codebook", "codebook_version"),
    _int("ms", optional=True),
    _text("at"),
)
shown = _noun(
    "shown", _to("coder"), _to("suggestion", index=True), _text("at"), _int("rank"), _text("mode")
)
decision = _noun(
    "decision",
    _uuid(),
    _to("round"),
    _to("coder"),
    _to("suggestion", optional=True, index=True),
    _to("shown", optional=True),
    _to("unit", optional=True),
    _to("code", optional=True),
    _ref("codebook", "codebook_version", optional=True),
    _to("pick", optional=True),
    _text("act"),
    # a coding may be deleted after the decision that made it: the decision stays
    Column("coding", Integer, nullable=True),
    _int("ms", optional=True),
    Column("pick_probability", Float, nullable=True),
    _text("at"),
)
adjudication = _noun(
    "adjudication",
    _uuid(),
    _to("round"),
    _to("unit"),
    _to("code"),
    _json("inputs"),
    _text("result"),
    _text("reason"),
    _json("borders"),
    Column("flag", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    _ref("panel", "coder"),
    _ref("member", "coder"),
    _text("at"),
    UniqueConstraint("round", "unit", "code"),
)

# The log
event = Table(
    "event",
    metadata,
    Column("replica", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("round", Integer, nullable=True),
    Column("undoes", Integer, nullable=True),
    Column("prev", String(64), nullable=False),
    Column("payload_digest", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
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

receipt = _noun("receipt", _uuid(), _to("coder"), _text("at"))

BULK = frozenset({"turn", "unit", "suggestion", "model_score", "score_sheet"})
"""Tables whose rows are many and follow from the text or a run: the log keeps their digest."""

UNLOGGED = frozenset({"token_cache", "embedding_cache", "event", "payload", "receipt"})
"""Tables that hold nothing that a person did, the log itself, and which acts were received."""

OUTSIDE_LOG = {"text_version": frozenset({"text"})}
"""Columns that the log does not repeat, since another column is their digest."""
