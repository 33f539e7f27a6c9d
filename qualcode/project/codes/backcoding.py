"""Back-coding (回头编码): what a coder read before a code was there, or meant what it means now."""

from __future__ import annotations

from qualcode.gathering.backcoding import Due, OpenTurn, ReadingQueue, reading_queues
from qualcode.project.lookup import Part


class BackCoding(Part):
    """The turns to read again after a new or redefined code."""

    def due(self, coder: str) -> tuple[Due, ...]:
        """Return what a coder has to read again, a code each, in the codebook's order.

        A turn is due for a code where something of it was read in the coder's open round while
        the code was not there or meant something else, and not all of that was read again since.
        What was never read is not due, but unread. Codes for which nothing is left are left out;
        without an open round nothing is due, for what is closed keeps its own meanings.
        """
        with self.look() as look:
            named = look.names()
            found: list[Due] = []
            for code, queue in reading_queues(look, coder).items():
                per_text: dict[str, int] = {}
                for text, _ in queue.open:
                    per_text[named[text]] = per_text.get(named[text], 0) + 1
                if queue.open:
                    by_name = tuple(sorted(per_text.items()))
                    found.append(Due(code, len(queue.open), queue.done, by_name))
            return tuple(found)

    def next(
        self, coder: str, code: str, *, after: tuple[str, int] | None = None
    ) -> OpenTurn | None:
        """Return the next open turn for a code, in the order of transcripts and turns.

        ``after`` is a transcript and a turn's number: the first one behind it, else from the
        beginning. ``None`` where nothing is left.
        """
        there = self.open(coder, code)
        behind = [it for it in there if after is None or (it.transcript, it.turn) > after]
        return next(iter(behind or there), None)

    def open(self, coder: str, code: str) -> tuple[OpenTurn, ...]:
        """Return every open turn for a code, in the order of transcripts and turns."""
        with self.look() as look:
            look.study.code(code)
            named = look.names()
            queue = reading_queues(look, coder).get(code, ReadingQueue())
            turns = look.turns({text for text, _ in queue.open})
            found = [
                OpenTurn(named[text], int(turns[text].numbers[row]), int(turns[text].starts[row]))
                for text, row in queue.open
            ]
            return tuple(sorted(found, key=lambda it: (it.transcript, it.turn)))
