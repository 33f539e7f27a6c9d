"""Adjudication: a panel decides where coders of a closed round differ (裁决)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import Clause, InputError, RuleError
from qualcode.gathering import disputes
from qualcode.gathering.comparison import compared_round, settling_round
from qualcode.gathering.disputes import SHORT, disputes_of, unit_set_of
from qualcode.model import Adjudication
from qualcode.project.comparing import consensus
from qualcode.project.comparing.opening import open_new
from qualcode.project.comparing.panels import open_for, panel_named
from qualcode.project.lookup import Part
from qualcode.review import disagreement
from qualcode.review.decision import borders_of, is_key, same_decision
from qualcode.store import adjudications, codebooks, work
from qualcode.store.log.journal import now
from qualcode.study import act_kinds
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Round, UnitKind
    from qualcode.review import Verdict
    from qualcode.review.disagreement import Dispute, Sheet


class Adjudications(Part):
    """The disagreements of closed rounds, and what panels decided about them.

    The compared round, its hash and its reliability never change: decisions, and the consensus
    that they add to, stand in a round of their own that belongs to the panel.
    """

    def open(
        self,
        round: str,
        panel: str,
        *,
        unit: UnitKind = "sentence",
        name: str | None = None,
        actor: str = "",
    ) -> Round:
        """Open a consensus round on a closed one, with what its coders agree on, in one act.

        ``panel`` is a panel's name, or names of coders such as ``A B``, who then become one.
        Where two coders or more read and all gave a code, the panel gets the union of what they
        marked, unit by unit; what was decided in an earlier closed round of the same panel
        comes along.

        Raises:
            RuleError: the round is open, is training, has one coder only, or is being settled.
        """
        with self.store.acting("adjudication.open", actor) as act:
            compared = compared_round(act.study, round, partial(work.who_read, act.connection))
            unit_set = unit_set_of(act.look, unit)
            before = settling_round(act.study, compared)
            if before is not None and before.status == "open":
                raise RuleError("adjudication.settled", name=before.name, name2=compared.name)
            person = panel_named(act, panel)
            held = open_new(
                act,
                name,
                "consensus",
                source=compared,
                coder=person,
                unit=unit,
                unit_set=unit_set,
                codebook=compared.codebook,
            )
            mine = consensus.PanelWork(act, held, person)
            mine.copy_agreed()
            if before and (before.coder, before.unit) == (held.coder, held.unit):
                _carry(mine, before)
            return held

    def held(self, round: str | None = None) -> Round | None:
        """Return the newest consensus round on a compared round, ``None`` before there is one."""
        with self.looking() as (connection, study):
            return settling_round(
                study, compared_round(study, round, partial(work.who_read, connection))
            )

    def queue(
        self,
        round: str | None = None,
        *,
        coders: Sequence[str] | None = None,
        unit: UnitKind | None = None,
        code: str | None = None,
        pair: tuple[str, str] | None = None,
        anonymous: bool = False,
        viewer: str | None = None,
    ) -> tuple[Dispute, ...]:
        """Return every dispute of a closed round in reading order, decided ones included.

        Without ``round`` it is the one that is being settled, else the newest comparable; without
        ``unit`` what the panel decides about, else sentences. ``pair`` keeps those in which
        these two differ. ``anonymous`` gives coders numbers that change from dispute to dispute.
        A ``viewer`` who codes again may not look.
        """
        if anonymous and pair:
            raise InputError("adjudication.anonymous")
        with self.look() as look:
            study = look.study
            sight(study, viewer).refuse_all()
            compared = compared_round(study, round, partial(work.who_read, look.connection))
            for name in (*(coders or ()), *(pair or ())):
                study.coder(name)
            if code is not None:
                study.code(code, codebooks.stored(look.connection, compared.codebook))
            found = disputes_of(look, compared, unit, coders)
        chosen = [each for each in found if code in (None, each.code)]
        if pair:
            chosen = [each for each in chosen if disagreement.between(each, pair)]
        if anonymous:
            language = self.project.language
            chosen = [disagreement.hidden(each, compared.hash, language) for each in chosen]
        return tuple(chosen)

    def decide(
        self,
        item: str,
        verdict: Verdict,
        *,
        actor: str,
        round: str | None = None,
        replaces: str | None = None,
    ) -> Adjudication:
        """Write what a member of the panel says of a dispute; ``item`` is its ``id``.

        A yes gives the panel the union of what was marked in the unit by who gave the code, or
        the verdict's borders. Who replaces a decision must name it: ``replaces`` is the uuid, or
        its first eight characters, of what they saw. The same verdict again changes nothing.

        Raises:
            InputError: there is no such dispute, or the borders leave the unit.
            RuleError: no consensus round is open, the actor is not of its panel, or somebody
                decided meanwhile.
        """
        with self.store.acting(act_kinds.DECIDE, actor) as act:
            sight(act.study, actor).refuse_all()
            held, its_panel = open_for(act, round, actor)
            mine = consensus.PanelWork(act, held, its_panel)
            sheet, row, code = _place(mine, item)
            unit = sheet.units[row]
            said = _said(mine, (sheet, row, code), verdict, actor)
            known = adjudications.adjudications(
                act.connection, round_id=held.id, unit=unit.id, code=code
            )
            if known and same_decision(known[0], said):
                return known[0]
            _refuse_unseen(known, replaces)
            made = mine.write(said, unit, known[0] if known else None)
            mine.settle(sheet, row)
            return replace(said, id=made)

    def find(
        self,
        transcript: str,
        code: str,
        *,
        turn: int | None = None,
        start: int | None = None,
        round: str | None = None,
    ) -> Dispute:
        """Return the one dispute about a code in a turn, or in the unit that holds a position.

        Raises:
            InputError: there is none, or several.
        """
        stem = transcript.rsplit(".", 1)[0]
        found = [
            each
            for each in self.queue(round, code=code)
            if each.transcript in (transcript, stem)
            and turn in (None, each.turn)
            and (start is None or each.start <= start < each.end)
        ]
        if len(found) != 1:
            there = tuple(each.id for each in found)
            raise InputError(
                "adjudication.which_dispute", code=code, transcript=transcript, there=there
            )
        return found[0]

    def decided(self, round: str | None = None) -> dict[tuple[int, str], int]:
        """Return 1 or 0 by (unit id, code) for what was decided about a compared round.

        The units are of the consensus round's ``unit``; see ``review.post_discussion``.
        """
        with self.look() as look:
            return disputes.decided(look, round)

    def undecided(self, round: str | None = None) -> int:
        """Return how many disputes of a compared round nobody decided yet."""
        return sum(each.decision is None for each in self.queue(round))

    def flags(self) -> tuple[Dispute, ...]:
        """Return the decided disputes that ask for a change of the codebook, round by round."""
        with self.look() as look:
            sources = {r.source for r in look.study.rounds if r.settles}
            rounds = [r for r in look.study.rounds if r.name in sources]
            found = [each for r in rounds for each in disputes_of(look, r)]
        return tuple(each for each in found if each.decision and each.decision.flag)


def _carry(mine: consensus.PanelWork, before: Round) -> None:
    """Write the decisions of an earlier round of the same panel again."""
    connection = mine.act.connection
    by_text: dict[int, list[Adjudication]] = {}
    for each in adjudications.adjudications(connection, round_id=before.id):
        unit = adjudications.unit(connection, each.unit_id)
        if unit is not None:
            mine.write(replace(each, uuid=str(uuid.uuid4())), unit)
            by_text.setdefault(unit.text_id, []).append(each)
    for text, decisions in by_text.items():
        sheet = mine.source.sheet(text)
        rows = {sheet.row(each.unit_id) for each in decisions}
        for row in sorted(row for row in rows if row is not None):
            mine.settle(sheet, row)


def _place(mine: consensus.PanelWork, item: str) -> tuple[Sheet, int, str]:
    """Return the text, the place in it and the code of a dispute by its id."""
    number, _, code = item.partition(":")
    unit = adjudications.unit(mine.act.connection, int(number)) if is_key(number) else None
    if unit is not None and unit.kind == mine.held.unit:
        sheet = mine.source.sheet(unit.text_id)
        row = sheet.row(unit.id)
        if row is not None and (row, code) in sheet.disputed():
            return sheet, row, code
    raise InputError("adjudication.no_dispute", source=mine.held.source, item=item)


def _said(
    mine: consensus.PanelWork, place: tuple[Sheet, int, str], verdict: Verdict, actor: str
) -> Adjudication:
    """Return the decision that a verdict is, not yet written."""
    sheet, row, code = place
    return Adjudication(
        uuid=str(uuid.uuid4()),
        round=mine.held.name,
        unit_id=sheet.units[row].id,
        code=code,
        result=verdict.result,
        reason=verdict.reason,
        member=actor,
        panel=mine.panel.name,
        yes=sheet.who(row, code, 1),
        no=sheet.who(row, code, 0),
        borders=borders_of(sheet, row, code, verdict),
        flag=verdict.flag,
        note=verdict.note.strip(),
        at=now(),
    )


def _refuse_unseen(known: Sequence[Adjudication], replaces: str | None) -> None:
    """Raise where there is a decision that whoever decides now has not named."""
    if known and (not replaces or len(replaces) < SHORT or not known[0].uuid.startswith(replaces)):
        said = known[0]
        raise RuleError(
            "adjudication.decided",
            member=said.member,
            result=Clause(f"verdict.{said.result}"),
            reason=Clause(f"adjudication.reason.{said.reason}"),
            uuid=said.uuid[:SHORT],
        )
    if replaces and not known:
        raise RuleError("adjudication.nothing_replaced")
