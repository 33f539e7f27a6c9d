"""What a card may send, declared once: the fields of each act."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from qualcode.app.coder.messages import BrowserAct, Key

MOST_CODES = 500
LONGEST_MS = 24 * 3_600_000


class OnCard(BrowserAct, kw_only=True, frozen=True):
    """What is done on one card, with what was chosen on it and not said to the project yet.

    ``ms`` are milliseconds since the card came to what it was, as the browser counted them: what
    is no such time is not kept, and the act is done.
    """

    pick: Key
    codes: Annotated[list[str], Meta(max_length=MOST_CODES)] = field(default_factory=list)
    ms: object = None


class OnSuggestion(OnCard, kw_only=True, frozen=True):
    """What is done with one suggestion of a card."""

    g: Key


class OnCode(OnCard, kw_only=True, frozen=True):
    """What is done with one code on a card."""

    c: str


class AnswerOnCard(OnCard, tag="answer", frozen=True):
    """Give the first answer, before anything is seen."""


class FinishOnCard(OnCard, tag="finish", frozen=True):
    """Close a card."""


class AcceptOnCard(OnSuggestion, tag="accept", frozen=True):
    """Take a suggestion."""


class RejectOnCard(OnSuggestion, tag="reject", frozen=True):
    """Decline a suggestion."""


class ChangeOnCard(OnSuggestion, tag="change", kw_only=True, frozen=True):
    """Take another code in the place of a suggestion."""

    c: str


class AddOnCard(OnCode, tag="add", frozen=True):
    """Give the unit a code beside the suggestions."""


class RemoveOnCard(OnCode, tag="remove", frozen=True):
    """Take such a code back."""


class SkipOnCard(OnCard, tag="skip", frozen=True):
    """Leave the card for later."""


class LookOnCard(OnCard, tag="look", frozen=True):
    """See what stood behind a card."""


class UndoOnCard(BrowserAct, tag="undo", frozen=True):
    """Take the last act back."""
