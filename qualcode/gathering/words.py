"""The words of the texts: cut once with the project's dictionary, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import text
from qualcode.kept_dictionary import kept
from qualcode.store import texts, token_cache
from qualcode.text.tokens import offsets_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Codebook
    from qualcode.store import Connection, Store
    from qualcode.suggest import Example, Match
    from qualcode.text.tokens import Offsets


class ProjectWords:
    """The word offsets of a project's texts, (n, 2) code points."""

    def __init__(self, store: Store) -> None:
        """Take the dictionary as the codebook stands now."""
        self._store = store
        self.tokenizer = tokenizer(store)

    def of(self, text_id: int) -> Offsets:
        """Return the words of a text; cut once, then kept."""
        with self._store.reading() as connection:
            found = self._kept(connection, text_id)
            if found is not None:
                return found
            source = texts.source(connection, text_id)
        offsets = self.tokenizer.tokenize(source)
        with self._store.caching() as connection:
            token_cache.cache_tokens(
                connection,
                text_id,
                self.tokenizer.dictionary_hash,
                self.tokenizer.ENGINE,
                offsets.tobytes(),
            )
        return offsets

    def cut_all(self) -> None:
        """Cut every text that is not cut yet."""
        with self._store.reading() as connection:
            keys = [info.text_id for info in texts.transcripts(connection)]
        for key in keys:
            self.of(key)

    def at(self, connection: Connection) -> Callable[[int], Offsets]:
        """Return a look-up of words inside a read; every text must be cut already."""

        def look_up(text_id: int) -> Offsets:
            found = self._kept(connection, text_id)
            assert found is not None
            return found

        return look_up

    def matcher(self, book: Codebook) -> Match:
        """Return a finder of the codebook's token patterns in a unit, on words that are cut.

        Raises:
            InputError: a pattern is refused; the sentence names its code.
        """
        cut = self.tokenizer
        patterns = {code.id: code.patterns for code in book.codes if code.patterns}

        cut.match("。", patterns)  # compiles them: a mistake is named before any work

        def match(unit: Example) -> list[tuple[str, int, int]]:
            return cut.match(unit.text, patterns, offsets_of(unit.text, unit.words))

        return match

    def _kept(self, connection: Connection, text_id: int) -> Offsets | None:
        engine = self.tokenizer
        return token_cache.tokens(connection, text_id, engine.dictionary_hash, engine.ENGINE)


def tokenizer(store: Store) -> text.Tokenizer:
    """Return the tokenizer with the project's dictionary: lexicon and codebook keywords."""
    with store.reading() as connection:
        book = store.study(connection).book
    words = tuple(sorted({word for code in book.codes for word in code.keywords}))
    return store.kept.get(("tokenizer", words), lambda: text.Tokenizer(words, kept), 1)
