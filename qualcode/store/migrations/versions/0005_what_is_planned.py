"""What is planned, in one step: nothing fills the new tables and columns yet.

Tails of other copies' logs, packs and what another copy removed; payloads that were withdrawn;
who looked at a round, its hash by text, who codes what; proposals; units drawn. Columns that are
added to tables of the log are missing in every older row, as the log tells them.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

ADDED = (
    "participant ADD COLUMN uuid VARCHAR(36)",
    "transcript ADD COLUMN label VARCHAR",
    "transcript ADD COLUMN attributes JSON",
    "coder ADD COLUMN label VARCHAR",
    "assignment ADD COLUMN position INTEGER",
    "assignment ADD COLUMN units JSON",
    "assignment ADD COLUMN due VARCHAR",
    "assignment ADD COLUMN done VARCHAR",
    "coding ADD COLUMN claimed JSON",
)

MADE = (
    "CREATE UNIQUE INDEX ix_participant_uuid ON participant (uuid)",
    """
CREATE TABLE round_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    text INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT uq_round_text_round UNIQUE (round, text),
    CONSTRAINT fk_round_text_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_round_text_text FOREIGN KEY(text) REFERENCES text_version (id)
)
""",
    """
CREATE TABLE opened (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER NOT NULL,
    viewer INTEGER,
    surface VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_opened_uuid UNIQUE (uuid),
    CONSTRAINT fk_opened_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_opened_viewer FOREIGN KEY(viewer) REFERENCES coder (id)
)
""",
    "CREATE INDEX ix_opened_round ON opened (round)",
    """
CREATE TABLE proposal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER,
    coder INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    code INTEGER,
    name VARCHAR NOT NULL,
    body JSON NOT NULL,
    passages JSON NOT NULL,
    status VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    CONSTRAINT uq_proposal_uuid UNIQUE (uuid),
    CONSTRAINT fk_proposal_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_proposal_coder FOREIGN KEY(coder) REFERENCES coder (id),
    CONSTRAINT fk_proposal_code FOREIGN KEY(code) REFERENCES code (id)
)
""",
    """
CREATE TABLE sampled_unit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sample INTEGER NOT NULL,
    text INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    stratum VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    probability FLOAT NOT NULL,
    CONSTRAINT fk_sampled_unit_sample FOREIGN KEY(sample) REFERENCES sample (id),
    CONSTRAINT fk_sampled_unit_text FOREIGN KEY(text) REFERENCES text_version (id),
    CONSTRAINT uq_sampled_unit_unit UNIQUE (unit),
    CONSTRAINT fk_sampled_unit_unit FOREIGN KEY(unit) REFERENCES unit (id)
)
""",
    "CREATE INDEX ix_sampled_unit_sample_text ON sampled_unit (sample, text)",
    """
CREATE TABLE branch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    replica VARCHAR(36) NOT NULL,
    base_seq INTEGER NOT NULL,
    base_hash VARCHAR(64) NOT NULL,
    head_seq INTEGER NOT NULL,
    head_hash VARCHAR(64) NOT NULL,
    coder INTEGER,
    choices JSON NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_branch_head_hash UNIQUE (head_hash),
    CONSTRAINT fk_branch_coder FOREIGN KEY(coder) REFERENCES coder (id)
)
""",
    """
CREATE TABLE branch_event (
    branch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    round INTEGER,
    undoes INTEGER,
    prev VARCHAR(64) NOT NULL,
    payload_digest VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_branch_event PRIMARY KEY (branch, seq),
    CONSTRAINT fk_branch_event_branch FOREIGN KEY(branch) REFERENCES branch (id)
)
""",
    """
CREATE TABLE tombstone (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    noun VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_tombstone_noun UNIQUE (noun, "key")
)
""",
    """
CREATE TABLE handed_out (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    kind VARCHAR NOT NULL,
    round INTEGER,
    coder INTEGER,
    recipient TEXT NOT NULL,
    abroad BOOLEAN NOT NULL,
    basis TEXT NOT NULL,
    content JSON NOT NULL,
    hash VARCHAR(64) NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_handed_out_uuid UNIQUE (uuid),
    CONSTRAINT fk_handed_out_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_handed_out_coder FOREIGN KEY(coder) REFERENCES coder (id)
)
""",
    """
CREATE TABLE redaction (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    replica VARCHAR(36) NOT NULL,
    seq INTEGER NOT NULL,
    hash VARCHAR(64) NOT NULL,
    digest VARCHAR(64),
    coder INTEGER,
    reason VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_redaction_hash UNIQUE (hash),
    CONSTRAINT fk_redaction_coder FOREIGN KEY(coder) REFERENCES coder (id)
)
""",
)


def upgrade() -> None:
    """Add the columns and make the tables; no row of a table that is there is written anew."""
    for column in ADDED:
        op.execute(f"ALTER TABLE {column}")
    for statement in MADE:
        op.execute(statement)
