"""An invented table that people have coded, in every shape in which one may come."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.model import Code, Codebook

if TYPE_CHECKING:
    from pathlib import Path

BOOK: dict[str, Any] = {
    "动员": {"definition": "把居民发动起来，一起参加", "keywords": ["动员", "志愿者"]},
    "规则": {"definition": {"zh": "大家商量定下的条文", "en": "rules"}, "keywords": ["公约"]},
    "从未": {"definition": "表里没有的事"},
}
CODES = Codebook(
    codes=(
        Code(
            "动员", {"zh": "动员"}, definition={"zh": "把居民发动起来"}, keywords=("动员", "志愿者")
        ),
        Code("规则", {"zh": "规则"}, definition={"zh": "大家商量定下的条文"}, keywords=("公约",)),
    )
)
_ABOUT = {
    "动员": ["挨家挨户敲门", "请大家一起来", "志愿者都来参加", "动员邻居"],
    "规则": ["商量定下条文", "写进公约", "制度贴在墙上", "按规定办"],
}
_FILLER = ["今天天气好", "电梯坏了", "后来下雨", "去买菜", "说到这件事", "我们小区不大"]


def rows(groups: int = 10, each: int = 9) -> list[dict[str, Any]]:
    """Return rows with no code, one or both; the words of a code speak for it, mostly."""
    rng = np.random.default_rng(11)
    made = []
    for number in range(groups * each):
        codes = [code for code in _ABOUT if rng.random() < 0.35]
        said = [str(rng.choice(_ABOUT[code])) for code in codes]
        said += [str(word) for word in rng.choice(_FILLER, 2)]
        made.append({"who": f"访谈{number // each}", "text": "，".join(said), "codes": codes})
    return made


def write_lines(path: Path, table: list[dict[str, Any]]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) for row in table)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def as_csv(table: list[dict[str, Any]], between: str = ";") -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["who", "text", "codes"])
    writer.writerows([row["who"], row["text"], between.join(row["codes"])] for row in table)
    return out.getvalue()


def write_book(path: Path, book: Any = BOOK) -> Path:
    path.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    return path
