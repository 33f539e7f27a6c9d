"""A coder's side of suggestions: what comes up, what they answer, what they decide."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError, RuleError
from qualcode.gathering import card_queue, cards, decision_log, disclosure
from qualcode.gathering.unread import Frames
from qualcode.project.lookup import Part
from qualcode.project.suggesting import answers, decisions, queue_next, shown
from qualcode.project.suggesting.modes import choose
from qualcode.store import Look, machine
from qualcode.store.log import stamps
from qualcode.study import modes
from qualcode.study.act_kinds import SHOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.gathering.cards import Card, Item, Standing
    from qualcode.i18n import Language
    from qualcode.model import Act as DecisionAct
    from qualcode.model import Decision, Mode
    from qualcode.project.lookup import Whole
    from qualcode.store.machine import Proposed
    from qualcode.study import Study
    from qualcode.study.access import Purpose
    from qualcode.suggest import batch
    from qualcode.table import Table


class SuggestionReview(Part):
    """What comes up for a coder, and what they do with it."""

    def __init__(self, project: Whole) -> None:
        """Belong to ``project``."""
        super().__init__(project)
        self._frames = Frames(project.store.look)

    def mode(self) -> Mode:
        """Return how coders meet suggestions in this project."""
        with self.looking() as (_, study):
            return study.mode

    def set_mode(self, mode: str) -> Mode:
        """Choose how coders meet suggestions from now on.

        ``code_first``: code, then see them. ``visible``: see them at once. ``on_request``: see
        them when asked for. ``never``: none are made or shown; what is stored stays stored.
        """
        with self.store.acting("suggestion.mode") as act:
            return choose(act, mode)

    def next(
        self,
        coder: str,
        *,
        queue: str = "mix",
        transcript: str | None = None,
        code: str | None = None,
    ) -> Card | None:
        """Return the card that comes up next for a coder, ``None`` where nothing is left.

        The same card comes until it is finished, answered without a reveal, or skipped, whatever
        happens to the process in between. ``queue`` is a key of ``qualcode.suggest.queue.QUEUES``.
        Without a run for this coder nothing comes up.

        Raises:
            RuleError: the mode is ``never``, or no round is open for this coder.
        """
        asked = partial(card_queue.asked, queue=queue, transcript=transcript, code=code)
        return self._up(coder, asked, 0)[0]

    def up(
        self, coder: str, *, queue: str = "mix", ahead: int = 2
    ) -> tuple[Card | None, tuple[Card, ...]]:
        """Return the card that comes up next, and those after it before anything is shown on them.

        The cards ahead hold no suggestion, whatever the mode, and nothing of them is recorded as
        shown: who turns to one asks again. Fewer than ``ahead`` come at the end of a batch.

        Raises:
            RuleError: as ``next`` does.
        """
        asked = partial(card_queue.asked, queue=queue, transcript=None, code=None)
        return self._up(coder, asked, ahead)

    def card(self, coder: str, pick: int) -> Card:
        """Return the card of a pick as it stands now; what it shows is recorded as shown."""
        return self._serve(coder, pick)

    def open(self, coder: str, pick: int) -> cards.Open:
        """Return what is still open on a card that came up; nothing is recorded as shown."""
        with self.look() as look:
            modes.refuse_never(look.study)
            person = look.study.coder(coder)
            found = cards.picked(look.connection, person, pick)
            at = cards.standing(look, person, found)
            return cards.Open(
                unit=at.unit,
                waiting=tuple(each.suggestion for each in at.pending),
                silent=at.open_to_view and not at.offered,
            )

    def answer(self, coder: str, pick: int, codes: Sequence[str], *, ms: int | None = None) -> Card:
        """Give the first answer on a card (``code_first``), then see what the machine suggests.

        The whole unit is coded, unaided, and read; the reveal comes after it in the same act,
        and stays where the answer is undone. What is decided on the card that is returned never
        touches the first answer. The card is done where it has no suggestions.
        """
        with self.store.acting("card.answered", coder) as act:
            held = answers.put_answer(act, coder, pick, codes, ms)
            if not act.changed:
                act.kind = SHOW
            shown.put_card_shown(act, held.person, held.at)
            return cards.card(act.look, held.person, held.at, mine=held.own)

    def reveal(self, coder: str, pick: int) -> Card:
        """Show what the machine suggests on a card (``on_request``)."""
        with self.store.acting(SHOW, coder) as act:
            held = answers.hold(act, coder, pick)
            if held.at.answer_first:
                raise RuleError("verifying.first")
            shown.put_card_shown(act, held.person, held.at, asked=True)
            return cards.card(act.look, held.person, held.at, asked=True)

    def finish(
        self,
        coder: str,
        pick: int,
        codes: Sequence[str] | None = None,
        *,
        instead: Mapping[int, str | None] | None = None,
        ms: int | None = None,
    ) -> tuple[Decision, ...]:
        """Close a card: its unit is read, what was shown and not decided is decided now.

        ``instead`` gives suggestions by id with the code that is taken in their place, ``None``
        where nothing is. Any other suggestion whose code the unit has, or gets by ``codes``, is
        accepted, the rest rejected; other ``codes`` are added. Return the decisions; the second
        time there are none.
        """
        with self.store.acting("card.finished", coder) as act:
            return answers.put_finish(act, coder, pick, codes, ms, instead or {})

    def add(self, coder: str, pick: int, code: str, *, ms: int | None = None) -> Decision | None:
        """Give a card's unit a code that was not suggested; ``None`` where it has it already."""
        with self.store.acting("suggestion.added", coder) as act:
            return answers.put_added(act, coder, pick, code, ms)

    def remove(self, coder: str, pick: int, code: str) -> int:
        """Take a code from a card's unit again; return how many codings went."""
        with self.store.acting("card.removed", coder) as act:
            return answers.put_removed(act, coder, pick, code)

    def skip(
        self,
        coder: str,
        suggestion_id: int | None = None,
        *,
        pick: int | None = None,
        ms: int | None = None,
    ) -> Decision | None:
        """Leave a suggestion, or with ``pick`` alone a whole card, for later; it is no reading.

        It comes back when nothing else is left. ``None`` where the card was left just now.
        """
        if suggestion_id is not None:
            return self._decide("skipped", coder, suggestion_id, pick=pick, ms=ms)
        if pick is None:
            raise RuleError("verifying.skip")
        with self.store.acting("card.skipped", coder) as act:
            return answers.put_skip(act, coder, pick, ms)

    def accept(
        self, coder: str, suggestion_id: int, *, pick: int | None = None, ms: int | None = None
    ) -> Decision:
        """Code the whole unit as suggested."""
        return self._decide("accepted", coder, suggestion_id, pick=pick, ms=ms)

    def change(
        self,
        coder: str,
        suggestion_id: int,
        code: str | None = None,
        *,
        start: int | None = None,
        end: int | None = None,
        pick: int | None = None,
        ms: int | None = None,
    ) -> Decision:
        """Code with another code or other borders than suggested."""
        to = (code, start, end)
        return self._decide("changed", coder, suggestion_id, pick=pick, ms=ms, to=to)

    def reject(
        self, coder: str, suggestion_id: int, *, pick: int | None = None, ms: int | None = None
    ) -> Decision:
        """Decline a suggestion; off a card its unit was read by that."""
        return self._decide("rejected", coder, suggestion_id, pick=pick, ms=ms)

    def show(
        self,
        coder: str,
        suggestion_id: int,
        rank: int = 1,
        mode: Mode | None = None,
        *,
        purpose: Purpose = "offer",
    ) -> None:
        """Record that a suggestion was shown to a coder; showing it again is no new fact.

        ``mode`` is the project's where none is given; ``purpose`` is ``explain`` where its reasons
        are told.

        Raises:
            RuleError: the suggestion is hidden from this coder, or not to be seen yet.
        """
        with self.store.acting(SHOW, coder) as act:
            shown.put_seen(act, coder, suggestion_id, purpose, rank=rank, mode=mode)

    def queue(
        self,
        coder: str,
        *,
        transcript: str | None = None,
        code: str | None = None,
        limit: int | None = 50,
    ) -> tuple[Item, ...]:
        """Return single suggestions that a coder may decide now, best first, skipped ones last.

        Where codes come first these are the units that the coder has answered or read. Except
        where all see everything, what is returned is recorded as shown: what is coded there next
        was not coded unaided, whatever the mode is by then.
        """
        mode, found = self._listed(coder, transcript, code, limit)
        if found and mode != "visible":
            with self.store.acting(SHOW, coder) as act:
                person = act.study.coder(coder)
                shown.record(act, person, (item.suggestion.id for item in found))
        return found

    def _listed(
        self, coder: str, transcript: str | None, code: str | None, limit: int | None
    ) -> tuple[Mode, tuple[Item, ...]]:
        with self.look() as look:
            modes.refuse_never(look.study)
            book = look.study.book
            text = look.study.text(transcript) if transcript else None
            wanted = look.study.code(code) if code else None
            found: list[Proposed] = []
            for proposed in self._offered(look, coder, text, wanted):
                if limit is not None and len(found) >= limit:
                    break
                found.append(proposed)
            return look.study.mode, cards.items(look.connection, book, found, {})

    def waiting(self) -> dict[str, int]:
        """Return how many suggestions each coder has not decided, for those who have some."""
        with self.look() as look:
            people = [coder for coder in look.study.coders if coder.kind == "person"]
            counts = {it.name: disclosure.undecided(look, it).total() for it in people}
        return {name: count for name, count in counts.items() if count}

    def decided(self, coder: str) -> dict[str, int]:
        """Return how often the coder accepted, changed, rejected, skipped and added."""
        with self.looking() as (connection, study):
            return machine.decision_counts(connection, study.coder(coder).id)

    def ledger(self, coder: str | None = None, *, language: Language | None = None) -> Table:
        """Return what was shown and decided, one row an event, in its order.

        With ``coder`` it is that coder's own; without one, what was done in an open independent
        round is left out as soon as there is more than one coder, and a note says so.
        """
        with self.look() as look:
            return decision_log.table(look, coder, language or self.project.language)

    def _up(
        self, coder: str, asked: Callable[[Study], batch.BatchAsked], most: int
    ) -> tuple[Card | None, tuple[Card, ...]]:
        with self.look() as look:
            desk = card_queue.desk_of(look.study, coder)
            if desk is None:
                return None, ()
            wanted = asked(look.study)
            row = card_queue.waiting(look, desk, wanted)
            first = next(row, None)
            if first is not None:
                ahead = card_queue.ahead(look, desk, row, most)
                at = cards.standing(look, desk.person, first.pick)
                if not card_queue.to_write(desk, at):
                    return cards.card(look, desk.person, at), ahead
                seen = stamps.head(look.connection, self.store.replica)
        if first is not None:
            return self._record(coder, at, seen), ahead
        with self.store.acting("pick.batch", coder) as act:
            desk = card_queue.desk_of(act.study, coder)
            if desk is None:
                return None, ()
            found = queue_next.planned(act, desk, wanted, self._frames)
            if found is None:
                return None, ()
            if not act.changed:
                act.kind = SHOW
            card = queue_next.served(act, desk, found.id)
            row = card_queue.waiting(act.look, desk, wanted)
            after = (it for it in row if it.pick.id != found.id)
            return card, card_queue.ahead(act.look, desk, after, most)

    def _serve(self, coder: str, pick: int) -> Card:
        with self.look() as look:
            desk, at = self._standing(look, coder, pick)
            if not card_queue.to_write(desk, at):
                return cards.card(look, desk.person, at)
            seen = stamps.head(look.connection, self.store.replica)
        return self._record(coder, at, seen)

    def _record(self, coder: str, at: Standing, seen: stamps.Stamp) -> Card:
        """Return a card after what serving it changes was written.

        ``at`` is where its pick stood after the event ``seen``; it stands there as long as
        nothing came after that.
        """
        with self.store.acting(SHOW, coder) as act:
            desk = card_queue.desk_of(act.study, coder)
            assert desk is not None  # a run is never taken back
            same = stamps.head(act.connection, self.store.replica) == seen
            return queue_next.served(act, desk, at.pick.id, at if same else None)

    def _standing(
        self, look: Look, coder: str, pick: int
    ) -> tuple[card_queue.QueueContext, Standing]:
        desk = card_queue.desk_of(look.study, coder)
        assert desk is not None
        return desk, card_queue.stands(look, desk, pick)

    def _offered(
        self, look: Look, coder: str, text: int | None, code: int | None
    ) -> list[Proposed]:
        person = look.study.coder(coder)
        run = look.study.newest_run(person.id)
        if run is None:
            return []
        found = machine.undecided(look.connection, run.id, person.id, text=text, code=code)
        return disclosure.seen_of(look, person, found, "offer")

    def _decide(self, what: DecisionAct, coder: str, suggestion_id: int, **how: Any) -> Decision:
        try:
            with self.store.acting(f"suggestion.{what}", coder) as act:
                return decisions.decide(act, coder, suggestion_id, what, **how)
        except QualcodeError:
            if what != "skipped":  # who is refused is told of the suggestion too
                self.show(coder, suggestion_id)
            raise
