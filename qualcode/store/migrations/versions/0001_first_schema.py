"""The first schema: new project files are made whole from ``schema.metadata``."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change nothing: every project file starts at this revision."""
