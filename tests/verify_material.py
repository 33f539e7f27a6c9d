"""A study with suggestions in the app, and what a coder does on its cards."""

from __future__ import annotations

import json
import shutil
import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from cards_material import WHO, asked_folder, until

from qualcode.app.coder import events
from qualcode.app.verify import acts

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from qualcode import Project
    from qualcode.gathering.cards import Card

__all__ = ["WHO", "asked_folder"]


@pytest.fixture
def asked(asked_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(asked_folder, tmp_path / "asked")


def event(op: str, pick: object, **values: object) -> dict[str, object]:
    """Return an act on a card as the browser sends it."""
    return {"id": str(uuid.uuid4()), "op": op, "pick": pick, "ms": 900, **values}


def sent(
    project: Project, *given: dict[str, object], who: str = WHO, aside: acts.Aside | None = None
) -> list[str]:
    """Send acts and return what was said to each: ``""``, or why it was refused."""
    do = partial(acts.do, aside or acts.Aside())
    answers, trouble = events.apply(project, who, given, {}, language="zh", do=do)
    assert not trouble
    return [it.reason for it in answers]


def revealed(project: Project) -> Card:
    """Answer cards without a code until suggestions are on one, and return it as it then is."""
    card = until(project, suggested=True)
    assert sent(project, event("answer", card.pick, codes=[])) == [""]
    shown = project.suggestions.card(WHO, card.pick)
    assert shown.suggestions
    return shown


def spare(project: Project, card: Card) -> str:
    """Return a code that is not suggested on a card."""
    there = {it.code.id for it in card.suggestions}
    return next(it.id for it in project.codebook.current().codes if it.id not in there)


def told(app: AppTest) -> dict[str, Any]:
    """Return what a page has sent the browser to draw a card from."""
    sent = [json.loads(it.proto.json) for it in app.get("bidi_component")]
    return next(it for it in sent if "card" in it and "codes" in it)
