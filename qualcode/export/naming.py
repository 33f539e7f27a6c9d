"""A title as the name of a file, one that Windows, macOS and Linux all take."""

from __future__ import annotations

import re

LONGEST = 120
"""Bytes in UTF-8: an ending, a number and a browser's "(1)" still fit into the 255 of a name."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def stem(title: str, otherwise: str = "qualcode") -> str:
    """Return a title as a file's name without its ending, ``otherwise`` where nothing is left."""
    words = " ".join(_FORBIDDEN.sub(" ", title).split())
    words = words.encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore").strip(" .")
    return _DEVICE.sub(r"\1_", words, count=1) if _DEVICE.match(words) else words or otherwise
