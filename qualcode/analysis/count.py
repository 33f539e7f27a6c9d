"""How often each code was used, by what one counts and by whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.corpus import answered, people, persons, reads
from qualcode.analysis.heads import OF_CODES, heads
from qualcode.analysis.notes import about_codings, about_units
from qualcode.i18n import tr
from qualcode.spans import NO_TURN
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.corpus import Corpus, Reads
    from qualcode.analysis.references import References
    from qualcode.model import Code

_FREQUENCY = (
    *("group_label", "code", "label", "group", "sources", "references", "participants"),
    *("characters", "units", "references_assisted"),
)


def frequency(corpus: Corpus) -> Table:
    """Count every code's sources, references, participants, characters and units.

    A code that nobody used has its row of zeros.
    """
    language = corpus.language
    found = answered(corpus)
    detail = {"code", "group", "references_assisted"}
    if not any(code.group for code in corpus.book.codes):
        detail.add("group_label")
    total = tr(
        "note.total",
        language,
        references=len(found.code),
        sources=len(np.unique(found.text)),
        participants=len(_people(corpus, found)),
    )
    return Table(
        "frequency",
        tr("table.title.frequency", language),
        heads(language, _FREQUENCY, detail=detail, words=OF_CODES),
        tuple(
            _counts(corpus, code, found.only(found.code == row), len(corpus.coded[row]))
            for row, code in enumerate(corpus.book.codes)
        ),
        (
            total,
            tr("note.reference", language),
            about_units(corpus, reads(corpus)),
            *about_codings(corpus),
        ),
    )


def code_by_group(corpus: Corpus) -> Table:
    """Count every code in every group of participants: references, people, and of how many.

    Of how many are those who have the code and those all of whose units were read: who was
    not read to the end may have it.
    """
    language = corpus.language
    rows, notes = _by_group(corpus)
    names = ("code", "label", "group", "group_label", "references", "participants", "denominator")
    return Table(
        "code_by_group",
        tr("table.title.code_by_group", language),
        heads(language, names, detail={"code", "group"}, words={"group": "group_id"}),
        tuple(rows),
        notes,
    )


def code_by_group_wide(corpus: Corpus) -> Table:
    """Lay code × group out as a paper does: a column a group, ``references（people/of whom）``."""
    language = corpus.language
    cells, notes = _by_group(corpus)
    groups = dict.fromkeys((str(row["group"]), str(row["group_label"])) for row in cells)
    columns = [
        *heads(language, ("code", "label"), detail={"code"}),
        *(Column(f"group:{group}", label) for group, label in groups),
        *heads(language, ("total",)),
    ]
    rows = []
    for code in corpus.book.codes:
        here = [row for row in cells if row["code"] == code.id]
        shown: dict[str, Cell] = {"code": code.id, "label": code.label(language)}
        shown |= {f"group:{row['group']}": _three(corpus, [row]) for row in here}
        rows.append(shown | {"total": _three(corpus, here)})
    return Table(
        "code_by_group_wide",
        tr("table.title.code_by_group_wide", language),
        tuple(columns),
        tuple(rows),
        (tr("note.three", language), *notes),
    )


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
    language = corpus.language
    notes = [tr("note.denominator", language)]
    if not corpus.readings:
        notes.append(tr("note.no_readings", language))
    elif unread := people_count - len(read.whole):
        notes.append(tr("note.not_fully_read", language, n=unread))
    if nobody:
        notes.append(tr("note.nobody", language, n=nobody))
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
