"""The consensus layer: what coders agree on and what a panel decided, as the panel's own work.

It stands in a round of its own and never touches a coder's codings. The panel has read a unit
when no code of it is in dispute any more; until then the unit is missing, not without the code.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from qualcode import review
from qualcode.errors import Clause, RuleError
from qualcode.gathering.disagreements import ComparedRound
from qualcode.store import adjudications, work
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.agreement import Ratings
    from qualcode.model import Adjudication, Coder, Round, Span, Unit
    from qualcode.review.disagreement import Sheet
    from qualcode.store import Act


class PanelWork:
    """The panel's codings and readings of one open consensus round, inside an act."""

    def __init__(self, act: Act, held: Round, panel: Coder) -> None:
        """Look up once what every unit needs."""
        assert held.source is not None
        assert held.unit is not None
        self.act = act
        self.held = held
        self.panel = panel
        self.source = ComparedRound(act.look, act.study.round(held.source), held.unit)
        self._codes = act.study.codes
        self._meanings = act.study.meanings

    def copy_agreed(self) -> None:
        """Write what all who read agree on: codings where they gave the code, and readings.

        A unit that only one coder read is no agreement and stays unread.
        """
        for sheet in self.source.sheets():
            agreed = review.agreed(sheet.matrix)
            for column, code in enumerate(sheet.matrix.codes):
                rows = review.agreed_on(agreed, column)
                marked = {row: sheet.spans(code, sheet.who(row, code, 1)) for row in rows}
                self.put(
                    sheet.text_id, code, review.consensus_spans(sheet.words, sheet.units, marked)
                )
            self._read_agreed(sheet, agreed)

    def put(self, text: int, code: str, borders: Iterable[Span]) -> None:
        """Write codings of the panel."""
        shared = {
            "round": self.held.id,
            "coder": self.panel.id,
            "text": text,
            "code": self._codes[code],
            "codebook": self.held.codebook,
            "origin": "consensus",
            "exposure": "discussed",
            "created": now(),
        }
        rows = [
            {"uuid": str(uuid.uuid4()), "start": span.start, "end": span.end, **shared}
            for span in borders
        ]
        self.act.insert_many("coding", rows)

    def write(self, said: Adjudication, unit: Unit, before: Adjudication | None = None) -> int:
        """Write a decision about a unit with its codings, in the place of the one before.

        Return its key. Whether the panel has read the unit is for ``settle``.
        """
        row = {
            "uuid": said.uuid,
            "round": self.held.id,
            "unit": unit.id,
            "code": self._codes[said.code],
            "inputs": {"yes": list(said.yes), "no": list(said.no)},
            "result": said.result,
            "reason": said.reason,
            "borders": [[span.start, span.end] for span in said.borders],
            "flag": said.flag,
            "note": said.note,
            "panel": self.panel.id,
            "member": self.act.study.coder(said.member).id,
            "at": said.at,
        }
        if before is None:
            key = self.act.insert("adjudication", **row)
        else:
            key = before.id
            self.act.update("adjudication", key, **row)
            self.drop(unit.text_id, said.code, unit)
        self.put(unit.text_id, said.code, said.borders)
        return key

    def key(self, code: str) -> int:
        """Return the key of a code."""
        return self._codes[code]

    def drop(self, text: int, code: str, unit: Unit) -> None:
        """Delete the panel's codings of a code inside a unit."""
        mine = work.codings(
            self.act.connection,
            coder=self.panel.id,
            round_id=self.held.id,
            text=text,
            codebook=self.held.codebook,
        )
        for coding in mine:
            if coding.code == code and unit.start <= coding.start and coding.end <= unit.end:
                self.act.delete("coding", coding.id)

    def settle(self, sheet: Sheet, row: int) -> None:
        """Make the panel's reading of a unit what its agreed and decided codes allow."""
        unit = sheet.units[row]
        agreed = review.agreed(sheet.matrix)[row]
        version = self._version(sheet, agreed, self._decided(unit.id))
        there = {
            reading.codebook: reading.id
            for reading in work.readings(
                self.act.connection,
                coder=self.panel.id,
                round_id=self.held.id,
                text=sheet.text_id,
            )
            if (reading.start, reading.end) == (unit.start, unit.end)
        }
        for known, key in there.items():
            if known != version:
                self.act.delete("reading", key)
        if version is not None and version not in there:
            self.act.insert_many("reading", [self._reading(unit.id, version)])

    def _read_agreed(self, sheet: Sheet, agreed: Ratings) -> None:
        rows = []
        for unit, cells in zip(sheet.units, agreed, strict=True):
            version = self._version(sheet, cells, set())
            if version is not None:
                rows.append(self._reading(unit.id, version))
        self.act.insert_many("reading", rows)

    def _version(self, sheet: Sheet, agreed: Ratings, decided: set[str]) -> int | None:
        codes = sheet.matrix.codes
        settled = review.settled_codes(codes, agreed)
        if len(settled | decided) == len(codes) > 0:
            return self.source.round.codebook
        book = self.source.round.codebook
        return review.reading_version(self._meanings, book, codes, settled | decided)

    def _decided(self, unit: int) -> set[str]:
        found = adjudications.adjudications(self.act.connection, round_id=self.held.id, unit=unit)
        return {decision.code for decision in found}

    def _reading(self, unit: int, version: int) -> dict[str, Any]:
        return {
            "coder": self.panel.id,
            "unit": unit,
            "round": self.held.id,
            "codebook": version,
            "exposure": "discussed",
            "done_at": now(),
        }


def reverse(act: Act, body: Mapping[str, Any]) -> None:
    """Undo a decision, or its undo, inside an act of the consensus round.

    Decision and codings go back as they were; the readings of the units concerned follow from
    what is then decided, since others may have decided on the same units meanwhile.

    Raises:
        RuleError: somebody has decided on the same unit and code since.
    """
    held = next(r for r in act.study.rounds if r.id == act.round_id)
    assert held.coder is not None
    panel = PanelWork(act, held, act.study.coder(held.coder))
    mine = [change for change in body["changes"] if change[1] == "adjudication"]
    there = adjudications.adjudications(act.connection, round_id=held.id)
    units = {_unit_of(panel, change, there) for change in mine}
    act.reverse({**body, "changes": [c for c in body["changes"] if c[1] != "reading"]})
    for key in units:
        unit = adjudications.unit(act.connection, key)
        sheet = panel.source.sheet(unit.text_id) if unit else None
        row = sheet.row(key) if sheet else None
        if sheet is not None and row is not None:
            panel.settle(sheet, row)


def _unit_of(panel: PanelWork, change: list[Any], there: Sequence[Adjudication]) -> int:
    """Return the unit of a recorded change of a decision, which must still be the newest one."""
    op = change[0]
    if op == "delete":
        gone = change[2]
        same = [d for d in there if (d.unit_id, panel.key(d.code)) == (gone["unit"], gone["code"])]
        if same:
            raise _decided_since(same[0])
        return int(gone["unit"])
    row = {"id": change[2], **change[4]} if op == "update" else change[2]
    for decision in there:
        if decision.id == row["id"]:
            if decision.uuid != row["uuid"]:
                raise _decided_since(decision)
            return decision.unit_id
    raise RuleError("consensus.gone")


def _decided_since(decision: Adjudication) -> RuleError:
    return RuleError(
        "consensus.since", member=decision.member, result=Clause(f"verdict.{decision.result}")
    )
