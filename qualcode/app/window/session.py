"""What one window remembers, declared in one place: the only module that asks Streamlit for it.

Streamlit may give a run up at every look into its session. ``here`` is one look; what is read and
written on the value that it returns is read and written whole.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Hashable

    from qualcode.analysis import Figure
    from qualcode.app.coder.answers import Told
    from qualcode.app.transcripts.pending import Pending
    from qualcode.app.verify.answers import Cards
    from qualcode.gathering.search import Hits
    from qualcode.gathering.worksheet import Worksheet
    from qualcode.i18n import Language
    from qualcode.model import Code, Codebook, Result
    from qualcode.table import Table

SESSION = "qc_session"
"""Where Streamlit keeps the window's ``Session``."""

# Widgets whose state is looked at or set, by their keys. A key that ends in "_" begins the keys of
# many: what tells them apart is put behind it.
SEAT, DESK, CARD = "qc_seat_kept", "qc_desk", "qc_card"
LANGUAGE, CODER = "sidebar_language", "sidebar_coder"
MODE = "mode_chosen_"
FILES, TICK, EMPTYING = "transcripts_files_", "transcripts_tick_", "transcripts_empty_"
ASKS, EVERYWHERE = "transcripts_asks_", "transcripts_everywhere"
TRANSCRIPTS_VIEW, JOINED = "transcripts_view", "transcripts_join_who"
CODES = "codebook_table"
TRANSCRIPT, OTHERS, OUTLINED = "code_transcript", "code_others", "code_outlined"
NODE_VIEW = "node_view"
NOTE, BORDERS = "adjudicate_note_", "adjudicate_borders_"
HEAT, BARS, COUNTED = "compare_heat", "results_bars", "results_counted"


@dataclass(frozen=True, slots=True)
class Sitting:
    """The open project, who codes in it, and on which seat; ``""`` where there is none.

    One value, since somebody's name must never stand beside another's seat.
    """

    path: str = ""
    coder: str = ""
    seat: str = ""


class Lead(TypedDict, total=False):
    """What a page must know that another one leads to."""

    transcript: str
    place: int
    hits: list[list[int]]
    node: str
    look: str


@dataclass(slots=True)
class AtDesk:
    """What is shown at the desk of one coder, and what was told to it.

    ``sheet`` is the newest worksheet that was read, ``outlined`` the suggestions on the desk,
    ``None`` where none are to be shown.
    """

    told: Told
    sheet: Worksheet | None = None
    outlined: frozenset[int] | None = None


@dataclass(slots=True)
class InStudy:
    """Where in its study this window is; another study begins with another one.

    ``place`` is where the desk is to go, ``hits`` what a search found there, ``node`` the code and
    ``look`` the view that another page leads to; ``kept`` is what was chosen in a widget, by its
    key, while its page is not shown.

    Of Verify: ``failed`` says that a refit failed, so that the next one begins only when somebody
    asks for it, ``busy`` that the page was drawn while one was at work; ``curve`` is the learning
    curve with whose it is.
    """

    transcript: str | None = None
    round: str | None = None
    place: int | None = None
    hits: list[list[int]] | None = None
    node: str | None = None
    look: str | None = None
    desk: AtDesk | None = None
    cards: Cards | None = None
    failed: bool = False
    busy: bool = False
    curve: tuple[str, Table | None] = ("", None)
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class OnTranscripts:
    """``stored`` counts what was just stored; a table of people of another ``version`` is anew."""

    pending: Pending | None = None
    stored: int = 0
    version: int = 0
    columns: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OnCodebook:
    """A code that waits for the answer whether its meaning changed; a file that was read."""

    draft: Code | None = None
    read: tuple[Codebook, str, str] | None = None


@dataclass(slots=True)
class OnDesk:
    """Where the desk went last, with a stamp, and what is marked in which transcript."""

    went: dict[str, int] | None = None
    marked: tuple[str, list[list[int]]] = ("", [])


@dataclass(slots=True)
class Ticking:
    """What could be ticked under a sign, by its id; after each act it begins anew."""

    acts: int = 0
    sign: str = ""
    shown: dict[str, Any] = field(default_factory=dict)

    def seen(self, sign: str, shown: dict[str, Any]) -> dict[str, Any]:
        """Add what is on the screen now; return all that was, under this sign."""
        self.shown = (self.shown if self.sign == sign else {}) | shown
        self.sign = sign
        return self.shown


@dataclass(slots=True)
class OnSearch:
    """What was found, under the sign of what was asked, and what can be ticked."""

    sign: object = None
    found: Hits | None = None
    ticking: Ticking = field(default_factory=Ticking)


@dataclass(slots=True)
class OnCompare:
    """The dispute at hand, what is chosen for which, and what was made of closed rounds.

    ``through`` is set when the last open dispute of a group was decided, so that the next group
    comes; ``pressed`` are the keys pressed since the last run.
    """

    at: str | None = None
    result: tuple[str, Result] | None = None
    flag: tuple[str, bool] | None = None
    through: bool = False
    pressed: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    made: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(slots=True)
class OnResults:
    """The figure that was clicked and under what; the row of a concordance, by its title."""

    figure: tuple[str, Figure | None] = ("", None)
    row: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Session:
    """What a window holds: who sits in it, where it goes, and a part for each page.

    ``told`` is the seat that the browser keeps for this window, ``""`` for none and ``None`` until
    it was heard, ``asked`` the name of the question for it; ``going`` the page to turn to; ``said``
    what is to be shown at the head of the page. ``turned`` counts how often a box was set back,
    ``lists`` are the first rows shown of long lists with their signs, ``memos`` those that are
    being changed, each by the key of its widget.
    """

    language: Language | None = None
    sitting: Sitting = Sitting()
    told: str | None = None
    asked: str = field(default_factory=partial(secrets.token_hex, 4))
    begun: bool = False
    going: str = ""
    said: list[tuple[Literal["error", "info", "success"], str]] = field(default_factory=list)
    turned: dict[str, int] = field(default_factory=dict)
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)
    study: InStudy = field(default_factory=InStudy)
    transcripts: OnTranscripts = field(default_factory=OnTranscripts)
    codebook: OnCodebook = field(default_factory=OnCodebook)
    code: OnDesk = field(default_factory=OnDesk)
    node: Ticking = field(default_factory=Ticking)
    search: OnSearch = field(default_factory=OnSearch)
    compare: OnCompare = field(default_factory=OnCompare)
    results: OnResults = field(default_factory=OnResults)


def here() -> Session:
    """Return what this window remembers."""
    held = st.session_state.get(SESSION)
    if not isinstance(held, Session):
        held = st.session_state[SESSION] = Session()
    return held


def study() -> InStudy:
    """Return where in its study this window is."""
    return here().study


def widget(key: str, default: Any = None) -> Any:
    """Return what a widget holds, as Streamlit says it; ``default`` where it was not drawn."""
    return st.session_state.get(key, default)


def drawn(key: str) -> bool:
    """Return whether a widget holds something: it was drawn in the run before, or was filled."""
    return key in st.session_state


def fill(key: str, value: object) -> None:
    """Set what a widget holds, before it is drawn."""
    st.session_state[key] = value


def clear(key: str) -> None:
    """Let a widget begin anew."""
    st.session_state.pop(key, None)
