"""The exposure of an act, from what the file knows: passed in by no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model import Span
from qualcode.store import Look, reveals
from qualcode.study import exposure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Exposure, Mode, Round


def exposures(
    look: Look,
    coder: int,
    found: Round,
    text: int,
    spans: Sequence[Span],
    mode: Mode | None = None,
) -> list[Exposure]:
    """Return the exposure of a coder's act on each stretch of a text, as of now.

    ``mode`` is that of the card on which it is done, without a card the project's.
    """
    same = exposure.by_round(look.study, coder, found, text)
    if same is not None or not spans:
        return [same or "unaided" for _ in spans]
    within = Span(min(span.start for span in spans), max(span.end for span in spans))
    known = reveals.around(look.connection, coder, [text], within)
    there = (mode or look.study.mode, known.sealed[text], known.revealed[text])
    return [exposure.at(span, *there) for span in spans]
