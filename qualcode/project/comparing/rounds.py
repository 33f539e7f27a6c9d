"""Coders and the rounds in which they code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, RuleError
from qualcode.gathering import intra_coder
from qualcode.model import ROUND_KINDS, Coder, Round
from qualcode.project.comparing.opening import add_coder, open_new
from qualcode.project.lookup import Part
from qualcode.store.across.round_hash import broken, round_hash
from qualcode.store.log.journal import now
from qualcode.study.access import sight
from qualcode.study.study import may_code, refuse_closed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qualcode.model import CoderKind, RoundKind
    from qualcode.study import Study


class Coders(Part):
    """The people who code, and the panels that reach consensus."""

    def add(self, name: str) -> Coder:
        """Add a person; a name that is there already is left as it is."""
        return self._add(name, "person", ())

    def add_panel(self, name: str, members: Sequence[str]) -> Coder:
        """Add a panel of coders that are in the project; consensus belongs to a panel."""
        if len(set(members)) < 2:
            raise InputError("rounds.panel", name=name, n_members=len(set(members)))
        return self._add(name, "panel", tuple(members))

    def list(self) -> tuple[Coder, ...]:
        """Return every coder in the order in which they came."""
        with self.looking() as (_, study):
            return study.coders

    def _add(self, name: str, kind: CoderKind, members: tuple[str, ...]) -> Coder:
        with self.store.acting("coder.add", name.strip()) as act:
            return add_coder(act, name, kind, members)


class Rounds(Part):
    """Rounds of coding: opened, worked in, closed and hashed."""

    def list(self, viewer: str | None = None) -> tuple[Round, ...]:
        """Return every round, oldest first; for a ``viewer`` who codes again, the open ones."""
        with self.looking() as (_, study):
            past = sight(study, viewer or "").past
            return tuple(found for found in study.rounds if found.name not in past)

    def current(self, coder: str | None = None) -> Round | None:
        """Return the newest open round in which ``coder`` may code, ``None`` where there is none.

        Without a coder it is the newest in which somebody may: where a panel decides nobody codes.
        """
        known = [found for found in self.list() if found.status == "open"]
        usable = [r for r in known if may_code(r, r.coder if coder is None else coder)]
        return usable[-1] if usable else None

    def open(self, name: str | None = None, kind: RoundKind = "independent") -> Round:
        """Open a round; without a name it is the next of R1, R2 and so on.

        Raises:
            RuleError: a discussion would begin while coders still work independently.
        """
        if kind not in ROUND_KINDS:
            raise InputError("rounds.kind", round_kinds=ROUND_KINDS, kind=kind)
        with self.store.acting("round.open") as act:
            if kind == "discussion":
                _refuse_early_talk(act.study)
            return open_new(act, name, kind)

    def recode(self, source: str, coder: str | None = None, name: str | None = None) -> Round:
        """Open a hidden round in which a coder codes a closed round once more (重编码).

        What they coded before is hidden from them until it is closed; then ``agree`` compares
        their two rounds. Without ``coder`` it is the only one who read in the round. See
        ``advised`` for how long to wait.

        Raises:
            RuleError: the round is open or holds nothing of the coder, or they recode already.
        """
        with self.store.acting("round.open") as act:
            earlier = act.study.round(source)
            person = intra_coder.recoder(act.look, earlier, coder)
            return open_new(
                act, name, "independent", source=earlier, coder=person, actor=person.name
            )

    def advised(self, source: str) -> date | None:
        """Return the day from which coding a round again is advised, ``None`` once it has come."""
        with self.looking() as (_, study):
            return intra_coder.advised(study.round(source))

    def close(self, name: str | None = None) -> Round:
        """Close a round: it is hashed, and from now on nothing in it can change.

        Its figures stay those of the codebook that it is closed with; a panel's stay those of
        the round that it settles, and what it left undecided stays missing.
        """
        with self.store.acting("round.close") as act:
            found = _to_close(act.study, name)
            act.round_id = found.id
            values: dict[str, Any] = {
                "status": "closed",
                "hash": round_hash(act.connection, found),
                "closed": now(),
                "codebook": found.codebook if found.settles else act.study.book.version,
            }
            act.update("round", found.id, **values)
            return replace(found, **values)

    def broken(self) -> tuple[str, ...]:
        """Return the names of closed rounds whose codings or readings no longer give their hash."""
        with self.store.reading() as connection:
            return broken(connection)


def _to_close(study: Study, name: str | None) -> Round:
    if name is not None:
        found = study.round(name)
        refuse_closed(found)
        return found
    still_open = [found for found in study.rounds if found.status == "open"]
    if not still_open:
        raise RuleError("rounds.none_open")
    return still_open[-1]


def _refuse_early_talk(study: Study) -> None:
    for found in study.rounds:
        if found.blind and not found.recodes:
            raise RuleError("rounds.discussion", name=found.name)
