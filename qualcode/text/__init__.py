"""Decode transcripts, cut them into units and words; the one home of jieba and spaCy."""

from qualcode.text.encoding import checked, decode, digest, encoding
from qualcode.text.segments import paragraphs, sentences, units
from qualcode.text.tokens import Tokenizer

__all__ = [
    "Tokenizer",
    "checked",
    "decode",
    "digest",
    "encoding",
    "paragraphs",
    "sentences",
    "units",
]
