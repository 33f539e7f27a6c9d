"""The texts as agreement reads them: words, units of one kind, and what was spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.project.brackets import required
from qualcode.store import brackets, texts

if TYPE_CHECKING:
    from qualcode.agreement.layout import Sheet
    from qualcode.model import UnitKind
    from qualcode.store import Connection


def sheets(connection: Connection, unit: UnitKind | Literal["character"]) -> list[Sheet]:
    """Return every text with its units, for ``agreement.build``, or for ``agreement.characters``.

    Characters are counted within turns. A bracket may go over several turns, so its text comes
    with the turns of the interviewed side: labels and questions in it need no reading.

    Raises:
        RuleError: the unit is the bracket and no transcript has brackets.
    """
    if unit == brackets.KIND:
        required(connection)
    kind: UnitKind = "turn" if unit == "character" else unit
    found: list[Sheet] = []
    for info in texts.transcripts(connection):
        source = texts.source(connection, info.text_id)
        units = texts.units(connection, info.text_id, kind)
        if unit != brackets.KIND:
            found.append((info.text_id, source, units))
        elif units:
            turns = texts.turns(connection, info.text_id)
            found.append((info.text_id, source, units, [t for t in turns if not t.asks]))
    return found
