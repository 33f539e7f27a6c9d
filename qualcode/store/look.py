"""One look at a study: its frame and its texts, on one consistent state of the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from qualcode.store import read
from qualcode.store.log import stamps
from qualcode.store.text_index import TextIndex
from qualcode.study.context import contexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection

    from qualcode.model import Participant, UnitKind
    from qualcode.spans import Booleans
    from qualcode.store.across.layer_work import LayerWork, LayerWorks
    from qualcode.store.cache import Cache, Key
    from qualcode.store.log.stamps import Stamp
    from qualcode.study import Study
    from qualcode.study.context import InContext, Voice
    from qualcode.study.text_index import TextTurns, TextUnits

T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """What the file says at one moment; texts are named by their keys.

    Nothing is asked of the file before somebody wants it. What is asked of many texts is one
    question, and of texts that were asked for before none: a text never changes, and who speaks
    in it is read anew where that has changed.
    """

    connection: Connection
    replica: str
    studies: read.Stepped[Study]
    indexes: read.Stepped[TextIndex]
    works: LayerWorks
    kept: Cache

    @cached_property
    def study(self) -> Study:
        """The frame of the study; within an act it is the one that the act began with."""
        return self.studies.of(self.connection, self.replica)

    @property
    def index(self) -> TextIndex:
        """The texts; once the connection has changed something, those that it sees alone."""
        if self.dirty:
            return self._own
        return self.indexes.of(self.connection, self.replica)

    @property
    def dirty(self) -> bool:
        """Whether the connection has changed something, which may not come to pass."""
        return read.dirty(self.connection)

    @cached_property
    def _own(self) -> TextIndex:
        return TextIndex()

    @property
    def stamp(self) -> Stamp:
        """The newest event; as long as it is the same, nothing has changed."""
        return stamps.head(self.connection, self.replica)

    def keep(self, key: Key, make: Callable[[], T], most: int | None = None) -> T:
        """Return what ``make`` makes of this look, made once for a key that says all it stands on.

        Nothing is kept where the connection has changed something (see ``Cache``).
        """
        return self.kept.of(self.connection, key, make, most)

    def keep_for_now(self, key: Key, make: Callable[[], T], most: int | None = None) -> T:
        """Return what ``make`` makes of this look, made once until something happens."""
        return make() if self.dirty else self.keep((*key, self.stamp), make, most)

    def work(self, coder: int, round_id: int | None = None) -> LayerWork:
        """Return what a coder coded and read in one round, or in all."""
        return self.works.of(self.connection, self.study, self.replica, coder, round_id)

    def names(self) -> dict[int, str]:
        """Return the name of the transcript of every active text, in the order of the names."""
        return {key: it.name for key, it in self.study.sources.items()}

    def voices(self) -> tuple[Voice, ...]:
        """Return who every speaker is; the turns name them by their rows here."""
        return self.index.voices(self.connection)

    def contexts(
        self, wanted: Sequence[tuple[int, int, int]], *, around: int
    ) -> tuple[InContext, ...]:
        """Return each (text, start, end) in its place, as ``study.context.contexts`` does."""
        keys = {text for text, _, _ in wanted}
        return contexts(
            wanted,
            names=self.names(),
            turns=self.turns(keys),
            sources=self.sources(keys),
            voices=self.voices(),
            around=around,
        )

    def people(self) -> tuple[Participant, ...]:
        """Return every participant, in the order in which they speak, the silent ones last."""
        return self.index.people(self.connection)

    def sources(self, texts: Iterable[int]) -> dict[int, str]:
        """Return the words of texts."""
        return self.index.sources(self.connection, texts)

    def words(self, texts: Iterable[int]) -> dict[int, Booleans]:
        """Return which characters of texts are words, as ``spans.word_characters`` says."""
        return self.index.words(self.connection, texts)

    def turns(self, texts: Iterable[int]) -> dict[int, TextTurns]:
        """Return the turns of texts."""
        return self.index.turns(self.connection, texts)

    def units(self, kind: UnitKind, texts: Iterable[int]) -> dict[int, TextUnits]:
        """Return the units of one kind of texts; brackets are those of the set in force."""
        return self.index.units(self.connection, self.study, kind, texts)
