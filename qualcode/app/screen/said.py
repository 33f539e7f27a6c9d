"""The one place where a verb of the project meets a mistake: a sentence, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

import streamlit as st

from qualcode.app.screen.words import plain
from qualcode.app.window import session, state
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

SHOWN = {"error": st.error, "info": st.info, "success": st.success}


def attempt(verb: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Do one verb; a mistake of the user becomes the sentence at the head of the page."""
    try:
        return verb(*args, **kwargs)
    except QualcodeError as error:
        say(error.sentence(state.language(), "app"), "error")
        return None


def tried(verb: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T | None, str]:
    """Do one verb that often cannot be done yet; return its value, else the sentence why."""
    try:
        return verb(*args, **kwargs), ""
    except QualcodeError as error:
        return None, error.sentence(state.language(), "app")


def say(sentence: str, kind: Literal["error", "info", "success"] = "success") -> None:
    """Keep a sentence for the head of the page, in this run or after a rerun."""
    session.here().said.append((kind, sentence))


def draw() -> None:
    """Show what was said since the last time."""
    window = session.here()
    said, window.said = window.said, []
    for kind, sentence in said:
        SHOWN[kind](plain(sentence))
