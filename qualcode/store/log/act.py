"""An act of a person as verbs have it: its changes, and the study that it begins with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.store.log.journal import Recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from qualcode.store.look import Look
    from qualcode.study import Study


class Act(Recording):
    """One act: what it changes, and one look at the file before it did."""

    def __init__(
        self,
        connection: Connection,
        replica: str,
        kind: str,
        actor: str,
        undoes: int | None = None,
        look: Callable[[Connection], Look] | None = None,
    ) -> None:
        """Begin an act, see ``Recording``; ``look`` gives the study that it begins with."""
        super().__init__(connection, replica, kind, actor, undoes)
        self._look = look

    @cached_property
    def look(self) -> Look:
        """What the file says within the act, its study being the one that the act began with."""
        assert self._look is not None
        return self._look(self.connection)

    @property
    def study(self) -> Study:
        """The frame of the study that the act began with; ask for it before changing that."""
        return self.look.study
