"""A study in which much is suggested, and one coder's way through its cards."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK

from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.gathering.cards import Card

SAID = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "今天天气好，第{n}回了。")
OTHER = "后来大家说𠮷祥里👨‍👩‍👧也要来。"
WHO = "甲"


@pytest.fixture(scope="session")
def asked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two coders, 30 answers of two sentences, and suggestions for the first coder."""
    folder = tmp_path_factory.mktemp("asked")
    lines = [f"访谈者：第{n}问？\n受访者：{SAID[n % 3].format(n=n)}{OTHER}" for n in range(30)]
    with Project.create(folder / "study", CODEBOOK) as made:
        made.coders.add(WHO)
        made.coders.add("乙")
        made.transcripts.ingest_bytes("多问.txt", "\n".join(lines).encode())
        made.suggestions.run(WHO, seed=3)
    return folder / "study"


@pytest.fixture
def desk(asked_folder: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(shutil.copytree(asked_folder, tmp_path / "study")) as made:
        yield made


def upcoming(desk: Project, who: str = WHO, queue: str = "mix") -> Card:
    card = desk.suggestions.next(who, queue=queue)
    assert card is not None
    return card


def until(desk: Project, *, suggested: bool) -> Card:
    """Answer cards without a code until one has, or has no, suggestions behind it."""
    for _ in range(90):
        card = upcoming(desk)
        if _has(desk, card) == suggested:
            return card
        if card.mode == "code_first":
            desk.suggestions.answer(WHO, card.pick, [])
        desk.suggestions.finish(WHO, card.pick)
    raise AssertionError("no such card")


def _has(desk: Project, card: Card) -> bool:
    """Return whether something is to be shown on a card, whatever its mode."""
    from qualcode.gathering import disclosure
    from qualcode.store import picks

    with desk.store.reading() as connection:
        pick = picks.pick(connection, card.pick)
        assert pick is not None
        look = desk.store.look(connection)
        return bool(disclosure.for_pick(look, pick, picks.answered(connection, pick)))


def walk(desk: Project, who: str = WHO, queue: str = "mix") -> list[Card]:
    """Finish every card without a code and return them in the order in which they came."""
    seen: list[Card] = []
    while (card := desk.suggestions.next(who, queue=queue)) is not None:
        seen.append(card)
        if card.mode == "code_first" and not card.answered:
            desk.suggestions.answer(who, card.pick, [])
        desk.suggestions.finish(who, card.pick)
    return seen
