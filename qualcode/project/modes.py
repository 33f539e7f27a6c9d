"""How a coder meets suggestions: the mode that a project chooses, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from qualcode.errors import InputError, RuleError
from qualcode.model import MODES, Mode
from qualcode.store import work

if TYPE_CHECKING:
    from qualcode.store import Act, Connection

SETTING = "mode"
DEFAULT: Mode = "code_first"

__all__ = ["DEFAULT", "MODES", "SETTING", "choose", "mode", "refuse_never"]


def mode(connection: Connection) -> Mode:
    """Return the mode in force; a project that never chose codes first and then looks."""
    chosen = work.setting(connection, SETTING)
    return chosen if chosen in get_args(Mode) else DEFAULT


def choose(act: Act, wanted: str) -> Mode:
    """Put a mode in force from now on; what happened before keeps the mode it happened under."""
    if wanted not in MODES:
        raise InputError(
            f"A mode must be one of {', '.join(MODES)}, but {wanted!r} was given; choose one."
        )
    key = work.setting_id(act.connection, SETTING)
    if key is None:
        if wanted != DEFAULT:
            act.insert("setting", name=SETTING, value=wanted)
    else:
        act.update("setting", key, value=wanted)
    return mode(act.connection)


def refuse_never(connection: Connection) -> None:
    """Raise ``RuleError`` where the project uses no suggestions."""
    if mode(connection) == "never":
        raise RuleError(
            "This project uses no machine suggestions (mode never); choose another mode with "
            "`qualcode mode code_first` if it should."
        )
