"""What an edit of the codebook would do, in plain sentences and with one button to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.codebook import place
from qualcode.app.screen import said
from qualcode.app.screen.words import how_many, listed, plain, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.codebook import Edit, Revert
    from qualcode.gathering.consequences import Consequences
    from qualcode.model import Codebook
    from qualcode.project import Project


def lines(book: Codebook, effect: Consequences) -> list[str]:
    """Return the sentences, the weightiest first."""
    made: list[str] = [
        t(
            "codebook.effect.work",
            coder=it.coder,
            n=it.codings,
            transcripts=how_many("transcripts", it.transcripts),
        )
        for it in effect.work
    ]
    if effect.hidden:
        made.append(t("codebook.effect.hidden"))
    if effect.lost and not effect.refused:
        made.append(t("codebook.effect.lost", codes=listed(place.labels(book, effect.lost))))
    if effect.closed:
        made.append(t("codebook.effect.closed", rounds=listed(effect.closed)))
    if effect.opened and effect.again:
        made.append(
            t(
                "codebook.effect.again",
                codes=listed(place.labels(book, effect.opened)),
                n=effect.again,
            )
        )
    if effect.opened and effect.again_others:
        made.append(t("codebook.effect.again_others"))
    moved = {
        name: getattr(effect, name)
        for name in ("examples", "keywords", "relations")
        if getattr(effect, name)
    }
    made += [t(f"codebook.effect.{name}", n=n) for name, n in moved.items()]
    if effect.below:
        made.append(t("codebook.effect.below", codes=listed(place.labels(book, effect.below))))
    return made or [t("codebook.effect.nothing")]


def confirm(
    project: Project, book: Codebook, edit: Edit | Revert, words: str, *, key: str, done: str
) -> bool:
    """Show what an edit would do and do it when that is confirmed; return whether it was done."""
    effect, why = said.tried(project.codebook.consequences, edit, viewer=state.coder() or None)
    if effect is None or effect.refused:
        st.warning(plain(why or _refusal(book, edit, effect)))
        return False
    with st.container(border=True):
        st.markdown(f"**{t('codebook.effect.title')}**")
        for line in lines(book, effect):
            st.markdown(f"- {plain(line)}")
        st.caption(t("codebook.effect.back"))
        if not st.button(words, type="primary", key=key):
            return False
    if said.attempt(project.codebook.do, edit, by=state.coder(), seen=effect.version):
        said.say(done)
        return True
    return False


def _refusal(book: Codebook, edit: Edit | Revert, effect: Consequences | None) -> str:
    lost = effect.lost if effect else ()
    codes = lost or getattr(edit, "concerned", ())
    kind = "revert" if lost and not getattr(edit, "concerned", ()) else "remove"
    return t(f"codebook.refused_{kind}", codes=listed(place.labels(book, codes)))
