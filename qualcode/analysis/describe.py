"""The tables that describe a study: who was interviewed, and what the codes mean."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.analysis.corpus import people
from qualcode.analysis.heads import OF_CODES, heads
from qualcode.analysis.notes import about_book
from qualcode.i18n import tr
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus
    from qualcode.i18n import Language
    from qualcode.model import Code, Participant

_ATTRIBUTES = {
    "site": ("site", "place", "地点", "所属", "单位", "社区"),
    "month": ("month", "date", "访谈月份", "月份", "访谈日期", "日期"),
    "duration": ("duration", "minutes", "时长", "访谈时长", "分钟"),
}
_OPTIONAL = ("role", "letter", "group", "site", "month", "duration")
_MEANING = (
    *("group_label", "code", "label", "group", "parent", "level"),
    *("definition", "include", "exclude", "example"),
)
_MONTH = re.compile(r"((?:19|20)\d\d)\D?(\d{1,2})(?!\d\d\d)(?:\D.*|\d{2})?")
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:min(?:ute)?s?\.?|分钟?|')?", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d+)\s*(?:h(?:ours?)?|小时|时)\s*(?:(\d+)\s*(?:m(?:in)?|分钟?)?)?", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:(\d+):(?=[0-5]))?(\d{2,3}):([0-5]\d)")


def interviewees(corpus: Corpus) -> Table:
    """Say of every participant who they are, when and how long they spoke, and how much."""
    language = corpus.language
    speech = _speech(corpus)
    rows = [_person(person, speech[person.pseudonym]) for person in people(corpus)]
    empty = [name for name in _OPTIONAL if not any(row[name] for row in rows)]
    columns = heads(language, ("pseudonym", *_OPTIONAL, "characters", "transcripts"), detail=empty)
    timed = [row["duration"] for row in rows if isinstance(row["duration"], int | float)]
    notes = [
        tr(
            "note.people",
            language,
            n=len(rows),
            texts=len(corpus.texts),
            characters=sum(int(row["characters"] or 0) for row in rows),
        )
    ]
    if timed:
        notes.append(tr("note.duration", language, n=len(timed), minutes=f"{sum(timed):.0f}"))
    return Table(
        "interviewees",
        tr("table.title.interviewees", language),
        tuple(replace(c, decimals=0) if c.id == "duration" else c for c in columns),
        tuple(rows),
        (*notes, tr("note.characters", language)),
    )


def codebook(corpus: Corpus) -> Table:
    """Give every code's meaning: definition, what it takes in, what it leaves out, an example."""
    language, codes = corpus.language, corpus.book.codes
    used = {
        "group_label": any(code.group for code in codes),
        "code": False,
        "group": False,
        "parent": any(code.parent for code in codes),
        "level": len({code.level for code in codes}) > 1,
        "example": any(code.examples for code in codes),
    }
    detail = [name for name, is_used in used.items() if not is_used]
    return Table(
        "codebook",
        tr("table.title.codebook", language),
        heads(language, _MEANING, detail=detail, words=OF_CODES),
        tuple(_meaning(corpus, code) for code in codes),
        (about_book(corpus),),
    )


def _speech(corpus: Corpus) -> dict[str, dict[int, int]]:
    """Return how many characters each participant says in each text."""
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for text in corpus.texts:
        for index, turn in enumerate(text.turns):
            if name := text.participant(index):
                found[name][text.text_id] += turn.end - turn.start
    return found


def _person(person: Participant, speech: dict[int, int]) -> dict[str, Cell]:
    return {
        "pseudonym": person.pseudonym,
        "role": person.role,
        "letter": person.letter,
        "group": person.group,
        "site": _attribute(person, "site"),
        "month": _month(_attribute(person, "month")),
        "duration": _minutes(_attribute(person, "duration")),
        "characters": sum(speech.values()),
        "transcripts": len(speech),
    }


def _attribute(person: Participant, name: str) -> str:
    values = (person.attributes.get(key, "").strip() for key in _ATTRIBUTES[name])
    return next((value for value in values if value), "")


def _month(text: str) -> str:
    """Return year and month, however precise the date is; the day could tell who it was."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return text
    return f"{found[1]}-{int(found[2]):02}"


def _minutes(text: str) -> Cell:
    """Return minutes of ``65``, ``65 min``, ``1 h 5 min``, ``1:05:00`` or ``65:00``.

    ``1:05`` may be an hour or a minute: like any other text it is undefined.
    """
    if found := _MINUTES.fullmatch(text):
        value = float(found[1])
        return int(value) if value.is_integer() else value
    if found := _HOURS.fullmatch(text):
        return int(found[1]) * 60 + int(found[2] or 0)
    if found := _CLOCK.fullmatch(text):
        return int(found[1] or 0) * 60 + int(found[2]) + int(found[3]) / 60
    return None


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
