"""The table of participants as it goes out: who each speaker is, dates without their days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis import attributes, dates
from qualcode.export.lines import table_of
from qualcode.i18n import tr
from qualcode.ingest import people_columns as columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.i18n import Language
    from qualcode.model import Participant
    from qualcode.table import Table


@dataclass(frozen=True, slots=True)
class PeopleExport:
    """The table of participants and what was kept out of it.

    ``shortened`` names whose date is written without its day, ``left_out`` whose date is not
    written, for it cannot be read for certain; both are empty where dates are as typed.
    """

    table: Table
    participants: int
    shortened: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def said(found: PeopleExport, language: Language) -> tuple[str, ...]:
    """Return what was kept out of the table, in sentences."""
    comma = tr("note.comma", language)
    pairs = (("shortened", found.shortened), ("left_out", found.left_out))
    return tuple(
        tr(f"exchange.note.{key}", language, names=comma.join(names))
        for key, names in pairs
        if names
    )


def _told(person: Participant, field: str, *, as_typed: bool) -> str:
    value = person.attributes.get(field, "")
    if as_typed or attributes.noun(field) != "month":
        return value
    return dates.month(value) or ""


def _noted(
    found: PeopleExport, everyone: Iterable[Participant], language: Language
) -> PeopleExport:
    """Return the table with the names of those whose dates are not in it as they were typed."""
    shortened: dict[str, None] = {}
    left_out: dict[str, None] = {}
    for person in everyone:
        for field, value in person.attributes.items():
            shown = _told(person, field, as_typed=False)
            if value.strip() and shown != value:
                (shortened if shown else left_out)[person.pseudonym] = None
    noted = replace(found, shortened=tuple(shortened), left_out=tuple(left_out))
    return replace(noted, table=noted.table.noted(said(noted, language)))


def people_table(
    people: Iterable[Participant],
    spoken: Iterable[tuple[str, str, str]],
    *,
    as_typed: bool = False,
    language: Language = "en",
) -> PeopleExport:
    """Return the table of participants: who each speaker is, and all that is known of them.

    ``spoken`` are (transcript, label, pseudonym) of every speaker who is one. Of a date the table
    has year and month or nothing, ``as_typed`` what was typed. Who speaks in no transcript comes
    last, in a line without one.
    """
    everyone = {it.pseudonym: it for it in people}
    lines = list(spoken)
    heard = {pseudonym for *_, pseudonym in lines}
    lines += [("", "", name) for name in everyone if name not in heard]
    known = list(dict.fromkeys(name for it in everyone.values() for name in it.attributes))
    purposes = list(dict.fromkeys(name for it in everyone.values() for name in it.consent))
    headings = [
        *columns.WHO,
        *columns.FIELDS,
        *map(columns.attribute_column, known),
        *map(columns.consent_column, purposes),
    ]
    told = {
        name: [
            *(getattr(person, field) for field in columns.FIELDS),
            *(_told(person, field, as_typed=as_typed) for field in known),
            *(columns.consent_cell(person, purpose) for purpose in purposes),
        ]
        for name, person in everyone.items()
    }
    rows = [[*who, *told[who[-1]]] for who in lines]
    table = table_of("participants", headings, rows, language, columns.OWN_COLUMNS)
    found = PeopleExport(table, len(everyone))
    return found if as_typed else _noted(found, everyone.values(), language)
