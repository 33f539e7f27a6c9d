"""Which codes stand together: the units that have both of two codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.corpus import reads
from qualcode.analysis.heads import heads
from qualcode.analysis.notes import about_codings, about_units
from qualcode.i18n import tr
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus

PREFIX = "code:"
"""Before a code's id, the id of its column."""


def cooccurrence(corpus: Corpus) -> Table:
    """Count for every two codes the units that have both; the diagonal has a code's own units.

    A unit has a code by the one rule of ``spans.covered``, so the counts depend on the unit.
    """
    language = corpus.language
    codes = [code.id for code in corpus.book.codes]
    having = dict(zip(codes, corpus.coded, strict=True))
    columns = [
        *heads(language, ("code", "label"), detail={"code"}),
        *(Column(PREFIX + code.id, code.label(language)) for code in corpus.book.codes),
    ]
    rows: list[dict[str, Cell]] = [
        {"code": code.id, "label": code.label(language)}
        | {
            PREFIX + other: len(np.intersect1d(having[code.id], units))
            for other, units in having.items()
        }
        for code in corpus.book.codes
    ]
    return Table(
        "cooccurrence",
        tr("table.title.cooccurrence", language),
        tuple(columns),
        tuple(rows),
        (
            tr("note.together", language),
            about_units(corpus, reads(corpus)),
            *about_codings(corpus),
        ),
    )
