"""What the desk may send, declared once: an envelope of acts, and the fields that each act has.

Fields that are not declared are passed over: who codes, and when, is never the browser's word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from qualcode.app.coder.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

S = TypeVar("S", bound=Struct)

MOST_SPANS = 500
LONGEST_MEMO = 20_000
LONGEST_LABEL = 200
LARGEST = 2**62
"""A key beyond this is nobody's: SQLite's integers end at 2**63."""

Key = Annotated[int, Meta(gt=0, lt=LARGEST)]
Uuid = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]

# the field that is wrong names the sentence that is said, under `error.refusal`
_REFUSED = {
    "text": "text",
    "spans": "span",
    "codings": "span",
    "s": "span",
    "e": "span",
    "n": "turn",
    "label": "no_label",
    "body": "no_memo",
    "c": "code",
    "codes": "code",
    "g": "suggestion",
    "pick": "card",
}
_FIELD = re.compile(r"required field `(\w+)`|\$\.(\w+)")


class Envelope(Struct):
    """A batch, before its acts are looked at."""

    channel: str = ""
    events: list[Any] = field(default_factory=list)
    seq: int = 0
    need: str = ""
    go: Literal[-1, 1, 0] = 0
    node: str = ""


class NamedEvent(Struct):
    """An event that can be answered."""

    id: Uuid


class SentSpan(Struct, frozen=True):
    """A place in the text with the name of its coding."""

    s: int
    e: int
    u: str


class LostCoding(Struct, frozen=True):
    """A coding by its name, and by what it covers where the desk lacks that name."""

    u: str
    s: int | None = None
    e: int | None = None
    c: str | None = None


class BrowserAct(Struct, tag_field="op", kw_only=True, frozen=True):
    """Anything that a coder does."""


class OnText(BrowserAct, kw_only=True, frozen=True):
    """What is done on one text."""

    text: Key


Spans = Annotated[list[SentSpan], Meta(min_length=1, max_length=MOST_SPANS)]


class CodeAct(OnText, tag="code", frozen=True):
    """Give places a code."""

    spans: Spans
    c: str


class CodeNewAct(OnText, tag="code_new", kw_only=True, frozen=True):
    """Give places a code that is made for them."""

    spans: Spans
    label: str
    vivo: bool = False
    language: str | None = None


class UncodeAct(OnText, tag="uncode", frozen=True):
    """Remove codings."""

    codings: Annotated[list[LostCoding], Meta(min_length=1, max_length=MOST_SPANS)]


class BorderAct(OnText, tag="border", frozen=True):
    """Move the borders of a coding."""

    u: str
    s: int
    e: int


class RecodeAct(OnText, tag="recode", frozen=True):
    """Give a coding another code."""

    u: str
    c: str


class ReadAct(OnText, tag="read", frozen=True):
    """Mark turns as read."""

    n: Annotated[list[int], Meta(min_length=1, max_length=MOST_SPANS)]


class ReadAllAct(OnText, tag="read_all", frozen=True):
    """Mark a whole transcript as read."""


class MemoAct(OnText, tag="memo", frozen=True):
    """Write a memo on something of this text, or on a code."""

    m: str
    kind: Literal["turn", "coding", "transcript", "code"]
    body: str
    target: int | str | None = None


class MemoChangeAct(BrowserAct, tag="memo_change", frozen=True):
    """Write a memo anew."""

    m: str
    body: str


class MemoRemoveAct(BrowserAct, tag="memo_remove", frozen=True):
    """Remove a memo."""

    m: str


class UndoAct(BrowserAct, tag="undo", frozen=True):
    """Take the last act back."""


class RedoAct(BrowserAct, tag="redo", frozen=True):
    """Do again what was taken back."""


class AcceptAct(BrowserAct, tag="accept", frozen=True):
    """Take a suggestion."""

    g: Key


class RejectAct(BrowserAct, tag="reject", frozen=True):
    """Decline a suggestion."""

    g: Key


class ChangeAct(BrowserAct, tag="change", frozen=True):
    """Take another code in the place of a suggestion."""

    g: Key
    c: str


def checked(sent: Mapping[str, Any], declared: Any) -> Any:
    """Return what was sent as one of the structs that are declared.

    Raises:
        RefusalError: it is none of them; the sentence names the first field that is wrong.
    """
    try:
        return msgspec.convert(sent, declared)
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        name = (found[1] or found[2]) if found else ""
        raise RefusalError(_REFUSED.get(name, "op")) from error
    except (UnicodeError, RecursionError) as error:
        raise RefusalError("op") from error


def well_formed(sent: Any, declared: type[S]) -> S:
    """Return those fields of a mapping that are right; one that is wrong is as if it were absent.

    So one bad field never holds back the others.
    """
    given = sent if isinstance(sent, dict) else {}
    right = {}
    for part in msgspec.structs.fields(declared):
        try:
            right[part.name] = msgspec.convert(given[part.name], part.type)
        except (KeyError, msgspec.ValidationError, UnicodeError):
            continue
    return declared(**right)


def is_named(event: object) -> bool:
    """Return whether an event has an id by which it can be answered."""
    try:
        msgspec.convert(event, NamedEvent)
    except (msgspec.ValidationError, UnicodeError):
        return False
    return isinstance(event, dict)
