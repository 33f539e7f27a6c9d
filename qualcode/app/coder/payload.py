"""What the desk is given: turns with their sentences, codes with their keys, what is done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from qualcode.app.palette import colour, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.app.coder.events import Answer
    from qualcode.model import Codebook, Reading, Round, Transcript, Turn
    from qualcode.project import Project

REMEMBERED = 300
"""How many answered events a full answer still names."""


def document(project: Project, transcript: Transcript) -> dict[str, Any]:
    """Return the turns of a transcript with the sentences in them."""
    people = {speaker.label: speaker.participant or "" for speaker in transcript.speakers}
    sentences = project.transcripts.units(transcript.text_id, "sentence")
    at = 0
    turns = []
    for turn in transcript.turns:
        inside = []
        while at < len(sentences) and sentences[at].end <= turn.end:
            if sentences[at].start >= turn.start:
                inside.append([sentences[at].start, sentences[at].end])
            at += 1
        turns.append(_turn(transcript, turn, people, inside))
    return {"key": transcript.text_id, "name": transcript.name, "turns": turns}


def codes(book: Codebook, language: str) -> list[dict[str, Any]]:
    """Return the codes in their order, each with its key, colour and group heading."""
    return [
        {
            "id": code.id,
            "label": code.label(language),
            "title": code.defined(language),
            "group": book.group_label(code.group, language),
            "colour": colour(code, place),
            "key": key,
        }
        for place, (code, key) in enumerate(zip(book.codes, keys(book.codes), strict=True))
    ]


def answer(
    project: Project,
    coder: str,
    transcript: Transcript,
    held: Round | None,
    answered: Iterable[Answer],
) -> dict[str, Any]:
    """Return which acts were done or refused, and how the coder's work in a round now stands."""
    given = list(answered)[-REMEMBERED:]
    return {
        "closed": closed(project, coder, held),
        "sequence": time.time_ns() // 1_000_000,
        "done": [it.id for it in given if not it.reason],
        "refused": [{"id": it.id, "reason": it.reason} for it in given if it.reason],
        "state": _state(project, coder, transcript, held),
    }


def closed(project: Project, coder: str, held: Round | None) -> bool:
    """Return whether a round on the desk is only to be read: new codings go elsewhere."""
    return held is not None and held != project.rounds.current(coder)


def _state(
    project: Project, coder: str, transcript: Transcript, held: Round | None
) -> dict[str, Any]:
    name = held.name if held else None
    codings = project.codings.of(coder, transcript=transcript.name, round=name, viewer=coder)
    readings = project.codings.readings(coder, transcript=transcript.name, round=name)
    return {
        "doc": transcript.text_id,
        "codings": [{"s": it.start, "e": it.end, "c": it.code} for it in codings],
        "read": _read_turns(project, transcript, readings, held),
        "memos": _memos(project, coder, transcript),
    }


def _read_turns(
    project: Project, transcript: Transcript, readings: Sequence[Reading], held: Round | None
) -> list[tuple[int, bool]]:
    """Return the turns that were read, and whether the codebook still means what it meant then.

    What was read in a closed round stays read: its figures are those of its own codebook.
    """
    book = project.codebook.current()
    counts = held.codebook if held and held.status == "closed" else book.version
    meant = {book.version: book.semantic_hash}
    if any(version not in meant for version in (counts, *(it.codebook for it in readings))):
        meant = {it.version: it.semantic_hash for it in project.codebook.versions()}
    now = meant.get(counts)
    stands: dict[tuple[int, int], bool] = {}
    for reading in readings:
        span = (reading.start, reading.end)
        stands[span] = stands.get(span, False) or meant.get(reading.codebook) == now
    read: list[tuple[int, bool]] = []
    sentences = project.transcripts.units(transcript.text_id, "sentence")
    for turn in transcript.turns:
        whole = (turn.start, turn.end)
        parts = [(u.start, u.end) for u in sentences if turn.start <= u.start and u.end <= turn.end]
        if whole in stands:
            read.append((turn.n, stands[whole]))
        elif parts and all(part in stands for part in parts):
            read.append((turn.n, all(stands[part] for part in parts)))
    return read


def _memos(project: Project, coder: str, transcript: Transcript) -> list[dict[str, Any]]:
    mine = [
        memo
        for memo in reversed(project.codings.memos("turn"))
        if memo.coder == coder and memo.target.startswith(f"{transcript.name}:")
    ]
    rows = [(memo.target.rpartition(":"), memo.text) for memo in mine]
    return [
        {"n": int(n), "body": text}
        for (name, _, n), text in rows
        if name == transcript.name and n.isdigit()
    ]


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
        "text": transcript.text[turn.start : turn.end],
        "sentences": sentences,
    }
