"""What a coder could have seen of the machine: derived here, passed in by no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model import Span
from qualcode.project import modes
from qualcode.store import reveals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Exposure, Mode, Round
    from qualcode.store import Connection
    from qualcode.study import Study


def exposures(
    connection: Connection,
    study: Study,
    coder: int,
    found: Round,
    text: int,
    spans: Sequence[Span],
    mode: Mode | None = None,
) -> list[Exposure]:
    """Return the exposure of a coder's act on each stretch of a text, as of now.

    ``mode`` is that of the card on which it is done, without a card the project's.

    - ``discussed`` where the round is one of talk.
    - ``unaided`` where there was nothing to be led by: no run for this coder covered the text,
      or the stretch touches a turn that was set aside.
    - Where codes come first (``code_first``) an act is ``unaided`` until something about a unit
      that it touches was revealed to this coder: the order is kept by the server. The same holds
      once suggestions are off (``never``): what was seen before cannot be unseen.
    - Else (``visible``, ``on_request``) it is ``assisted``, even where nothing was suggested,
      nothing was asked for, or the coin withheld what there was: an empty card is read as an
      opinion too, and which units a coder asks about is the coder's own choice, not chance.
    """
    if found.kind in {"discussion", "consensus"}:
        return ["discussed" for _ in spans]
    run = study.newest_run(coder)
    if not spans or run is None or text not in run.params["texts"]:
        return ["unaided" for _ in spans]
    within = Span(min(span.start for span in spans), max(span.end for span in spans))
    later = (mode or modes.mode(study)) in {"code_first", "never"}
    sealed, seen = reveals.sealed_and_revealed(connection, coder, text, within)
    return [_exposure(span, sealed, seen if later else None) for span in spans]


def _exposure(span: Span, sealed: Sequence[Span], seen: Sequence[Span] | None) -> Exposure:
    if _touches(span, sealed):
        return "unaided"
    return "assisted" if seen is None or _touches(span, seen) else "unaided"


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)
