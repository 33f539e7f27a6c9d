"""Office files are zip archives with the time in them; the same table must be the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date that every exported file carries: when it was made is not part of a table."""


def steady(data: bytes) -> bytes:
    """Return the same archive with every entry's time fixed."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
