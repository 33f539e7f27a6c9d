"""What a codebook says of each code, as texts that a unit can be compared with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Code
    from qualcode.suggest.examples import Encode, Example, Vectors

_WHOLE = 2.0
_BREAK = re.compile(r"[。；;，,、：:！!？?\n]+|[.](?=\s|$)")
_HAN = re.compile(r"[㐀-鿿]")
_SAMPLE = 200


class Description(NamedTuple):
    """One code: all of it, and its label and sentences, its keywords, its examples apart."""

    whole: str
    sentences: tuple[str, ...]
    keywords: tuple[str, ...]
    examples: tuple[str, ...]

    @classmethod
    def of(cls, code: Code, language: str) -> Description:
        """Read a code; what it excludes is about other codes and left out."""
        label = code.label(language)
        defined = (code.defined(language), *code.include)
        sentences = (part.strip() for text in defined for part in _BREAK.split(text))
        return cls(
            f"{label}：{'；'.join(text for text in defined if text)}",
            (label, *(sentence for sentence in sentences if sentence)),
            tuple(word for word in code.keywords if word.strip()),
            tuple(example for example in code.examples if example.strip()),
        )

    @property
    def wording(self) -> str:
        """Everything in one text."""
        return "。".join((self.whole, "、".join(self.keywords), *self.examples))


def language_of(units: Sequence[Example]) -> str:
    """Return the language of the interviews: that of the codebook which is compared with them."""
    text = "".join(unit.text for unit in units[:_SAMPLE])
    return "en" if text and 5 * len(_HAN.findall(text)) < len(text) else "zh"


def meanings(descriptions: Sequence[Description], encode: Encode) -> tuple[Vectors, list[Vectors]]:
    """Return a vector for each code, and the vectors of its sentences.

    A cosine with the first is the weighted mean of cosines with the whole (twice), and with the
    mean of the sentences, of the keywords and of the examples, as far as there are any.
    """
    texts = [(one.whole, *one.sentences, *one.keywords, *one.examples) for one in descriptions]
    vectors = encode([text for each in texts for text in each])
    made, sentences = [], []
    ends = np.cumsum([len(each) for each in texts])
    for one, own in zip(descriptions, np.split(vectors, ends[:-1]), strict=True):
        parts = np.split(own, np.cumsum([1, len(one.sentences), len(one.keywords)]))
        present = [part.mean(axis=0) for part in parts[1:] if len(part)]
        total = np.sum([_WHOLE * parts[0][0], *present], axis=0)
        made.append((total / (_WHOLE + len(present))).astype(np.float32))
        sentences.append(parts[1])
    return np.array(made, dtype=np.float32), sentences
