"""What a coder could have seen of the machine: derived here, passed in by no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store import machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Exposure, Round, Span
    from qualcode.store import Connection


class ExposureOf:
    """The exposure of a coder's acts in one text and round."""

    def __init__(self, connection: Connection, coder: int, found: Round, text: int) -> None:
        """Look up once what later questions need."""
        self._discussed = found.kind in {"discussion", "consensus"}
        self._suggested = any(
            text in run.params["texts"] for run in machine.runs(connection, coder)
        )
        self._sealed: Sequence[Span] = (
            machine.sealed_spans(connection, text).get(text, ()) if self._suggested else ()
        )

    def __call__(self, start: int, end: int) -> Exposure:
        """Return the exposure of ``[start, end)``.

        ``assisted`` once a run for this coder covered the text, even if nothing was suggested
        here; ``unaided`` before that, and in turns that were set aside.
        """
        if self._discussed:
            return "discussed"
        if not self._suggested:
            return "unaided"
        if any(span.start < end and start < span.end for span in self._sealed):
            return "unaided"
        return "assisted"
