"""Tables that are hard to write, and what was written opened again."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qualcode.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table(
    "frequency",
    "编码频次",
    (
        Column("code", "编码标识", detail=True),
        Column("label", "编码"),
        Column("references", "参考点数"),
        Column("alpha", "α", decimals=3),
    ),
    (
        {"code": "a", "label": "组织构建", "references": 12345, "alpha": 0.12345678901234566},
        {"code": "b", "label": "责任性", "references": 0, "alpha": None},
        {"code": "c", "label": "一|二\n<b>三</b> 😀𠮷", "references": 2, "alpha": float("nan")},
    ),
    ("没有单位的编码无法计算。", "编码本：第 1 版。"),
)
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "普通", "#N/A", "'x")
HOSTILE = Table(
    "hostile",
    "=cmd|'/c calc'!A1",
    (Column("a", "=a"), Column("b", "乙")),
    (
        *({"a": text, "b": -1.5} for text in STARTS),
        {"a": "坏\x00字\x0b符\ud800\ufffe", "b": float("inf")},
    ),
    ("=HYPERLINK(1)",),
)
WIDE = Table(
    "wide",
    "宽表",
    tuple(Column(f"c{i}", f"第{i}列") for i in range(10)),
    ({"c0": "字" * 300, **{f"c{i}": i for i in range(1, 10)}},),
)
EMPTY = Table("empty", "空表", (Column("a", "甲"), Column("b", "乙")))


def document(file: Path | BytesIO) -> Any:
    from docx import Document

    return Document(file if isinstance(file, BytesIO) else str(file))


def xml(path: Path, part: str = "word/document.xml") -> Any:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))
