"""What coders could have seen of the machine when they did something: the rule, on values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Exposure, Mode, Round, Span
    from qualcode.study.study import Study


def by_round(study: Study, coder: int, found: Round, text: int) -> Exposure | None:
    """Return the exposure of everything that a coder does in a text in a round, where it is one.

    - ``discussed`` where the round is one of talk.
    - ``unaided`` where there was nothing to be led by: no run for this coder covered the text.

    ``None`` where it depends on the place: ``at`` says it then.
    """
    if found.kind in {"discussion", "consensus"}:
        return "discussed"
    run = study.newest_run(coder)
    return "unaided" if run is None or text not in run.params["texts"] else None


def at(span: Span, mode: Mode, sealed: Sequence[Span], revealed: Sequence[Span]) -> Exposure:
    """Return the exposure of an act on a stretch of a text that a run covered.

    ``sealed`` are the turns near it that were set aside, ``revealed`` the units near it about
    which something was revealed to the coder.

    - ``unaided`` where the stretch touches a turn that was set aside.
    - Where codes come first (``code_first``) an act is ``unaided`` until something about a unit
      that it touches was revealed to this coder: the order is kept by the server. The same holds
      once suggestions are off (``never``): what was seen before cannot be unseen.
    - Else (``visible``, ``on_request``) it is ``assisted``, even where nothing was suggested,
      nothing was asked for, or the coin withheld what there was: an empty card is read as an
      opinion too, and which units a coder asks about is the coder's own choice, not chance.
    """
    if _touches(span, sealed):
        return "unaided"
    led = mode in {"visible", "on_request"} or _touches(span, revealed)
    return "assisted" if led else "unaided"


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)
