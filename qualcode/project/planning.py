"""How much to double-code: from a pilot's rarest codes, with the progress of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import agreement
from qualcode.agreement import plan
from qualcode.agreement.planning import RELIABLE
from qualcode.errors import RuleError
from qualcode.project.comparison import readers
from qualcode.project.part import Part
from qualcode.project.sheets import sheets
from qualcode.store import work
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
            raise RuleError(
                "A plan needs a pilot, a closed round that two coders read, but there is none; "
                "close one, or plan from a guess at the rarest code's share with "
                "`qualcode plan --p .05`."
            )
        found, pilot, book, *_ = agreed.compared(None, round=round, unit=unit)
        name = found.name
        with self.look() as look:
            running = [one for one in look.study.hidden_rounds() if not one.recodes]
            if running:
                book, name = look.study.book, running[-1].name
            progress = _read(look, running[-1] if running else found, book, unit)
        about = plan.Plan(pilot, progress, found.name, name, threshold, level, unit)
        return plan.table(about, book, language or self.project.language)


def _read(look: Look, found: Round, book: Codebook, unit: UnitKind) -> Matrix:
    """Return who read what in a round, of everything that could be read in the study.

    Every cell is 0 or missing, for no coding is looked at.
    """
    readings = work.readings(look.connection, round_id=found.id)
    coders, codes = readers(look.study, readings), tuple(code.id for code in book.codes)
    counts = reading_counts(look.study, book)
    return agreement.build(sheets(look, unit), (), readings, coders, codes, counts_for=counts)
