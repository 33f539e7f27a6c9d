"""Words with exact positions: a private jieba inside a spaCy pipeline, loaded when used."""

from __future__ import annotations

import hashlib
import importlib
import logging
import re
import sys
import threading
import warnings
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Offsets = NDArray[np.uint32]
    Pattern = Sequence[Mapping[str, Any]]

_loading = threading.Lock()
# A boundary before these would cut a visible character: marks, skin tones, tags, joiners.
_INSIDE = re.compile(
    "[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\u200d\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
_JOINER = "\u200d"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SEEN_BY_JIEBA = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
# Its Viterbi step copies the whole path for each character: a run without an end is cut here.
_LONGEST_RUN = 1_000
_LONG_RUN = re.compile(rf"[\u4e00-\u9fd5]{{{_LONGEST_RUN}}}")
_RUNS = re.compile(rf"[\u4e00-\u9fd5]{{1,{_LONGEST_RUN}}}|[^\u4e00-\u9fd5]+")


class Tokenizer:
    """One project's words: jieba's dictionary, the package's lexicon and the project's own.

    Words never reach another ``Tokenizer``, nor jieba's global one.
    ``dictionary_hash`` and ``ENGINE`` name what the offsets depend on beside the text.
    """

    ENGINE: ClassVar[str] = "jieba-0.42/1"

    def __init__(self, words: Iterable[str] = ()) -> None:
        own = {word.strip() for word in words}
        self._words = sorted((own | set(_lexicon())) - {""}, key=lambda word: (len(word), word))
        self.dictionary_hash = hashlib.sha256("\n".join(self._words).encode()).hexdigest()
        unseen = [re.escape(word) for word in self._words if not _SEEN_BY_JIEBA.fullmatch(word)]
        self._unseen = re.compile("|".join(reversed(unseen))) if unseen else None
        self._matcher: tuple[dict[str, Sequence[Pattern]], Any] | None = None

    def tokenize(self, text: str) -> Offsets:
        """Return start and end of every token, shape (n, 2); white space is left out.

        No token ends inside an emoji sequence or before a combining mark.
        """
        import numpy as np

        words = self._lcut(text)
        lengths = np.fromiter(map(len, words), np.uint32, len(words))
        blank = np.fromiter(map(str.isspace, words), np.bool_, len(words))
        ends = np.cumsum(lengths, dtype=np.uint32)
        tokens = np.column_stack((ends - lengths, ends))[~blank]
        return _joined(tokens, self._interiors(text))

    def cut(self, text: str, *, cut_all: bool = False) -> Iterator[str]:
        """Yield the words of ``text``: what spaCy's Chinese tokenizer asks of its segmenter."""
        if cut_all:
            raise ValueError("every word is cut once; cut_all is not supported")
        return (text[start:end] for start, end in self.tokenize(text).tolist())

    def doc(self, text: str, offsets: Offsets, start: int = 0, end: int | None = None) -> Any:
        """Return a spaCy ``Doc`` of ``text[start:end]`` from stored offsets of ``text``.

        The text of the ``Doc`` is that piece, so white space that is not one space between
        two tokens is a token of its own.
        """
        vocab = self.pipeline.vocab
        piece = text[start : len(text) if end is None else end]
        words, spaces = _words_and_spaces(piece, _within(offsets, start, start + len(piece)))
        return _quietly("spacy.tokens").Doc(vocab, words=words, spaces=spaces)

    def match(
        self,
        text: str,
        patterns: Mapping[str, Sequence[Pattern]],
        offsets: Offsets | None = None,
    ) -> list[tuple[str, int, int]]:
        """Return (code, start, end) of every match of each code's token patterns, in order.

        Raises:
            InputError: spaCy does not accept a pattern; the sentence names its code.
        """
        matcher = self._matcher_of(patterns)
        if not matcher or not text:
            return []
        doc = self.doc(text, self.tokenize(text) if offsets is None else offsets)
        names = self.pipeline.vocab.strings
        spans = ((names[code], doc[first:last]) for code, first, last in matcher(doc))
        found = {(code, span.start_char, span.end_char) for code, span in spans}
        return sorted(found, key=lambda hit: (hit[1], hit[2], hit[0]))

    @cached_property
    def pipeline(self) -> Any:
        """The blank Chinese pipeline of spaCy, cut into words by this tokenizer."""
        nlp = _quietly("spacy").blank("zh")
        nlp.tokenizer.segmenter = "jieba"
        nlp.tokenizer.jieba_seg = self
        return nlp

    @cached_property
    def _jieba(self) -> Any:
        frequencies, total = _dictionary()
        private = _jieba().Tokenizer()
        private.FREQ = frequencies.copy()
        private.total = total
        private.initialized = True
        for word in self._words:
            private.add_word(word)
        return private

    def _lcut(self, text: str) -> list[str]:
        if not _LONG_RUN.search(text):
            words: list[str] = self._jieba.lcut(text)
            return words
        return [word for run in _RUNS.findall(text) for word in self._jieba.lcut(run)]

    def _interiors(self, text: str) -> list[int]:
        """Positions that no token may start at, because a whole goes on there."""
        if text.isascii() and not self._unseen:
            return []
        inside = [match.start() for match in _INSIDE.finditer(text)]
        inside += [at + 1 for at in inside if text[at] == _JOINER]
        inside += [match.start() + 1 for match in _FLAG.finditer(text)]
        if self._unseen:
            for match in self._unseen.finditer(text):
                inside.extend(range(match.start() + 1, match.end()))
        return inside

    def _matcher_of(self, patterns: Mapping[str, Sequence[Pattern]]) -> Any:
        known = self._matcher
        if known is None or known[0] != patterns:
            known = self._matcher = (dict(patterns), self._compiled(patterns))
        return known[1]

    def _compiled(self, patterns: Mapping[str, Sequence[Pattern]]) -> Any:
        matcher = _quietly("spacy.matcher").Matcher(self.pipeline.vocab, validate=True)
        unmatchable = _quietly("spacy.errors").MatchPatternError
        for code, rows in patterns.items():
            try:
                if rows:
                    matcher.add(code, [[dict(token) for token in pattern] for pattern in rows])
            except (unmatchable, ValueError, TypeError, KeyError, re.error) as error:
                raise InputError(
                    f"the patterns of code {code} must be spaCy Matcher patterns, but "
                    f"{' '.join(str(error).split())}; correct them in the codebook."
                ) from None
        return matcher


def _joined(tokens: Offsets, inside: list[int]) -> Offsets:
    import numpy as np

    if not inside or not len(tokens):
        return tokens
    keep = ~np.isin(tokens[:, 0], np.asarray(inside, np.uint32))
    keep[1:] |= tokens[1:, 0] != tokens[:-1, 1]
    keep[0] = True
    last = np.append(np.flatnonzero(keep)[1:] - 1, len(tokens) - 1)
    return np.column_stack((tokens[keep, 0], tokens[last, 1]))


def _within(offsets: Offsets, start: int, end: int) -> list[tuple[int, int]]:
    import numpy as np

    part = offsets[(offsets[:, 1] > start) & (offsets[:, 0] < end)].astype(np.int64)
    pairs: list[list[int]] = (part.clip(start, end) - start).tolist()
    return [(first, last) for first, last in pairs]


def _words_and_spaces(
    piece: str, tokens: Sequence[tuple[int, int]]
) -> tuple[list[str], list[bool]]:
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for first, last in [*tokens, (len(piece), len(piece))]:
        gap = piece[at:first]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        for word in (gap, piece[first:last]):
            if word:
                words.append(word)
                spaces.append(False)
        at = last
    return words, spaces


@cache
def _lexicon() -> tuple[str, ...]:
    lines = files("qualcode").joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split("#", 1)[0].strip() for line in lines)
    return tuple(word for word in words if word)


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """Read jieba's own dictionary once, without the cache file that it would leave behind."""
    jieba = _jieba()
    frequencies, total = jieba.Tokenizer.gen_pfdict(jieba.dt.get_dict_file())
    return frequencies, total


def _jieba() -> Any:
    jieba = _quietly("jieba")
    jieba.setLogLevel(logging.CRITICAL)
    return jieba


def _quietly(module: str) -> Any:
    """Import a module without the warnings that its own source gives on a newer Python."""
    if module in sys.modules:
        return sys.modules[module]
    # catch_warnings changes the process for a moment: one thread at a time
    with _loading, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(module)
