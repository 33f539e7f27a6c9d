"""A coder's worksheet: how their work on one transcript stands, kept up with by small steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gathering import borders
from qualcode.gathering.worksheet import Worksheet, counts_as, new_sheet, other_sheet, stepped
from qualcode.project.lookup import Part
from qualcode.store.across import worksheets
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.gathering.borders import Borders
    from qualcode.store.across.worksheets import Marked


class Worksheets(Part):
    """The worksheets of the project's coders."""

    def borders(self, text: int) -> Borders:
        """Return the turns' borders of an active text by its key.

        Raises:
            InputError: no active transcript has it.
        """
        with self.look() as look:
            return borders.of(look, text)

    def of(
        self,
        coder: str,
        text: int,
        *,
        round: str | None = None,
        before: Worksheet | None = None,
    ) -> Worksheet:
        """Return how a coder's work on a text stands, for this coder to see.

        ``round`` is the newest open one for them where none is named, else the newest. ``before``
        is what was returned last: what no event has touched since is not read again.

        Raises:
            InputError: the coder or the text is unknown.
            RuleError: the coder codes again now, and the round is one that they closed before.
        """
        # the frame is asked for late: a desk asks at each key press, and mostly nothing has changed
        with self.look() as look:
            if before is None or other_sheet(before, coder, text, round):
                return new_sheet(look, coder, text, round)
            happened = worksheets.since(look.connection, look.replica, before.seen, before.coder_id)
            if happened is None or any("round" in it.changed for it in happened):
                return new_sheet(look, coder, text, round)
            return stepped(look, before, happened) if happened else before

    def others(self, viewer: str, text: int, round: str) -> dict[str, tuple[Marked, ...]] | None:
        """Return what each other coder marked in a text, ``None`` where the round hides it.

        An open independent round hides everything; while a coder codes again, closed rounds are
        hidden from them too. Coders who marked nothing are left out.
        """
        with self.looking() as (connection, study):
            found = next((it for it in study.rounds if it.name == round), None)
            if found is None:
                return None
            if found.name in sight(study, viewer).others:
                return None
            renamed = study.read_as(counts_as(found))
            said = {
                person.name: tuple(
                    worksheets.marked(connection, (person.id, found.id, text), renamed)
                )
                for person in study.coders
                if person.name != viewer
            }
        return {name: marked for name, marked in said.items() if marked}

    def texts_of(self, coder: str, uuids: Iterable[str]) -> dict[str, int]:
        """Return the text of each of these codings that is the coder's own, by uuid."""
        with self.looking() as (connection, study):
            person = study.coder(coder)
            return worksheets.texts_of(connection, person.id, list(uuids))
