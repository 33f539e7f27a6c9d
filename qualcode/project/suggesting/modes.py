"""How a coder meets suggestions: the mode that a project chooses, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model import MODES
from qualcode.store import work
from qualcode.study.modes import refuse_never
from qualcode.study.study import DEFAULT_MODE, MODE

if TYPE_CHECKING:
    from qualcode.model import Mode
    from qualcode.store import Act

__all__ = ["MODES", "choose", "refuse_never"]


def choose(act: Act, wanted: str) -> Mode:
    """Put a mode in force from now on; what happened before keeps the mode it happened under."""
    chosen = next((known for known in MODES if known == wanted), None)
    if chosen is None:
        raise InputError("modes.unknown", modes=MODES, wanted=wanted)
    key = work.setting_id(act.connection, MODE)
    if key is None:
        if chosen != DEFAULT_MODE:
            act.insert("setting", name=MODE, value=chosen)
    else:
        act.update("setting", key, value=chosen)
    return chosen
