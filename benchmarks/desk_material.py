"""Invented studies of a given length for the measurements of the desk."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from corpus import invented

from qualcode import Project

if TYPE_CHECKING:
    from pathlib import Path

CODES = 10
PRESSED = 7
"""So many codes are pressed; what is coded before the measurement has the others."""
NAME = "interview"


def text_of(characters: int) -> str:
    """Return an interview of about so many characters, in words that mean nothing."""
    said: list[str] = []
    length = 0
    for _, turns in itertools.cycle(list(itertools.islice(invented(), 40))):
        for turn in turns:
            label = "访谈者" if turn["speaker"] == "访谈者" else "受访者"
            line = f"{label}：{turn['text'].replace('，', '。', 1)}\n"
            if length + len(line) > characters:
                return "".join(said)
            said.append(line)
            length += len(line)
    raise AssertionError("an endless interview has no end")


def study(folder: Path, characters: int, spans: int, coders: int = 1) -> Path:
    """Make a study with one interview, ``spans`` codings of its first coder, and ten codes."""
    with Project.create(folder) as project:
        people = [f"coder {n + 1}" for n in range(coders)]
        for name in people:
            project.coders.add(name)
        project.transcripts.ingest_bytes(f"{NAME}.txt", text_of(characters).encode())
        codes = [project.codebook.add_code(f"code {n + 1}").id for n in range(CODES)]
        (info,) = project.transcripts.list()
        sentences = project.transcripts.units(info.text_id, "sentence")
        step = max(1, len(sentences) // max(1, spans))
        for n, unit in enumerate(sentences[::step][:spans]):
            before = codes[PRESSED + n % (CODES - PRESSED)]
            project.codings.add(people[0], NAME, unit.start, unit.end, before)
    return folder


def file_of(folder: Path) -> Path:
    from qualcode.store import FILE_NAME

    return folder / FILE_NAME


def stored(folder: Path, coder: str = "coder 1") -> list[tuple[int, int, str]]:
    """Return what a coder has coded with the codes that are pressed."""
    with Project.open(folder) as project:
        book = [code.id for code in project.codebook.current().codes][:PRESSED]
        return [(it.start, it.end, it.code) for it in project.codings.of(coder) if it.code in book]
