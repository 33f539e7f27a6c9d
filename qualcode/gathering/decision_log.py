"""The ledger of decisions: one row for everything that was shown, and for every decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.store import picks
from qualcode.store.across import ledger
from qualcode.study.access import sight
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.store import Connection, Look
    from qualcode.study import Study
    from qualcode.table import Cell, Table

LEDGER = TableSpec(
    "ledger",
    (
        *count_columns("order"),
        *text_columns("at", "coder", "round", "act", "transcript"),
        *count_columns("start", "end"),
        *text_columns("code", "given"),
        *count_columns("first", "rank"),
        *figure_columns(3, "score"),
        *count_columns("run"),
        *count_columns("codebook"),
        *text_columns("mode"),
        *text_columns("queue", appendix=True),
        *count_columns("batch", "position", appendix=True),
        *figure_columns(4, "probability", appendix=True),
        *count_columns("ms", appendix=True),
    ),
    words="ledger",
    notes=("acts", "first", "hidden"),
)
"""``first`` is 1 where the code was in the coder's first answer, 0 where it was not, undefined
without a first answer; ``given`` is the code that was given, ``probability`` that of the pick.
"""


def table(look: Look, coder: str | None, language: Language) -> Table:
    """Return the ledger of one coder, or of all in what may be seen by everybody."""
    key = look.study.coder(coder).id if coder else None
    rows, left = _seen(look.study, _rows(look.connection, key), coder)
    notes = [LEDGER.note(language, "acts"), LEDGER.note(language, "first")]
    if left:
        notes.append(LEDGER.note(language, "hidden", n=left))
    made = ({"order": n, **row} for n, row in enumerate(rows, start=1))
    return LEDGER.table(language, made, notes)


def _rows(connection: Connection, coder: int | None) -> list[dict[str, Cell]]:
    """Return what happened in its order: shown stands before what was decided at that moment."""
    units = ledger.places(connection)
    came: dict[tuple[int, int], list[Any]] = {}
    for pick in ledger.picks(connection, coder):
        came.setdefault((pick.coder, pick.unit), []).append(pick)
    by_key = {pick.id: pick for found in came.values() for pick in found}
    first = {(each.coder, each.unit_id): each.codes for each in picks.first_answers(connection)}
    decided = ledger.decisions(connection, coder)
    rounds = {(row.coder_id, row.suggestion): row.round for row in decided if row.suggestion}
    timed: list[tuple[tuple[str, int, int], dict[str, Cell]]] = []
    for row in ledger.shown(connection, coder):
        before = [p for p in came.get((row.coder_id, row.unit), ()) if p.at <= row.at]
        pick = before[-1] if before else None
        held = pick.round_name if pick else rounds.get((row.coder_id, row.suggestion))
        cells = _cells(row, row.unit, row.code, units, pick, first.get((row.coder, row.unit)))
        said = {"act": "shown", "round": held, "codebook": row.codebook}
        timed.append(((row.at, 0, row.id), {**cells, **said}))
    for row in decided:
        unit = row.unit or row.own_unit
        code = row.proposed or row.named
        pick = by_key.get(row.pick)
        cells = _cells(row, unit, code, units, pick, first.get((row.coder, unit)))
        said = {
            "act": row.act,
            "round": row.round,
            "given": row.became,
            "codebook": row.codebook,
            "ms": row.ms,
        }
        timed.append(((row.at, 1, row.id), {**cells, **said}))
    return [cells for _, cells in sorted(timed, key=lambda each: each[0])]


def _cells(
    row: Any,
    unit: int | None,
    code: str | None,
    units: Mapping[int, Any],
    pick: Any,
    first: Sequence[str] | None,
) -> dict[str, Cell]:
    """Return the cells that a record of both kinds has."""
    place = units.get(unit) if unit else None
    return {
        "at": row.at,
        "coder": row.coder,
        "transcript": place.name if place else None,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "code": code,
        "first": None if first is None or code is None else int(code in first),
        "rank": row.rank,
        "score": row.score,
        "run": row.run,
        "mode": row.mode or (pick.mode if pick else None),
        "queue": pick.queue if pick else None,
        "batch": pick.batch if pick else None,
        "position": pick.position if pick else None,
        "probability": pick.probability if pick else None,
    }


def _seen(
    study: Study, rows: list[dict[str, Cell]], coder: str | None
) -> tuple[list[dict[str, Cell]], int]:
    """Return the rows that may be seen, and how many may not.

    Without a coder, as soon as there are several, what belongs to an open independent round is
    its coder's alone; coders who code again do not see what they decided before.
    """
    seen = sight(study, coder)
    unsaid = seen.viewer is None and bool(seen.blind)  # of no round: it may belong to these
    kept = []
    for row in rows:
        who, where = (str(row[name]) if row[name] else None for name in ("coder", "round"))
        if seen.sees(who, where) and not (unsaid and where is None):
            kept.append(row)
    return kept, len(rows) - len(kept)
