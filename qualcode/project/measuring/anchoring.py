"""Whether suggestions change what coders code: the trial of the withholding coin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.frequency import anchoring_table
from qualcode.frequency.anchoring_table import Scope
from qualcode.gathering import anchoring_trial
from qualcode.gathering.anchoring_trial import parts_of, refuse_nothing
from qualcode.project.lookup import Part
from qualcode.store import work
from qualcode.study.access import sight

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.table import Table


class Anchoring(Part):
    """Adoption and addition, shown minus withheld, as the coin of the trial gives them."""

    def table(
        self,
        coder: str | None = None,
        *,
        viewer: str | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return the table ``anchoring``: overall, by mode, coder and code, of ``coder`` or of all.

        ``viewer`` is the coder who looks: of others they see nothing in an open independent
        round. Without one it is the named coder, else the only person of the project, else
        nobody, who sees no open independent round at all.

        Raises:
            RuleError: nothing was ever suggested, or all that there is belongs to open
                independent rounds of others.
        """
        language = language or self.project.language
        with self.look() as look:
            refuse_nothing(look.connection)
            for name in (viewer, coder):
                if name is not None:
                    look.study.coder(name)
            eyes = sight(look.study, viewer or coder)
            book = look.study.book

            def seen(who: str, where: str) -> bool:
                return coder in (None, who) and eyes.sees(who, where)

            found = anchoring_trial.gather(look, book, seen)
            there = {where for who, where in work.who_read(look.connection) if who != eyes.viewer}
            left_out = sorted(there & eyes.others)
        if left_out and not found.coders and not found.apart.rows:
            raise RuleError("anchoring.open_round", left_out=left_out[0])
        modes = tuple(dict.fromkeys(key.mode for key in found.cells.keys if key.mode))
        scope = Scope(found.coders, found.rounds, modes, left_out, found.cells.other_meaning)
        return anchoring_table.table(list(parts_of(found, book, language)), scope, language)
