"""A unit as it comes up for a coder, and a suggestion as it is shown: words, place, reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import spans
from qualcode.errors import InputError, RuleError
from qualcode.gathering import disclosure
from qualcode.model import Span
from qualcode.store import Look, picks, reveals, work
from qualcode.study import access

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import (
        Act,
        Code,
        Codebook,
        Coder,
        Coding,
        Evidence,
        Mode,
        Pick,
        Suggestion,
        Unit,
    )
    from qualcode.store import Connection
    from qualcode.store.machine import Proposed
    from qualcode.store.picks import UnitPlace


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion as a coder is shown it, with what stands around its unit.

    ``act`` is what the coder did with it, ``None`` while they did nothing.
    """

    suggestion: Suggestion
    unit: Unit
    transcript: str
    turn: int
    speaker: str
    text: str
    before: str
    after: str
    code: Code
    score: float
    evidence: tuple[Evidence, ...]
    siblings: tuple[Suggestion, ...] = ()
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A unit as it comes up for a coder.

    ``pick`` names it in ``answer``, ``reveal``, ``finish`` and the other verbs; ``position`` is
    its place in the batch. ``own`` is what the coder has coded in the unit so far, ``first`` the
    codes of the first answer (``None`` before it). ``revealed`` says whether suggestions are on
    the card: where there are none then, the machine found nothing, the coin withheld it or the
    turn is in the blind sample, and the card does not say which.
    """

    pick: int
    queue: str
    position: int
    unit: Unit
    transcript: str
    turn: int
    speaker: str
    text: str
    before: str
    after: str
    mode: Mode
    revealed: bool
    suggestions: tuple[Item, ...] = ()
    own: tuple[Coding, ...] = ()
    first: tuple[str, ...] | None = None

    @property
    def answered(self) -> bool:
        """Return whether the first answer is given."""
        return self.first is not None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that the coder has given the unit, each once."""
        return tuple(dict.fromkeys(coding.code for coding in self.own))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a pick stands: what there is to show, what was shown, what was done with it."""

    pick: Pick
    round: int
    unit: Unit
    offered: tuple[Proposed, ...]
    shown: dict[int, int]
    acts: dict[int, Act]
    first: tuple[str, ...] | None

    @property
    def touched(self) -> bool:
        """Return whether the coder saw or answered something here already."""
        return bool(self.shown) or self.first is not None

    @property
    def pending(self) -> tuple[Proposed, ...]:
        """Return what was shown and not decided; a skip is no decision."""
        return tuple(
            each
            for each in self.offered
            if each.suggestion.id in self.shown
            and self.acts.get(each.suggestion.id, "skipped") == "skipped"
        )

    @property
    def open_to_view(self) -> bool:
        """Return whether suggestions may be on the card now, without being asked for.

        Giving the first answer is asking, where codes come first.
        """
        asked = self.pick.mode == "code_first"
        return access.too_early(self._facts, "offer" if asked else "outline") is None

    @property
    def answer_first(self) -> bool:
        """Return whether nothing may be looked at or done here before the first answer."""
        return access.too_early(self._facts, "offer") is not None

    @property
    def _facts(self) -> access.Facts:
        """What holds of the whole card; a pick is answered by its own first answer alone."""
        return access.Facts(self.pick.mode, answered=self.touched, shown=bool(self.shown))


@dataclass(frozen=True, slots=True)
class Open:
    """What is still open on a card, without its words.

    ``waiting`` are the suggestions that were shown and not decided. ``silent`` says that the card
    was open to view and nothing was on it.
    """

    unit: Unit
    waiting: tuple[Suggestion, ...]
    silent: bool


def standing(look: Look, person: Coder, pick: Pick) -> Standing:
    """Return where a pick of a coder stands."""
    about = picks.answered(look.connection, pick)
    there = disclosure.for_pick(look, pick, about)
    keys = [each.suggestion.id for each in there]
    seen, done = reveals.seen_and_done(look.connection, person.id, keys) if keys else ({}, {})
    held = look.study.round(pick.round).id
    return Standing(pick, held, about.unit, there, seen, done, about.codes)


def card(
    look: Look,
    person: Coder,
    at: Standing,
    *,
    asked: bool = False,
    place: UnitPlace | None = None,
    mine: tuple[Coding, ...] | None = None,
) -> Card:
    """Return the card of a pick; ``asked`` says that its coder asked for what there is.

    ``place`` is where its unit stands and ``mine`` what is its coder's ``own`` there, both
    looked up where they are not given.
    """
    place = place or picks.place(look.connection, at.unit)
    revealed = asked or at.open_to_view
    return Card(
        pick=at.pick.id,
        queue=at.pick.queue.partition("/")[0],
        position=at.pick.position,
        unit=at.unit,
        transcript=place.transcript,
        turn=place.turn,
        speaker=place.speaker,
        text=place.text[at.unit.start : at.unit.end],
        before=place.text[place.start : at.unit.start],
        after=place.text[at.unit.end : place.end],
        mode=at.pick.mode,
        revealed=revealed,
        suggestions=_items(look.study.book, place, at.offered, at.acts) if revealed else (),
        own=own(look, person, at.round, at.unit, place) if mine is None else mine,
        first=at.first,
    )


def own(
    look: Look,
    person: Coder,
    round: int,
    unit: Unit,
    place: UnitPlace | None = None,
) -> tuple[Coding, ...]:
    """Return a coder's codings of a round that give the unit a code, or lie in it."""
    near = work.codings(
        look.connection,
        coder=person.id,
        round_id=round,
        text=unit.text_id,
        near=(unit.start, unit.end),
        codebook=look.study.read_as(),
    )
    if not near:
        return ()
    first = min(unit.start, *(coding.start for coding in near))
    said = (place or picks.place(look.connection, unit)).text
    words = spans.word_characters(said[first : max(unit.end, *(c.end for c in near))])
    here = [Span(unit.start - first, unit.end - first)]
    return tuple(
        coding
        for coding in near
        if spans.covered(words, here, [Span(coding.start - first, coding.end - first)])[0]
        or (unit.start <= coding.start and coding.end <= unit.end)
    )


def items(
    connection: Connection, book: Codebook, found: Iterable[Proposed], acts: dict[int, Act]
) -> tuple[Item, ...]:
    """Return suggestions as cards, in the order given; codes that are no longer in the book go."""
    together: dict[int, list[Proposed]] = {}
    listed = list(found)
    for each in listed:
        together.setdefault(each.unit.id, []).append(each)
    places = picks.places(connection, (each.unit for each in listed))
    made: list[Item] = []
    for each in listed:
        made += [
            item
            for item in _items(book, places[each.unit.id], together[each.unit.id], acts)
            if item.suggestion.id == each.suggestion.id
        ]
    return tuple(made)


def _items(
    book: Codebook, place: UnitPlace, found: Iterable[Proposed], acts: dict[int, Act]
) -> tuple[Item, ...]:
    listed = [(each, code) for each in found if (code := book.code(each.suggestion.code))]
    return tuple(
        Item(
            suggestion=each.suggestion,
            unit=each.unit,
            transcript=place.transcript,
            turn=place.turn,
            speaker=place.speaker,
            text=place.text[each.unit.start : each.unit.end],
            before=place.text[place.start : each.unit.start],
            after=place.text[each.unit.end : place.end],
            code=code,
            score=each.suggestion.score,
            evidence=each.suggestion.evidence,
            siblings=tuple(
                other.suggestion for other, _ in listed if other.suggestion.id != each.suggestion.id
            ),
            act=acts.get(each.suggestion.id),
        )
        for each, code in listed
    )


def picked(connection: Connection, person: Coder, key: int) -> Pick:
    """Return a coder's own pick."""
    found = picks.pick(connection, key)
    if found is None:
        raise InputError("decisions.no_card")
    if found.coder != person.name:
        raise RuleError("decisions.another")
    return found
