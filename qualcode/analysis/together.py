"""Which codes stand together: the units that have both of two codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.corpus import reads
from qualcode.analysis.declared import CODE, paper
from qualcode.analysis.notes import about_codings, about_units
from qualcode.table_spec import count_columns

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.table import Cell, Table

PREFIX = "code:"
"""Before a code's id, the id of its column."""

COOCCURRENCE = paper("cooccurrence", *CODE, *count_columns("codes", many=True), notes=("together",))


def cooccurrence(corpus: Corpus) -> Table:
    """Count for every two codes the units that have both; the diagonal has a code's own units.

    A unit has a code by the one rule of ``spans.covered``, so the counts depend on the unit.
    """
    language = corpus.language
    codes = [code.id for code in corpus.book.codes]
    having = dict(zip(codes, corpus.coded, strict=True))
    columns = {PREFIX + code.id: code.label(language) for code in corpus.book.codes}
    rows: list[dict[str, Cell]] = [
        {"code": code.id, "label": code.label(language)}
        | {
            PREFIX + other: len(np.intersect1d(having[code.id], units))
            for other, units in having.items()
        }
        for code in corpus.book.codes
    ]
    together = COOCCURRENCE.note(language, "together")
    notes = (together, about_units(corpus, reads(corpus)), *about_codings(corpus))
    return COOCCURRENCE.table(language, rows, notes, many={"codes": columns})
