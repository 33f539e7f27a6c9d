"""Plain text files, in any of the encodings that transcripts come in."""

from __future__ import annotations

from qualcode.text import decoded
from qualcode.turns import Encoding, Written


def read_plain(data: bytes, name: str) -> Written:
    """Return the text of a plain text file.

    Raises:
        InputError: the bytes are not text.
    """
    found = decoded(data, name)
    return Written(found.text, Encoding(found.name, found.confidence, found.likely))
