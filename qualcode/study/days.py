"""On which day something happened, by the clock of this machine."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=100_000)
def local_day(moment: str) -> date:
    """Return the day of a moment (ISO 8601 with its offset) on this machine's clock."""
    return datetime.fromisoformat(moment).astimezone().date()
