"""Choices that outlive a page switch, a change of language, and options that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import streamlit as st

from qualcode.app.state import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

TURNED = "qc_turned_"
"""Before the key of a box: how often it was set back to its default."""


def select(
    label: str,
    options: Iterable[T],
    *,
    key: str,
    default: T | None = None,
    shown: Callable[[T], str] = str,
) -> T:
    """Let one option be chosen in a box.

    The browser knows an option by its words only: where they change (another language, a round
    that was closed), the box must be another one, or it goes on showing the old words.
    """
    listed = list(options)
    words = [shown(it) for it in listed]
    first = listed.index(default) if default in listed else 0
    kept = st.session_state.get(KEPT + key, listed[first])
    sign = crc32("\n".join([*words, str(st.session_state.get(TURNED + key))]).encode())
    place = st.selectbox(  # by place: an option that is None would be an empty box
        label,
        range(len(listed)),
        index=listed.index(kept) if kept in listed else first,
        format_func=words.__getitem__,
        key=f"{key}_{sign:x}",
    )
    if place == first:
        st.session_state.pop(KEPT + key, None)
    else:
        st.session_state[KEPT + key] = listed[place]
    return listed[place]


def segments(label: str, options: Sequence[T], *, key: str, shown: Callable[[T], str]) -> T:
    """Let one option be chosen in a row of buttons."""
    if key not in st.session_state:
        kept = st.session_state.get(KEPT + key)
        st.session_state[key] = kept if kept in options else options[0]
    words = [shown(it) for it in options]
    chosen = st.segmented_control(
        label,
        options,
        required=True,
        format_func=lambda it: words[options.index(it)],
        key=key,
        label_visibility="collapsed",
    )
    assert chosen is not None  # what required=True promises
    st.session_state[KEPT + key] = chosen
    return chosen


def words(label: str, *, key: str) -> str:
    """Let words be typed that are still there when the page is turned back."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(KEPT + key, "")
    typed: str = st.text_input(label, key=key)
    st.session_state[KEPT + key] = typed
    return typed


def choose(key: str, value: object) -> None:
    """Choose for the person, on a page that is not shown now."""
    st.session_state[KEPT + key] = value


def turn(key: str, value: object) -> None:
    """Choose for the person, on this page: the box becomes another one."""
    forget(key)
    choose(key, value)


def forget(key: str) -> None:
    """Go back to the default of a box, on this page too: it becomes another one."""
    st.session_state.pop(KEPT + key, None)
    st.session_state[TURNED + key] = st.session_state.get(TURNED + key, 0) + 1
