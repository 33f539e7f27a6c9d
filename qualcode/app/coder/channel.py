"""The way between a coder's component in the browser and this session: one for desk and cards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from qualcode.app.coder import events
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from qualcode.project import Project


def sent(key: str) -> Any:
    """Return the batch that a component has just sent, as it came: hostile until checked."""
    return getattr(session.widget(key), "events", None)


@dataclass(frozen=True, slots=True)
class Received:
    """What came and what became of it; ``trouble`` is what is wrong with the project's file."""

    batch: events.Batch
    answers: list[events.Answer]
    trouble: str


@dataclass(frozen=True, slots=True)
class Channel:
    """How one kind of component sends: acts never change hands, and each is answered by itself."""

    kind: str = ""

    def name(self, project: Project, who: str) -> str:
        """Name the component of one coder of one project."""
        return sha256(f"{self.kind}{project.path}\0{who}".encode()).hexdigest()[:16]

    def receive(
        self,
        project: Project,
        who: str,
        sent: Any,
        done: dict[str, events.Answer],
        *,
        do: events.Do,
        left: events.Do,
    ) -> Received | None:
        """Do what was sent; return what became of it, ``None`` where another's component sent it.

        What whoever sat here before had sent is theirs: it is done as theirs by ``left``, and
        their next component hears what became of it.
        """
        sender = events.whose(sent, partial(self.name, project), state.coders())
        batch = events.batch_of(sent, self.name(project, sender))
        mine = sender == who
        answers, trouble = events.apply(
            project,
            sender,
            batch.events,
            done if mine else {},
            language=state.language(),
            do=events.seated(do if mine else left, state.sits),
        )
        return Received(batch, answers, trouble) if mine else None
