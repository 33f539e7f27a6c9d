"""Who may see what: the one home of the rules of blindness, for every surface alike.

Pure: what must be known is handed in as values, and the answer is whether something is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.errors import RuleError
from qualcode.study.study import may_code

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from qualcode.model import Codebook, Memo, Mode, Round, Run
    from qualcode.study.study import Study

Purpose = Literal["outline", "offer", "explain"]
"""Beside the text without being asked; to be decided on; or with its reasons."""
OF_WORK = frozenset({"transcript", "turn", "coding"})
"""Memos on these tell how a text was coded; who codes it again must not be reminded."""
Ground = Literal["never", "another", "withheld", "out_of_date", "not_asked", "answer_first"]
"""Why something is not seen: the key of its words under ``error.access``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule must know of one suggestion and one coder.

    ``answered`` says that the coder has read the unit under the meanings that all codes have now,
    or that something about the unit was revealed to them. ``shown`` says that this suggestion was
    seen by them before. ``withheld`` is the coin of the anchoring trial, ``sealed`` that the unit
    touches a blind or reserve turn, ``stale`` that its code means something else now or is gone,
    ``theirs`` that it was made for them or for everybody.
    """

    mode: Mode
    answered: bool = False
    shown: bool = False
    withheld: bool = False
    sealed: bool = False
    stale: bool = False
    theirs: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """It may be seen; ``first`` says that it was not before, so that this must be recorded."""

    first: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """It must not be seen by this coder, or not yet."""

    ground: Ground

    def error(self, code: str) -> RuleError:
        """Return the error that says so of a suggestion of ``code``."""
        return _REFUSED[self.ground](code)


_REFUSED: Mapping[Ground, Callable[[str], RuleError]] = {
    "never": lambda _code: RuleError("access.never"),
    "another": lambda _code: RuleError("access.another"),
    "withheld": lambda _code: RuleError("access.withheld"),
    "out_of_date": lambda code: RuleError("access.out_of_date", code=code),
    "not_asked": lambda _code: RuleError("access.not_asked"),
    "answer_first": lambda _code: RuleError("access.answer_first"),
}


def judge(facts: Facts, purpose: Purpose) -> Seen | Refusal:
    """Return whether a coder may see what the machine thinks of a unit.

    What was set aside (a blind or reserve turn, or by the coin) is refused alike, so that the
    answer does not tell which; the reasons of what the coin withheld are told once the unit was
    answered, when it can sway nobody any more. A suggestion that is out of date is explained to
    whoever saw it, and offered to nobody.
    """
    ground = kept_back(facts, purpose) or too_early(facts, purpose)
    return Seen(first=not facts.shown) if ground is None else Refusal(ground)


def kept_back(facts: Facts, purpose: Purpose = "offer") -> Ground | None:
    """Return why a suggestion is none for this coder whatever they do, ``None`` where it is one."""
    explain = purpose == "explain"
    told_later = explain and facts.answered
    grounds: tuple[tuple[bool, Ground], ...] = (
        (facts.mode == "never", "never"),
        (not facts.theirs, "another"),
        (facts.sealed or (facts.withheld and not told_later), "withheld"),
        (facts.stale and not (explain and facts.shown), "out_of_date"),
    )
    return next((ground for holds, ground in grounds if holds), None)


def too_early(facts: Facts, purpose: Purpose) -> Ground | None:
    """Return what a coder must do before they look at a unit, ``None`` where they may now."""
    later = facts.mode == "code_first" or purpose == "explain"
    seen = facts.shown or facts.mode == "visible"
    grounds: tuple[tuple[bool, Ground], ...] = (
        (not seen and purpose == "outline", "not_asked"),
        (not seen and later and not facts.answered, "answer_first"),
    )
    return next((ground for holds, ground in grounds if holds), None)


def stale_codes(study: Study, run: Run, book: Codebook) -> frozenset[str]:
    """Return the codes whose meaning is no longer what it was when a run was made.

    What the run suggested for them stays in the file and the log, but is not offered and cannot
    be accepted. A merged or removed code is among them; a change of wording makes none stale,
    and a meaning that comes back is fresh.
    """
    hashes = study.meanings
    then = {code: meaning for (version, code), meaning in hashes.items() if version == run.codebook}
    return frozenset(
        code for code, meaning in then.items() if hashes.get((book.version, code)) != meaning
    )


def usable(study: Study, run: Run, book: Codebook) -> Callable[[str], bool]:
    """Return whether a run's suggestions of a code still mean what the codebook says now."""
    stale = stale_codes(study, run, book)
    known = {code.id for code in book.codes}
    return lambda code: code in known and code not in stale


def recoding_of(study: Study, coder: str | None) -> Round | None:
    """Return the open round in which a coder codes again, ``None`` where there is none."""
    for found in study.rounds:
        if found.recodes and found.status == "open" and found.coder == coder:
            return found
    return None


def working_round(study: Study, coder: str) -> Round | None:
    """Return the round in which somebody codes now, ``None`` where none is open for them."""
    there = [it for it in study.rounds if it.status == "open" and may_code(it, coder)]
    return there[-1] if there else None


@dataclass(frozen=True, slots=True)
class Sight:
    """Which rounds' work somebody may look at, by name: of everybody, and of themselves.

    In an open independent round everybody sees their own work alone. Coders who code again (in
    the round ``again``) see nothing of the rounds that are closed: neither their own earlier work
    nor what it was compared with. Whoever is no coder sees what all may see,
    and has no key (``coder`` is 0).
    """

    viewer: str | None
    rounds: tuple[Round, ...]
    again: Round | None = None
    coder: int = 0

    @property
    def blind(self) -> frozenset[str]:
        """The rounds in which nobody sees another's work."""
        return frozenset(it.name for it in self.rounds if it.blind)

    @property
    def past(self) -> frozenset[str]:
        """The rounds of which whoever codes again sees nothing."""
        again = self.again is not None
        return frozenset(it.name for it in self.rounds if again and it.status == "closed")

    @property
    def shared(self) -> frozenset[int]:
        """The keys of the rounds in which everybody's work may be seen."""
        return frozenset(it.id for it in self.rounds if self.sees("", it.name))

    @property
    def own(self) -> frozenset[int]:
        """The keys of the rounds in which the viewer's own work may be seen."""
        return frozenset(it.id for it in self.rounds if self.sees(self.viewer, it.name))

    @property
    def others(self) -> frozenset[str]:
        """The rounds in which nobody else's work may be seen."""
        return self.blind | self.past

    def sees(self, coder: str | None, round_name: str | None) -> bool:
        """Return whether a coder's work in a round may be looked at."""
        mine = self.viewer is not None and coder == self.viewer
        return round_name not in (self.past if mine else self.others)

    def refuse(self, coder: str, found: Round | None = None) -> None:
        """Raise ``RuleError`` where a round, or without one any that counts, hides somebody's work.

        Without a round that is every round that is open and independent; what coders did before
        they code again is left out there instead.
        """
        if self.again is not None and found is not None and found.status == "closed":
            raise hidden_while(self.again)
        mine = self.viewer is not None and coder == self.viewer
        for each in self.rounds if found is None else (found,):
            if each.name in self.blind and not mine:
                raise RuleError("round_access.open_round", name=each.name, coder=coder)

    def refuse_all(self) -> None:
        """Raise ``RuleError`` where coders code again and shall look at no comparison at all."""
        if self.again is not None:
            raise hidden_while(self.again)


def sight(study: Study, viewer: str | None) -> Sight:
    """Return what ``viewer`` may look at; where nobody is named the only person of the study does.

    An empty name is nobody: whoever has not said who they are.
    """
    if viewer is None:
        people = [known.name for known in study.coders if known.kind == "person"]
        viewer = people[0] if len(people) == 1 else None
    keys = {known.name: known.id for known in study.coders}
    again = recoding_of(study, viewer)
    return Sight(viewer or None, study.rounds, again, keys.get(viewer or "", 0))


def hidden_while(recoding: Round) -> RuleError:
    """Return the error of looking at one's earlier work while coding again."""
    return RuleError("round_access.recoding", coder=recoding.coder, name=recoding.name)


def memo_visible(memo: Memo, viewer: str | None, rounds: Sequence[Round]) -> bool:
    """Return whether a memo may be read by a coder, or by somebody who is none (``None``).

    In an open independent round everybody reads their own memos and what stood before the round,
    whatever it is on: a memo on a code or on the project tells how its author reads as well. A
    memo that was changed meanwhile is hidden whole. In a coder's recoding others read nothing of
    theirs, and the coder nothing of their own from before it.
    """
    last = memo.changed or memo.created
    for each in rounds:
        if not each.blind:
            continue
        if memo.coder == viewer:
            again = each.recodes and each.coder == viewer
            if again and memo.target_kind in OF_WORK and memo.created < each.opened:
                return False
        elif each.coder in {None, memo.coder} and last >= each.opened:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Withheld:
    """The round for whose sake a file must not hold some work, and of whom.

    Of one coder: they code again there, and shall not be reminded.
    """

    round: Round
    coders: tuple[str, ...]


def withheld(work: Collection[tuple[str, str]], rounds: Sequence[Round]) -> Withheld | None:
    """Return why a file must not hold work, codings or readings, ``None`` where it may.

    ``work`` says by whom it is: names of round and coder. Of an open independent round a file
    holds one coder's only; of coders who code again, nothing of the rounds that are closed.
    """
    for each in rounds:
        if not each.blind:
            continue
        people = sorted({who for name, who in work if name == each.name})
        if len(people) > 1:
            return Withheld(each, tuple(people))
    closed = {each.name for each in rounds if each.status == "closed"}
    for each in rounds:
        again = each.recodes and each.status == "open" and each.coder is not None
        if again and any(who == each.coder and name in closed for name, who in work):
            return Withheld(each, (each.coder or "",))
    return None
