"""An invented study to learn from, and the smallest suggester that keeps the contract."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from qualcode.model import Code, Codebook, Evidence
from qualcode.suggest import Context, Example, Suggester, Training
from qualcode.suggest.features import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.suggest.examples import Floats, Vectors

steady = settings(deadline=None)
"""Libraries load when used, so the first example of a test may be slow."""

NO_REPLY = ({"TEXT": "没有"}, {"OP": "?"}, {"TEXT": {"IN": ["回应", "回音"]}})
BOOK = Codebook(
    codes=(
        Code("动员", keywords=("动员", "志愿者", "𠮷星队"), labels={"en": "mobilisation"}),
        Code("规则", keywords=("公约", "居民公约")),
        Code("回应", patterns=(NO_REPLY,)),
        Code("责任"),
    )
)
CODES = tuple(code.id for code in BOOK.codes)
PIECES = st.sampled_from(
    [
        "动员",
        "志愿者",
        "𠮷星队",
        "居民公约",
        "公约",
        "没有",
        "回应",
        "回音",
        "😀",
        "𠮷",
        "，",
        " ",
        "我们",
        "é",
    ]
)
"""Words of the codebook among astral characters, emoji, punctuation and spaces."""


def no_reply(unit: Example) -> Iterable[tuple[str, int, int]]:
    """Match what ``NO_REPLY`` means, over the words of a unit."""
    spans = word_spans(unit)
    for first, gap in product(range(len(unit.words)), (1, 2)):
        last = first + gap
        if unit.words[first] == "没有" and unit.words[last : last + 1] in {("回应",), ("回音",)}:
            yield "回应", spans[first][0], spans[last][1]


def letters(texts: Sequence[str]) -> Vectors:
    """Embed texts by which characters they have; the smallest thing that is an ``Encode``."""
    counts = np.zeros((len(texts), 16), dtype=np.float32)
    for row, text in enumerate(texts):
        for character in text.strip():
            counts[row, ord(character) % 16] += 1
    lengths = np.linalg.norm(counts, axis=1, keepdims=True)
    return np.divide(counts, lengths, out=counts, where=lengths > 0)


@dataclass(frozen=True)
class LongText:
    """The smallest suggester that keeps the contract: long units get the first code."""

    codes: tuple[str, ...]
    name: ClassVar[str] = "long"

    def score(self, units: Sequence[Example]) -> Floats:
        scores = np.zeros((len(units), len(self.codes)))
        scores[:, 0] = [min(len(unit.text), 20) / 20 for unit in units]
        return scores

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        assert code_index == 0
        return (Evidence("pattern", unit.text, unit.start, unit.start + len(unit.text), 1.0),)


def long_text(book: Codebook, _training: Training | None, _context: Context) -> Suggester:
    return LongText(tuple(code.id for code in book.codes))


def unit(*words: str, n: int = 1, text_id: int = 1, start: int = 0) -> Example:
    spoken = tuple(word for word in words if word.strip())
    return Example(n, text_id, start, "".join(words), spoken)


def study(transcripts: int = 6, each: int = 12) -> Training:
    """Interviews in which 动员 is spoken of in words that no keyword names (挨家挨户 …)."""
    rng = np.random.default_rng(7)
    about = {
        "动员": ["挨家挨户", "敲门", "请大家", "一起来", "参加"],
        "规则": ["商量", "定下", "条文", "写进", "制度"],
    }
    filler = ["我们", "小区", "今天", "这个", "事情", "后来", "觉得", "电梯", "下雨", "买菜"]
    examples, labels = [], []
    for text_id, n in product(range(1, transcripts + 1), range(each)):
        coded = [code for code in about if rng.random() < 0.35]
        words = [str(w) for code in coded for w in rng.choice(about[code], 2)]
        words += [str(w) for w in rng.choice(filler, 4)]
        examples.append(unit(*words, "。", n=text_id * 100 + n, text_id=text_id, start=50 * n))
        labels.append([float("动员" in coded), float("规则" in coded), np.nan, 0.0])
    return Training(tuple(examples), np.array(labels), CODES)


STUDY = study()


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, list[Example]]:
    """Return a frozen text and its units, cut anywhere between words."""
    text, units = "", []
    for n, words in enumerate(draw(st.lists(st.lists(PIECES, min_size=1), max_size=6)), 1):
        text += draw(st.sampled_from(["", "甲：", "\n", "😀\n"]))
        units.append(unit(*words, n=n, start=len(text)))
        text += units[-1].text
    return text, units
