"""Where ticked passages go: a code of the codebook, or one that gets its name here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import choices
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.model import Codebook

NEW = "\0new"


@dataclass(frozen=True, slots=True)
class Target:
    """A code by its id, or, with ``code`` ``None``, the name of a new one; false without either."""

    label: str
    code: str | None = None

    def __bool__(self) -> bool:
        """Return whether there is somewhere to go."""
        return bool(self.label)


def choose(book: Codebook, *, key: str, label: str, leave_out: str | None = None) -> Target:
    """Let a code be chosen by typing, or a new one be named; a frozen codebook takes none."""
    codes = {it.id: it.label(state.language()) for it in book.codes if it.id != leave_out}
    chosen = choices.select(
        label,
        [None, *codes, *(() if book.frozen else (NEW,))],
        key=f"{key}_to",
        shown=lambda it: t("node.choose") if it is None else codes.get(it, t("node.new_code")),
    )
    if chosen is None:
        return Target("")
    if chosen != NEW:
        return Target(codes[chosen], chosen)
    name = st.text_input(t("node.new_name"), key=f"{key}_name")
    known = {words: it.id for it in book.codes for words in it.labels.values()}
    name = " ".join(name.split())
    return Target(name, known.get(name))
