"""Picks, first answers, score sheets and cached embeddings; decisions without a suggestion.

A decision that adds a code names its unit and code itself, so its suggestion may be missing.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

MADE = (
    """
CREATE TABLE embedding_cache (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    text INTEGER NOT NULL,
    engine VARCHAR NOT NULL,
    vectors BLOB NOT NULL,
    CONSTRAINT uq_embedding_cache_text UNIQUE (text, engine),
    CONSTRAINT fk_embedding_cache_text FOREIGN KEY(text) REFERENCES text_version (id)
)
""",
    """
CREATE TABLE score_sheet (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL,
    text INTEGER NOT NULL,
    units JSON NOT NULL,
    codes JSON NOT NULL,
    scores TEXT NOT NULL,
    CONSTRAINT fk_score_sheet_run FOREIGN KEY(run) REFERENCES run (id),
    CONSTRAINT fk_score_sheet_text FOREIGN KEY(text) REFERENCES text_version (id)
)
""",
    """
CREATE INDEX ix_score_sheet_run ON score_sheet (run)
""",
    """
CREATE TABLE pick (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    run INTEGER,
    batch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    queue VARCHAR NOT NULL,
    probability FLOAT,
    withheld BOOLEAN NOT NULL,
    mode VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_pick_uuid UNIQUE (uuid),
    CONSTRAINT fk_pick_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_pick_coder FOREIGN KEY(coder) REFERENCES coder (id),
    CONSTRAINT fk_pick_unit FOREIGN KEY(unit) REFERENCES unit (id),
    CONSTRAINT fk_pick_run FOREIGN KEY(run) REFERENCES run (id)
)
""",
    """
CREATE INDEX ix_pick_coder_round ON pick (coder, round)
""",
    """
CREATE TABLE first_answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    pick INTEGER,
    codes JSON NOT NULL,
    codebook INTEGER NOT NULL,
    ms INTEGER,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_first_answer_uuid UNIQUE (uuid),
    CONSTRAINT fk_first_answer_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_first_answer_coder FOREIGN KEY(coder) REFERENCES coder (id),
    CONSTRAINT fk_first_answer_unit FOREIGN KEY(unit) REFERENCES unit (id),
    CONSTRAINT fk_first_answer_pick FOREIGN KEY(pick) REFERENCES pick (id),
    CONSTRAINT fk_first_answer_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id)
)
""",
    """
CREATE INDEX ix_first_answer_unit ON first_answer (unit)
""",
)

DECISION = """
CREATE TABLE decision (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    suggestion INTEGER,
    shown INTEGER,
    unit INTEGER,
    code INTEGER,
    codebook INTEGER,
    pick INTEGER,
    act VARCHAR NOT NULL,
    coding INTEGER,
    ms INTEGER,
    pick_probability FLOAT,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_decision_uuid UNIQUE (uuid),
    CONSTRAINT fk_decision_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_decision_coder FOREIGN KEY(coder) REFERENCES coder (id),
    CONSTRAINT fk_decision_suggestion FOREIGN KEY(suggestion) REFERENCES suggestion (id),
    CONSTRAINT fk_decision_shown FOREIGN KEY(shown) REFERENCES shown (id),
    CONSTRAINT fk_decision_unit FOREIGN KEY(unit) REFERENCES unit (id),
    CONSTRAINT fk_decision_code FOREIGN KEY(code) REFERENCES code (id),
    CONSTRAINT fk_decision_codebook FOREIGN KEY(codebook) REFERENCES codebook_version (id),
    CONSTRAINT fk_decision_pick FOREIGN KEY(pick) REFERENCES pick (id)
)
"""


OLD = "id, uuid, round, coder, suggestion, shown, act, coding, ms, pick_probability, at"
"""The columns that decisions had before."""


def upgrade() -> None:
    """Add the new tables and make that of decisions anew, with what it held."""
    for statement in MADE:
        op.execute(statement)
    op.execute("DROP INDEX ix_decision_suggestion")
    op.execute("ALTER TABLE decision RENAME TO decision_before")
    op.execute(DECISION)
    op.execute(f"INSERT INTO decision ({OLD}) SELECT {OLD} FROM decision_before")  # noqa: S608
    op.execute("DROP TABLE decision_before")
    op.execute("CREATE INDEX ix_decision_suggestion ON decision (suggestion)")
