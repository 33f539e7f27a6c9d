"""Acts that the desk sends: checked as hostile input, done once each, answered one by one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.app.coder.acts import do as do_at_desk
from qualcode.app.coder.messages import Envelope, is_named, well_formed
from qualcode.app.coder.refusals import RefusalError, reason
from qualcode.errors import ProjectError, QualcodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.i18n import Language
    from qualcode.project import Project

    Do = Callable[[Project, str, dict[str, Any]], None]

MOST_EVENTS = 50
REMEMBERED = 1_000
"""So many answers are kept, for a batch that is sent again since its answer was lost."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one event: ``reason`` is ``""`` where it was done."""

    id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What the desk sent: acts, or that it lacks something, or where its coder wants to go.

    ``heard`` is the sequence of the last answer that the desk has, ``need`` a document's hash or
    ``"state"``, ``go`` a step to the next or the previous transcript, ``node`` a code whose page
    is asked for.
    """

    events: tuple[dict[str, Any], ...] = ()
    heard: int = 0
    need: str = ""
    go: int = 0
    node: str = ""

    def does(self, *ops: str) -> bool:
        """Return whether one of its acts is of these."""
        return any(event.get("op") in ops for event in self.events)


def batch_of(sent: Any, channel: str) -> Batch:
    """Return what is well-formed in a batch; one from another coder's desk is not touched."""
    found = well_formed(sent, Envelope)
    if found.channel != channel:
        return Batch()
    return Batch(
        events=tuple(it for it in found.events[:MOST_EVENTS] if is_named(it)),
        heard=found.seq,
        need=found.need,
        go=found.go,
        node=found.node,
    )


def whose(sent: Any, channel: Callable[[str], str], people: Iterable[str]) -> str:
    """Return who of these sat where a batch was sent from, ``""`` where none of them did."""
    named = well_formed(sent, Envelope).channel
    return next((who for who in people if channel(who) == named), "")


def seated(do: Do, sits: Callable[[object, str], bool]) -> Do:
    """Return ``do`` for acts of those alone who sat on the seat that the act was done on.

    ``sits`` says whether a seat, by the browser's word, is a coder's.
    """

    def checked(project: Project, coder: str, event: dict[str, Any]) -> None:
        if not sits(event.get("seat"), coder):
            raise RefusalError("seat")
        do(project, coder, event)

    return checked


def apply(
    project: Project,
    coder: str,
    events: Iterable[dict[str, Any]],
    done: dict[str, Answer],
    *,
    language: Language = "en",
    do: Do = do_at_desk,
) -> tuple[list[Answer], str]:
    """Do events in order, each in its own transaction; one that was done before is not repeated.

    ``do`` does one act, the desk's where no other is given. Return the answers, and what is wrong
    with the project file where something is: then the rest is not answered, so that the desk
    keeps it and sends it again. ``done`` keeps the answers.
    """
    answers: list[Answer] = []
    for event in events:
        key = str(event["id"])
        if key not in done:
            try:
                said = Answer(key, _refusal(project, coder, event, language, do))
            except ProjectError as error:
                return answers, error.sentence(language, "app")
            _remember(done, said)
        answers.append(done[key])
    return answers, ""


def _refusal(
    project: Project, coder: str, event: dict[str, Any], language: Language, do: Do
) -> str:
    """Do one event; return ``""``, or why it was refused."""
    try:
        with project.once(coder, str(event["id"])) as fresh:
            if fresh:
                do(project, coder, event)
    except ProjectError:
        raise
    except QualcodeError as error:
        return reason(project, coder, event, error, language)
    except Exception:  # noqa: BLE001 - one act that nobody thought of must not jam all others
        _log.exception("an act of the desk failed")
        return reason(project, coder, event, RefusalError("failed"), language)
    return ""


def _remember(done: dict[str, Answer], said: Answer) -> None:
    while len(done) >= REMEMBERED:
        del done[next(iter(done))]
    done[said.id] = said
