"""Who read what of a round, and how much there is to read: what a plan counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import agreement
from qualcode.gathering.text_units import sheets
from qualcode.store import brackets, texts, work
from qualcode.store.across import progress
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from qualcode.agreement import Matrix
    from qualcode.model import Codebook, Round, UnitKind
    from qualcode.store import Look


def read_twice_in(look: Look, found: Round, book: Codebook, unit: UnitKind) -> Matrix:
    """Return who read what in a round, of the texts that two coders or more read.

    Every cell is 0 or missing, for no coding is looked at.
    """
    who = progress.readers(look.connection, found.id)
    coders = tuple(it.name for it in look.study.coders if any(it.id in own for own in who.values()))
    shared = {text for text, own in who.items() if len(own) > 1}
    readings = work.readings(look.connection, round_id=found.id, text=shared)
    codes, counts = tuple(code.id for code in book.codes), reading_counts(look.study, book)
    there = sheets(look, unit, shared)
    return agreement.build(there, (), readings, coders, codes, counts_for=counts)


def size_of(look: Look, unit: UnitKind) -> tuple[int, int]:
    """Return how many units could be read in the study, and in how many transcripts."""
    if unit == brackets.KIND:
        sets = brackets.chosen(look.study.settings)
    else:
        sets = dict.fromkeys(look.names(), texts.unit_set_ids(look.connection)[unit])
    found = brackets.sizes(look.connection, sets, framed=True)
    units = [n for text, n in found.items() if text in look.study.sources]
    return sum(units), len(units)
