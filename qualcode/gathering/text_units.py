"""The texts as agreement reads them: words, units of one kind, and what was spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.errors import RuleError
from qualcode.store import brackets

if TYPE_CHECKING:
    from qualcode.store import Look
    from qualcode.study import Study


if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.agreement.layout import Sheet
    from qualcode.model import UnitKind
    from qualcode.store import Look


def sheets(
    look: Look, unit: UnitKind | Literal["character"], among: Collection[int] | None = None
) -> list[Sheet]:
    """Return every text with its units, for ``agreement.build``, or for ``agreement.characters``.

    ``among`` are the texts that are asked about, ``None`` all. Characters are counted within
    turns. A bracket may go over several turns, so its text comes with the turns of the
    interviewed side: labels and questions in it need no reading.

    Raises:
        RuleError: the unit is the bracket and no transcript has brackets.
    """
    if unit == brackets.KIND:
        required(look.study)
    kind: UnitKind = "turn" if unit == "character" else unit
    keys = [key for key in look.names() if among is None or key in among]
    units, sources = look.units(kind, keys), look.sources(keys)
    if unit != brackets.KIND:
        return [(key, sources[key], units[key]) for key in keys]
    keys = [key for key in keys if units[key]]
    turns = look.turns(keys)
    return [
        (key, sources[key], units[key], [turn for turn in turns[key] if not turn.asks])
        for key in keys
    ]


def required(study: Study) -> None:
    """Raise ``RuleError`` where no transcript has brackets."""
    if not brackets.chosen(study.settings):
        raise RuleError("brackets.none")
