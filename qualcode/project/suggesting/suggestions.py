"""Suggestions: the blind sample first, then runs, then what a named coder decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.gathering import blind_sample, disclosure, run_material
from qualcode.project.suggesting import outlines, runs
from qualcode.project.suggesting.verifying import SuggestionReview
from qualcode.store import machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.frequency.strata import SampleStatus
    from qualcode.gathering.outlines import Outline
    from qualcode.project.suggesting.runs import RunReport


class Suggestions(SuggestionReview):
    """What the machine proposes and what people decide; off until somebody asks."""

    def enabled(self) -> bool:
        """Return whether suggestions were ever asked for, and the mode is not ``never``."""
        with self.looking() as (connection, study):
            return study.mode != "never" and bool(machine.runs(connection))

    def sample(self) -> SampleStatus:
        """Return how much was set aside."""
        with self.look() as look:
            return blind_sample.status(look)

    def run(
        self,
        coder: str | None = None,
        *,
        seed: int | None = None,
        suggester: str | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> RunReport:
        """Suggest codes for every unit that is not set aside; the first run draws the sample.

        ``coder`` is whom the suggestions are for: they learn from that coder and from closed
        rounds only, and leave out what that coder has read. Without one they are for everybody
        and learn from closed rounds; a lone coder need not be named. ``seed`` is the sample's,
        drawn at random and stored where none is given. ``suggester`` is a key of ``SUGGESTERS``.
        """
        return runs.run(self.project, coder, seed=seed, suggester=suggester, progress=progress)

    def due(self, coder: str, after: int = 20) -> bool:
        """Return whether the coder has read enough since the newest run to ask again."""
        with self.looking() as (connection, study):
            if study.mode == "never":
                return False
            return run_material.due(connection, study.coder(coder), after)

    def stale(self, coder: str) -> dict[str, int]:
        """Return how many suggestions for a coder are stale, by code; a new run replaces them.

        The meaning of their code changed since they were made, or it is gone: they are kept, but
        not offered, and cannot be accepted.
        """
        with self.look() as look:
            return disclosure.stale(look, look.study.coder(coder))

    def outlines(self, coder: str, transcript: str) -> tuple[Outline, ...]:
        """Return what is suggested in a transcript as a coder may see it beside the text.

        It is recorded as shown, once. In the mode ``visible`` that is what the coder has not
        decided, in the others what was shown to them before; never what the coin withholds, what
        touches a turn that was set aside, or an older run. Nothing without an open round.
        """
        return outlines.outlines(self.project, coder, transcript)

    def evaluation(self, coder: str | None = None) -> dict[str, Any] | None:
        """Return the cross-validation of the newest run as a table's JSON, ``None`` without one."""
        with self.looking() as (connection, study):
            key = study.coder(coder).id if coder else None
            runs = machine.runs(connection, key)
            return runs[-1].params["evaluation"] if runs else None
