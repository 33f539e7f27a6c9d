"""What a coder has left to read of a project's texts, and which run's scores stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import spans
from qualcode.model import Span
from qualcode.store import machine, model_scores, picks
from qualcode.store.cache import Same
from qualcode.study.reading import UNIT_KIND, settled
from qualcode.suggest import unread as rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qualcode.frequency.model_scores import ScoreSheet
    from qualcode.model import Codebook, Unit
    from qualcode.store import Connection, Look
    from qualcode.suggest.unread import TextFrame, UnreadUnits


class Frames:
    """The sentences of a project's texts and a run's scores, kept as long as they are the same."""

    def __init__(self, look: Callable[[Connection], Look] | None = None) -> None:
        """``look`` gives what a connection sees; without it nothing can be planned."""
        self._look = look

    def sheet(self, connection: Connection, run: int) -> ScoreSheet:
        """Return what a run scored, its units in the order of their keys."""
        look = self._of(connection)

        def make() -> ScoreSheet:
            return model_scores.sheet(connection, run).ordered()

        return look.keep(("sheet", run, look.study.run(run).created), make, 1)

    def of(self, connection: Connection, texts: Sequence[int]) -> list[TextFrame]:
        """Return the sentences of texts; who asks can be said anew, and they are others then."""
        look = self._of(connection)
        return look.keep(("sentences", *texts, Same(look.index)), lambda: _frames(look, texts), 1)

    def _of(self, connection: Connection) -> Look:
        assert self._look is not None
        return self._look(connection)


def _frames(look: Look, texts: Sequence[int]) -> list[TextFrame]:
    words = look.words(texts)
    return [
        rules.frame(units.framed(), words[text])
        for text, units in look.units(UNIT_KIND, texts).items()
    ]


def left(
    look: Look,
    coder: int,
    book: Codebook,
    frames: Frames,
    covered: Collection[int],
) -> UnreadUnits:
    """Return what a coder has left in the texts ``covered`` by the run in force."""
    order = [key for key in look.study.sources if key in covered]
    rows = picks.read_rows(look.connection, coder)
    sealed = machine.sealed_turns(look.connection)
    return rules.left(
        order, frames.of(look.connection, order), sealed, rows, settled(look.study, book)
    )


def are_read(
    connection: Connection, coder: int, versions: Collection[int], units: Collection[Unit]
) -> dict[int, bool]:
    """Return by key whether a coder has read all of a unit under ``versions`` of the codebook."""
    around = picks.covered(connection, coder, units, versions)
    return {
        unit.id: bool(spans.read([Span(unit.start, unit.end)], around[unit.id])[0])
        for unit in units
    }
