"""The judgements of the anchoring trial, gathered from picks, suggestions, readings and codings."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from math import isnan, nan
from typing import TYPE_CHECKING, NamedTuple

from qualcode import agreement, spans
from qualcode.errors import RuleError
from qualcode.frequency.anchoring import Trial
from qualcode.frequency.anchoring_table import AnchoringPart as Row
from qualcode.frequency.strata import COUNTING
from qualcode.i18n import tr
from qualcode.store import Look, machine, model_scores, picks, texts, work
from qualcode.store.across import trial as drawn_units
from qualcode.study.reading import UNIT_KIND, reading_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qualcode.agreement import Matrix
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Coding, Mode, Reading, Run, Unit
    from qualcode.spans import Booleans
    from qualcode.store import Connection
    from qualcode.store.across.trial import DrawnUnit

    Seen = Callable[[str, str], bool]
    """Whether the work of a coder in a round may be looked at: coder, round."""


class Key(NamedTuple):
    """What a judgement belongs to, beside its unit; without the coin there is no mode."""

    code: str
    coder: str
    mode: Mode | None


@dataclass(slots=True)
class Cells:
    """Judgements as they are gathered, one a unit, code and coder."""

    keys: list[Key] = field(default_factory=list)
    rows: list[tuple[int, bool, bool, bool, float]] = field(default_factory=list)
    other_meaning: int = 0

    def trial(
        self, *, code: str | None = None, coder: str | None = None, mode: Mode | None = None
    ) -> Trial:
        """Return the cells of a code, a coder, a mode, or all."""
        kept = [
            row
            for key, row in zip(self.keys, self.rows, strict=True)
            if code in {None, key.code} and coder in {None, key.coder} and mode in {None, key.mode}
        ]
        return Trial.of_rows(kept)


class Gathered(NamedTuple):
    """The trial's cells, those of the comparison without coin, and who and which rounds are in."""

    cells: Cells
    apart: Cells
    coders: tuple[str, ...]
    rounds: tuple[str, ...]


def gather(look: Look, book: Codebook, seen: Seen) -> Gathered:
    """Return every judgement on a unit that came up with suggestions and was read since.

    A withheld unit counts like a shown one once its coder has read it. Units in turns that were
    set aside take no part: they have no coin. A code counts where it meant for the run and for
    the reading what it means now.
    """
    cells, apart = Cells(), Cells()
    came = [it for it in drawn_units.drawn(look.connection) if seen(it.coder, it.round)]
    by_work = {key: list(group) for key, group in groupby(sorted(came, key=_work_of), key=_work_of)}
    for coder, held in sorted(_worked(look, seen) | by_work.keys()):
        its = _Work(look, book, coder, held)
        its.trial(by_work.get((coder, held), []), cells)
        its.without_coin(by_work.get((coder, held), []), apart)
    coders = dict.fromkeys(key.coder for key in cells.keys)
    rounds = dict.fromkeys(it.round for it in came)
    return Gathered(cells, apart, tuple(coders), tuple(rounds))


def _work_of(it: DrawnUnit) -> tuple[str, str]:
    return it.coder, it.round


def _worked(look: Look, seen: Seen) -> set[tuple[str, str]]:
    people = {coder.name for coder in look.study.coders if coder.kind == "person"}
    return {
        (coder, held)
        for coder, held in work.who_read(look.connection)
        if coder in people and seen(coder, held)
    }


class _Work:
    """What one coder did in one round."""

    def __init__(self, look: Look, book: Codebook, coder: str, held: str) -> None:
        self._connection = look.connection
        self._study = look.study
        self._book = book
        self._coder = coder
        self._held = held
        person, found = look.study.coder(coder).id, look.study.round(held).id
        self._person = person
        self._read_as = look.study.read_as(book.version)
        self._codings: Sequence[Coding] = work.codings(
            look.connection, coder=person, round_id=found, codebook=book.version
        )
        self._readings: Sequence[Reading] = work.readings(
            look.connection, coder=person, round_id=found
        )
        self._hashes = look.study.meanings
        self._codes = tuple(code.id for code in book.codes)

    def trial(self, came: Sequence[DrawnUnit], cells: Cells) -> None:
        """Add the judgements on units that came up for this coder in this round."""
        by_text: dict[int, set[int]] = {}
        for it in came:
            by_text.setdefault(it.text, set()).add(it.unit)
        units = [
            unit
            for text, wanted in by_text.items()
            for unit, sealed in self._units(text)
            if unit.id in wanted and not sealed
        ]
        matrix, ever = self._matrix(units, self._readings)
        by_unit = {it.unit: it for it in came}
        suggested = {run: self._suggested(run) for run in _runs(came)}
        versions = {run.id: run.codebook for run in machine.runs(self._connection)}
        first = {
            answer.unit_id: {self._read_as.get(code, code) for code in answer.codes}
            for answer in reversed(picks.first_answers(self._connection))
            if (answer.coder, answer.round) == (self._coder, self._held)
        }
        for row, unit in enumerate(matrix.unit_ids.tolist()):
            it = by_unit[unit]
            for column, code in enumerate(self._codes):
                value = matrix.values[row, column, 0]
                if isnan(value) or not self._meant(versions[it.run], code):
                    cells.other_meaning += bool(ever[row])
                    continue
                cells.keys.append(Key(code, self._coder, it.mode))
                cells.rows.append(
                    (
                        _label(self._person, unit),
                        (unit, code) in suggested[it.run],
                        it.withheld,
                        value == 1,
                        float(code in first[unit]) if unit in first else nan,
                    )
                )

    def without_coin(self, came: Sequence[DrawnUnit], cells: Cells) -> None:
        """Add the judgements on blind units, and on those with suggestions on, as they came."""
        run = self._newest()
        if run is None:
            return
        scores = model_scores.sheet(self._connection, run.id).by_unit()
        codes = model_scores.sheet(self._connection, run.id).codes
        withheld = {it.unit for it in came if it.withheld}
        shown = {it.unit for it in came} - withheld
        texts_read = {reading.text_id for reading in self._readings}
        units = [pair for text in sorted(texts_read) for pair in self._units(text)]
        blind = {unit.id for unit, sealed in units if sealed}
        alone = [reading for reading in self._readings if reading.exposure in COUNTING]
        helped = [reading for reading in self._readings if reading.exposure == "assisted"]
        for readings, wanted in (
            (alone, blind),
            (helped, {unit.id for unit, _ in units} - blind - withheld - shown),
            (self._readings, shown - blind),
        ):
            kept = [unit for unit, _ in units if unit.id in wanted and unit.id in scores]
            matrix, _ = self._matrix(kept, readings)
            for unit, code, value in _values(matrix):
                if code not in codes or not self._meant(run.codebook, code):
                    continue
                says = scores[unit][codes.index(code)] >= run.params["cuts"][code]
                cells.keys.append(Key(code, self._coder, None))
                label = _label(self._person, unit)
                cells.rows.append((label, bool(says), unit in blind, value == 1, nan))

    def _suggested(self, run: int) -> frozenset[tuple[int, str]]:
        """Return what a run suggested; a code that was merged away is read as for codings."""
        found = drawn_units.suggested(self._connection, run)
        return frozenset((unit, self._read_as.get(code, code)) for unit, code in found)

    def _newest(self) -> Run | None:
        """Return the newest run whose scores of every unit are kept, of those that are theirs."""
        for run in reversed(machine.runs(self._connection, self._person)):
            if "cuts" in run.params and len(model_scores.sheet(self._connection, run.id).units):
                return run
        return None

    def _units(self, text: int) -> list[tuple[Unit, bool]]:
        """Return the units in the frame, and whether each touches a turn that was set aside."""
        units = [u for u in texts.units(self._connection, text, UNIT_KIND) if u.in_frame]
        sealed = machine.sealed_spans(self._connection, text).get(text, [])
        touched = spans.touches(
            [(unit.start, unit.end) for unit in units], [(s.start, s.end) for s in sealed]
        )
        return list(zip(units, touched.tolist(), strict=True))

    def _matrix(
        self, units: Sequence[Unit], readings: Sequence[Reading]
    ) -> tuple[Matrix, Booleans]:
        """Return what the coder found, and which units they read whatever a code meant then."""
        ordered = sorted(units, key=lambda unit: (unit.text_id, unit.start))
        laid = [
            (text, texts.source(self._connection, text), list(group))
            for text, group in groupby(ordered, key=lambda unit: unit.text_id)
        ]
        counts = reading_counts(self._study, self._book)
        matrix = agreement.build(
            laid, self._codings, readings, (self._coder,), self._codes, counts_for=counts
        )
        ever = agreement.build(laid, (), readings, (self._coder,), self._codes[:1])
        return matrix, ever.read

    def _meant(self, version: int, code: str) -> bool:
        """Return whether a code meant in a codebook version what it means now."""
        then = self._hashes.get((version, code))
        return then is not None and then == self._hashes.get((self._book.version, code))


def _runs(came: Iterable[DrawnUnit]) -> set[int]:
    return {it.run for it in came}


def _values(matrix: Matrix) -> Iterator[tuple[int, str, float]]:
    for row, unit in enumerate(matrix.unit_ids.tolist()):
        for column, code in enumerate(matrix.codes):
            value = float(matrix.values[row, column, 0])
            if not isnan(value):
                yield unit, code, value


def _label(person: int, unit: int) -> int:
    """Return one number for a unit and its coder: for both of them the coin was thrown."""
    return person * 2**40 + unit


def refuse_nothing(connection: Connection) -> None:
    """Raise ``RuleError`` where nothing was ever suggested."""
    if not machine.runs(connection):
        raise RuleError("anchoring.no_suggestions")


def parts_of(found: Gathered, book: Codebook, language: Language) -> Iterator[Row]:
    """Yield the rows of the table: overall, by mode, coder and code, and without the coin."""
    cells = found.cells
    yield Row("overall", tr("anchoring.overall", language), cells.trial())
    modes = dict.fromkeys(key.mode for key in cells.keys)
    if len(modes) > 1:
        for mode in modes:
            yield Row("mode", tr(f"anchoring.mode.{mode}", language), cells.trial(mode=mode))
    for coder in found.coders:
        yield Row("coder", coder, cells.trial(coder=coder))
    for code in book.codes:
        yield Row("code", code.label(language), cells.trial(code=code.id))
    if found.apart.rows:
        yield Row("descriptive", tr("anchoring.overall", language), found.apart.trial())
