"""Receipts of the acts that arrived, when a memo was changed, and indexes for large projects."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
CREATE TABLE receipt (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    coder INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_receipt_uuid UNIQUE (uuid),
    CONSTRAINT fk_receipt_coder FOREIGN KEY(coder) REFERENCES coder (id)
)
""",
    "ALTER TABLE memo ADD COLUMN changed VARCHAR",
    "CREATE INDEX ix_memo_target_kind_target ON memo (target_kind, target)",
    "DROP INDEX ix_coding_round_coder",
    "CREATE INDEX ix_coding_round_coder_text ON coding (round, coder, text)",
    "CREATE INDEX ix_coding_code ON coding (code)",
    "DROP INDEX ix_event_actor",
    "CREATE INDEX ix_event_actor_seq ON event (actor, seq)",
)


def upgrade() -> None:
    """Add the table, the column and the indexes; two old indexes give way to longer ones."""
    for statement in STATEMENTS:
        op.execute(statement)
