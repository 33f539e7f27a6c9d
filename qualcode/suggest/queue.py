"""What to verify next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.model import Suggestion

Order = Literal["score", "reading"]


def ordered(
    suggestions: Iterable[Suggestion], places: Mapping[int, tuple[int, int]], *, by: Order = "score"
) -> list[Suggestion]:
    """Return suggestions highest score first, or as one reads.

    ``places`` gives the (transcript, start) of each unit; it settles equal scores too.
    """

    def score(suggestion: Suggestion) -> tuple[object, ...]:
        return (-suggestion.score, *places[suggestion.unit_id], suggestion.code)

    def reading(suggestion: Suggestion) -> tuple[object, ...]:
        return (*places[suggestion.unit_id], -suggestion.score, suggestion.code)

    return sorted(suggestions, key=reading if by == "reading" else score)
