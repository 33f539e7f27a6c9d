"""How good a run's suggestions are: each code's figures, and what a table says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode import suggest
from qualcode.frequency.material import opened_ratings, sealed
from qualcode.i18n import tr
from qualcode.study.coding_source import words_of
from qualcode.suggest.evaluation import FOLDS
from qualcode.suggest.figures import Figures, figures
from qualcode.suggest.quality import About, Quality

if TYPE_CHECKING:
    from qualcode.frequency.material import FrequencyMaterial
    from qualcode.i18n import Language
    from qualcode.model import Run
    from qualcode.suggest.verdict import Humans


LEAST = 10
"""The blind sample says something from so many turns on, or from all of a smaller one."""


class Evaluated(NamedTuple):
    """Every code with its figures, and what a table of them says of itself."""

    codes: tuple[Quality, ...]
    about: About


def quality_of(
    known: FrequencyMaterial, run: Run, column: int, humans: Humans | None, language: Language
) -> Quality:
    """Return the figures of one code, against what was read open and what was read blind."""
    code = known.book.codes[column]
    scale = str(run.params.get("scales", {}).get(code.id, "uncalibrated"))
    cut = float(run.params.get("cuts", {}).get(code.id, suggest.AT_LEAST))
    scores, refused = known.scored.scores[:, column], known.scored.refused.get(code.id)
    is_probability = scale == "probability"
    labels = opened_ratings(known, column)
    folds = figures(labels, scores, cut, probability=is_probability)
    blind = figures(known.found.blinds(column), scores, cut, probability=is_probability)
    read, turns = _blind_read(known)
    if refused in {"other_meaning", "no_scores"}:
        folds, blind = _without(folds, str(refused)), _without(blind, str(refused))
    elif refused:
        blind = _without(blind, str(refused))
    elif read < min(LEAST, turns) or not turns:
        blind = _without(blind, "blind_unread", max(min(LEAST, turns) - read, 0))
    if scale != "similarity" and run.params.get("folds", FOLDS) < 2:
        folds = _without(folds, "one_transcript")
    return Quality(code.id, code.label(language), scale, folds, blind, humans)


def _without(counted: Figures, reason: str, needs: int = 0) -> Figures:
    return Figures(counted.positives, counted.negatives, reason=reason, needs=needs)


def _blind_read(known: FrequencyMaterial) -> tuple[int, int]:
    return int(known.found.whole.sum()), int(known.frame.blind.sum())


def about_run(known: FrequencyMaterial, run: Run, round_name: str, language: Language) -> About:
    """Return what a table of the run's figures says of itself."""
    read, turns = _blind_read(known)
    opened = ~sealed(known)
    exposures = [known.found.exposures(column, opened) for column in range(len(known.book.codes))]
    return About(
        run=run.id,
        suggester=known.scored.words(language) or run.suggester,
        turns=turns,
        read=read,
        coded=sum(sum(each.values()) for each in exposures),
        assisted=sum(each["assisted"] for each in exposures),
        round=round_name,
        said=(tr("quality.note.whose", language, layer=words_of(known.layer, language)),),
    )
