"""OpenDocument texts (``.odt``), read as a stream of elements like Word files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.ingest import packages
from qualcode.text import checked
from qualcode.turns import Encoding, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_SPACES = 1000
_COUNTED = {
    "tracked-changes": "deleted",
    "annotation": "comment",
    "note": "footnote",
    "sequence-decls": "",
    "variable-decls": "",
    "user-field-decls": "",
    "forms": "",
    "table-of-content": "contents",
    "hidden-text": "hidden",
}
"""What is no speech by its element, and as what it is counted; of changes each is counted."""


def read_open_document(data: bytes, name: str) -> Written:
    r"""Return the text of an OpenDocument file, and what was left out of it by kind.

    Paragraphs, headings and those of table cells and text boxes are lines. Deleted words,
    comments and notes are counted and left out; so are pictures.

    Raises:
        InputError: it is no such file, encrypted, damaged, or made to do harm.
    """
    body = _Body()
    packages.stream(data, name, "content.xml", body, kind="ODT")
    text = checked("\n".join(body.lines), name)
    return Written(text, Encoding("OpenDocument"), left_out=+body.left_out)


class _Body:
    """Collect the lines of a document while its elements pass by."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left_out: Counter[str] = Counter()
        self._open: list[list[str]] = []
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element, or write the sign that an empty one stands for."""
        local = _local(tag)
        if self._skipped or local in _COUNTED:
            self._skipped += 1
            self._count(local)
        elif local in {"p", "h"}:
            self._open.append([])
        elif local == "s":
            self._write(" " * _spaces(attributes))
        elif local in {"tab", "line-break"}:
            self._write("\t" if local == "tab" else "\n")
        elif local == "image":
            self.left_out["picture"] += 1

    def _count(self, local: str) -> None:
        if self._skipped == 1 and local != "tracked-changes":
            self.left_out[_COUNTED[local]] += bool(_COUNTED[local])
        elif local == "deletion":
            self.left_out["deleted"] += 1

    def end(self, tag: str) -> None:
        """Close what ``start`` opened."""
        if self._skipped:
            self._skipped -= 1
        elif _local(tag) in {"p", "h"} and self._open:
            self.lines.append("".join(self._open.pop()))

    def data(self, words: str) -> None:
        """Keep the words of paragraphs; white space in the file is one space, as it is shown."""
        if self._open and not self._skipped:
            said = " ".join(words.split())
            edge = words[:1].isspace(), words[-1:].isspace()
            self._write(f"{' ' * edge[0]}{said}{' ' * edge[1]}" if said else " " * bool(words))

    def close(self) -> None:
        """Take the end of the part."""

    def _write(self, words: str) -> None:
        if self._open and not self._skipped:
            self._open[-1].append(words)


def _spaces(attributes: Mapping[str, str]) -> int:
    found = next((it for key, it in attributes.items() if _local(key) == "c"), "1")
    return min(int(found), _MOST_SPACES) if found.isdecimal() else 1


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
