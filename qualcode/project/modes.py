"""How a coder meets suggestions: the mode that a project chooses, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.model import MODES, Mode
from qualcode.store import work

if TYPE_CHECKING:
    from qualcode.store import Act
    from qualcode.study import Study

SETTING = "mode"
DEFAULT: Mode = "code_first"

__all__ = ["DEFAULT", "MODES", "SETTING", "choose", "mode", "refuse_never"]


def mode(study: Study) -> Mode:
    """Return the mode in force; a project that never chose codes first and then looks."""
    chosen = study.settings.get(SETTING)
    return next((known for known in MODES if known == chosen), DEFAULT)


def choose(act: Act, wanted: str) -> Mode:
    """Put a mode in force from now on; what happened before keeps the mode it happened under."""
    chosen = next((known for known in MODES if known == wanted), None)
    if chosen is None:
        raise InputError(
            f"A mode must be one of {', '.join(MODES)}, but {wanted!r} was given; choose one."
        )
    key = work.setting_id(act.connection, SETTING)
    if key is None:
        if chosen != DEFAULT:
            act.insert("setting", name=SETTING, value=chosen)
    else:
        act.update("setting", key, value=chosen)
    return chosen


def refuse_never(study: Study) -> None:
    """Raise ``RuleError`` where the project uses no suggestions."""
    if mode(study) == "never":
        raise RuleError(
            "This project uses no machine suggestions (mode never); choose another mode with "
            "`qualcode mode code_first` if it should."
        )
