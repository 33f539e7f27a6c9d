"""How much to double-code: from a pilot's rarest codes, with the progress of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement import plan
from qualcode.agreement.planning import RELIABLE
from qualcode.errors import RuleError
from qualcode.gathering.double_coding import read_twice_in, size_of
from qualcode.project.lookup import Part
from qualcode.store.read import FRAME

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.model import UnitKind
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
        from qualcode.project.comparing.agreement import Agreement

        agreed = self.project.part(Agreement)
        if round is None and not agreed.comparable():
            raise RuleError("comparing_plan.no_pilot")
        found, pilot, book, *_ = agreed.compared(None, round=round, unit=unit)
        name = found.name
        with self.look() as look:
            running = [one for one in look.study.rounds if one.blind and not one.recodes]
            if running:
                book, name = look.study.book, running[-1].name
            at = running[-1] if running else found
            read = read_twice_in(look, at, book, unit)
            size = self.stepped(
                *(look.connection, ("size", unit), (*FRAME, "unit", "unit_set")),
                lambda it: size_of(self.store.look(it), unit),
            )
        about = plan.Plan(pilot, read, found.name, name, threshold, level, unit, size)
        return plan.table(about, book, language or self.project.language)
