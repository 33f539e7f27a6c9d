"""What each act of the desk does: one verb of the project each, its values checked before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from qualcode.app.coder import messages as sent
from qualcode.app.coder.messages import LONGEST_LABEL, LONGEST_MEMO
from qualcode.app.coder.refusals import RefusalError
from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.gathering.borders import Borders
    from qualcode.model import Span
    from qualcode.project import Project


@dataclass(slots=True)
class Desk:
    """Who acts on which text; the coder is this session's, never the browser's word."""

    project: Project
    coder: str
    key: int
    _borders: Borders | None = field(default=None, init=False)

    @property
    def borders(self) -> Borders:
        """The turns of the text."""
        if self._borders is None:
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

    def span(self, said: sent.SentSpan | sent.LostCoding | sent.BorderAct) -> Span:
        """Return the span that is said, which must lie within one turn."""
        try:
            return self.borders.inside(said.s, said.e)
        except InputError as error:
            raise RefusalError("span") from error

    def places(self, spans: Iterable[sent.SentSpan]) -> list[Place]:
        """Return the places that are said, each with its uuid."""
        places = []
        for said in spans:
            span = self.span(said)
            places.append(Place(self.text, span.start, span.end, said.u))
        return places


def _code(desk: Desk, act: sent.CodeAct) -> None:
    desk.project.codings.add_many(desk.coder, desk.places(act.spans), act.c)


def _code_new(desk: Desk, act: sent.CodeNewAct) -> None:
    label = " ".join(act.label.split())
    if not label:
        raise RefusalError("no_label")
    if len(label) > LONGEST_LABEL:
        raise RefusalError("label", most=LONGEST_LABEL)
    places = desk.places(act.spans)
    language = next((it for it in LANGUAGES if it == act.language), desk.project.language)
    desk.project.codings.add_new(desk.coder, places, label, in_vivo=act.vivo, language=language)


def _uncode(desk: Desk, act: sent.UncodeAct) -> None:
    wanted = {said.u: said for said in act.codings}
    found = set(_own(desk, wanted))
    lost = [said for uuid, said in wanted.items() if uuid not in found]
    found |= _covering(desk, lost) if lost else set()
    desk.project.codings.remove_many(desk.coder, found)


def _border(desk: Desk, act: sent.BorderAct) -> None:
    span = desk.span(act)
    _refuse_unknown(desk, act.u)
    desk.project.codings.change(desk.coder, act.u, start=span.start, end=span.end)


def _recode(desk: Desk, act: sent.RecodeAct) -> None:
    _refuse_unknown(desk, act.u)
    desk.project.codings.change(desk.coder, act.u, code=act.c)


def _read(desk: Desk, act: sent.ReadAct) -> None:
    spans = [desk.turn(number) for number in act.n]
    desk.project.codings.read(desk.coder, desk.transcript, spans)


def _read_all(desk: Desk, _act: sent.ReadAllAct) -> None:
    desk.project.codings.read(desk.coder, desk.transcript)


def _memo(desk: Desk, act: sent.MemoAct) -> None:
    target = act.target
    if act.kind == "turn":
        desk.turn(target)
        target = f"{desk.transcript}:{target}"
    elif act.kind == "coding":
        _refuse_unknown(desk, target)
    elif act.kind == "transcript":
        target = desk.transcript
    desk.project.memos.add(desk.coder, act.kind, str(target), _words(act), uuid=act.m)


def _memo_change(desk: Desk, act: sent.MemoChangeAct) -> None:
    desk.project.memos.change(desk.coder, act.m, _words(act))


def _memo_remove(desk: Desk, act: sent.MemoRemoveAct) -> None:
    desk.project.memos.remove(desk.coder, act.m)


def _undo(desk: Desk, _act: sent.UndoAct) -> None:
    desk.project.undo(desk.coder)


def _redo(desk: Desk, _act: sent.RedoAct) -> None:
    desk.project.redo(desk.coder)


def _accept(desk: Desk, act: sent.AcceptAct) -> None:
    desk.project.suggestions.accept(desk.coder, act.g)


def _reject(desk: Desk, act: sent.RejectAct) -> None:
    desk.project.suggestions.reject(desk.coder, act.g)


def _change(desk: Desk, act: sent.ChangeAct) -> None:
    desk.project.suggestions.change(desk.coder, act.g, act.c)


def _own(desk: Desk, uuids: Iterable[str]) -> list[str]:
    """Return those of the codings that are the coder's own, in this text."""
    texts = desk.project.worksheets.texts_of(desk.coder, uuids)
    return [uuid for uuid, text in texts.items() if text == desk.text]


def _refuse_unknown(desk: Desk, uuid: object) -> None:
    if not isinstance(uuid, str) or not _own(desk, [uuid]):
        raise RefusalError("gone")


def _covering(desk: Desk, lost: Iterable[sent.LostCoding]) -> set[str]:
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
        uuid = covers.get((span.start, span.end, said.c or ""))
        if uuid is None:
            raise RefusalError("gone")
        found.add(uuid)
    return found


def _words(act: sent.MemoAct | sent.MemoChangeAct) -> str:
    if not act.body.strip():
        raise RefusalError("no_memo")
    if len(act.body) > LONGEST_MEMO:
        raise RefusalError("memo", most=LONGEST_MEMO)
    return act.body


DOES: dict[type[sent.BrowserAct], Callable[[Desk, Any], None]] = {
    sent.CodeAct: _code,
    sent.CodeNewAct: _code_new,
    sent.UncodeAct: _uncode,
    sent.BorderAct: _border,
    sent.RecodeAct: _recode,
    sent.ReadAct: _read,
    sent.ReadAllAct: _read_all,
    sent.MemoAct: _memo,
    sent.MemoChangeAct: _memo_change,
    sent.MemoRemoveAct: _memo_remove,
    sent.UndoAct: _undo,
    sent.RedoAct: _redo,
    sent.AcceptAct: _accept,
    sent.RejectAct: _reject,
    sent.ChangeAct: _change,
}
DECLARED: Any = Union[tuple(DOES)]  # noqa: UP007 - made from the table
OPS = tuple(str(it.__struct_config__.tag) for it in DOES)


def do(project: Project, coder: str, event: dict[str, Any]) -> None:
    """Do one act of the desk.

    Raises:
        RefusalError: there is no such act, or a field of it is not what it must be.
    """
    act = sent.checked(event, DECLARED)
    DOES[type(act)](Desk(project, coder, getattr(act, "text", 0)), act)
