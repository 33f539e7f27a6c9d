"""The tables of a paper, made from one corpus; each is a pure function and says what it counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.corpus import Corpus
from qualcode.analysis.count import code_by_group, code_by_group_wide, frequency
from qualcode.analysis.describe import codebook, interviewees
from qualcode.analysis.drill_down import Behind, Figure, behind, figure_of
from qualcode.analysis.quote import quotations
from qualcode.analysis.text_data import TextData
from qualcode.analysis.together import cooccurrence

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.table import Table

__all__ = ["TABLES", "Behind", "Corpus", "Figure", "TextData", "behind", "figure_of"]

TABLES: dict[str, Callable[[Corpus], Table]] = {
    "interviewees": interviewees,
    "codebook": codebook,
    "frequency": frequency,
    "code_by_group": code_by_group,
    "code_by_group_wide": code_by_group_wide,
    "cooccurrence": cooccurrence,
    "quotations": quotations,
}
