"""How often each code occurs, so that it can be defended: counted, or estimated from a sample."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.frequency import group_members, groups_table, report
from qualcode.frequency.material import design, of_code
from qualcode.gathering.frequency_material import Ask, Counted, material
from qualcode.project.lookup import Part
from qualcode.store import machine, texts

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.table import Table


class Frequencies(Part):
    """Frequencies of one layer's codes: a coder's, or a consensus.

    ``coder`` and ``round`` say whose, as for the tables; ``unit`` is what a share is of; ``run``
    a run of suggestions whose scores may help, without it the newest that may be seen; ``viewer``
    is the coder who looks: of others they see nothing in an open independent round. Every verb
    raises ``RuleError`` where it is unclear whose codings count, ``InputError`` for a name, a
    number or a unit that is none.
    """

    def table(
        self,
        *,
        coder: str | None = None,
        round: str | None = None,
        unit: Counted = "sentence",
        run: int | None = None,
        by: str | None = None,
        viewer: str | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return the table of every code, by groups of participants where ``by`` names them.

        ``by`` is ``group``, ``role``, or an attribute of the participants.
        """
        ask = Ask(coder, round, unit, run, viewer, language or self.project.language)
        make = partial(self._all, ask) if by is None else partial(self._by, by, ask)
        return self.keep(("frequencies", by, ask), make)

    def errors(
        self,
        *,
        by: str = "group",
        coder: str | None = None,
        round: str | None = None,
        unit: Counted = "sentence",
        run: int | None = None,
        viewer: str | None = None,
        language: Language | None = None,
    ) -> Table:
        """Return the table of the model's errors by group, with one test a code.

        Raises:
            RuleError: no run has scores that may be used, or nobody has a value of ``by``.
        """
        ask = Ask(coder, round, unit, run, viewer, language or self.project.language)
        make = partial(self._errors, by, ask)
        return self.keep(("frequency errors", by, ask), make)

    def _errors(self, by: str, ask: Ask) -> Table:
        with self.look() as look:
            it = material(look, ask)
            groups = group_members.groups_of(texts.participants(look.connection), it.frame, by)
        tests = group_members.errors_of_groups(it, groups)
        shared, nobody = design(it, ask.unit, ask.language), groups.count(None)
        return groups_table.errors_table(tests, it.book, shared, by, nobody, ask.language)

    def _all(self, ask: Ask) -> Table:
        with self.look() as look:
            it = material(look, ask)
        rows = [of_code(it, column) for column in range(len(it.book.codes))]
        return report.table(rows, it.book, design(it, ask.unit, ask.language), ask.language)

    def _by(self, by: str, ask: Ask) -> Table:
        with self.look() as look:
            it = material(look, ask)
            groups = group_members.groups_of(texts.participants(look.connection), it.frame, by)
        rows = [
            found
            for column in range(len(it.book.codes))
            for found in group_members.found_of_groups(it, column, groups)
        ]
        shared, nobody = design(it, ask.unit, ask.language), groups.count(None)
        return groups_table.table(rows, it.book, shared, by, nobody, ask.language)

    def drawn(self) -> bool:
        """Return whether there is a blind sample to estimate from."""
        with self.store.reading() as connection:
            return bool(machine.sampled_roles(connection))
