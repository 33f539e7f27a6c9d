"""What each act on a card does: one verb of the project each, its values checked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from qualcode.app.coder.messages import BrowserAct, checked
from qualcode.app.coder.refusals import RefusalError
from qualcode.app.verify import messages as sent
from qualcode.app.verify.messages import LONGEST_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.gathering.cards import Open
    from qualcode.model import Suggestion
    from qualcode.project import Project

Event = dict[str, Any]


@dataclass(slots=True)
class Aside:
    """What is kept beside the project: the last card, where it was open to view and empty."""

    silent: int | None = None


@dataclass(slots=True)
class Hand:
    """A card in the hand of this session's coder, and what the browser says is done with it."""

    project: Project
    coder: str
    act: Any
    aside: Aside

    @property
    def pick(self) -> int:
        """The key of the card."""
        pick: int = self.act.pick
        return pick

    @property
    def ms(self) -> int | None:
        """Milliseconds since the card came to what it was, as the browser counted them."""
        found = self.act.ms
        return found if type(found) is int and 0 <= found <= LONGEST_MS else None

    @property
    def codes(self) -> list[str]:
        """What was chosen on the card and not said to the project yet."""
        codes: list[str] = self.act.codes
        return codes

    @property
    def code(self) -> str:
        """The one code that the act is about."""
        code: str = self.act.c
        return code

    def open(self) -> tuple[Open, Suggestion]:
        """Return what is open on the card, and the suggestion that the act is about."""
        key, card = self.act.g, self.project.suggestions.open(self.coder, self.pick)
        found = next((it for it in card.waiting if it.id == key), None)
        if found is None:
            raise RefusalError("decided")
        return card, found

    def close(self, *more: str, instead: Mapping[int, str | None] | None = None) -> None:
        """Finish a card that has suggestions, with what was chosen on it."""
        codes = [*self.codes, *more]
        self.project.suggestions.finish(self.coder, self.pick, codes, instead=instead, ms=self.ms)
        self.aside.silent = None


def do(aside: Aside, project: Project, coder: str, event: Event) -> None:
    """Do one act on a card.

    Raises:
        RefusalError: there is no such act, or what it is about is not there.
    """
    act = checked(event, DECLARED)
    DOES[type(act)](Hand(project, coder, act, aside))


def _answer(hand: Hand) -> None:
    """Give the first answer, before anything is seen."""
    card = hand.project.suggestions.answer(hand.coder, hand.pick, hand.codes, ms=hand.ms)
    hand.aside.silent = None if card.suggestions else card.pick


def _finish(hand: Hand) -> None:
    silent = hand.project.suggestions.open(hand.coder, hand.pick).silent
    hand.close()
    hand.aside.silent = hand.pick if silent else None


def _accept(hand: Hand) -> None:
    """Take a suggestion; the last one closes the card."""
    card, found = hand.open()
    if len(card.waiting) == 1:
        hand.close(found.code)
    else:
        hand.project.suggestions.accept(hand.coder, found.id, pick=hand.pick, ms=hand.ms)


def _reject(hand: Hand) -> None:
    """Decline a suggestion; the last one closes the card."""
    card, found = hand.open()
    if len(card.waiting) == 1:
        hand.close(instead={found.id: None})
    else:
        hand.project.suggestions.reject(hand.coder, found.id, pick=hand.pick, ms=hand.ms)


def _change(hand: Hand) -> None:
    """Take another code in the place of a suggestion; the last one closes the card."""
    card, found = hand.open()
    if len(card.waiting) == 1:
        hand.close(instead={found.id: hand.code})
    else:
        hand.project.suggestions.change(hand.coder, found.id, hand.code, pick=hand.pick, ms=hand.ms)


def _add(hand: Hand) -> None:
    hand.project.suggestions.add(hand.coder, hand.pick, hand.code, ms=hand.ms)


def _remove(hand: Hand) -> None:
    hand.project.suggestions.remove(hand.coder, hand.pick, hand.code)


def _skip(hand: Hand) -> None:
    hand.project.suggestions.skip(hand.coder, pick=hand.pick, ms=hand.ms)
    hand.aside.silent = None


def _look(hand: Hand) -> None:
    hand.project.suggestions.reveal(hand.coder, hand.pick)


def _undo(hand: Hand) -> None:
    if hand.project.undo(hand.coder) is None:
        raise RefusalError("undo")
    hand.aside.silent = None


DOES: dict[type[BrowserAct], Callable[[Hand], None]] = {
    sent.AnswerOnCard: _answer,
    sent.FinishOnCard: _finish,
    sent.AcceptOnCard: _accept,
    sent.RejectOnCard: _reject,
    sent.ChangeOnCard: _change,
    sent.AddOnCard: _add,
    sent.RemoveOnCard: _remove,
    sent.SkipOnCard: _skip,
    sent.LookOnCard: _look,
    sent.UndoOnCard: _undo,
}
DECLARED: Any = Union[tuple(DOES)]  # noqa: UP007 - made from the table
OPS = tuple(str(it.__struct_config__.tag) for it in DOES)
