"""What the desk shows and does not change: a transcript's turns with their sentences, the codes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from qualcode.app.coder.pinyin import typed
from qualcode.app.screen.palette import colour, keys, line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Codebook, Speaker, Transcript, Turn
    from qualcode.project import Project


def named(text: int, name: str, digest: str, speakers: Iterable[Speaker]) -> dict[str, Any]:
    """Return a document without its turns; its hash is that of all that its turns show.

    A text never changes, but who a label stands for, and who asks, can be mended.
    """
    people = [(it.label, it.participant or "", it.asks) for it in speakers]
    shown = json.dumps([digest, people], ensure_ascii=False)
    return {"key": text, "name": name, "hash": sha256(shown.encode()).hexdigest()[:32]}


def turns(project: Project, transcript: Transcript) -> list[dict[str, Any]]:
    """Return the turns of a transcript with the borders of the sentences in them."""
    people = {speaker.label: speaker.participant or "" for speaker in transcript.speakers}
    sentences = project.transcripts.units(transcript.text_id, "sentence")
    at = 0
    listed = []
    for turn in transcript.turns:
        inside = []
        while at < len(sentences) and sentences[at].end <= turn.end:
            if sentences[at].start >= turn.start:
                inside.append([sentences[at].start, sentences[at].end])
            at += 1
        listed.append(_turn(transcript, turn, people, inside))
    return listed


def codes(book: Codebook, language: str) -> list[dict[str, Any]]:
    """Return the codes in their order, each with its key, its look and how it may be typed."""
    return [
        {
            "id": code.id,
            "label": code.label(language),
            "title": code.defined(language),
            "group": book.group_label(code.group, language),
            "colour": colour(code, place),
            "line": line(place),
            "key": key,
            "initials": _typed(code.labels.values()),
            "level": code.level,
            "parent": code.parent or "",
        }
        for place, (code, key) in enumerate(zip(book.codes, keys(book.codes), strict=True))
    ]


def _typed(labels: Iterable[str]) -> str:
    """Return how a code's names may be typed, in every language that it has one in."""
    ways = [way for label in labels for way in (*typed(label).split(), label.lower())]
    return " ".join(dict.fromkeys(ways))


def _turn(
    transcript: Transcript, turn: Turn, people: dict[str, str], sentences: list[list[int]]
) -> dict[str, Any]:
    return {
        "n": turn.n,
        "s": turn.start,
        "e": turn.end,
        "who": turn.speaker or "",
        "person": people.get(turn.speaker or "", ""),
        "asks": turn.asks,
        "time": turn.time or "",
        "text": transcript.text[turn.start : turn.end],
        "sentences": sentences,
    }
