"""Acts that the desk sends: checked as hostile input, applied once each, answered one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, QualcodeError
from qualcode.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.model import Transcript, Turn
    from qualcode.project import Project

MOST_EVENTS = 500
LONGEST_MEMO = 20_000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one event: ``reason`` is ``""`` where it was done."""

    id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who codes which transcript; the coder is this session's, never the browser's word."""

    project: Project
    coder: str
    transcript: Transcript

    def turn(self, n: object) -> Turn:
        """Return a turn by its number."""
        for turn in self.transcript.turns:
            if turn.n == n and not isinstance(n, bool):
                return turn
        raise InputError(f"A turn of {self.transcript.name} was expected, but {n!r} is none.")

    def span(self, event: Mapping[str, Any]) -> Span:
        """Return the span of an event; it must lie within one turn."""
        start, end = event.get("s"), event.get("e")
        if type(start) is int and type(end) is int and start < end:
            for turn in self.transcript.turns:
                if turn.start <= start and end <= turn.end:
                    return Span(start, end)
        raise InputError(
            f"A coding must lie within one turn of {self.transcript.name}, but "
            f"[{start!r}, {end!r}) does not; pick a sentence again."
        )


def batch_of(sent: Any, channel: str) -> list[dict[str, Any]]:
    """Return the well-formed events of a batch; one from another coder's desk is not touched."""
    if not isinstance(sent, dict) or sent.get("channel") != channel:
        return []
    events = sent.get("events")
    listed = events[:MOST_EVENTS] if isinstance(events, list) else []
    return [it for it in listed if isinstance(it, dict) and _is_uuid(it.get("id"))]


def apply(
    project: Project,
    coder: str,
    events: list[dict[str, Any]],
    done: dict[str, Answer],
) -> list[Answer]:
    """Apply events in order, each in its own transaction; one that ``done`` knows is not repeated.

    ``done`` keeps every answer, so that a batch whose answer was lost can be sent again.
    """
    desks: dict[int, Desk] = {}
    answers: list[Answer] = []
    for event in events:
        key = str(event["id"])
        if key not in done:
            done[key] = Answer(key, _refusal(project, coder, event, desks))
        answers.append(done[key])
    return answers


def _refusal(project: Project, coder: str, event: dict[str, Any], desks: dict[int, Desk]) -> str:
    try:
        verb = OPS.get(str(event.get("op")))
        if verb is None:
            raise InputError(f"The desk has no act {event.get('op')!r}; reload the page.")
        verb(_desk(project, coder, event.get("text"), desks), event)
    except QualcodeError as error:
        return str(error)
    return ""


def _desk(project: Project, coder: str, text: object, desks: dict[int, Desk]) -> Desk:
    """Return the desk of an event's transcript; a batch reads each transcript once."""
    if type(text) is int:
        if text not in desks:
            for info in project.transcripts.list():
                if info.text_id == text:
                    desks[text] = Desk(project, coder, project.transcripts.get(info.name))
        if text in desks:
            return desks[text]
    raise InputError("The transcript of this act is no longer in the project; reload.")


def _code(desk: Desk, event: dict[str, Any]) -> None:
    span = desk.span(event)
    desk.project.codings.add(
        desk.coder, desk.transcript.name, span.start, span.end, str(event.get("c"))
    )


def _uncode(desk: Desk, event: dict[str, Any]) -> None:
    held = desk.project.rounds.current(desk.coder)
    if held is None:
        raise InputError("No round is open, so no coding can be removed; open a round first.")
    own = desk.project.codings.of(desk.coder, transcript=desk.transcript.name, round=held.name)
    wanted = (event.get("s"), event.get("e"), event.get("c"))
    for coding in own:
        if (coding.start, coding.end, coding.code) == wanted:
            desk.project.codings.remove(desk.coder, coding.uuid)


def _read(desk: Desk, event: dict[str, Any]) -> None:
    turn = desk.turn(event.get("n"))
    desk.project.codings.read(desk.coder, desk.transcript.name, [Span(turn.start, turn.end)])


def _read_all(desk: Desk, _event: dict[str, Any]) -> None:
    desk.project.codings.read(desk.coder, desk.transcript.name)


def _memo(desk: Desk, event: dict[str, Any]) -> None:
    body = event.get("body")
    if not isinstance(body, str) or len(body) > LONGEST_MEMO:
        raise InputError(f"A memo must be text of at most {LONGEST_MEMO} characters; shorten it.")
    target = f"{desk.transcript.name}:{desk.turn(event.get('n')).n}"
    desk.project.codings.memo(desk.coder, "turn", target, body)


def _undo(desk: Desk, _event: dict[str, Any]) -> None:
    desk.project.undo(desk.coder)


def _redo(desk: Desk, _event: dict[str, Any]) -> None:
    desk.project.redo(desk.coder)


def _is_uuid(value: object) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


OPS: dict[str, Callable[[Desk, dict[str, Any]], None]] = {
    "code": _code,
    "uncode": _uncode,
    "read": _read,
    "read_all": _read_all,
    "memo": _memo,
    "undo": _undo,
    "redo": _redo,
}
