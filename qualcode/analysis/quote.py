"""The quotations: every reference in its exact words, with who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.corpus import answered, each, people
from qualcode.analysis.declared import CODE, paper
from qualcode.analysis.notes import about_codings
from qualcode.citation import cite
from qualcode.i18n import tr
from qualcode.table_spec import count_columns, text_columns
from qualcode.turns import role_and_letter

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus, Reference
    from qualcode.model import Code, Participant
    from qualcode.table import Cell, Table

QUOTATIONS = paper(
    "quotations",
    *CODE,
    *text_columns("quote", "citation"),
    *text_columns("transcript", appendix=True),
    *count_columns("turn", "start", "end", appendix=True),
    notes=("quotations", "refused"),
)


def quotations(corpus: Corpus) -> Table:
    """List one row a reference, in the order of the codebook and then of the texts.

    Who did not agree to be quoted is not; the notes say how many references that leaves out.
    """
    language = corpus.language
    known = {person.pseudonym: person for person in people(corpus)}
    rows: list[dict[str, Cell]] = []
    refused = 0
    for code, reference in each(corpus, answered(corpus)):
        person = known[reference.participant] if reference.participant else None
        if person is not None and not person.consent.get("quote", True):
            refused += 1
        else:
            rows.append(_row(corpus, corpus.book.codes[code], reference, person))
    notes = [QUOTATIONS.note(language, "quotations", n=len(rows))]
    if refused:
        notes.append(QUOTATIONS.note(language, "refused", n=refused))
    return QUOTATIONS.table(language, rows, (*notes, *about_codings(corpus)))


def _row(
    corpus: Corpus, code: Code, reference: Reference, person: Participant | None
) -> dict[str, Cell]:
    start, end = reference.span.start, reference.span.end
    return {
        "code": code.id,
        "label": code.label(corpus.language),
        "quote": reference.text.text[start:end],
        "citation": _citation(corpus, reference, person),
        "transcript": reference.text.name,
        "turn": None if reference.turn is None else reference.turn.n,
        "start": start,
        "end": end,
    }


def _citation(corpus: Corpus, reference: Reference, person: Participant | None) -> str:
    language, turn = corpus.language, reference.turn
    source = tr(f"table.source.{reference.text.kind}", language)
    if person is not None:
        role = person.role or person.pseudonym
        letter = person.letter if person.role else ""
        return cite(role, letter, source=source, language=language)
    if turn is not None and turn.asks:
        return cite(tr("table.interviewer", language), source=source, language=language)
    if turn is not None and turn.speaker:
        role, letter = role_and_letter(turn.speaker)
        return cite(role, letter, source=source, language=language)
    return cite(reference.text.name, source=source, language=language)
