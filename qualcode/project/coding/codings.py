"""Coding: what a person marked, what a person read, and what a person noted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qualcode.gathering.code_places import Place
from qualcode.gathering.memos import MEMO_TARGETS
from qualcode.gathering.unit_keys import unit_keys
from qualcode.project.codes import new_code
from qualcode.project.codes.moving import move, own_codings
from qualcode.project.coding import exchange, read_exchange
from qualcode.project.coding.code_target import put_places
from qualcode.project.coding.readings import put_readings
from qualcode.project.comparing.opening import begun
from qualcode.project.lookup import Part
from qualcode.store import work
from qualcode.study import act_kinds
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from qualcode.gathering import coding_lines
    from qualcode.i18n import Language
    from qualcode.model import Code, Coder, Coding, Memo, Reading, Round, Span
    from qualcode.store import Act

__all__ = ["MEMO_TARGETS", "Codings", "Place"]


class Codings(Part):
    """The codings, readings and memos of the project."""

    def add(
        self,
        coder: str,
        transcript: str,
        start: int,
        end: int,
        code: str,
        *,
        round: str | None = None,
        uuid: str | None = None,
    ) -> Coding:
        """Code ``[start, end)`` of a transcript; the same coding twice is one.

        A ``uuid`` that is given becomes the coding's; it must not be another coding's.
        """
        with self._coding("coding.add", coder, round) as (act, person, found):
            text = act.study.text(transcript)
            place = Place(text, start, end, uuid or "")
            return put_places(act, person, found, (place,), code)[0]

    def add_many(
        self, coder: str, spans: Sequence[Place], code: str, *, round: str | None = None
    ) -> tuple[Coding, ...]:
        """Code several places, of several texts too, in one act; return a coding for each.

        All or none are coded; a place that is coded so already keeps its coding.
        """
        with self._coding("coding.add_many", coder, round) as (act, person, found):
            return put_places(act, person, found, spans, code)

    def add_new(
        self,
        coder: str,
        spans: Sequence[Place],
        label: str,
        *,
        round: str | None = None,
        in_vivo: bool = False,
        language: Language = "zh",
    ) -> tuple[Code, tuple[Coding, ...]]:
        """Make a code of this name, or take the one that has it, and code with it in one act.

        A new code is a concept, and its name is one in ``language``.
        With ``in_vivo`` the words of the first place become the code's first example, and its
        name where ``label`` is empty. Undo takes the code back with the codings while nobody
        needs it and no other codebook version was made since.

        Raises:
            RuleError: the code is new and the codebook is frozen.
        """
        with self._coding(act_kinds.ADD_NEW, coder, round) as (act, person, found):
            return new_code.put_new(
                act, person, found, spans, label, in_vivo=in_vivo, language=language
            )

    def put(
        self,
        act: Act,
        person: Coder,
        found: Round,
        text: int,
        span: tuple[int, int],
        code: str,
        **values: Any,
    ) -> Coding:
        """Write a coding inside an act that another verb began; ``values`` override the columns."""
        return put_places(act, person, found, (Place(text, *span),), code, **values)[0]

    def remove(self, coder: str, uuid: str) -> None:
        """Delete one of the coder's own codings in an open round."""
        with self.store.acting("coding.remove", coder) as act:
            for coding in own_codings(act, coder, (uuid,)):
                act.delete("coding", coding.id)

    def remove_many(self, coder: str, uuids: Collection[str]) -> int:
        """Delete the coder's own codings of an open round, all or none; return how many."""
        with self.store.acting("coding.remove_many", coder) as act:
            codings = own_codings(act, coder, uuids)
            for coding in codings:
                act.delete("coding", coding.id)
            return len(codings)

    def change(
        self,
        coder: str,
        uuid: str,
        *,
        code: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Coding:
        """Change code or borders of one of the coder's own codings in an open round.

        Where the coder has the coding that it would become, that one is returned and this goes.
        """
        with self.store.acting("coding.change", coder) as act:
            (coding,) = own_codings(act, coder, (uuid,))
            span = (
                coding.start if start is None else start,
                coding.end if end is None else end,
            )
            return move(act, [coding], code or coding.code, span)[0]

    def change_many(self, coder: str, uuids: Collection[str], *, code: str) -> int:
        """Move the coder's own codings of an open round to another code, all or none.

        A coding whose words have that code already goes, since the same coding twice is one.
        Return how many were moved.
        """
        with self.store.acting("coding.change_many", coder) as act:
            codings = [it for it in own_codings(act, coder, uuids) if it.code != code]
            return len(move(act, codings, code))

    def of(
        self,
        coder: str,
        *,
        transcript: str | None = None,
        round: str | None = None,
        viewer: str | None = None,
    ) -> tuple[Coding, ...]:
        """Return a coder's codings; ``viewer`` sees another's only where the round allows it.

        While coders code again, they see nothing of what they coded before.
        """
        with self.looking() as (connection, study):
            person = study.coder(coder)
            text = study.text(transcript) if transcript else None
            found = study.round(round) if round else None
            codings = work.codings(
                connection, coder=person.id, round_id=found.id if found else None, text=text
            )
            if viewer is None:
                return codings
            seen = sight(study, viewer)
            seen.refuse(coder, found)
            return tuple(it for it in codings if seen.sees(coder, it.round))

    def read(
        self,
        coder: str,
        transcript: str,
        spans: Sequence[Span] | None = None,
        *,
        round: str | None = None,
    ) -> int:
        """Record that a coder read units, "read, none" included; return how many are new.

        ``spans`` are units of the transcript (a turn, a sentence, a line), ``None`` all of it.
        """
        with self._coding("coding.read", coder, round) as (act, person, found):
            text = act.study.text(transcript)
            return put_readings(act, person, found, text, unit_keys(act.connection, text, spans))

    def readings(
        self, coder: str, *, transcript: str | None = None, round: str | None = None
    ) -> tuple[Reading, ...]:
        """Return what a coder has read."""
        with self.looking() as (connection, study):
            return work.readings(
                connection,
                coder=study.coder(coder).id,
                text=study.text(transcript) if transcript else None,
                round_id=study.round(round).id if round else None,
            )

    def memo(self, coder: str, target_kind: str, target: str, text: str) -> Memo:
        """Write a memo on a project, transcript, turn, coding, code or relation.

        ``target`` is a name, an id or a uuid; ``transcript:turn`` for a turn, ``""`` for a project.
        """
        from qualcode.project.coding.memos import Memos

        return self.project.part(Memos).add(coder, target_kind, target, text)

    def memos(
        self,
        target_kind: str | None = None,
        target: str | None = None,
        *,
        viewer: str | None = None,
    ) -> tuple[Memo, ...]:
        """Return the memos that ``viewer`` may read, newest first; see ``project.memos.list``."""
        from qualcode.project.coding.memos import Memos

        return self.project.part(Memos).list(target_kind, target, viewer=viewer)

    def import_csv(self, path: Path | str) -> coding_lines.Imported:
        """Import codings from a CSV, all or none; return how many are new, and were known."""
        return exchange.import_codings(self.store, path)

    def export_csv(
        self,
        path: Path | str,
        *,
        coder: str | None = None,
        round: str | None = None,
        language: Language = "en",
    ) -> int:
        """Export codings to a CSV; in an open independent round only one coder's own."""
        return exchange.export_codings(
            self.store, path, coder=coder, round_name=round, language=language
        )

    def to_pandas(self, *, coder: str | None = None, round: str | None = None) -> pd.DataFrame:
        """Return codings as a data frame, a row each, in the order in which they were made.

        The columns are those of ``export_csv`` in English (``transcript``, ``start``, ``end`` as
        code points, half-open, ``code``, ``coder``, ``round``, ``origin``, ``text``), then
        ``exposure`` and ``uuid``. Of an open independent round it is only one coder's own, as for
        the file.

        Raises:
            RuleError: the codings are of several coders of such a round, or hidden while their
                coder codes again.
        """
        return exchange.frame(self.store, coder=coder, round_name=round)

    def import_readings(self, path: Path | str) -> coding_lines.Imported:
        """Import what was read from a CSV, all or none; return how many are new, and were known."""
        return read_exchange.import_readings(self.store, path)

    def export_readings(
        self,
        path: Path | str,
        *,
        coder: str | None = None,
        round: str | None = None,
        language: Language = "en",
    ) -> int:
        """Export what was read to a CSV; in an open independent round only one coder's own."""
        return read_exchange.export_readings(
            self.store, path, coder=coder, round_name=round, language=language
        )

    @contextmanager
    def _coding(
        self, kind: str, coder: str, round_name: str | None
    ) -> Iterator[tuple[Act, Coder, Round]]:
        """Give an act of a coder in an open round; the first of a project opens one."""
        with self.store.acting(kind, coder) as act:
            person = act.study.coder(coder)
            study = begun(act, self.store)
            found = study.open_round(round_name, person)
            act.round_id = found.id
            yield act, person, found
