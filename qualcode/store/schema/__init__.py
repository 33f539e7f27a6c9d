"""The tables of a project file; every noun of the product has its table from the first version.

Integer keys serve inside one file. What travels between copies is named by its ``uuid`` or by
the columns of ``KEYS``. Positions are code points. ``JSON`` columns hold plain values. Nothing
here is particular to SQLite.

The log tells rows as they were written, and turns, units, suggestions and events by their digests:
no column is ever added to ``event`` or to a table of ``BULK``, a column added to another logged
table is missing in older rows, and what is new stands in a table of its own.
"""

from __future__ import annotations

# in the order in which the rows of tables are compared with the log
# isort: off
from qualcode.store.schema.columns import metadata
from qualcode.store.schema.sources import (
    embedding_cache,
    participant,
    setting,
    speaker,
    text_version,
    token_cache,
    transcript,
    turn,
    unit,
    unit_set,
)
from qualcode.store.schema.codebook import code, code_map, code_version, codebook_version, relation
from qualcode.store.schema.work import (
    assignment,
    coder,
    coding,
    memo,
    opened,
    proposal,
    reading,
    round_,
    round_text,
)
from qualcode.store.schema.machine import (
    adjudication,
    decision,
    first_answer,
    model_score,
    pick,
    run,
    sample,
    sampled_turn,
    sampled_unit,
    score_sheet,
    shown,
    suggestion,
)
from qualcode.store.schema.copies import branch, branch_event, handed_out, tombstone
from qualcode.store.schema.log import event, payload, receipt, redaction

# isort: on

__all__ = [
    "BULK", "KEYS", "KNOWN_REVISIONS", "OUTSIDE_LOG", "REVISION", "UNLOGGED", "adjudication",
    "assignment", "branch", "branch_event", "code", "code_map", "code_version", "codebook_version",
    "coder", "coding", "decision", "embedding_cache", "event", "first_answer", "handed_out",
    "memo", "metadata", "model_score", "opened", "participant", "payload", "pick", "proposal",
    "reading", "receipt", "redaction", "relation", "round_", "round_text", "run", "sample",
    "sampled_turn", "sampled_unit", "score_sheet", "setting", "shown", "speaker", "suggestion",
    "text_version", "token_cache", "tombstone", "transcript", "turn", "unit", "unit_set",
]  # fmt: skip

REVISION = "0005"
"""The schema that this version of the package writes (an Alembic revision)."""

KNOWN_REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every schema that this version can open, oldest first."""

BULK = frozenset({"turn", "unit", "suggestion", "model_score", "score_sheet", "sampled_unit"})
"""Tables whose rows are many and follow from the text, a run or a draw: the log keeps their digest.
"""

UNLOGGED = frozenset(
    {"token_cache", "embedding_cache", "event", "payload", "receipt", "branch_event"}
)
"""Tables that hold nothing that a person did here, logs, and which acts were received.

The events of a branch are vouched for by its head, which is in the log.
"""

OUTSIDE_LOG = {"text_version": frozenset({"text"})}
"""Columns that the log does not repeat, since another column is their digest."""

KEYS = {
    "setting": ("name",),
    # a participant of an older file has no uuid; what changes the pseudonym writes one first
    "participant": ("pseudonym",),
    "text_version": ("sha256",),
    "speaker": ("transcript", "label"),
    "turn": ("text", "n"),
    "unit_set": ("kind", "rule"),
    "unit": ("unit_set", "text", "start", "end"),
    "codebook_version": ("created", "semantic_hash"),
    "code_version": ("version", "code"),
    "code_map": ("version", "from_code", "to_code"),
    "relation": ("version", "from_code", "to_code", "kind"),
    "round_text": ("round", "text"),
    "assignment": ("round", "coder", "text"),
    # one answer of one person to one unit under one codebook, wherever it was given
    "reading": ("round", "coder", "unit", "codebook"),
    # the same seed over the same frame draws the same turns
    "sample": ("unit_set", "seed", "frame_hash"),
    "sampled_turn": ("turn",),
    "sampled_unit": ("unit",),
    "suggestion": ("run", "unit", "code"),
    "model_score": ("run", "unit", "code"),
    "score_sheet": ("run", "text"),
    "shown": ("coder", "suggestion", "mode", "at"),
    "redaction": ("hash",),
    "branch": ("head_hash",),
    "tombstone": ("noun", "key"),
}
"""What names a row in every copy where it has no ``uuid``: a reference stands for the name of the
row that it points to, and no integer key of one file is ever part of a name."""
