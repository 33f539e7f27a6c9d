"""The kinds of interval of an agreement coefficient: the only list of them."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

AskedKind = Literal[
    "jackknife",
    "corpus",
    "units_within_transcripts",
    "transcripts",
    "units",
    "units_bca",
    "krippendorff_2016",
]
"""What may be asked for."""
Kind = Literal[AskedKind, "range"]
"""What bounds may be: of few transcripts the jackknife gives the range without each."""
Drawn = Literal["units", "within", "transcripts", "pairs"]


class IntervalKind(NamedTuple):
    """What a kind of interval needs and does.

    ``drawn`` is what a bootstrap draws anew, ``None`` where nothing is drawn; ``of_transcripts``
    says that the transcript of every unit must be known, ``nominal`` that it is of nominal alpha
    alone, ``asked`` that it may be asked for.
    """

    drawn: Drawn | None = None
    of_transcripts: bool = False
    nominal: bool = False
    asked: bool = True


INTERVALS: Final[dict[Kind, IntervalKind]] = {
    "jackknife": IntervalKind(of_transcripts=True),
    "range": IntervalKind(of_transcripts=True, asked=False),
    "corpus": IntervalKind(),
    "units_within_transcripts": IntervalKind("within", of_transcripts=True),
    "transcripts": IntervalKind("transcripts", of_transcripts=True),
    "units": IntervalKind("units"),
    "units_bca": IntervalKind("units"),
    "krippendorff_2016": IntervalKind("pairs", nominal=True),
}
"""In the order in which a table's notes speak of them."""
