"""A CSV file of codings, or with another head; a Word file of a line a paragraph."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "transcript,start,end,code,coder,round,origin,text"


def write_csv(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def word_file(text: str) -> bytes:
    document, written = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(written)
    return written.getvalue()
