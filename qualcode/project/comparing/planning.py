"""How much to double-code: from a pilot's rarest codes, with the progress of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import agreement
from qualcode.agreement import plan
from qualcode.agreement.planning import RELIABLE
from qualcode.errors import RuleError
from qualcode.project.comparing.text_units import sheets
from qualcode.project.lookup import Part
from qualcode.store import brackets, progress, texts, work
from qualcode.store.read import FRAME
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from qualcode.agreement import Matrix
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Round, UnitKind
    from qualcode.store import Look
    from qualcode.table import Table


class Planning(Part):
    """How many units and transcripts to double-code, and how many are missing."""

    def table(
        self,
        round: str | None = None,
        *,
        threshold: float = RELIABLE,
        level: float = 0.05,
        unit: UnitKind = "sentence",
        language: Language | None = None,
    ) -> Table:
        """Return what each code needs so that alpha over ``threshold`` can be shown, and has.

        ``round`` is the pilot, a closed round, without a name the newest that two coders read.
        Progress is that of the newest open independent round, else of the pilot itself; of an
        open round only readings are counted, and nobody's codings are looked at. ``level`` is
        one-sided.

        Raises:
            RuleError: no closed round was read by two coders.
            InputError: the threshold or the level is out of its range.
        """
        agreed = self.project.agreement
        if round is None and not agreed.comparable():
            raise RuleError("comparing_plan.no_pilot")
        found, pilot, book, *_ = agreed.compared(None, round=round, unit=unit)
        name = found.name
        with self.look() as look:
            running = [one for one in look.study.rounds if one.blind and not one.recodes]
            if running:
                book, name = look.study.book, running[-1].name
            at = running[-1] if running else found
            read = _read(look, at, book, unit)
            size = self.stepped(
                *(look.connection, ("size", unit), (*FRAME, "unit", "unit_set")),
                lambda it: _size(self.store.look(it), unit),
            )
        about = plan.Plan(pilot, read, found.name, name, threshold, level, unit, size)
        return plan.table(about, book, language or self.project.language)


def _read(look: Look, found: Round, book: Codebook, unit: UnitKind) -> Matrix:
    """Return who read what in a round, of the texts that two coders or more read.

    Every cell is 0 or missing, for no coding is looked at.
    """
    who = progress.readers(look.connection, found.id)
    coders = tuple(it.name for it in look.study.coders if any(it.id in own for own in who.values()))
    shared = {text for text, own in who.items() if len(own) > 1}
    readings = work.readings(look.connection, round_id=found.id, text=shared)
    codes, counts = tuple(code.id for code in book.codes), reading_counts(look.study, book)
    there = sheets(look, unit, shared)
    return agreement.build(there, (), readings, coders, codes, counts_for=counts)


def _size(look: Look, unit: UnitKind) -> tuple[int, int]:
    """Return how many units could be read in the study, and in how many transcripts."""
    if unit == brackets.KIND:
        sets = brackets.chosen(look.study.settings)
    else:
        sets = dict.fromkeys(look.names(), texts.unit_set_ids(look.connection)[unit])
    found = brackets.sizes(look.connection, sets, framed=True)
    units = [n for text, n in found.items() if text in look.study.sources]
    return sum(units), len(units)
