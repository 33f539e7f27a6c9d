"""The blind sample over its life: what it is, who read how much of it, what is left, more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.frequency import sample_table
from qualcode.gathering.sample_report import report
from qualcode.project.lookup import Part
from qualcode.project.measuring import draw

if TYPE_CHECKING:
    from qualcode.frequency.sample_report import SampleReport
    from qualcode.i18n import Language
    from qualcode.table import Table


class BlindSample(Part):
    """The turns that get no suggestions, so that the machine can be measured."""

    def status(self, coder: str | None = None) -> SampleReport:
        """Return what was drawn, who read what, and what is left.

        With ``coder`` it is theirs to see: their own numbers, of open rounds too. Without one it
        is everybody's: of several coders nothing from open independent rounds. A lone coder need
        not be named.
        """
        with self.look() as look:
            return report(look, coder, self.project.language)

    def draw(self, *, seed: int | None = None) -> SampleReport:
        """Draw from the transcripts that no run has covered; a run does this by itself.

        ``seed`` is drawn at random and stored where none is given.

        Raises:
            RuleError: every transcript was drawn from, or had suggestions, or has no answers.
        """
        with self.store.acting("sample.draw") as act:
            if not draw.draw(act, seed):
                raise RuleError("sample.nothing_left")
        return self.status()

    def top_up(self, turns: int | None = None, *, share: float | None = None) -> SampleReport:
        """Make more turns blind: the next of the reserve in every transcript.

        ``turns`` are shared out so that every transcript's share of blind turns is as equal as
        whole turns allow, at least one from each with a reserve (so a few more than asked may be
        taken); ``share`` is of all turns that could be drawn. No seed: the order was drawn once.

        Raises:
            RuleError: the reserve does not hold so many, or the file was edited.
        """
        with self.store.acting("sample.top_up") as act:
            draw.grow(act, turns, share)
        return self.status()

    def tables(
        self, coder: str | None = None, *, language: Language | None = None
    ) -> tuple[Table, ...]:
        """Return the report as tables: strata, codes, and what is left to read."""
        language = language or self.project.language
        return sample_table.tables(self.status(coder), language)
