"""Passages with a box to tick and a way to their place: one small component without a build step.

What is ticked stays ticked from page to page, as long as ``sign`` is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app.screen.words import t
from qualcode.app.window import session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.app.screen.highlight import Passage


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage by an id of the page's own; ``may`` says whether it can be ticked."""

    id: str
    passage: Passage
    may: bool = True


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


_QUOTED = st.components.v2.component(
    "qualcode.quoted", js=_asset("quoted.js"), css=_asset("quoted.css"), isolate_styles=False
)


def show(
    items: Sequence[Quoted],
    *,
    key: str,
    sign: str,
    on_open: Callable[[str], None],
    ticks: bool = True,
    ticked: Sequence[str] = (),
) -> tuple[str, ...]:
    """Show passages and return the ids that are ticked, of earlier pages too.

    ``sign`` names what is listed: under a new one everything begins again with ``ticked``. What
    comes back is from the browser: the page must believe only ids that it has shown.
    """
    data = {
        "sign": sign,
        "ticks": ticks,
        "ticked": list(ticked),
        "words": {name: t(f"quoted.{name}") for name in ("open", "all", "none")},
        "items": [
            {
                "id": it.id,
                "head": it.passage.head,
                "pieces": list(it.passage.pieces),
                "lines": list(it.passage.lines),
                "may": it.may,
            }
            for it in items
        ],
    }
    shown = {it.id for it in items}

    def opened() -> None:
        asked = getattr(session.widget(key), "open", None)
        if isinstance(asked, str) and asked in shown:
            on_open(asked)

    found = _QUOTED(key=key, data=data, on_open_change=opened, on_ticked_change=lambda: None)
    if not ticks:
        return ()
    kept = ids_of(getattr(found, "ticked", None), sign)
    return tuple(ticked) if kept is None else kept


def ids_of(sent: Any, sign: str) -> tuple[str, ...] | None:
    """Return the ids in what the browser sent, ``None`` where it belongs to another list."""
    try:
        if sent["sign"] != sign:
            return None
        return tuple(dict.fromkeys(it for it in sent["ids"] if isinstance(it, str)))
    except (KeyError, TypeError):
        return None
