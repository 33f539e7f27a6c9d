"""How often each code was used, by what one counts and by whose words they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.corpus import answered, people, persons, reads
from qualcode.analysis.declared import CATEGORY, CATEGORY_ID, CODE, paper
from qualcode.analysis.notes import about_codings, about_units
from qualcode.i18n import tr
from qualcode.spans import NO_TURN
from qualcode.table_spec import count_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus, Reads
    from qualcode.analysis.references import References
    from qualcode.model import Code
    from qualcode.table import Cell, Table

FREQUENCY = paper(
    "frequency",
    *CATEGORY,
    *CODE,
    *CATEGORY_ID,
    *count_columns("sources", "references", "participants", "characters", "units"),
    *count_columns("references_assisted", appendix=True),
    notes=("total", "reference"),
)
_GROUPED = ("denominator", "no_readings", "not_fully_read", "nobody")
BY_GROUP = paper(
    "code_by_group",
    *CODE,
    *text_columns("group", head="group_id", appendix=True),
    *text_columns("group_label"),
    *count_columns("references", "participants", "denominator"),
    notes=_GROUPED,
)
BY_GROUP_WIDE = paper(
    "code_by_group_wide",
    *CODE,
    *text_columns("group", many=True),
    *text_columns("total"),
    notes=("three", *_GROUPED),
)


def frequency(corpus: Corpus) -> Table:
    """Count every code's sources, references, participants, characters and units.

    A code that nobody used has its row of zeros.
    """
    language = corpus.language
    found = answered(corpus)
    say = partial(FREQUENCY.note, language)
    total = say(
        "total",
        references=len(found.code),
        sources=len(np.unique(found.text)),
        participants=len(_people(corpus, found)),
    )
    return FREQUENCY.table(
        language,
        (
            _counts(corpus, code, found.only(found.code == row), len(corpus.coded[row]))
            for row, code in enumerate(corpus.book.codes)
        ),
        (total, say("reference"), about_units(corpus, reads(corpus)), *about_codings(corpus)),
        appendix=() if any(code.group for code in corpus.book.codes) else ("group_label",),
    )


def code_by_group(corpus: Corpus) -> Table:
    """Count every code in every group of participants: references, people, and of how many.

    Of how many are those who have the code and those all of whose units were read: who was
    not read to the end may have it.
    """
    return BY_GROUP.table(corpus.language, *_by_group(corpus))


def code_by_group_wide(corpus: Corpus) -> Table:
    """Lay code × group out as a paper does: a column a group, ``references（people/of whom）``."""
    language = corpus.language
    cells, notes = _by_group(corpus)
    groups = {f"group:{row['group']}": str(row["group_label"]) for row in cells}
    rows = []
    for code in corpus.book.codes:
        here = [row for row in cells if row["code"] == code.id]
        shown: dict[str, Cell] = {"code": code.id, "label": code.label(language)}
        shown |= {f"group:{row['group']}": _three(corpus, [row]) for row in here}
        rows.append(shown | {"total": _three(corpus, here)})
    three = BY_GROUP_WIDE.note(language, "three")
    return BY_GROUP_WIDE.table(language, rows, (three, *notes), many={"group": groups})


def _counts(corpus: Corpus, code: Code, here: References, units: int) -> dict[str, Cell]:
    return {
        "group_label": corpus.book.group_label(code.group, corpus.language),
        "code": code.id,
        "label": code.label(corpus.language),
        "group": code.group or "",
        "sources": len(np.unique(here.text)),
        "references": len(here.code),
        "participants": len(_people(corpus, here)),
        "characters": int((here.ends - here.starts).sum()),
        "units": units,
        "references_assisted": int(here.assisted.sum()),
    }


def _by_group(corpus: Corpus) -> tuple[list[dict[str, Cell]], tuple[str, ...]]:
    """Return a row for every code and group, zeros too, and the notes to them."""
    language, found = corpus.language, answered(corpus)
    who = persons(corpus, found)
    names = corpus.laid.people
    group_of = {person.pseudonym: person.group for person in people(corpus)}
    read = {since: reads(corpus, since) for since in {0, *corpus.since.values()}}
    rows: list[dict[str, Cell]] = []
    for column, code in enumerate(corpus.book.codes):
        speaking = who[(found.code == column) & (who >= 0)].tolist()
        having = {names[row] for row in speaking}
        of_whom = having | read[corpus.since.get(code.id, 0)].whole
        homes = [group_of[names[row]] for row in speaking]
        rows.extend(
            {
                "code": code.id,
                "label": code.label(language),
                "group": group,
                "group_label": group or tr("table.no_group", language),
                "references": homes.count(group),
                "participants": sum(group_of[name] == group for name in having),
                "denominator": sum(group_of[name] == group for name in of_whom),
            }
            for group in dict.fromkeys(group_of.values())
        )
    return rows, _group_notes(corpus, read[0], len(group_of), int((who < 0).sum()))


def _group_notes(corpus: Corpus, read: Reads, people_count: int, nobody: int) -> tuple[str, ...]:
    say = partial(BY_GROUP.note, corpus.language)
    notes = [say("denominator")]
    if not corpus.readings:
        notes.append(say("no_readings"))
    elif unread := people_count - len(read.whole):
        notes.append(say("not_fully_read", n=unread))
    if nobody:
        notes.append(say("nobody", n=nobody))
    return (*notes, about_units(corpus, read), *about_codings(corpus))


def _people(corpus: Corpus, found: References) -> set[int]:
    """Return who speaks in references, as rows of ``laid.people``; nobody is none of them."""
    return set(persons(corpus, found).tolist()) - {NO_TURN}


def _three(corpus: Corpus, rows: Sequence[dict[str, Cell]]) -> str:
    counts = {
        name: sum(int(row[name] or 0) for row in rows)
        for name in ("references", "participants", "denominator")
    }
    return tr("table.three", corpus.language, **counts)
