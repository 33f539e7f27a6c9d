"""The coding desk, the cards of Verify and passages: plain ES modules without a build step.

The modules of the desk and of the cards are files that the server serves; the two small ones are
handed to it as text.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from qualcode.app.coder import served
from qualcode.app.window import session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.app.screen.highlight import Passage

Look = Literal["framed", "plainly", "beside"]


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


_ANSWER = st.components.v2.component(
    "qualcode.answer", js=_asset("answer.js"), isolate_styles=False
)
_PASSAGES = st.components.v2.component(
    "qualcode.passages", js=_asset("passages.js"), css=_asset("coder.css"), isolate_styles=False
)


def desk(data: dict[str, Any], on_events: Callable[[], None]) -> None:
    """Mount the desk; it belongs in the page's body, never inside what an answer reruns."""
    served.mounts("desk")(key=session.DESK, data=data, on_events_change=on_events)


def card(data: dict[str, Any], on_events: Callable[[], None]) -> None:
    """Mount the card of Verify, in the page's body like the desk."""
    served.mounts("card")(key=session.CARD, data=data, on_events_change=on_events)


def answer(data: dict[str, Any], key: str = "qc_answer") -> None:
    """Tell the desk, or a card, what became of its acts."""
    _ANSWER(key=key, data=data)


def passages(shown: Sequence[Passage], *, key: str, look: Look = "framed") -> None:
    """Show passages of transcripts with their marked words; nothing in them is read as markup.

    ``plainly`` shows them as running speech, without a frame around each; ``beside`` one beside
    the other, as far as there is room.
    """
    data = {
        "look": look,
        "passages": [
            {"head": it.head, "pieces": list(it.pieces), "lines": list(it.lines)} for it in shown
        ],
    }
    _PASSAGES(key=key, data=data)
