"""The tables that describe a study: who was interviewed, and what the codes mean."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, get_args

from qualcode.analysis import attributes
from qualcode.analysis.corpus import people
from qualcode.analysis.declared import CATEGORY, CATEGORY_ID, CODE, paper
from qualcode.analysis.laid import NOBODY
from qualcode.analysis.notes import about_book
from qualcode.i18n import tr
from qualcode.table_spec import count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.i18n import Language
    from qualcode.model import Code, Participant
    from qualcode.table import Cell, Table

_OPTIONAL = ("role", "letter", "group", "site", "month", "duration")
INTERVIEWEES = paper(
    "interviewees",
    *text_columns("pseudonym", "role", "letter", "group", "site", "month"),
    *figure_columns(0, "duration", unit="minutes"),
    *count_columns("characters", "transcripts"),
    notes=("people", "duration", "characters"),
)
CODEBOOK = paper(
    "codebook",
    *CATEGORY,
    *CODE,
    *CATEGORY_ID,
    *text_columns("parent", "level", "definition", "include", "exclude", "example"),
)


def interviewees(corpus: Corpus) -> Table:
    """Say of every participant who they are, when and how long they spoke, and how much."""
    language = corpus.language
    speech = _speech(corpus)
    rows = [_person(person, speech[person.pseudonym]) for person in people(corpus)]
    empty = [name for name in _OPTIONAL if not any(row[name] for row in rows)]
    timed = [row["duration"] for row in rows if isinstance(row["duration"], int | float)]
    say = partial(INTERVIEWEES.note, language)
    notes = [
        say(
            "people",
            n=len(rows),
            texts=len(corpus.texts),
            characters=sum(int(row["characters"] or 0) for row in rows),
        )
    ]
    if timed:
        notes.append(say("duration", n=len(timed), minutes=f"{sum(timed):.0f}"))
    notes += _unread(corpus)
    return INTERVIEWEES.table(language, rows, (*notes, say("characters")), appendix=empty)


def _unread(corpus: Corpus) -> list[str]:
    """Name whose date or length stands there and could not be read; the words are not shown."""
    language = corpus.language
    found = []
    for about in get_args(attributes.Dated):
        names = [it.pseudonym for it in people(corpus) if attributes.unread(it, about)]
        if names:
            said = tr("note.comma", language).join(names)
            found.append(tr(f"unread.{about}", language, n=len(names), people=said))
    return found


def codebook(corpus: Corpus) -> Table:
    """Give every code's meaning: definition, what it takes in, what it leaves out, an example."""
    codes = corpus.book.codes
    used = {
        "group_label": any(code.group for code in codes),
        "parent": any(code.parent for code in codes),
        "level": len({code.level for code in codes}) > 1,
        "example": any(code.examples for code in codes),
    }
    rows = (_meaning(corpus, code) for code in codes)
    unused = [name for name, is_used in used.items() if not is_used]
    return CODEBOOK.table(corpus.language, rows, (about_book(corpus),), appendix=unused)


def _speech(corpus: Corpus) -> dict[str, dict[int, int]]:
    """Return how many characters each participant says in each text."""
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    laid = corpus.laid
    lengths = laid.turns.ends - laid.turns.starts
    rows = zip(laid.person.tolist(), laid.turn_text.tolist(), lengths.tolist(), strict=True)
    for person, text, length in rows:
        if person != NOBODY:
            found[laid.people[person]][corpus.texts[text].text_id] += length
    return found


def _person(person: Participant, speech: dict[int, int]) -> dict[str, Cell]:
    return {
        "pseudonym": person.pseudonym,
        "role": person.role,
        "letter": person.letter,
        "group": person.group,
        "site": attributes.site(person),
        "month": attributes.month(person),
        "duration": attributes.minutes(person),
        "characters": sum(speech.values()),
        "transcripts": len(speech),
    }


def _meaning(corpus: Corpus, code: Code) -> dict[str, Cell]:
    language = corpus.language
    parent = corpus.book.code(code.parent) if code.parent else None
    return {
        "group_label": corpus.book.group_label(code.group, language),
        "code": code.id,
        "label": code.label(language),
        "group": code.group or "",
        "parent": parent.label(language) if parent else code.parent or "",
        "level": tr(f"table.level.{code.level}", language),
        "definition": code.defined(language),
        "include": _listed(code.include, language),
        "exclude": _listed(code.exclude, language),
        "example": "\n".join(code.examples),
    }


def _listed(items: tuple[str, ...], language: Language) -> str:
    *first, last = items or ("",)
    return tr("note.semicolon", language).join([*(item.rstrip("；;。") for item in first), last])
