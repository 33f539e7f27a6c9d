"""Rounds that come from another round and belong to somebody; decisions with their borders.

No version wrote an adjudication before this one, so its table is made anew.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

ADJUDICATION = """
CREATE TABLE adjudication (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid VARCHAR(36) NOT NULL,
    round INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    code INTEGER NOT NULL,
    inputs JSON NOT NULL,
    result VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    borders JSON NOT NULL,
    flag BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    panel INTEGER NOT NULL,
    member INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    CONSTRAINT uq_adjudication_uuid UNIQUE (uuid),
    CONSTRAINT uq_adjudication_round UNIQUE (round, unit, code),
    CONSTRAINT fk_adjudication_round FOREIGN KEY(round) REFERENCES round (id),
    CONSTRAINT fk_adjudication_unit FOREIGN KEY(unit) REFERENCES unit (id),
    CONSTRAINT fk_adjudication_code FOREIGN KEY(code) REFERENCES code (id),
    CONSTRAINT fk_adjudication_panel FOREIGN KEY(panel) REFERENCES coder (id),
    CONSTRAINT fk_adjudication_member FOREIGN KEY(member) REFERENCES coder (id)
)
"""


def upgrade() -> None:
    """Add the columns of rounds and make the table of decisions anew."""
    op.execute("ALTER TABLE round ADD COLUMN source INTEGER REFERENCES round (id)")
    op.execute("ALTER TABLE round ADD COLUMN coder INTEGER REFERENCES coder (id)")
    op.execute("DROP TABLE adjudication")
    op.execute(ADJUDICATION)
