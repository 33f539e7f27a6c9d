"""Decode transcripts, cut them into units and words; the one home of jieba and spaCy."""

from qualcode.text.encoding import checked, decode, decoded, digest, encoding, read_text
from qualcode.text.segments import paragraphs, sentences, unit_rows, units
from qualcode.text.tokens import Tokenizer

__all__ = [
    "Tokenizer",
    "checked",
    "decode",
    "decoded",
    "digest",
    "encoding",
    "paragraphs",
    "read_text",
    "sentences",
    "unit_rows",
    "units",
]
