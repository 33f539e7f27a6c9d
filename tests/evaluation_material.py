"""An invented study of several interviews with two codes that can be learned from their words."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from qualcode.model import Span
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVED, RULED, NEVER = "mobilization", "rule_making", "legitimacy"
WORDS = {
    MOVED: ["挨家挨户", "敲门", "请大家", "一起来", "参加", "发通知"],
    RULED: ["商量", "定下", "条文", "写进", "制度", "投票"],
}
FILLER = [
    "我们",
    "小区",
    "今天",
    "这个",
    "事情",
    "后来",
    "觉得",
    "电梯",
    "下雨",
    "买菜",
    "𠮷",
    "🙂",
]
BOOK = """\
title: {zh: 研究, en: study}
codes:
  - id: mobilization
    labels: {zh: 动员, en: mobilisation}
    definition: {zh: 把居民动员起来参加活动}
  - id: rule_making
    labels: {zh: 规则, en: rules}
    definition: {zh: 居民一起商量定下制度}
  - id: legitimacy
    labels: {zh: 合法性, en: legitimacy}
    definition: {zh: 大家承认他}
"""


class Said(NamedTuple):
    """A sentence with its place and the codes that it speaks of."""

    transcript: str
    start: int
    end: int
    codes: tuple[str, ...]


class Study(NamedTuple):
    """A project, and what every sentence of it speaks of."""

    project: Project
    said: tuple[Said, ...]

    def read(self, coder: str, *transcripts: str, wrong: float = 0.0) -> None:
        """Let a coder read whole transcripts and code what is spoken of, a part of it wrongly."""
        rng = np.random.default_rng(11)
        for said in (one for one in self.said if one.transcript in transcripts):
            for code in WORDS:
                if (code in said.codes) != (rng.random() < wrong):
                    self.project.codings.add(coder, said.transcript, said.start, said.end, code)
        for name in transcripts:
            self.project.codings.read(coder, name)

    def read_turns(self, coder: str, role: str, most: int | None = None) -> int:
        """Let a coder code and read the turns that were set aside in a role; return how many."""
        from qualcode.store import machine

        with self.project.store.reading() as connection:
            sealed = machine.sealed_spans(connection, role=role)
        names = {info.text_id: info.name for info in self.project.transcripts.list()}
        turns = [(names[text], span) for text, spans in sealed.items() for span in spans][:most]
        for name, turn in turns:
            for said in self.said:
                if said.transcript == name and turn.start <= said.start < turn.end:
                    for code in said.codes:
                        self.project.codings.add(coder, name, said.start, said.end, code)
            self.project.codings.read(coder, name, [Span(turn.start, turn.end)])
        return len(turns)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the transcripts."""
        return tuple(dict.fromkeys(one.transcript for one in self.said))


def make_study(folder: Path, transcripts: int = 6, answers: int = 16, seed: int = 5) -> Study:
    """Make a project of interviews whose answers are single sentences; nobody has read any."""
    rng, number = np.random.default_rng(seed), count()
    book = folder / "book.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    book.write_text(BOOK, encoding="utf-8")
    project = Project.create(folder / "study", book)
    project.coders.add("A")
    said: list[Said] = []
    for n in range(transcripts):
        text = ""
        for _ in range(answers):
            codes = tuple(code for code in WORDS if rng.random() < 0.35)
            words = [str(w) for code in codes for w in rng.choice(WORDS[code], 2, replace=False)]
            words += [str(w) for w in rng.choice(FILLER, 4)]
            sentence = "".join(words) + f"{next(number)}。"
            text += "访谈者：后来呢？\n受访者："
            said.append(Said(f"访谈{n + 1}", len(text), len(text) + len(sentence), codes))
            text += sentence + "\n"
        project.transcripts.ingest_bytes(f"访谈{n + 1}.txt", text.encode())
    return Study(project, tuple(said))


@pytest.fixture(scope="session")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A has read three of five interviews and asked for suggestions; tests take a copy."""
    made = make_study(tmp_path_factory.mktemp("asked"), transcripts=5, answers=16)
    made.read("A", *made.names[:3])
    made.project.suggestions.run("A", seed=3)
    made.project.close()
    return made


@pytest.fixture
def measured_asked(asked_once: Study, tmp_path: Path) -> Iterator[Study]:
    """The same, to work in; codes are given first, then suggestions are shown."""
    folder = shutil.copytree(asked_once.project.folder, tmp_path / "asked")
    with Project.open(Path(folder)) as project:
        yield asked_once._replace(project=project)


@pytest.fixture
def measured(tmp_path: Path) -> Iterator[Study]:
    """Four short interviews that nobody has read."""
    made = make_study(tmp_path, transcripts=4, answers=12)
    yield made
    made.project.close()
