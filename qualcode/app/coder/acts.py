"""What each act of the desk does: one verb of the project each, its values checked before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.app.coder.refusals import RefusalError
from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from qualcode.model import Span
    from qualcode.project import Project
    from qualcode.project.coding.borders import Borders

MOST_SPANS = 500
LONGEST_MEMO = 20_000
LONGEST_LABEL = 200
LARGEST = 2**62
"""A key beyond this is nobody's: SQLite's integers end at 2**63."""

Event = dict[str, Any]


@dataclass(slots=True)
class Desk:
    """Who acts on which text; the coder is this session's, never the browser's word."""

    project: Project
    coder: str
    key: object
    _borders: Borders | None = field(default=None, init=False)

    @property
    def borders(self) -> Borders:
        """The turns of the text."""
        if self._borders is None:
            if type(self.key) is not int or not 0 < self.key < LARGEST:
                raise RefusalError("text")
            try:
                self._borders = self.project.worksheets.borders(self.key)
            except InputError as error:
                raise RefusalError("text") from error
        return self._borders

    @property
    def text(self) -> int:
        """The key of the text."""
        return self.borders.source.text

    @property
    def transcript(self) -> str:
        """The name of the transcript."""
        return self.borders.source.name

    def turn(self, number: object) -> Span:
        """Return a turn of the text by its number."""
        try:
            return self.borders.turn(number)
        except InputError as error:
            raise RefusalError("turn") from error

    def span(self, said: Mapping[str, Any]) -> Span:
        """Return the span that is said, which must lie within one turn."""
        try:
            return self.borders.inside(said.get("s"), said.get("e"))
        except InputError as error:
            raise RefusalError("span") from error

    def places(self, event: Event) -> list[Place]:
        """Return the places that an event names, one a turn at least, each with its uuid."""
        places = []
        for said in _listed(event, "spans"):
            span = self.span(said)
            places.append(Place(self.text, span.start, span.end, _text(said, "u")))
        return places


def _code(desk: Desk, event: Event) -> None:
    desk.project.codings.add_many(desk.coder, desk.places(event), _text(event, "c"))


def _code_new(desk: Desk, event: Event) -> None:
    label = " ".join(_text(event, "label").split())
    if not label:
        raise RefusalError("no_label")
    if len(label) > LONGEST_LABEL:
        raise RefusalError("label", most=LONGEST_LABEL)
    places, vivo = desk.places(event), event.get("vivo") is True
    said = event.get("language")
    language = next((it for it in LANGUAGES if it == said), desk.project.language)
    desk.project.codings.add_new(desk.coder, places, label, in_vivo=vivo, language=language)


def _uncode(desk: Desk, event: Event) -> None:
    wanted = {_text(said, "u"): said for said in _listed(event, "codings")}
    found = set(_own(desk, wanted))
    lost = [said for uuid, said in wanted.items() if uuid not in found]
    found |= _covering(desk, lost) if lost else set()
    desk.project.codings.remove_many(desk.coder, found)


def _border(desk: Desk, event: Event) -> None:
    span, uuid = desk.span(event), _text(event, "u")
    _refuse_unknown(desk, uuid)
    desk.project.codings.change(desk.coder, uuid, start=span.start, end=span.end)


def _recode(desk: Desk, event: Event) -> None:
    uuid = _text(event, "u")
    _refuse_unknown(desk, uuid)
    desk.project.codings.change(desk.coder, uuid, code=_text(event, "c"))


def _read(desk: Desk, event: Event) -> None:
    numbers = event.get("n")
    if not isinstance(numbers, list) or not 0 < len(numbers) <= MOST_SPANS:
        raise RefusalError("turn")
    spans = [desk.turn(number) for number in numbers]
    desk.project.codings.read(desk.coder, desk.transcript, spans)


def _read_all(desk: Desk, _event: Event) -> None:
    desk.project.codings.read(desk.coder, desk.transcript)


def _memo(desk: Desk, event: Event) -> None:
    kind, target = event.get("kind"), event.get("target")
    if kind == "turn":
        desk.turn(target)
        target = f"{desk.transcript}:{target}"
    elif kind == "coding":
        _refuse_unknown(desk, target)
    elif kind == "transcript":
        target = desk.transcript
    elif kind != "code":
        raise RefusalError("op")
    words, uuid = _words(event), _text(event, "m")
    desk.project.memos.add(desk.coder, kind, str(target), words, uuid=uuid)


def _memo_change(desk: Desk, event: Event) -> None:
    desk.project.memos.change(desk.coder, _text(event, "m"), _words(event))


def _memo_remove(desk: Desk, event: Event) -> None:
    desk.project.memos.remove(desk.coder, _text(event, "m"))


def _undo(desk: Desk, _event: Event) -> None:
    desk.project.undo(desk.coder)


def _redo(desk: Desk, _event: Event) -> None:
    desk.project.redo(desk.coder)


def _accept(desk: Desk, event: Event) -> None:
    desk.project.suggestions.accept(desk.coder, _suggestion(event))


def _reject(desk: Desk, event: Event) -> None:
    desk.project.suggestions.reject(desk.coder, _suggestion(event))


def _change(desk: Desk, event: Event) -> None:
    desk.project.suggestions.change(desk.coder, _suggestion(event), _text(event, "c"))


def _own(desk: Desk, uuids: Iterable[str]) -> list[str]:
    """Return those of the codings that are the coder's own, in this text."""
    texts = desk.project.worksheets.texts_of(desk.coder, uuids)
    return [uuid for uuid, text in texts.items() if text == desk.text]


def _refuse_unknown(desk: Desk, uuid: object) -> None:
    if not isinstance(uuid, str) or not _own(desk, [uuid]):
        raise RefusalError("gone")


def _covering(desk: Desk, lost: Iterable[Event]) -> set[str]:
    """Return the coder's own codings that cover exactly what is said: the desk lacks their names.

    The same coding made twice is one, and keeps the name that it was given first.
    """
    held = desk.project.rounds.current(desk.coder)
    mine = desk.project.codings.of(
        desk.coder,
        transcript=desk.transcript,
        round=held.name if held else None,
        viewer=desk.coder,
    )
    covers = {(it.start, it.end, it.code): it.uuid for it in mine}
    found = set()
    for said in lost:
        span = desk.span(said)
        uuid = covers.get((span.start, span.end, str(said.get("c"))))
        if uuid is None:
            raise RefusalError("gone")
        found.add(uuid)
    return found


def _listed(event: Event, name: str) -> list[Event]:
    found = event.get(name)
    right = isinstance(found, list) and 0 < len(found) <= MOST_SPANS
    if not right or not all(isinstance(it, dict) for it in found or ()):
        raise RefusalError("span")
    return list(found or ())


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str):
        raise RefusalError("op")
    return found


def _words(event: Event) -> str:
    body = event.get("body")
    if not isinstance(body, str) or not body.strip():
        raise RefusalError("no_memo")
    if len(body) > LONGEST_MEMO:
        raise RefusalError("memo", most=LONGEST_MEMO)
    return body


def _suggestion(event: Event) -> int:
    key = event.get("g")
    if type(key) is not int or not 0 < key < LARGEST:
        raise RefusalError("suggestion")
    return key


OPS: dict[str, Callable[[Desk, Event], None]] = {
    "code": _code,
    "code_new": _code_new,
    "uncode": _uncode,
    "border": _border,
    "recode": _recode,
    "read": _read,
    "read_all": _read_all,
    "memo": _memo,
    "memo_change": _memo_change,
    "memo_remove": _memo_remove,
    "undo": _undo,
    "redo": _redo,
    "accept": _accept,
    "reject": _reject,
    "change": _change,
}


def do(project: Project, coder: str, event: Event) -> None:
    """Do one act of the desk.

    Raises:
        RefusalError: there is no such act.
    """
    found = OPS.get(str(event.get("op")))
    if found is None:
        raise RefusalError("op")
    found(Desk(project, coder, event.get("text")), event)
