"""Plain text files, in any of the encodings that transcripts come in."""

from __future__ import annotations

from qualcode.text import decode


def read_plain(data: bytes, name: str) -> str:
    """Return the text of a plain text file.

    Raises:
        InputError: the bytes are not text.
    """
    return decode(data, name)
