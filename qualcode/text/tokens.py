"""Words with exact positions: a private jieba inside a spaCy pipeline, loaded when used."""

from __future__ import annotations

import hashlib
import importlib
import logging
import re
import sys
import threading
import warnings
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from qualcode.errors import InputError
from qualcode.text.fold import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Offsets = NDArray[np.uint32]
    Pattern = Sequence[Mapping[str, Any]]

    Dictionary = tuple[dict[str, int], int]
    """How often each word and beginning of a word comes, and the sum of it."""
    Keep = Callable[[bytes, Callable[[], Dictionary]], Dictionary]


_loading = threading.Lock()
# A boundary before these would cut a visible character: marks, skin tones, tags, joiners.
_INSIDE = re.compile(
    "[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\u200d\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
_JOINER = "\u200d"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LETTER = "A-Za-z0-9\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u052f\u1e00-\u1fff"
"""What words with borders are made of, for a regular expression: a word goes on where one stands
beside another. Latin, Greek and Cyrillic letters, digits, and their marks."""
WITHIN = rf"(?<=[{LETTER}])(?=[{LETTER}])|(?<=\d)(?=\.\d)|(?<=\d\.)(?=\d)"
"""A place inside of a word or of a number, where none begins or ends."""
_WITHIN = re.compile(WITHIN)
_LITERAL = {"TEXT", "ORTH", "LOWER", "NORM"}
_SEEN_BY_JIEBA = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
# Its Viterbi step copies the whole path for each character: a run without an end is cut here.
_LONGEST_RUN = 1_000
_LONG_RUN = re.compile(rf"[\u4e00-\u9fd5]{{{_LONGEST_RUN}}}")
_RUNS = re.compile(rf"[\u4e00-\u9fd5]{{1,{_LONGEST_RUN}}}|[^\u4e00-\u9fd5]+")


class Tokenizer:
    """One project's words: jieba's dictionary, the package's lexicon and the project's own.

    Words never reach another ``Tokenizer``, nor jieba's global one. Texts are cut as they are
    searched (``fold``, but with their capital letters), so that what is not seen cuts no word;
    a Latin word or a number of a dictionary never cuts a longer one.
    ``dictionary_hash`` and ``ENGINE`` name what the offsets depend on beside the text. ``keep``
    may know what reading jieba's dictionary gives: it is called with the bytes that this depends
    on and the reading.
    """

    ENGINE: ClassVar[str] = "jieba-0.42/2"

    def __init__(
        self, words: Iterable[str] = (), keep: Keep = lambda _source, read: read()
    ) -> None:
        self._keep = keep
        own = {fold(word, case=False).text.strip() for word in (*words, *_lexicon())}
        self._words = sorted(own - {""}, key=lambda word: (len(word), word))
        self.dictionary_hash = hashlib.sha256("\n".join(self._words).encode()).hexdigest()
        unseen = [re.escape(word) for word in self._words if not _SEEN_BY_JIEBA.fullmatch(word)]
        self._unseen = re.compile("|".join(reversed(unseen))) if unseen else None
        self._matcher: tuple[dict[str, Sequence[Pattern]], Any] | None = None

    def tokenize(self, text: str) -> Offsets:
        """Return start and end of every token, shape (n, 2); white space is left out.

        No token ends inside an emoji sequence, before a combining mark, or inside of a Latin
        word; what is not seen is covered where it stands inside of a token.
        """
        import numpy as np

        folded = fold(text, case=False)
        words = self._lcut(folded.text)
        lengths = np.fromiter(map(len, words), np.uint32, len(words))
        blank = np.fromiter(map(str.isspace, words), np.bool_, len(words))
        ends = np.cumsum(lengths, dtype=np.uint32)
        tokens = _joined(np.column_stack((ends - lengths, ends))[~blank], self._interiors(folded))
        if folded.offsets is not None and len(tokens):
            starts, ends = folded.offsets[tokens[:, 0], 0], folded.offsets[tokens[:, 1] - 1, 1]
            tokens = np.column_stack((starts, ends))
        return _joined(tokens, _inside_of_characters(text))

    def cut(self, text: str, *, cut_all: bool = False) -> Iterator[str]:
        """Yield all of ``text`` but white space: what spaCy asks of its segmenter."""
        if cut_all:
            raise ValueError("every word is cut once; cut_all is not supported")
        cells = _cells(text, self.tokenize(text).tolist())
        return (text[it.start : it.end] for it in cells if not text[it.start : it.end].isspace())

    def doc(self, text: str, offsets: Offsets, start: int = 0, end: int | None = None) -> Any:
        """Return a spaCy ``Doc`` of ``text[start:end]`` from stored offsets of ``text``.

        The text of the ``Doc`` is that piece, so white space that is not one space between
        two tokens is a token of its own.
        """
        vocab = self.pipeline.vocab
        piece = text[start : len(text) if end is None else end]
        cells = _cells(piece, _within(offsets, start, start + len(piece)))
        words = [piece[it.start : it.end] for it in cells]
        return _quietly("spacy.tokens").Doc(vocab, words=words, spaces=[it.space for it in cells])

    def match(
        self,
        text: str,
        patterns: Mapping[str, Sequence[Pattern]],
        offsets: Offsets | None = None,
    ) -> list[tuple[str, int, int]]:
        """Return (code, start, end) of every match of each code's token patterns, in order.

        Words are matched as they are searched: what is not seen, the form of accents and the
        width make no difference, the case does unless the pattern says ``LOWER``.

        Raises:
            InputError: spaCy does not accept a pattern; the sentence names its code.
        """
        matcher = self._matcher_of(patterns)
        if not matcher or not text:
            return []
        tokens = self.tokenize(text) if offsets is None else offsets
        cells = [
            (it, said)
            for it in _cells(text, _within(tokens, 0, len(text)))
            if (said := fold(text[it.start : it.end], case=False).text)
        ]
        doc = _quietly("spacy.tokens").Doc(
            self.pipeline.vocab, [said for _, said in cells], [it.space for it, _ in cells]
        )
        name = self.pipeline.vocab.strings
        found = {
            (name[code], cells[first][0].start, cells[last - 1][0].end)
            for code, first, last in matcher(doc)
            if first < last
        }
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
        frequencies, total = _dictionary(self._keep)
        private = _jieba().Tokenizer()
        private.get_DAG = _bordered(private.get_DAG)
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

    def _interiors(self, folded: Folded) -> list[int]:
        """Positions that no token may start at, because a word goes on there, or a character."""
        import numpy as np

        text = folded.text
        inside = [match.start() for match in _WITHIN.finditer(text)]
        if self._unseen:
            for match in self._unseen.finditer(text):
                inside.extend(range(match.start() + 1, match.end()))
        if folded.offsets is not None:
            starts = folded.offsets[:, 0]
            inside += (np.flatnonzero(starts[1:] == starts[:-1]) + 1).tolist()
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
                    matcher.add(code, [list(map(_as_searched, row)) for row in rows])
            except (unmatchable, ValueError, TypeError, KeyError, re.error) as error:
                raise InputError(
                    "tokens.patterns", code=code, split=" ".join(str(error).split())
                ) from None
        return matcher


def _inside_of_characters(text: str) -> list[int]:
    """Positions inside of what is seen as one character: emoji families, flags, marked letters."""
    if text.isascii():
        return []
    inside = [match.start() for match in _INSIDE.finditer(text)]
    inside += [at + 1 for at in inside if text[at] == _JOINER]
    inside += [match.start() + 1 for match in _FLAG.finditer(text)]
    return inside


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


class _Cell(NamedTuple):
    """A token of a piece, or what lies between two; ``space`` says that one space follows it."""

    start: int
    end: int
    space: bool


def _cells(piece: str, tokens: Sequence[tuple[int, int]]) -> list[_Cell]:
    """Return all of a piece in order."""
    cells: list[_Cell] = []
    at = 0
    for first, last in [*tokens, (len(piece), len(piece))]:
        if cells and at < first and piece[at] == " ":
            cells[-1] = cells[-1]._replace(space=True)
            at += 1
        cells += [_Cell(a, b, space=False) for a, b in ((at, first), (first, last)) if a < b]
        at = last
    return cells


def _as_searched(token: Mapping[str, Any]) -> dict[str, Any]:
    """Return a token of a pattern with the words that it names in the form of words in texts."""
    return {
        name: _folded(value) if str(name).upper() in _LITERAL else value
        for name, value in dict(token).items()
    }


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value, case=False).text
    if isinstance(value, Mapping):
        lists = {"IN", "NOT_IN", "FUZZY"}
        return {k: _folded(v) if str(k).upper() in lists else v for k, v in value.items()}
    return [_folded(it) for it in value] if isinstance(value, list | tuple) else value


def _bordered(ways: Callable[[str], dict[int, list[int]]]) -> Callable[[str], dict[int, list[int]]]:
    """Let no word of a dictionary begin or end inside of a longer Latin word or number.

    jieba asks from each position where words that begin there may end (inclusive).
    """

    def of(sentence: str) -> dict[int, list[int]]:
        found = ways(sentence)
        within = {match.start() for match in _WITHIN.finditer(sentence)}
        for start in found if within else ():
            ends = [] if start in within else [it for it in found[start] if it + 1 not in within]
            found[start] = ends or [start]
        return found

    return of


@cache
def _lexicon() -> tuple[str, ...]:
    lines = files("qualcode").joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split("#", 1)[0].strip() for line in lines)
    return tuple(word for word in words if word)


@cache
def _dictionary(keep: Keep) -> Dictionary:
    """Read jieba's own dictionary once, without the cache file that it would leave for anyone."""
    jieba = _jieba()
    with jieba.dt.get_dict_file() as file:
        source = file.read()
    made_by = f"{jieba.__version__}\0".encode()  # another version may read the same otherwise
    return keep(made_by + source, lambda: jieba.Tokenizer.gen_pfdict(jieba.dt.get_dict_file()))


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


def offsets_of(source: str, words: Sequence[str]) -> Offsets:
    """Return where words stand, given that they follow each other in the text."""
    import numpy as np

    at = 0
    pairs: list[tuple[int, int]] = []
    for word in words:
        at = source.index(word, at)
        pairs.append((at, at + len(word)))
        at += len(word)
    return np.array(pairs, dtype=np.uint32).reshape(-1, 2)
