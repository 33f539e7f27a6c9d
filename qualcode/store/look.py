"""One look at a study: its frame and its texts, on one consistent state of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from qualcode.model import Participant, UnitKind
    from qualcode.spans import Booleans
    from qualcode.store.layer_work import LayerWork, LayerWorks
    from qualcode.store.places import Voice
    from qualcode.store.text_index import TextIndex
    from qualcode.study import Study
    from qualcode.study.text_index import TextTurns, TextUnits


@dataclass(frozen=True, slots=True)
class Look:
    """What the file says at one moment; texts are named by their keys.

    What is asked of many texts is one question to the file, and of texts that were asked for
    before none: a text never changes, and who speaks in it is read anew where that has changed.
    """

    connection: Connection
    study: Study
    index: TextIndex
    works: LayerWorks
    replica: str

    def work(self, coder: int, round_id: int | None = None) -> LayerWork:
        """Return what a coder coded and read in one round, or in all."""
        return self.works.of(self.connection, self.study, self.replica, coder, round_id)

    def names(self) -> dict[int, str]:
        """Return the name of the transcript of every active text, in the order of the names."""
        return {key: it.name for key, it in self.study.sources.items()}

    def voices(self) -> tuple[Voice, ...]:
        """Return who every speaker is; the turns name them by their rows here."""
        return self.index.voices(self.connection)

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
