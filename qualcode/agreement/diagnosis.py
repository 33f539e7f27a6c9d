"""Why coders disagree: which codes they confuse, who gives more, which transcript weighs.

And how much slack the boundaries need. Where coders see something at all, and what, is told by
the unitizing coefficients (``span_report``).
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.figures import numbered, patterns_of
from qualcode.agreement.intervals import by_transcript, without_each
from qualcode.agreement.reasons import defined
from qualcode.agreement.report import OVERALL
from qualcode.agreement.unitizing.segments import THRESHOLDS, meet, slack
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from qualcode.agreement.matrix import Matrix
    from qualcode.agreement.unitizing.continuum import Continuum
    from qualcode.i18n import Language
    from qualcode.table import Cell, Table
    from qualcode.table_spec import ColumnSpec


def _diagnosis(name: str, *columns: ColumnSpec) -> TableSpec:
    return TableSpec(name, columns, name, ("note",), said=name)


CONFUSION = _diagnosis(
    "agreement_confusion",
    *text_columns("code_a", "code_b"),
    *count_columns("n"),
    *figure_columns(3, "share_a", "share_b"),
)
BIAS = _diagnosis(
    "agreement_bias",
    *text_columns("code", "coder"),
    *count_columns("n_units", "n_given"),
    *figure_columns(3, "share", "others", "ratio"),
)
INFLUENCE = _diagnosis(
    "agreement_influence",
    *text_columns("transcript"),
    *count_columns("n_judgements"),
    *figure_columns(3, "alpha", "without", "moved"),
)
SLACK = _diagnosis(
    "agreement_slack",
    *text_columns("code"),
    *count_columns("n"),
    *figure_columns(2, "at", many=True),
)


def confusion(matrix: Matrix, labels: Mapping[str, str], language: Language = "zh") -> Table:
    """Return which code one coder gave where another, who did not, gave a different one.

    For each ordered pair of coders and unit that both read: the first gave code A and not B,
    the second B and not A. A row for every two codes so met, most often first; ``share`` is of
    all units in which one of the two had A or B and not both alike.
    """
    counted: dict[tuple[int, int], float] = {}
    apart: dict[int, float] = {}
    for one, other in permutations(range(len(matrix.coders)), 2):
        mine, theirs = matrix.values[:, :, one], matrix.values[:, :, other]
        only_mine = ((mine == 1) & (theirs == 0)) * matrix.weights[:, None]
        only_theirs = (theirs == 1) & (mine == 0)
        # of the few units in which both gave something: a product of all of them takes many
        # threads, which wait for each other longer than one counts
        met = np.flatnonzero(only_mine.any(axis=1) & only_theirs.any(axis=1))
        pair = (only_mine[met].astype(np.float64), only_theirs[met].astype(np.float64))
        together = np.einsum("ua,ub->ab", *pair)
        for a, b in np.argwhere(together > 0):
            key = (int(min(a, b)), int(max(a, b)))
            counted[key] = counted.get(key, 0) + float(together[a, b]) / 2
        for code, times in enumerate(only_mine.sum(axis=0)):
            apart[code] = apart.get(code, 0) + float(times)
    rows: list[dict[str, Cell]] = [
        {
            "code_a": labels.get(matrix.codes[a], matrix.codes[a]),
            "code_b": labels.get(matrix.codes[b], matrix.codes[b]),
            "n": round(n),
            "share_a": n / apart[a],
            "share_b": n / apart[b],
        }
        for (a, b), n in sorted(counted.items(), key=lambda it: -it[1])
    ]
    return _noted(CONFUSION, rows, language)


def bias(matrix: Matrix, labels: Mapping[str, str], language: Language = "zh") -> Table:
    """Return how often each coder gave each code in the units that others read too.

    ``share`` is of the units that the coder and another read; ``others`` is the mean share of
    the others in the same units; ``ratio`` is share by others, undefined where they gave none.
    """
    rows: list[dict[str, Cell]] = []
    for code_place, code in enumerate(matrix.codes):
        ratings = matrix.values[:, code_place, :]
        rated = ~np.isnan(ratings)
        gave = np.where(rated, ratings, 0)
        for place, coder in enumerate(matrix.coders):
            n_others = rated.sum(axis=1) - rated[:, place]
            shared = np.asarray(rated[:, place] & (n_others > 0)) * matrix.weights
            n = float(shared.sum())
            mine = float(shared @ gave[:, place])
            mean = (gave.sum(axis=1) - gave[:, place]) / np.maximum(n_others, 1)
            theirs = float(shared @ mean)
            rows.append(
                {
                    "code": labels.get(code, code),
                    "coder": coder,
                    "n_units": round(n),
                    "n_given": round(mine),
                    "share": mine / n if n else None,
                    "others": theirs / n if n else None,
                    "ratio": mine / theirs if theirs else None,
                }
            )
    return _noted(BIAS, rows, language)


def influence(matrix: Matrix, names: Mapping[int, str], language: Language = "zh") -> Table:
    """Return alpha over all codes without each transcript, the one that changes it most first.

    ``names`` are the transcripts'. ``moved`` is alpha without it minus alpha.
    """
    groups = matrix.pooled_text_ids()
    if not len(groups):
        return _noted(INFLUENCE, [], language)
    weights = matrix.pooled_weights()
    patterns = patterns_of(matrix.pooled(), numbered(groups), weights)
    kept = _shared(patterns.weights, patterns.m)
    used = by_transcript(patterns)
    alpha = NOMINAL(used).value
    without = without_each(used, NOMINAL)
    own = NOMINAL.many(used, used.weights)
    texts = np.unique(groups)[kept]
    sizes = used.weights @ (used.m >= 2)
    rows: list[dict[str, Cell]] = [
        {
            "transcript": names.get(int(text), str(text)),
            "n_judgements": round(float(size)),
            "alpha": defined(mine),
            "without": defined(left),
            "moved": defined(left - alpha),
        }
        for text, size, mine, left in zip(texts, sizes, own, without, strict=True)
    ]
    rows.sort(key=lambda row: -abs(float(row["moved"] or 0)))
    return _noted(INFLUENCE, rows, language)


def slack_table(
    texts: Sequence[Continuum],
    coders: Sequence[str],
    codes: Sequence[str],
    labels: Mapping[str, str],
    language: Language = "zh",
) -> Table:
    """Return the share of segments that find a partner at each threshold, a row a code.

    The last row is over all codes; the column ids are the thresholds in percent, 0 any overlap.
    """
    partners = np.zeros((len(codes), len(THRESHOLDS)))
    n = np.zeros(len(codes))
    for first, second in combinations(coders, 2):
        found = slack(meet(texts, first, second, codes))
        partners, n = partners + found.partners, n + found.n
    everything = (*codes, OVERALL)
    partners = np.vstack([partners, partners.sum(axis=0)])
    n = np.append(n, n.sum())
    named = {**labels, OVERALL: tr("agreement.overall", language)}
    ids = [f"at_{threshold * 100:.0f}" for threshold in THRESHOLDS]
    rows: list[dict[str, Cell]] = [
        {
            "code": named.get(code, code),
            "n": round(float(total)),
            **{
                it: float(part / total) if total else None
                for it, part in zip(ids, own, strict=True)
            },
        }
        for code, own, total in zip(everything, partners, n, strict=True)
    ]
    shown = [f"≥ {threshold:.0%}" if threshold else "> 0" for threshold in THRESHOLDS]
    return _noted(SLACK, rows, language, at=dict(zip(ids, shown, strict=True)))


def _shared(weights: NDArray[np.float64], m: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(weights @ (m >= 2) > 0)


def _noted(
    spec: TableSpec, rows: Sequence[dict[str, Cell]], language: Language, **many: dict[str, str]
) -> Table:
    return spec.table(language, rows, (spec.note(language, "note"),), many=many)
