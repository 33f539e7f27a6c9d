"""Markdown files: the text stays as written, because positions are positions in the file."""

from __future__ import annotations

from qualcode.text import decoded
from qualcode.turns import Encoding, Written


def read_markdown(data: bytes, name: str) -> Written:
    """Return the text of a Markdown file; its marks are text, and only labels are understood.

    Raises:
        InputError: the bytes are not text.
    """
    found = decoded(data, name)
    return Written(found.text, Encoding(found.name, found.confidence, found.likely))
