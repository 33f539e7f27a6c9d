"""A small study at the desk, and events as its browser side would send them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode.app.coder import events

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHO, OTHER = "甲", "乙"
DESK_TEXT = (
    "访谈者：居民参与得怎么样？\n\n"
    "书记：一开始没人来。😀后来网格长一家一家去敲门！𠮷祥里的互助站也建起来了。\n\n"
    "访谈者：还有呢？\n\n书记：规矩是一起定的。\n"
)


@pytest.fixture
def at_desk(tmp_path: Path) -> Iterator[Project]:
    """A project with one transcript, two coders and two codes."""
    with Project.create(tmp_path / "desk") as made:
        for name in (WHO, OTHER):
            made.coders.add(name)
        made.transcripts.ingest_bytes("书记.txt", DESK_TEXT.encode())
        for label in ("组织建设", "组织动员"):
            made.codebook.add_code(label)
        yield made


def new_id() -> str:
    return str(uuid.uuid4())


def event(op: str, **values: object) -> dict[str, object]:
    return {"id": new_id(), "op": op, "text": 1, **values}


def span_of(words: str, name: str = "") -> dict[str, object]:
    """Return where words of the text stand, as the desk would say it."""
    start = DESK_TEXT.index(words)
    return {"s": start, "e": start + len(words), "u": name or new_id()}


def coding(*words: str, code: str = "组织建设", **values: object) -> dict[str, object]:
    return event("code", c=code, spans=[span_of(it) for it in words], **values)


def sent(project: Project, *acts: dict[str, object], who: str = WHO) -> list[str]:
    """Send acts and return what was said to each: ``""``, or why it was refused."""
    answers, trouble = events.apply(project, who, acts, {})
    assert not trouble
    return [it.reason for it in answers]


def words_coded(project: Project, who: str = WHO) -> list[str]:
    """Return the words that a coder has coded, in reading order."""
    return [DESK_TEXT[it.start : it.end] for it in project.codings.of(who)]
