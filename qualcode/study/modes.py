"""How a coder meets suggestions: what follows from a project that uses none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import RuleError

if TYPE_CHECKING:
    from qualcode.study import Study


def refuse_never(study: Study) -> None:
    """Raise ``RuleError`` where the project uses no suggestions."""
    if study.mode == "never":
        raise RuleError("modes.never")
