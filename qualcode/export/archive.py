"""Office files are zip archives with the time in them; the same table must be the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from itertools import islice, zip_longest
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date that every exported file carries: when it was made is not part of a table."""

_BATCH = 200


def steady(
    data: bytes, file: IO[bytes], *, part: str, mark: bytes, fills: Sequence[Iterable[str]]
) -> None:
    """Write the same archive to a file, every entry's time fixed and the rows of its tables in it.

    In ``part`` the first marks are replaced by ``fills``, one each, written as they come: what
    holds many rows is never there as a whole.
    """
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            here = fills if name == part else ()
            with target.open(entry, "w") as out:
                for piece in _pieces(source.read(name), mark, here):
                    out.write(piece)


def _pieces(whole: bytes, mark: bytes, fills: Sequence[Iterable[str]]) -> Iterator[bytes]:
    kept = whole.split(mark, len(fills)) if fills else [whole]
    for piece, fill in zip_longest(kept, fills, fillvalue=()):
        yield bytes(piece)
        rows = iter(fill)
        while batch := "".join(islice(rows, _BATCH)):
            yield batch.encode()
