"""The keys of a decision: its result, its reason, a flag for the codebook; and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from qualcode.app.screen import choices, said
from qualcode.app.screen.words import t, unmarked
from qualcode.app.window import session, state
from qualcode.i18n import tr
from qualcode.model import Span
from qualcode.review import Verdict
from qualcode.study.act_kinds import DECIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model import Cause, Result
    from qualcode.project import Project
    from qualcode.review.disagreement import Dispute

UNION: tuple[int, ...] = ()
"""The borders that a decision has unless others are chosen."""

RESULT_KEYS: tuple[tuple[Result, str], ...] = (("yes", "y"), ("no", "n"))
REASON_KEYS: tuple[tuple[Cause, str], ...] = (
    *(("guideline", "g"), ("ambiguous", "a"), ("slip", "s"), ("boundary", "b")),
    ("real", "d"),
)
"""Each with its key; the framework keeps r and c for itself."""


class Place(NamedTuple):
    """A dispute on the screen, those of its group in order, and the next undecided one."""

    round: str
    item: str
    ids: tuple[str, ...]
    open: str


def buttons(item: Dispute, listed: Sequence[Dispute], round_name: str) -> None:
    """Show what can be decided, each with its key."""
    place = _place(item, listed, round_name)
    result, flag = _result(item), _flag(item)
    language = state.language()
    with st.container(horizontal=True, key="adjudicate_results"):
        for each, key in RESULT_KEYS:
            st.button(
                tr(f"adjudication.result.{each}", language),
                shortcut=key,
                type="primary" if each == result else "secondary",
                key=f"adjudicate_{each}",
                on_click=_press,
                args=("result", place, each),
            )
    st.caption(t("adjudicate.because"))
    with st.container(horizontal=True, key="adjudicate_reasons"):
        for cause, key in REASON_KEYS:
            known = item.decision is not None and item.decision.reason == cause
            st.button(
                tr(f"adjudication.reason.{cause}", language),
                shortcut=key,
                type="primary" if known else "secondary",
                key=f"adjudicate_{cause}",
                on_click=_press,
                args=("reason", place, cause),
            )
    _moves(place, flag=flag)
    _more(item, result)


def _moves(place: Place, *, flag: bool) -> None:
    acts = (
        ("flagged" if flag else "flag", "f", ("flag", place)),
        ("before", "k", ("step", place.ids, -1)),
        ("after", "j", ("step", place.ids, 1)),
        ("undo", "z", ("undo", place.round)),
    )
    with st.container(horizontal=True, key="adjudicate_moves"):
        for name, key, args in acts:
            st.button(
                t(f"adjudicate.{name}"),
                shortcut=key,
                type="primary" if name == "flagged" else "secondary",
                key=f"adjudicate_{'flag' if name == 'flagged' else name}",
                on_click=_press,
                args=args,
            )


def _more(item: Dispute, result: Result | None) -> None:
    """Let words be added, and other borders than what was marked be chosen."""
    with st.expander(t("adjudicate.more"), icon=":material/edit_note:"):
        note = item.decision.note if item.decision else ""
        st.text_input(t("adjudicate.note"), note, key=session.NOTE + item.id)
        options = _borders(item)
        if result != "no" and len(options) > 1:
            st.selectbox(
                t("adjudicate.borders"),
                list(options),
                format_func=options.__getitem__,
                key=session.BORDERS + item.id,
            )


def _borders(item: Dispute) -> dict[tuple[int, ...], str]:
    """Return what the panel may code, in words: all that was marked, one coder's words, the unit.

    By place, since names may be hidden and stand in another order.
    """
    options: dict[tuple[int, ...], str] = {UNION: t("adjudicate.borders_union")}
    for voice in item.voices:
        if voice.yes and len(voice.spans) == 1:
            (span,) = voice.spans
            words = unmarked("adjudicate.borders_of", coder=voice.coder)
            options.setdefault((span.start, span.end), words)
    options[item.start, item.end] = t("adjudicate.borders_whole")
    return options


def _place(item: Dispute, listed: Sequence[Dispute], round_name: str) -> Place:
    ids = tuple(it.id for it in listed)
    at = ids.index(item.id)
    following = [*listed[at + 1 :], *listed[:at]]
    still = next((it.id for it in following if it.decision is None), "")
    return Place(round_name, item.id, ids, still)


def _result(item: Dispute) -> Result | None:
    chosen = session.here().compare.result
    if chosen is not None and chosen[0] == item.id:
        return chosen[1]
    return item.decision.result if item.decision else None


def _flag(item: Dispute) -> bool:
    chosen = session.here().compare.flag
    if chosen is not None and chosen[0] == item.id:
        return chosen[1]
    return bool(item.decision and item.decision.flag)


def _press(kind: str, *what: Any) -> None:
    session.here().compare.pressed.append((kind, what))


def settle() -> None:
    """Do what was pressed since the last run: a flag and a result come before the reason.

    Keys that come faster than runs arrive together and in no order of their own.
    """
    page = session.here().compare
    pressed, page.pressed = page.pressed, []
    for kind, act in ACTS.items():
        for what in [each for name, each in pressed if name == kind]:
            act(*what)


def _step(ids: tuple[str, ...], by: int) -> None:
    """Go on from where the session is: keys may come faster than the screen follows."""
    page = session.here().compare
    place = ids.index(page.at) if page.at in ids else 0
    page.at = ids[min(max(place + by, 0), len(ids) - 1)]


def _set_result(place: Place, result: Result) -> None:
    page = session.here().compare
    if page.at == place.item:
        page.result = (place.item, result)


def _toggle_flag(place: Place) -> None:
    """Ask for a change of the codebook, or no more; what was decided already says so at once."""
    project, item = _seen(place)
    if project is None or item is None:
        return
    flag = not _flag(item)
    if item.decision is None:
        session.here().compare.flag = (item.id, flag)
        return
    session.here().compare.flag = None
    known = item.decision
    borders = known.borders[0] if len(known.borders) == 1 else None
    _write(project, place, item, Verdict(known.result, known.reason, borders, flag, known.note))


def _decide(place: Place, cause: Cause) -> None:
    """Write the decision and turn to the next open dispute; a result comes first."""
    project, item = _seen(place)
    if project is None or item is None:
        return
    result = _result(item)
    if result is None:
        said.say(t("adjudicate.result_first"), "info")
        return
    note = str(session.widget(session.NOTE + item.id) or "")
    chosen = session.widget(session.BORDERS + item.id) or UNION
    borders = Span(*chosen) if result == "yes" and chosen != UNION else None
    if not _write(project, place, item, Verdict(result, cause, borders, _flag(item), note)):
        return
    page = session.here().compare
    page.result = page.flag = None
    if place.open:
        page.at = place.open
    else:
        page.through = True


def _write(project: Project, place: Place, item: Dispute, verdict: Verdict) -> bool:
    made = said.attempt(
        project.adjudication.decide,
        item.id,
        verdict,
        actor=state.coder(),
        round=place.round,
        replaces=item.decision.uuid if item.decision else None,
    )
    return made is not None


def _undo(round_name: str) -> None:
    """Take back this coder's newest decision and turn to it; never anything else they did."""
    project, who = state.project(), state.coder()
    if project is None or not who:
        return
    before = _decided(project, round_name)
    if said.attempt(project.undo, who, {DECIDE}) is None:
        said.say(t("adjudicate.nothing_to_undo"), "info")
        return
    after = _decided(project, round_name)
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            session.here().compare.at = key
            choices.turn("adjudicate_group_code", (key.partition(":")[2],))


def _decided(project: Project, round_name: str) -> dict[str, str]:
    found = project.adjudication.queue(round_name, viewer=state.coder())
    return {it.id: it.decision.uuid for it in found if it.decision}


def _seen(place: Place) -> tuple[Project | None, Dispute | None]:
    """Return the dispute as it now is, where it is still the one on the screen."""
    project = state.project()
    if project is None or session.here().compare.at != place.item:
        return project, None
    found = project.adjudication.queue(place.round, viewer=state.coder())
    return project, next((it for it in found if it.id == place.item), None)


ACTS: dict[str, Callable[..., None]] = {
    "flag": _toggle_flag,
    "result": _set_result,
    "reason": _decide,
    "step": _step,
    "undo": _undo,
}
"""What can be pressed, in the order in which presses of one run are done."""
