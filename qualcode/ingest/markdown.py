"""Markdown files: the text stays as written, because positions are positions in the file."""

from __future__ import annotations

from qualcode.text import decode


def read_markdown(data: bytes, name: str) -> str:
    """Return the text of a Markdown file; its marks are text, and only labels are understood.

    Raises:
        InputError: the bytes are not text.
    """
    return decode(data, name)
