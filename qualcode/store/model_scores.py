"""What a run thinks of every unit: scores from models that saw nothing of the unit's transcript.

They are sealed: what a sheet says of a blind, reserve or withheld unit is looked at only after a
person has read it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from qualcode.frequency.model_scores import ScoreSheet
from qualcode.store import schema as s

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    from sqlalchemy import Connection

    from qualcode.store.log.journal import Recording


def add_sheets(
    act: Recording,
    run: int,
    codes: Sequence[str],
    by_text: Mapping[int, tuple[Sequence[int], npt.NDArray[np.float64]]],
) -> None:
    """Insert a run's scores: for each text its units and their scores (units × codes)."""
    rows = [
        {"text": text, "units": list(units), "codes": list(codes), "scores": _packed(scores)}
        for text, (units, scores) in by_text.items()
    ]
    act.bulk("score_sheet", rows, run=run)


def sheet(connection: Connection, run: int, text: int | None = None) -> ScoreSheet:
    """Return what a run scored, in one text or in all; without a sheet nothing."""
    query = select(s.score_sheet).where(s.score_sheet.c.run == run).order_by(s.score_sheet.c.text)
    if text is not None:
        query = query.where(s.score_sheet.c.text == text)
    rows = connection.execute(query).all()
    if not rows:
        return ScoreSheet(np.zeros(0, dtype=np.int64), (), np.zeros((0, 0)))
    codes = tuple(rows[0].codes)
    units = np.array([unit for row in rows for unit in row.units], dtype=np.int64)
    scores = np.concatenate([_unpacked(row.scores, len(codes)) for row in rows])
    return ScoreSheet(units, codes, scores)


def scores(connection: Connection, run: int) -> dict[tuple[int, str], float]:
    """Return what a run scored by unit and code, of older files only the sealed units."""
    query = (
        select(s.model_score.c.unit, s.code.c.name, s.model_score.c.score)
        .join_from(s.model_score, s.code, s.model_score.c.code == s.code.c.id)
        .where(s.model_score.c.run == run)
    )
    found = {(row[0], row[1]): float(row[2]) for row in connection.execute(query)}
    made = sheet(connection, run)
    for unit, row in zip(made.units.tolist(), made.scores.tolist(), strict=True):
        found.update(zip([(unit, code) for code in made.codes], row, strict=True))
    return found


def _packed(scores: npt.NDArray[np.float64]) -> str:
    return base64.b64encode(np.ascontiguousarray(scores, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(text: str, codes: int) -> npt.NDArray[np.float64]:
    flat = np.frombuffer(base64.b64decode(text), dtype="<f4")
    return flat.reshape(-1, codes).astype(np.float64)
