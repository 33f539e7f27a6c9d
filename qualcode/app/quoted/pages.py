"""One page after the other of a long list."""

from __future__ import annotations

import streamlit as st

from qualcode.app.screen.words import t
from qualcode.app.window import session


def first(*, key: str, sign: str) -> int:
    """Return the first row of the page to show; a list with another ``sign`` begins anew."""
    lists = session.here().lists
    known, at = lists.get(key, ("", 0))
    lists[key] = sign, at if known == sign else 0
    return lists[key][1]


def back(*, key: str) -> None:
    """Go back to the first page: the list has become shorter."""
    lists = session.here().lists
    lists[key] = lists[key][0], 0


def turn(total: int, size: int, *, key: str) -> None:
    """Show which rows are on the page, and the buttons to the pages beside it."""
    if total <= size:
        return
    sign, at = session.here().lists.get(key, ("", 0))

    def go(to: int) -> None:
        session.here().lists[key] = sign, to

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("quoted.earlier"),
            disabled=at == 0,
            on_click=go,
            args=(at - size,),
            icon=":material/chevron_left:",
            key=f"{key}_earlier",
        )
        st.button(
            t("quoted.later"),
            disabled=at + size >= total,
            on_click=go,
            args=(at + size,),
            icon=":material/chevron_right:",
            key=f"{key}_later",
        )
        last = min(at + size, total)
        st.caption(t("quoted.here", first=at + 1, last=last, n=total), width="content")
