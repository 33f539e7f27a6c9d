"""Lists of passages in the app without a browser: what they show, and ticking in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.testing.v1 import AppTest


def listed_in(app: AppTest, key: str) -> dict[str, Any]:
    """Return what a list of passages shows; ``key`` is how its widget's key begins."""
    for element in app.get("bidi_component"):
        if element.proto.component_name == "qualcode.quoted" and f"-{key}" in element.proto.id:
            data: dict[str, Any] = json.loads(element.proto.json)
            return data
    raise AssertionError(f"there is no list {key}")


def said_in(app: AppTest, key: str) -> list[str]:
    """Return the marked words of each passage."""
    return [
        "".join(text for text, mark in it["pieces"] if mark == "marked")
        for it in listed_in(app, key)["items"]
    ]


def tick(app: AppTest, key: str, ids: Sequence[str], *, sign: str | None = None) -> AppTest:
    """Tick passages as the browser tells it."""
    sign = listed_in(app, key)["sign"] if sign is None else sign
    app.session_state[key] = {"ticked": {"sign": sign, "ids": list(ids)}}
    return app.run()


def opens(app: AppTest, key: str, passage: str) -> AppTest:
    """Press the button that leads to a passage's place."""
    app.session_state[key] = {"open": passage}
    return app.run()
