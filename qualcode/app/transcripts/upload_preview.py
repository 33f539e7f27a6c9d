"""What was understood of the files that wait: one card a file, where who asks can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder
from qualcode.app.screen.highlight import Passage
from qualcode.app.screen.words import how_many, listed, number, plain, t
from qualcode.app.transcripts import people_changes
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from qualcode.app.transcripts.pending import Pending
    from qualcode.ingest.preview import Doubt, Preview

A_PAGE = 10
"""So many cards stand on a page."""


def show(waiting: Pending, files: list[UploadedFile], twice: dict[str, str]) -> None:
    """Show a page of cards; ``twice`` gives the files that repeat another one, with its name."""
    if len(files) > 1 and any(waiting.seen[it.file_id].voices for it in files):
        st.checkbox(t("preview.everywhere"), value=True, key=session.EVERYWHERE)
    first = 0
    if len(files) > A_PAGE:
        first = st.selectbox(
            t("preview.pages"),
            range(0, len(files), A_PAGE),
            format_func=lambda at: t(
                "preview.page", first=at + 1, last=min(at + A_PAGE, len(files)), n=len(files)
            ),
            key=f"transcripts_page_{waiting.box}",
        )
    for file in files[first : first + A_PAGE]:
        with st.container(border=True):
            _card(waiting, file, twice.get(file.file_id), alone=len(files) == 1)


def storable(seen: Preview, repeated: bool) -> bool:
    """Return whether a file can be stored."""
    return not (seen.refused or seen.known_as or repeated)


def _card(waiting: Pending, file: UploadedFile, same: str | None, *, alone: bool) -> None:
    key = file.file_id
    seen = waiting.seen[key]
    if not storable(seen, same is not None):
        st.markdown(f"**{plain(file.name)}**")
        if seen.error:
            st.error(t(f"preview.refused_{seen.why}", name=plain(seen.file)))
            with st.expander(t("details"), icon=":material/tune:"):
                st.text(seen.error.sentence(state.language(), "app"))
        elif seen.known_as:
            st.info(t("preview.known", name=plain(seen.known_as)))
        else:
            st.info(t("preview.twice", name=plain(same or "")))
        return
    _tick(waiting, file)
    if seen.people:
        st.caption(t("preview.people", n=number(seen.people)))
        _emptying(waiting, key)
        people_changes.show(seen.changes)
        return
    st.caption(_understood(seen))
    mended = seen.mended(waiting.asks[key])
    for doubt in mended.doubts:
        st.warning(_said(doubt), icon=":material/help:")
    asked = any(it.kind in {"nobody_asks", "all_ask"} for it in seen.doubts)
    with st.expander(t("preview.look"), expanded=alone or asked):
        _who(waiting, key, seen)
        _beginning(seen, key)


def _tick(waiting: Pending, file: UploadedFile) -> None:
    key = session.TICK + file.file_id
    session.fill(key, file.file_id not in waiting.left_out)

    def changed() -> None:
        if session.widget(key):
            waiting.left_out.discard(file.file_id)
        else:
            waiting.left_out.add(file.file_id)

    st.checkbox(f"**{t('preview.tick', name=plain(file.name))}**", key=key, on_change=changed)


def _emptying(waiting: Pending, key: str) -> None:
    """Let empty cells empty what is known; without it they change nothing."""
    widget = session.EMPTYING + key
    session.fill(widget, key in waiting.emptying)

    def changed() -> None:
        waiting.emptying ^= {key}
        waiting.seen.pop(key, None)

    st.checkbox(t("changes.clear_empty"), key=widget, on_change=changed)


def _understood(seen: Preview) -> str:
    return t(
        "preview.understood",
        encoding=seen.encoding,
        turns=how_many("turns", seen.turns),
        characters=number(seen.characters),
    )


def _said(doubt: Doubt) -> str:
    labels = plain(listed(doubt.labels))
    return t(f"preview.doubt_{doubt.kind}", n=number(doubt.n), labels=labels)


def _who(waiting: Pending, key: str, seen: Preview) -> None:
    """Let a person say of every speaker whether they ask."""
    if not seen.voices:
        return
    st.markdown(f"**{t('preview.who')}**")
    for place, voice in enumerate(seen.voices):
        widget = f"{session.ASKS}{key}_{place}"
        session.fill(widget, waiting.asks[key][voice.label])
        st.segmented_control(
            t(
                "preview.voice",
                label=plain(voice.label),
                n=number(voice.turns),
                words=plain(voice.words),
            ),
            [True, False],
            required=True,
            format_func=lambda asks: t("preview.asks" if asks else "preview.answers"),
            key=widget,
            on_change=_mend,
            args=(waiting, key, voice.label, widget),
        )


def _mend(waiting: Pending, key: str, label: str, widget: str) -> None:
    """Keep what a person said of a speaker, in the other files too where that was asked for."""
    asks = bool(session.widget(widget))
    everywhere = session.widget(session.EVERYWHERE, False)
    for each in waiting.asks if everywhere else [key]:
        if label in waiting.asks[each]:
            waiting.asks[each][label] = asks


def _beginning(seen: Preview, key: str) -> None:
    st.markdown(f"**{t('preview.first')}**")
    if seen.head:
        st.caption(t("preview.head", words=plain(seen.head)))
    passages = [
        Passage(((said.text, "plain"),), head=heading(said.n, said.speaker, said.time))
        for said in seen.first
    ]
    coder.passages(passages, key=f"transcripts_first_{key}", look="plainly")


def heading(n: int, speaker: str | None, time: str | None) -> str:
    """Return what stands above a turn: its number, who speaks, and when."""
    return " · ".join([str(n), *(it for it in (speaker, time) if it)])
