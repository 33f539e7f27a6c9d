"""Choices that outlive a page switch, a change of language, and options that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

import streamlit as st

from qualcode.app.window import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")


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
    window = session.here()
    known = window.study.kept
    kept = known.get(key, listed[first])
    sign = crc32("\n".join([*words, str(window.turned.get(key))]).encode())
    place = st.selectbox(  # by place: an option that is None would be an empty box
        label,
        range(len(listed)),
        index=listed.index(kept) if kept in listed else first,
        format_func=words.__getitem__,
        key=f"{key}_{sign:x}",
    )
    if place == first:
        known.pop(key, None)
    else:
        known[key] = listed[place]
    return listed[place]


def segments(label: str, options: Sequence[T], *, key: str, shown: Callable[[T], str]) -> T:
    """Let one option be chosen in a row of buttons."""
    if not session.drawn(key):
        kept = session.study().kept.get(key)
        session.fill(key, kept if kept in options else options[0])
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
    choose(key, chosen)
    return chosen


def words(label: str, *, key: str, **how: Any) -> str:
    """Let words be typed that are still there when the page is turned back."""
    _fill(key, "")
    typed: str = st.text_input(label, key=key, **how)
    choose(key, typed)
    return typed


def toggle(label: str, *, key: str, default: bool = False, **how: Any) -> bool:
    """Let something be turned on or off, and be found so when the page is turned back."""
    _fill(key, default)
    on = st.toggle(label, key=key, **how)
    choose(key, on)
    return on


def _fill(key: str, default: object) -> None:
    if not session.drawn(key):
        session.fill(key, session.study().kept.get(key, default))


def choose(key: str, value: object) -> None:
    """Choose for the person, on a page that is not shown now."""
    session.study().kept[key] = value


def turn(key: str, value: object) -> None:
    """Choose for the person, on this page: the box becomes another one."""
    forget(key)
    choose(key, value)


def forget(key: str) -> None:
    """Go back to the default of a box, on this page too: it becomes another one."""
    window = session.here()
    window.study.kept.pop(key, None)
    window.turned[key] = window.turned.get(key, 0) + 1
