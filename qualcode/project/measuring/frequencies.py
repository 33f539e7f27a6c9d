"""How often each code occurs, so that it can be defended: counted, or estimated from a sample."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from qualcode.agreement.layout import lay
from qualcode.errors import InputError
from qualcode.frequency import group_members, groups_table, report
from qualcode.frequency import sampling_frame as frames
from qualcode.frequency.coded_matrix import found
from qualcode.frequency.material import Material, design, of_code
from qualcode.project.comparing.text_units import sheets
from qualcode.project.lookup import Part
from qualcode.project.measuring import draw
from qualcode.project.measuring.run_scores import scored
from qualcode.project.reporting.coding_source import work_of
from qualcode.store import machine, texts, work
from qualcode.study.coding_source import chosen_layer

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.store import Look
    from qualcode.table import Table

Counted = Literal["sentence", "turn", "paragraph"]
COUNTED: tuple[Counted, ...] = get_args(Counted)
"""What a share can be of."""


class Ask(NamedTuple):
    """Whose work is counted, in which units, with which run's help, for whose eyes."""

    coder: str | None = None
    round: str | None = None
    unit: Counted = "sentence"
    run: int | None = None
    viewer: str | None = None
    language: Language = "zh"


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


def material(look: Look, ask: Ask) -> Material:
    """Read what a frequency is made from."""
    if ask.unit not in COUNTED:
        raise InputError("frequencies.unit", counted=", ".join(COUNTED), unit=ask.unit)
    connection, study = look.connection, look.study
    layer = chosen_layer(study, ask.coder, ask.round, partial(work.who_worked, connection))
    book = study.book
    codings, readings = work_of(look, layer, ask.viewer)
    laid = sheets(look, ask.unit)
    facts = draw.facts_of(look)
    turns = look.turns(sheet[0] for sheet in laid)
    frame = frames.frame(look.names(), turns, laid, facts)
    seen = found(study, frame, lay(laid), codings, readings, book, layer.coder)
    model = scored(look, facts, frame, layer, ask.viewer, ask.run)
    return Material(layer, book, frame, seen, model)
